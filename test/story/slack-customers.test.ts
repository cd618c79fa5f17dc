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

      test('nobody acts on a conversation of their own', async () => {
        await house.ben.says(house.room, '! nothing', { thread: house.card });
        expect(house.slack.complaints).toEqual([]);
      });
    });
  });
}
