import { type ClusterOptions, describeFaults } from '../support/fault/fault-cluster.js';
import { botLines, HandedOverHouse, numbered } from '../support/slack/handed-over.js';

const SETTINGS: readonly ClusterOptions[] = [
  { processes: 1, stores: 'embedded' },
  { processes: 3, stores: 'mongo' },
];

const OUTAGES = ['cuts', 'hangs'] as const;

/** Longer than all tries that count together. */
const AWAY_MS = 3_000;

/** Refusals in each room of a storm: more than the tries that count. */
const REFUSALS = 4;

const counted = (words: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${words} ${at + 1}`);

for (const options of SETTINGS) {
  const title = `Slack that goes away (${options.stores}, processes: ${options.processes})`;
  describeFaults(title, options, () => {
    let desk: HandedOverHouse;
    beforeAll(async () => {
      desk = await HandedOverHouse.start(options);
    });
    afterEach(() => {
      desk.house.slack.comesBack();
      desk.house.slack.failures.clear();
    });
    afterAll(async () => {
      expect(desk.house.slack.takeComplaints()).toEqual([]);
      await desk.stop();
    });

    test.each(OUTAGES)(
      'an outage (%s): what both sides say meanwhile arrives afterwards, in order, once',
      async (outage) => {
        const { house } = desk;
        const web = await desk.claimed('web');
        const slack = await desk.claimed('slack');
        house.slack.goesDown(outage);
        const downAtMs = Date.now();
        for (const number of [1, 2]) {
          for (const talk of [web, slack]) {
            await talk.writes(`line ${number}`);
            await desk.replies(talk, `reply ${number}`);
          }
        }
        await desk.untilWrong('unreachable');
        await house.until(() => Date.now() - downAtMs >= AWAY_MS, 'the end of the outage');
        house.slack.comesBack();
        for (const talk of [web, slack]) {
          await talk.writes('line 3');
          await desk.replies(talk, 'reply 3');
        }
        for (const talk of [web, slack]) {
          const lines = () => numbered('line', botLines(talk.card()));
          const replies = () => numbered('reply', talk.reads());
          await house.until(() => lines().includes('line 3'), 'the last line', 40_000);
          await house.until(() => replies().includes('reply 3'), 'the last reply', 40_000);
          expect(lines()).toEqual(counted('line', 3));
          expect(replies()).toEqual(counted('reply', 3));
          await desk.untilMarked(talk);
        }
      },
      90_000,
    );

    test('once Slack is back the health page says so by itself', async () => {
      await desk.untilWell();
    });

    test('agents who are away are told of a customer as soon as Slack is back, and the customer is not left in silence', async () => {
      const { house } = desk;
      const before = house.cards.length;
      house.slack.goesDown('503');
      const { customer, writes, reads } = await desk.webAsks();
      await customer.until(() => reads().length > 1, 'what the house says at once');
      await customer.until(() => customer.sees('a little longer than usual'), 'that it takes long');
      await writes('line 1');
      await writes('line 2');
      expect(house.cards).toHaveLength(before);
      house.slack.comesBack();
      await house.until(() => house.cards.length > before, 'the card');
      const { card } = house;
      const now = () => house.room.message(card);
      await house.until(() => numbered('line', botLines(now())).length >= 2, 'the lines');
      await desk.replies({ card: now }, 'reply 1');
      await customer.until(() => customer.sees('reply 1'), 'the reply');
      expect(house.cards).toHaveLength(before + 1);
      expect(numbered('line', botLines(now()))).toEqual(counted('line', 2));
    });

    test('a storm of refusals in several rooms: all arrives in order, once, and what Slack asks to wait is waited', async () => {
      const { house } = desk;
      const web = await desk.claimed('web');
      const talks = [await desk.claimed('slack'), await desk.claimed('slack')];
      const limited = { kind: 'rate-limited', retryAfterSeconds: 2 } as const;
      for (const roomId of [house.room.id, ...talks.map((talk) => talk.roomId ?? '')]) {
        house.slack.next('chat.postMessage', limited, { times: REFUSALS, roomId });
      }
      for (const number of [1, 2]) {
        for (const talk of [web, ...talks]) {
          await talk.writes(`line ${number}`);
          await desk.replies(talk, `reply ${number}`);
        }
      }
      for (const talk of [web, ...talks]) {
        const lines = () => numbered('line', botLines(talk.card()));
        const replies = () => numbered('reply', talk.reads());
        await house.until(() => lines().includes('line 2'), 'the last line', 40_000);
        await house.until(() => replies().includes('reply 2'), 'the last reply', 40_000);
        expect(lines()).toEqual(counted('line', 2));
        expect(replies()).toEqual(counted('reply', 2));
      }
      expect(house.slack.hastyCalls()).toHaveLength(0);
    });
  });
}
