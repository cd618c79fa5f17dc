import { formatThread } from '../../src/channels/slack/slack-ids.js';
import { conversationIdFor } from '../../src/core/domain/conversation-id.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import type { ClusterOptions } from '../support/fault/fault-cluster.js';
import { describeFaults } from '../support/fault/fault-cluster.js';
import type { MessageRef, SeenMessage } from '../support/slack/seen-message.js';
import { SlackHouse, wordsOf } from '../support/slack/slack-house.js';

const SETTINGS: readonly (ClusterOptions & { transport: 'http' | 'socket' })[] = [
  { processes: 1, stores: 'embedded', isReal: true, transport: 'http' },
  { processes: 3, stores: 'mongo', isReal: true, transport: 'socket' },
];

for (const options of SETTINGS) {
  const title = `Customers in one workspace, agents in another (${options.stores}, ${options.transport}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: SlackHouse;
    beforeAll(async () => {
      house = await SlackHouse.start(options);
    }, 60_000);
    afterAll(async () => {
      await house.stop();
    });

    describe('in a direct message', () => {
      const told = () => house.told(house.carol);
      const isTold = (words: string) => told().some((one) => one.includes(words));

      test('a question is answered once, with its source', async () => {
        await house.carol.dm(house.app, 'How long do refunds take?');
        await house.until(() => isTold('5-7 business days'), 'the answer');
        expect(told()).toHaveLength(1);
        expect(house.slack.statuses.length).toBeGreaterThan(0);
      });

      test('a person takes over and both hear each other', async () => {
        await house.carol.dm(house.app, 'Can I <!channel> talk to a human & quickly?');
        await house.until(() => house.cards.length === 1, 'the card');
        expect(house.card.words).toContain('Carol Chen');
        await house.ana.presses(house.card, 'Claim');
        await house.until(() => house.card.words.includes('Ana Alvarez'), 'the claim');
        const reply = await house.ana.says(house.room, 'Hello *Carol*, what is it?', {
          thread: house.card,
        });
        await house.until(() => isTold('Hello'), 'the reply');
        expect(told().find((one) => one.includes('Hello'))).toContain('Ana Alvarez');
        const isMarked = () =>
          house.room.message(reply).reactions['white_check_mark'] !== undefined;
        await house.until(isMarked, 'the mark');
        await house.ana.edits(reply, 'Good day Carol, what is it?');
        await house.until(() => isTold('Good day'), 'the edit');
        expect(isTold('Hello')).toBe(false);
      });

      test('what the customer changes and takes back reaches the agent', async () => {
        const said = await house.carol.dm(house.app, 'My order number is 4711');
        await house.threadShows('4711');
        await house.carol.edits(said, 'My order number is 4712');
        await house.threadShows('4712');
        const other = await house.carol.dm(house.app, 'and my card number is 1234');
        const line = await house.threadShows('1234');
        await house.carol.deletes(other);
        const isGone = () =>
          house.card.thread.every((one) => one.ts !== line.ts || !wordsOf(one).includes('1234'));
        await house.until(isGone, 'the deletion');
      });

      test('a rating is asked for and given by a button', async () => {
        await house.ana.presses(house.card, 'Resolve');
        const direct = house.slack.room(house.carol.directRoomWith(house.app).id);
        const asked = (): SeenMessage | undefined =>
          direct.messages.find((one) => one.buttons.length === 5);
        await house.until(() => asked() !== undefined, 'the question');
        const question = asked();
        if (question === undefined) throw new Error('nothing was asked');
        await house.carol.presses(question, question.buttons[4] ?? '');
        await house.until(() => isTold('Thank you'), 'the thanks');
      });
    });

    describe('in a thread with two people', () => {
      let root: MessageRef;
      const thread = () => house.shop.message(root).thread.filter((one) => one.isFromBot);
      const isTold = (words: string) => thread().some((one) => wordsOf(one).includes(words));

      test('a mention begins it, and once there are two, each is answered by name', async () => {
        root = await house.carol.mentions(house.app, house.shop, 'how long do refunds take?');
        await house.until(() => isTold('5-7 business days'), 'the answer');
        expect(thread()).toHaveLength(1);
        await house.dave.says(house.shop, 'How much is express shipping?', { thread: root });
        await house.until(() => isTold('$14.95'), 'the second answer');
        expect(wordsOf(thread()[1] as SeenMessage)).toContain(house.dave.mention);
      });

      test('talk that is not for the bot is left alone', async () => {
        const before = house.shop.messages.length;
        await house.dave.says(house.shop, 'Anyone for lunch?');
        await house.dave.says(house.shop, 'How long do refunds take, again?', { thread: root });
        await house.until(() => thread().length === 3, 'the third answer');
        expect(house.shop.messages).toHaveLength(before + 1);
      });

      test('the agent sees who says what, and answers into the thread', async () => {
        await house.dave.says(house.shop, 'I want to talk to a human', { thread: root });
        await house.until(() => house.cards.length === 2, 'the card');
        await house.carol.says(house.shop, 'I am in a hurry', { thread: root });
        const line = await house.threadShows('I am in a hurry');
        expect(wordsOf(line)).toContain('Carol Chen');
        await house.ben.says(house.room, 'How can I help you both?', { thread: house.card });
        await house.until(() => isTold('help you both'), 'the reply');
      });
    });

    describe('with the buttons below an answer', () => {
      const direct = () => house.slack.room(house.carol.directRoomWith(house.app).id).messages;
      const inThread = () => house.shop.messages.flatMap(({ thread }) => thread);
      const find = (among: readonly SeenMessage[], words: string): SeenMessage => {
        const found = among.find((one) => one.isFromBot && wordsOf(one).includes(words));
        if (found === undefined) throw new Error(`nothing says "${words}"`);
        return found;
      };
      const thanks = (name: string, choice: string) =>
        `${name} chose: ${choice}. Thank you for telling us.`;

      test('somebody says that it helped, and is thanked', async () => {
        const answer = () => find(direct(), '5-7 business days');
        expect(answer().buttons).toEqual(['Helpful', 'Not helpful']);
        await house.carol.presses(answer(), 'Helpful');
        await house.until(() => answer().buttons.length === 0, 'the buttons to go');
        expect(answer().words).toContain(thanks('Carol Chen', 'Helpful'));
      });

      test('somebody says that it did not, while an agent is there, who is left alone', async () => {
        const answer = () => find(inThread(), '$14.95');
        const heard = house.card.thread.length;
        await house.dave.presses(answer(), 'Not helpful');
        await house.until(() => answer().buttons.length === 0, 'the buttons to go');
        expect(answer().words).toContain(thanks('Dave Diaz', 'Not helpful'));
        await house.dave.says(house.shop, 'So?', { thread: { ...answer(), ts: rootOf(answer()) } });
        await house.threadShows('So?');
        expect(house.card.thread).toHaveLength(heard + 1);
      });

      test('whoever was not helped gets a person by another button', async () => {
        await house.carol.dm(house.app, 'How much is express shipping?');
        await house.until(
          () => direct().some((one) => one.isFromBot && wordsOf(one).includes('$14.95')),
          'the answer',
        );
        const answer = () => find(direct(), '$14.95');
        await house.carol.presses(answer(), 'Not helpful');
        await house.until(() => answer().buttons.length === 1, 'the offer');
        await house.carol.presses(answer(), 'Talk to a person');
        await house.until(() => house.cards.length === 3, 'the card');
        expect(house.card.words).toContain('An answer did not help');
        await house.until(() => answer().buttons.length === 0, 'the button to go');
      });

      test('all of it is on record with the turns that answered', async () => {
        expect(await feedbackOn(house, house.carol.directRoomWith(house.app).id)).toEqual([
          ['How long do refunds take?', true],
          ['How much is express shipping?', false],
        ]);
        const root = rootOf(find(inThread(), '$14.95'));
        expect(await feedbackOn(house, house.shop.id, root)).toEqual([
          ['How much is express shipping?', false],
        ]);
        expect(house.slack.complaints).toEqual([]);
      });
    });

    test('nobody acts on a conversation of their own', async () => {
      const both = house.globex.createRoom('both', {
        sharedWith: [house.acme],
        members: [house.carol, house.ben, house.botAtGlobex],
      });
      const root = await house.carol.mentions(house.app, both, 'how long do refunds take?');
      const said = (words: string) =>
        both.message(root).thread.some((one) => one.isFromBot && wordsOf(one).includes(words));
      await house.until(() => said('5-7 business days'), 'the answer');
      const before = house.cards.length;
      await house.ben.says(both, 'I want to talk to a human', { thread: root });
      await house.until(() => house.cards.length === before + 1, 'the card');
      const isTold = () =>
        house.slack.ephemerals.some(
          ({ userId, text }) => userId === house.ben.id && text.includes('your own conversation'),
        );
      await house.ben.says(house.room, 'Dear me', { thread: house.card });
      await house.until(isTold, 'the refusal');
      await house.ana.says(house.room, 'Dear both', { thread: house.card });
      await house.until(() => said('Dear both'), 'the colleague');
      expect(said('Dear me')).toBe(false);
      await house.until(() => house.card.words.includes('Ana Alvarez'), 'who has it on the card');
      expect(house.slack.complaints).toEqual([]);
    });
  });
}

/** The message that begins the thread. */
function rootOf({ threadTs }: SeenMessage): string {
  if (threadTs === null) throw new Error('it stands in no thread');
  return threadTs;
}

/** What is on record of a customers' thread: what was asked, and whether the answer helped. */
async function feedbackOn(
  house: SlackHouse,
  channel: string,
  threadTs: string | null = null,
): Promise<unknown[]> {
  const ids = new CryptoIds();
  const thread = formatThread({ team: house.globex.id, channel, threadTs });
  const place = { tenant: 'demo', channel: 'globex-slack', thread };
  const id = conversationIdFor((...parts) => ids.hash(...parts), place);
  const { messages, turns } = await house.cluster.record(id);
  const asked = new Map(messages.map(({ seq, text }) => [seq, text]));
  return [...turns]
    .sort((one, other) => one.endedAtMs - other.endedAtMs)
    .filter(({ feedback }) => feedback !== undefined)
    .map(({ messageSeqs, feedback }) => [asked.get(messageSeqs[0] ?? 0), feedback?.isHelpful]);
}
