import type { DeskAnswer } from '../support/desk-agent.js';
import { ANA_TOKEN, describeFaults } from '../support/fault/fault-cluster.js';
import { expectSaid, type TeamsCase, TeamsCluster } from '../support/fault/teams-cluster.js';
import { TEAMS_ANSWERS, type TeamsTrouble } from '../support/teams/teams-failures.js';

/** Waits of a second or less in place of minutes, and few tries: an outage is soon longer than all of them. */
const IMPATIENT = { leaseTtlMs: 1_000, retryBaseMs: 100, retryMaxMs: 1_000, attemptsMax: 4 };

interface Outage {
  readonly trouble: TeamsTrouble;
  /** Calls that meet it, one after the other. */
  readonly times: number;
  /** Whether Teams may have taken a message all the same. */
  readonly isUnclear: boolean;
}

const OUTAGES: Readonly<Record<string, Outage>> = {
  unavailable: { trouble: TEAMS_ANSWERS.unavailable, times: 3, isUnclear: false },
  internal: { trouble: TEAMS_ANSWERS.internal, times: 2, isUnclear: true },
  throttled: {
    trouble: { ...TEAMS_ANSWERS.throttled, retryAfterSeconds: 2 },
    times: 5,
    isUnclear: false,
  },
  'no answer': { trouble: 'hang', times: 1, isUnclear: true },
  'cut before': { trouble: 'drop', times: 2, isUnclear: true },
  'cut after': { trouble: 'drop-after', times: 1, isUnclear: true },
};

/** What Teams refuses for good, and what the agent reads. */
const REFUSALS = [
  ['notInRoster', 'not'],
  ['notInstalled', 'not'],
  ['blockedByUser', 'block'],
  ['writesBlocked', 'block'],
  ['disabledByAdmin', 'admin'],
  ['notEnoughPermissions', 'NotEnoughPermissions'],
] as const;

const TEXTS = ['reply 1', 'reply 2', 'reply 3'];

describeFaults('Teams that goes away', { processes: 2, stores: 'mongo' }, () => {
  let house: TeamsCluster;
  beforeAll(async () => {
    const options = { processes: 2, stores: 'mongo' } as const;
    house = await TeamsCluster.start({ ...options, config: { delivery: IMPATIENT } });
  });
  afterAll(async () => {
    expect(house.teams.complaints).toEqual([]);
    await house.stop();
  });

  /** Somebody whose agent just reached them, so that only what is planned stands in the way. */
  async function talking(): Promise<TeamsCase> {
    const talk = await house.claimed();
    await house.replies(talk, 'Hello');
    await house.untilDelivered(talk, 'Hello');
    return talk;
  }

  async function outage(name: string, talk: TeamsCase): Promise<void> {
    const { trouble, times, isUnclear } = OUTAGES[name] as Outage;
    const conversationId = talk.room.id;
    house.teams.failures.plan(trouble, { deed: 'send', conversationId, times });
    const callsBefore = house.teams.calls('send').length;
    await house.replies(talk, 'reply 1');
    const mine = () =>
      house.teams
        .calls('send')
        .slice(callsBefore)
        .filter((call) => call.conversationId === conversationId);
    await house.until(() => mine().length > 0, `the first try with ${name}`);
    const truth = await house.truthOf(talk, 'reply 1');
    const isOverAlready = mine().length > times;
    if (!isOverAlready) expect({ name, state: truth?.state }).toEqual({ name, state: 'waiting' });
    await house.says(talk, 'line 1');
    for (const text of TEXTS.slice(1)) await house.replies(talk, text);
    await house.untilDelivered(talk, ...TEXTS);
    expectSaid(house, talk, 'reply', TEXTS.length);
    expect({ name, isDeclared: house.maybeTwice(talk).size > 0 }).toEqual({
      name,
      isDeclared: isUnclear,
    });
    const lines = await house.thread(talk);
    expect(lines.filter(({ text }) => text === 'line 1')).toHaveLength(1);
    if (typeof trouble !== 'object' || trouble.retryAfterSeconds === undefined) return;
    const waits = mine().map(({ atMs }, at, all) => atMs - (all[at - 1]?.atMs ?? 0));
    const waitMs = trouble.retryAfterSeconds * 1_000;
    expect(waits.slice(1, times + 1).every((ms) => ms >= waitMs - 50)).toBe(true);
  }

  test('what agents say meanwhile waits, is seen to wait, and arrives afterwards in order', async () => {
    const names = Object.keys(OUTAGES);
    const talks = await Promise.all(names.map(() => talking()));
    await Promise.all(talks.map((talk, at) => outage(names[at] ?? '', talk)));
    expect(house.teams.failures.unmet).toBe(0);
  });

  test('what Teams refuses for good fails at once, with the reason, holds up nobody, and may be tried anew', async () => {
    const refused = async ([name, words]: (typeof REFUSALS)[number]) => {
      const talk = await talking();
      const conversationId = talk.room.id;
      house.teams.failures.plan(TEAMS_ANSWERS[name], { deed: 'send', conversationId });
      const seq = await house.replies(talk, 'reply 1');
      const isFailed = async () => (await house.truthOf(talk, 'reply 1'))?.state === 'failed';
      await house.until(isFailed, `the failure ${name}`);
      const truth = await house.truthOf(talk, 'reply 1');
      const reason = truth?.state === 'failed' ? truth.reason : '';
      expect({ name, reason }).toEqual({ name, reason: expect.stringContaining(words) });
      const path = `handoffs/${talk.handoffId}/messages/${seq}/retry`;
      const { status, body } = await house.cluster.desk(path, ANA_TOKEN, {});
      expect({ status, error: (body as unknown as DeskAnswer).error }).toEqual({ status: 200 });
      await house.replies(talk, 'reply 2');
      await house.untilDelivered(talk, 'reply 2');
      expectSaid(house, talk, 'reply', 2);
    };
    await Promise.all(REFUSALS.map(refused));
  });
});
