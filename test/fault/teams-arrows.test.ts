import { type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import { expectSaid, TeamsCluster } from '../support/fault/teams-cluster.js';

/** Where a process can end between a customer's words and the bot's answer. */
const MESSAGE_ARROWS = [
  ['before-record', 'before the message is recorded'],
  ['after-record', 'after the record, before Teams is told so'],
  ['after-acknowledge', 'after Teams was told so'],
  ['after-lease', 'while a turn holds the conversation'],
  ['before-commit', 'before the answer is committed'],
  ['after-commit', 'after the commit, before Teams is asked'],
  ['before-note-customer', 'after Teams accepted, before it is noted'],
  ['after-note-customer', 'after it is noted'],
] as const;

/** Where one can end between an agent's words and the customer's eyes. */
const REPLY_ARROWS = [
  ['before-say', 'before the reply is recorded'],
  ['after-say', 'after the record, before the desk is told so'],
  ['before-hand-over-customer', 'before the reply is taken in hand'],
  ['after-hand-over-customer', 'taken in hand, before Teams is asked'],
  ['before-note-customer', 'after Teams accepted, before it is noted'],
  ['after-note-customer', 'after it is noted'],
] as const;

const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded' },
  { processes: 2, stores: 'mongo' },
];

for (const options of SETTINGS) {
  const title = `Customers in Teams, a gateway killed (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let house: TeamsCluster;
    beforeAll(async () => {
      house = await TeamsCluster.start(options);
    });
    afterAll(async () => {
      expect(house.teams.complaints).toEqual([]);
      await house.stop();
    });

    test.each(MESSAGE_ARROWS)('message, %s: %s', async (arrow) => {
      const talker = house.talker();
      const reads = (words: string) => house.reads(talker).join('\n').includes(words);
      house.cluster.arm('kill', arrow);
      const said = house.says(talker, 'question 1');
      await house.cluster.restartTheDead();
      const first = await said;
      await house.until(() => reads('question 1'), 'the first answer');
      // An acknowledgement may be lost on its way, so Teams may send what was answered already.
      await house.delivers(first);
      await house.says(talker, 'question 2');
      await house.until(() => reads('question 2'), 'the second answer');
      expectSaid(house, talker, 'question', 2);
    });

    test.each(REPLY_ARROWS)('reply, %s: %s', async (arrow) => {
      const talk = await house.claimed();
      house.cluster.arm('kill', arrow);
      const said = house.replies(talk, 'reply 1');
      await house.cluster.restartTheDead();
      await said;
      await house.replies(talk, 'reply 2');
      await house.untilDelivered(talk, 'reply 1', 'reply 2');
      expectSaid(house, talk, 'reply', 2);
    });
  });
}
