import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { callsTable, countCalls } from './slack-calls.js';
import { SlackOffice, type Talk } from './slack-office.js';
import { type Rhythm, runTraffic, type Traffic, trafficTable } from './slack-traffic.js';

export interface SlackRoomOptions {
  readonly conversations: readonly number[];
  readonly every: number;
  readonly replies: boolean;
  readonly seconds: number;
}

/** How long a room is left alone before it is measured, so that nothing of the beginning waits any more. */
const QUIET_MS = 3_000;

const PROBLEMS_SHOWN = 10;

const NS_IN_MS = 1e6;

/** How many conversations one desk room in Slack carries. Returns the exit code. */
export async function measureSlackRoom(options: SlackRoomOptions): Promise<number> {
  const { conversations, ...rhythm } = options;
  const { every: everySeconds, replies, seconds } = rhythm;
  const folder = passingFolder();
  const costs = await inOffice(folder, countCalls);
  process.stdout.write(`${callsTable(costs)}\n\n`);
  // Each number has a Slack and a gateway of its own, all at once: what is measured is waiting, in real time.
  const lateness = monitorEventLoopDelay();
  lateness.enable();
  const all = await Promise.all(
    conversations.map((count) =>
      inOffice(folder, (office) =>
        trafficIn(office, { conversations: count, everySeconds, replies, seconds }),
      ),
    ),
  );
  const title = `a line every ${everySeconds} s, ${replies ? 'each answered' : 'none answered'}`;
  const lateMs = (lateness.percentile(99) / NS_IN_MS).toFixed(0);
  process.stdout.write(`${title}, ${seconds} s\n\n${trafficTable(all)}\n\n`);
  // What the machine could not keep up with would count as Slack's slowness.
  process.stdout.write(`This process itself: at most ${lateMs} ms late in 99 % of all looks.\n`);
  const problems = all.flatMap((one) => one.problems);
  if (problems.length === 0) return 0;
  const shown = problems.slice(0, PROBLEMS_SHOWN).join('\n');
  process.stderr.write(`${problems.length} problems:\n${shown}\n`);
  return 1;
}

async function trafficIn(office: SlackOffice, rhythm: Rhythm): Promise<Traffic> {
  const talks: Talk[] = [];
  const claims: Promise<void>[] = [];
  // One after the other, as a card and its thread's first post take two of the room's seconds anyway.
  for (let index = 0; index < rhythm.conversations; index++) {
    const talk = await office.handOver(index);
    talks.push(talk);
    claims.push(office.claim(talk));
  }
  await Promise.all(claims);
  await office.quiet(QUIET_MS);
  return runTraffic(office, talks, rhythm);
}

/** A folder that is gone when the process is, however that ends but by a kill. */
function passingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fd-bench-slack-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  return folder;
}

async function inOffice<Result>(
  folder: string,
  work: (office: SlackOffice) => Promise<Result>,
): Promise<Result> {
  const office = await SlackOffice.open(folder);
  try {
    return await work(office);
  } finally {
    await office.close();
  }
}
