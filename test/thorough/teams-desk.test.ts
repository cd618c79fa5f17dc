import type { ClusterOptions } from '../support/fault/fault-cluster.js';
import { describeFaults } from '../support/fault/fault-cluster.js';
import type { MessageRef } from '../support/slack/seen-message.js';
import { wordsOf } from '../support/slack/slack-house.js';
import { GIF, PNG } from '../support/some-contents.js';
import { CHAT } from '../support/teams/activities.js';
import { TeamsHouse } from '../support/teams/teams-house.js';
import { buttonsIn, type SeenInTeams } from '../support/teams/teams-rooms.js';
import { wordsIn } from '../support/teams/teams-town.js';

const SETTINGS: readonly (ClusterOptions & { transport: 'http' | 'socket' })[] = [
  { processes: 1, stores: 'embedded', isReal: true, transport: 'http' },
  { processes: 2, stores: 'mongo', isReal: true, transport: 'socket' },
];

/** Pictures that differ in their last bytes, as two photos do. */
const KETTLE = Buffer.concat([PNG, Buffer.from('the lid is broken')]);
const LABEL = Buffer.concat([GIF, Buffer.from('send it back with this')]);

for (const options of SETTINGS) {
  const title = `A customer in Teams, agents in Slack (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: TeamsHouse;
    let first: Readonly<Record<string, unknown>>;
    let firstAtMs: number;
    beforeAll(async () => {
      house = await TeamsHouse.start(options);
    }, 60_000);
    afterAll(async () => {
      await house?.stop();
    });

    /** Files in the newest case's thread, as Slack keeps them. */
    const filesInThread = () =>
      house.slack.room.record.log
        .filter(({ threadTs }) => threadTs === house.slack.card.ts)
        .flatMap(({ files }) => files);
    const pictures = () =>
      house.chat.messages
        .flatMap(({ attachments }) => attachments)
        .flatMap(({ contentType, contentUrl }) => {
          const [, type, bytes = ''] = /^data:(.+);base64,(.+)$/.exec(String(contentUrl)) ?? [];
          return type === contentType ? [Buffer.from(bytes, 'base64')] : [];
        });
    const isMarked = (ref: MessageRef, mark: string) =>
      house.slack.room.message(ref).reactions[mark] !== undefined;

    test('a question is answered once, with its source', async () => {
      firstAtMs = Date.now();
      first = await house.carol.says(CHAT, 'How long do refunds take?');
      const answer = await house.sees(CHAT, '5-7 business days');
      expect(answer.text).toContain('Sources:');
      await house.until(
        () => house.chat.messages.some((one) => buttonsIn(one).length === 2),
        'the question whether it helped',
      );
      expect(house.chat.messages).toHaveLength(2);
      expect(house.chat.typingAtMs).not.toEqual([]);
    });

    test('who asks for a person gets one, who is shown who it is and what was said', async () => {
      await house.carol.says(CHAT, 'Can I talk to a human?');
      await house.until(() => house.slack.cards.length === 1, 'the card');
      expect(house.slack.card.words).toContain('Carol Chen');
      await house.slack.threadShows('How long do refunds take?');
      await house.slack.ana.presses(house.slack.card, 'Claim');
      await house.until(() => house.slack.card.words.includes('Ana Alvarez'), 'the claim');
      const reply = await house.slack.ana.says(house.slack.room, 'Hello *Carol*, what is it?', {
        thread: house.slack.card,
      });
      const seen = await house.sees(CHAT, 'what is it?');
      expect(wordsIn(seen)).toContain('Ana Alvarez');
      expect(wordsIn(seen)).toContain('**Carol**');
      await house.until(() => isMarked(reply, 'white_check_mark'), 'the mark of delivery');
    });

    test('a picture that the customer pastes is in the thread, byte for byte', async () => {
      await house.carol.pastes(CHAT, 'The lid is broken', KETTLE, 'image/png');
      await house.slack.threadShows('The lid is broken');
      await house.until(() => filesInThread().length === 1, 'the picture in the thread');
      const [file] = filesInThread();
      expect(file?.content.equals(KETTLE)).toBe(true);
      expect(file?.name).toBe('image');
    });

    test('a picture that the agent uploads is in the chat, byte for byte', async () => {
      const label = { name: 'label.gif', mimetype: 'image/gif', content: LABEL };
      const { room, card } = house.slack;
      const sent = await house.slack.ana.uploads(room, label, 'Send it back with this.', {
        thread: card,
      });
      await house.sees(CHAT, 'Send it back with this.');
      await house.until(() => pictures().length === 1, 'the picture in the chat');
      expect(pictures()[0]?.equals(LABEL)).toBe(true);
      await house.until(() => isMarked(sent, 'white_check_mark'), 'the mark of delivery');
    });

    test('what the agent changes and takes back is changed and gone in Teams', async () => {
      const reply = await house.slack.ana.says(house.slack.room, 'It is free of charge.', {
        thread: house.slack.card,
      });
      const { id } = await house.sees(CHAT, 'free of charge');
      await house.slack.ana.edits(reply, 'It costs 3 EUR.');
      const edited = await house.sees(CHAT, 'It costs 3 EUR.');
      expect([edited.id, edited.isEdited]).toEqual([id, true]);
      expect(house.shows(CHAT, 'free of charge')).toBe(false);
      await house.slack.ana.deletes(reply);
      await house.until(() => !house.shows(CHAT, '3 EUR'), 'the deletion');
      expect(house.chat.wasRemoved(id)).toBe(true);
    });

    test('what the customer changes and takes back reaches the agent', async () => {
      const said = await house.carol.says(CHAT, 'My order number is 4711');
      await house.slack.threadShows('4711');
      await house.carol.edits(said, 'My order number is 4712');
      await house.slack.threadShows('4712');
      const other = await house.carol.says(CHAT, 'and my card number is 1234');
      const line = await house.slack.threadShows('1234');
      await house.carol.deletes(other);
      const isGone = () =>
        house.slack.card.thread.every(
          (one) => one.ts !== line.ts || !wordsOf(one).includes('1234'),
        );
      await house.until(isGone, 'the deletion');
    });

    test('a rating is asked for on a card, and the card shows what was pressed', async () => {
      await house.slack.ana.presses(house.slack.card, 'Resolve');
      const asked = (): SeenInTeams | undefined =>
        house.chat.messages.find((one) => buttonsIn(one).length === 5);
      await house.until(() => asked() !== undefined, 'the question');
      const question = asked() as SeenInTeams;
      expect(buttonsIn(question).map(({ title }) => title)).toContain('★★★★★');
      const shown = await house.carol.presses(CHAT, question, '★★★★★');
      expect(JSON.stringify(shown)).toContain('Carol Chen');
      await house.until(() => asked() === undefined, 'the buttons to go');
      await house.until(
        () => house.chat.messages.some(({ id }) => id === question.id),
        'the card in its place',
      );
      const after = house.chat.messages.find(({ id }) => id === question.id) as SeenInTeams;
      expect(buttonsIn(after)).toEqual([]);
      expect(wordsIn(after)).toMatch(/Carol Chen chose: /);
      await house.sees(CHAT, 'Thank you');
    });

    test('what Teams brings again, after a quarter of a minute or a restart, changes nothing', async () => {
      const before = house.words(CHAT);
      await house.until(() => Date.now() - firstAtMs > 15_000, 'the time after which Teams asks');
      expect((await house.post(first)).status).toBe(200);
      await Promise.all(house.slack.cluster.processes.map((one) => one.restart()));
      for (const _ of house.slack.cluster.processes) {
        expect((await house.post(first)).status).toBe(200);
      }
      await house.carol.says(CHAT, 'How much is express shipping?');
      await house.sees(CHAT, '$14.95');
      const since = house.words(CHAT).slice(before.length);
      expect(house.words(CHAT).slice(0, before.length)).toEqual(before);
      expect(since.filter((one) => one.includes('5-7 business days'))).toEqual([]);
      expect(house.slack.cards).toHaveLength(1);
    });

    test('Teams and Slack were used as they want to be', () => {
      expect(house.teams.complaints).toEqual([]);
      expect(house.slack.slack.complaints).toEqual([]);
    });
  });
}
