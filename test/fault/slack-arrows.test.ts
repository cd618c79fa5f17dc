import { type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import type { SeenMessage } from '../support/slack/seen-message.js';
import { SlackHouse, wordsOf } from '../support/slack/slack-house.js';
import type { SlackPerson } from '../support/slack/slack-person.js';

/** Where a process can end between an agent's words and the customer's eyes. */
const REPLY_ARROWS = [
  ['before-say', 'before the reply is recorded'],
  ['after-say', 'after the record, before Slack is told so'],
  ['before-hand-over-customer', 'before the reply is taken in hand'],
  ['after-hand-over-customer', 'taken in hand, before Slack is asked'],
  ['before-file', 'before a text is filed'],
  ['before-note-customer', 'after Slack accepted, before it is noted'],
  ['after-note-customer', 'after it is noted'],
  ['before-note-desk', 'after the mark was set, before it is noted'],
] as const;

/** Where one can end between a customer's words and the agents' eyes. */
const LINE_ARROWS = [
  ['before-record', 'before the message is recorded'],
  ['after-record', 'after the record, before Slack is told so'],
  ['before-hand-over-desk', 'before it is taken in hand'],
  ['after-hand-over-desk', 'taken in hand, before Slack is asked'],
  ['before-note-desk', 'after Slack accepted, before it is noted'],
  ['after-note-desk', 'after it is noted'],
] as const;

/** Where one can end between an escalation and the card. */
const CARD_ARROWS = [
  ['after-commit', 'after the commit, before the card'],
  ['after-hand-over-desk', 'taken in hand, before Slack is asked'],
  ['before-keep', 'after Slack accepted, before the thread is known'],
  ['after-keep', 'the thread is known, the card is not noted'],
  ['before-note-desk', 'after Slack accepted, before it is noted'],
] as const;

const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded' },
  { processes: 3, stores: 'mongo' },
];

for (const options of SETTINGS) {
  const title = `Slack on both sides, a gateway killed (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: SlackHouse;
    let count = 0;
    beforeAll(async () => {
      house = await SlackHouse.start(options);
    });
    afterAll(async () => {
      expect(house.slack.takeComplaints()).toEqual([]);
      await house.stop();
    });

    /** Somebody new in Globex, handed over and claimed. */
    async function talking(): Promise<{ person: SlackPerson; card: () => SeenMessage }> {
      count += 1;
      const person = house.globex.createPerson(`Person ${count}`);
      const before = house.cards.length;
      await house.slack.settled();
      await person.dm(house.app, 'I want to talk to a human');
      await house.until(() => house.cards.length === before + 1, 'the card');
      const { ts } = house.card;
      const card = () => house.room.message({ roomId: house.room.id, ts });
      await house.ana.presses(card(), 'Claim');
      await house.until(() => card().words.includes('Ana Alvarez'), 'the claim');
      return { person, card };
    }

    const lines = (person: SlackPerson, words: string) =>
      house.told(person).filter((one) => one.includes(words));
    const threadLines = (card: SeenMessage, words: string) =>
      card.thread.filter((one) => one.isFromBot && wordsOf(one).includes(words));

    test.each(REPLY_ARROWS)('reply, %s: %s', async (arrow) => {
      const { person, card } = await talking();
      house.cluster.arm('kill', arrow);
      const first = await house.ana.says(house.room, 'first reply', { thread: card() });
      const isRecorded =
        arrow === 'after-say' || first.answers.some(({ outcome }) => outcome === 'acknowledged');
      await house.ana.says(house.room, 'second reply', { thread: card() });
      await house.cluster.restartTheDead();
      await house.until(() => lines(person, 'second reply').length > 0, 'the second reply');
      // What died unrecorded comes back when Slack sends it again, which may be after the second.
      await house.until(() => lines(person, 'first reply').length > 0, 'the first reply');
      await house.ana.says(house.room, 'third reply', { thread: card() });
      await house.until(() => lines(person, 'third reply').length > 0, 'the third reply');
      const isAllMarked = () =>
        card()
          .thread.filter((one) => !one.isFromBot)
          .every((one) => one.reactions['white_check_mark'] !== undefined);
      await house.until(isAllMarked, 'the marks');
      const replies = house.told(person).flatMap((one) => /(\w+) reply/.exec(one)?.[1] ?? []);
      // The order is the order of record.
      const order = isRecorded ? replies : [...replies].sort();
      expect(order).toEqual(['first', 'second', 'third']);
      expect(replies.at(-1)).toBe('third');
    });

    test.each(LINE_ARROWS)('line, %s: %s', async (arrow) => {
      const { person, card } = await talking();
      house.cluster.arm('kill', arrow);
      await person.dm(house.app, 'first line');
      await house.cluster.restartTheDead();
      await house.until(() => threadLines(card(), 'first line').length > 0, 'the first line');
      await person.dm(house.app, 'second line');
      await house.until(() => threadLines(card(), 'second line').length > 0, 'the second line');
      const seen = card()
        .thread.map(wordsOf)
        .join('\n')
        .match(/(first|second) line/g);
      expect(seen).toEqual(['first line', 'second line']);
    });

    test.each(CARD_ARROWS)('card, %s: %s', async (arrow) => {
      count += 1;
      const person = house.globex.createPerson(`Person ${count}`);
      const before = house.cards.length;
      house.cluster.arm('kill', arrow);
      await person.dm(house.app, 'I want to talk to a human');
      await house.cluster.restartTheDead();
      await house.until(() => house.cards.length > before, 'the card');
      await person.dm(house.app, 'are you there?');
      await house.until(() => threadLines(house.card, 'are you there?').length > 0, 'the line');
      await house.ana.says(house.room, 'here I am', { thread: house.card });
      await house.until(() => lines(person, 'here I am').length > 0, 'the reply');
      expect(house.cards).toHaveLength(before + 1);
    });
  });
}
