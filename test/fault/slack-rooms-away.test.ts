import { type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import { botLines, cardsIn, HandedOverHouse, numbered } from '../support/slack/handed-over.js';

const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded' },
  { processes: 3, stores: 'mongo' },
];

const TAKES_LONGER = 'a little longer than usual';

const counted = (words: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${words} ${at + 1}`);

for (const options of SETTINGS) {
  const title = `A Slack that shuts us out (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let desk: HandedOverHouse;
    beforeAll(async () => {
      desk = await HandedOverHouse.start(options);
    });
    afterAll(async () => {
      expect(desk.house.slack.takeComplaints()).toEqual([]);
      await desk.stop();
    });

    test('the agents’ token is revoked: cases wait, customers are told, and all goes out when it is good again', async () => {
      const { house } = desk;
      const talks = [await desk.claimed('web'), await desk.claimed('slack')];
      await house.botAtAcme.revokesToken();
      for (const number of [1, 2]) for (const talk of talks) await talk.writes(`line ${number}`);
      await desk.untilWrong('token-revoked');
      await desk.untilWrong(`main ${house.room.id}: Slack refuses the token`);
      for (const talk of talks) {
        const isTold = () => talk.reads().join().includes(TAKES_LONGER);
        await house.until(isTold, 'that it takes longer');
      }
      house.botAtAcme.record.state = 'active';
      for (const talk of talks) {
        await talk.writes('line 3');
        const lines = () => numbered('line', botLines(talk.card()));
        await house.until(() => lines().includes('line 3'), 'the last line');
        expect(lines()).toEqual(counted('line', 3));
        await desk.replies(talk, 'reply 1');
        await house.until(() => talk.reads().join().includes('reply 1'), 'the reply');
        await desk.untilMarked(talk);
      }
      expect(cardsIn(house.fallback)).toEqual([]);
    });

    test('the customers’ token is revoked: replies wait, others’ are not held up, and the marks become true', async () => {
      const { house } = desk;
      const web = await desk.claimed('web');
      const slack = await desk.claimed('slack');
      house.botAtGlobex.record.state = 'uninstalled';
      for (const number of [1, 2]) {
        for (const talk of [slack, web]) await desk.replies(talk, `reply ${number}`);
      }
      await house.until(() => web.reads().join().includes('reply 2'), 'the reply on the web');
      await desk.untilWrong('globex-slack: Slack refuses the token');
      expect(numbered('reply', slack.reads())).toEqual([]);
      house.botAtGlobex.record.state = 'active';
      await desk.replies(slack, 'reply 3');
      const replies = () => numbered('reply', slack.reads());
      await house.until(() => replies().includes('reply 3'), 'the last reply');
      expect(replies()).toEqual(counted('reply', 3));
      await desk.untilMarked(slack);
    });

    test.each(['archived', 'left'] as const)(
      'the desk’s room is %s: the case goes on in the other room, and stays there',
      async (how) => {
        const { house } = desk;
        const { ana, room, fallback, botAtAcme } = house;
        const first = await desk.cardAfter(() => desk.slackAsks());
        const before = cardsIn(fallback).length;
        if (how === 'archived') await room.archives(ana);
        else await room.removes(botAtAcme);
        for (const number of [1, 2]) await first.writes(`line ${number}`);
        await house.until(() => cardsIn(fallback).length > before, 'the card in the other room');
        const ts = cardsIn(fallback).at(-1)?.ts ?? '';
        const card = () => fallback.message({ roomId: fallback.id, ts });
        const lines = () => numbered('line', botLines(card()));
        await house.until(() => lines().includes('line 2'), 'the lines in the other room');
        await ana.presses(card(), 'Claim');
        await house.until(() => card().words.includes('Ana Alvarez'), 'the claim');
        await desk.replies({ card }, 'reply 1');
        await house.until(() => numbered('reply', first.reads()).length > 0, 'the reply');
        await desk.untilWrong(`main ${room.id}: `);
        if (how === 'archived') await room.unarchives(ana);
        else await room.invites(botAtAcme, ana);
        await desk.cardAfter(() => desk.slackAsks());
        for (const number of [3, 4, 5, 6]) {
          await first.writes(`line ${number}`);
          await house.until(() => lines().includes(`line ${number}`), `line ${number} there`);
        }
        expect(lines()).toEqual(counted('line', 6));
        expect(cardsIn(fallback)).toHaveLength(before + 1);
        expect(numbered('line', botLines(first.card()))).toEqual([]);
        await desk.replies({ card }, 'reply 2');
        await house.until(() => numbered('reply', first.reads()).length > 1, 'the second reply');
        await desk.untilMarked({ card });
        // Somebody saw the case all the time.
        expect(first.reads().join()).not.toContain(TAKES_LONGER);
      },
      60_000,
    );

    test('once all is mended the health page says so by itself', async () => {
      await desk.untilWell();
    });
  });
}
