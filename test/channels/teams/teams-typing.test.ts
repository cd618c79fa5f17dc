import { TeamsRestConnector } from '../../../src/channels/teams/teams-connector.js';
import { TeamsPacer } from '../../../src/channels/teams/teams-pacer.js';
import type { TeamsAddress } from '../../../src/channels/teams/teams-shapes.js';
import { TeamsTyping } from '../../../src/channels/teams/teams-typing.js';
import type { Telemetry } from '../../../src/core/ports/telemetry.js';
import { MemorySignals } from '../../../src/core/stores/embedded/memory-signals.js';
import { eventually } from '../../support/eventually.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { ACME, BOT, CAROL, CHAT } from '../../support/teams/activities.js';
import { TEAMS_ANSWERS } from '../../support/teams/teams-failures.js';
import type { StandInRoom } from '../../support/teams/teams-rooms.js';
import { TeamsStandIn } from '../../support/teams/teams-stand-in.js';

const bot = { kind: 'bot', name: 'Helper' } as const;
let clock: HandClock;
let teams: TeamsStandIn;
let room: StandInRoom;
let typing: TeamsTyping;
let signals: MemorySignals;
let isFull: boolean;
let log: string[];

beforeEach(async () => {
  clock = new HandClock();
  teams = await new TeamsStandIn(() => clock.nowMs()).start();
  room = teams.createRoom(CHAT.id);
  signals = new MemorySignals();
  isFull = false;
  log = [];
  const note = (event: string) => void log.push(event);
  const telemetry: Telemetry = { info: note, warn: note, error: note };
  const limiter = { spend: async () => (isFull ? 1_000 : null), pause: async () => undefined };
  typing = new TeamsTyping({
    ...{ clock, signals, telemetry },
    connector: new TeamsRestConnector({ tokensOf: () => null, clock }),
    pacer: new TeamsPacer({ limiter, clock }),
  });
});

afterEach(async () => {
  await typing.stop();
  await teams.stop();
  expect(teams.complaints).toEqual([]);
  expect(signals.listened()).toEqual([]);
  expect(clock.alarms).toBe(0);
});

const address = (): TeamsAddress => ({
  bot: 'support',
  serviceUrl: teams.serviceUrl,
  conversationId: CHAT.id,
  scope: 'personal',
  organization: ACME,
  botAccount: BOT,
  customer: CAROL,
});
const turn = (on: boolean) =>
  signals.publish({ kind: 'typing', conversationId: 'c1', author: bot, on });
const signs = (count: number) =>
  eventually(() => expect(teams.calls('typing').map(({ status }) => status)).toHaveLength(count));

/** Lets time pass in small steps, each with what it brings. */
async function passes(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 500) {
    clock.pass(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a sign comes at once and again every few seconds while the turn runs, and none behind it', async () => {
  typing.show('c1', address());
  turn(true);
  await signs(1);
  await passes(8_000);
  await signs(3);
  turn(false);
  await passes(60_000);
  await signs(3);
});

test('once something is to be posted no sign can come behind it', async () => {
  teams.failures.plan('hang', { deed: 'typing' });
  typing.show('c1', address());
  turn(true);
  await signs(1);
  await typing.quiet('c1');
  await passes(20_000);
  expect(teams.calls('typing')).toHaveLength(1);
  expect(room.typingAtMs).toEqual([]);
});

test('where no turn is heard of it ends by itself, and after two minutes in any case', async () => {
  typing.show('c1', address());
  await passes(20_000);
  await signs(3);
  typing.show('c1', address());
  turn(true);
  await passes(400_000);
  const lasted = teams.calls('typing').at(-1)?.atMs ?? 0;
  expect(lasted - (teams.calls('typing')[3]?.atMs ?? 0)).toBeLessThanOrEqual(120_000);
});

test('an agent who types is none of its business, and a full line leaves it out', async () => {
  isFull = true;
  typing.show('c1', address());
  signals.publish({
    kind: 'typing',
    conversationId: 'c1',
    author: { kind: 'agent', name: 'Ana' },
    on: false,
  });
  await passes(4_000);
  expect(teams.calls('typing')).toEqual([]);
  isFull = false;
  await passes(4_000);
  await signs(1);
});

test('what fails ends it, and is in the log', async () => {
  teams.failures.plan(TEAMS_ANSWERS.notInRoster);
  typing.show('c1', address());
  turn(true);
  await eventually(() => expect(log).toEqual(['teams.typing-refused']));
  await passes(20_000);
  await signs(1);
});

test('one more message of the customer begins it anew and not twice', async () => {
  typing.show('c1', address());
  await signs(1);
  typing.show('c1', address());
  turn(true);
  await signs(2);
  await passes(3_500);
  await signs(3);
});
