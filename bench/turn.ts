import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startMongo } from '../test/support/servers/mongo-engine.js';
import { startRedis } from '../test/support/servers/redis-server.js';
import type { RunningServer } from '../test/support/servers/running-server.js';
import { reportOf, tableOf } from './report.js';
import { type Round, runRound } from './round.js';
import { FAMILIES, type Family, type SubjectKind, type SubjectOrder } from './subject-kinds.js';
import { SubjectProcess } from './subject-process.js';

export interface TurnOptions {
  readonly seconds: number;
  readonly concurrency: number;
  readonly only?: Family;
  readonly profile?: string;
  readonly json: boolean;
}

/** Measured rounds of each subject. One before them is thrown away: code is compiled and files grow in it. */
const ROUNDS = 3;

/** Problems shown of a run that failed; the rest mostly repeat them. */
const PROBLEMS_SHOWN = 10;

const KINDS: readonly SubjectKind[] = ['minimal', 'frontdesk'];

/** Runs the whole measurement. Returns the exit code: 1 if any message was not answered exactly once, in order. */
export async function measureTurns(options: TurnOptions): Promise<number> {
  const place = new Place();
  const stopOnSignal = () => {
    void place.close().then(() => process.exit(130));
  };
  process.once('SIGINT', stopOnSignal).once('SIGTERM', stopOnSignal);
  try {
    const subjects = await place.open(options);
    const rounds = await interleaved(subjects, options, place.serverPids);
    const problems = [...rounds].flatMap(([{ title }, all]) =>
      all.flatMap((round) => round.problems.map((problem) => `${title}: ${problem}`)),
    );
    if (problems.length > 0) {
      const shown = problems.slice(0, PROBLEMS_SHOWN).join('\n');
      process.stderr.write(`The run failed, ${problems.length} problems:\n${shown}\n`);
      return 1;
    }
    const measured = subjects.map((subject) => {
      const { kind, family } = subject.order;
      // The first round is the warm-up.
      return { title: subject.title, kind, family, rounds: (rounds.get(subject) ?? []).slice(1) };
    });
    const report = reportOf(measured, options.concurrency);
    const text = options.json ? JSON.stringify(report, null, 2) : tableOf(report);
    process.stdout.write(`${text}\n`);
    return 0;
  } finally {
    process.off('SIGINT', stopOnSignal).off('SIGTERM', stopOnSignal);
    await place.close();
  }
}

/** One round of each subject in turn, again and again, so that whatever else the machine does hits all alike. */
async function interleaved(
  subjects: readonly SubjectProcess[],
  { seconds, concurrency }: TurnOptions,
  serverPids: readonly number[],
): Promise<Map<SubjectProcess, Round[]>> {
  const ms = (seconds * 1_000) / (subjects.length * (ROUNDS + 1));
  const rounds = new Map<SubjectProcess, Round[]>(subjects.map((subject) => [subject, []]));
  for (let index = 0; index <= ROUNDS; index++) {
    for (const subject of subjects) {
      const what = index === 0 ? 'warm-up' : `round ${index} of ${ROUNDS}`;
      process.stderr.write(`${what}: ${subject.title}\n`);
      const plan = { name: `r${index}`, concurrency, ms, serverPids };
      const round = await runRound(subject, plan);
      rounds.get(subject)?.push(round);
    }
  }
  return rounds;
}

/** The servers, processes and files of one run. Whatever it opened, it closes, in the opposite order. */
class Place {
  private readonly folder = mkdtempSync(join(tmpdir(), 'fd-bench-'));
  private readonly servers: RunningServer[] = [];
  private readonly subjects: SubjectProcess[] = [];
  private closing: Promise<void> | null = null;

  get serverPids(): readonly number[] {
    return this.servers.map((server) => server.pid);
  }

  async open({ only, concurrency, profile }: TurnOptions): Promise<readonly SubjectProcess[]> {
    const families = FAMILIES.filter((family) => only === undefined || family === only);
    const urls = families.includes('mongo') ? await this.startServers() : NO_SERVERS;
    const profileFolder = profile === undefined ? undefined : resolve(profile);
    for (const family of families) {
      for (const kind of KINDS) {
        const name = `bench-${kind}-${family}`;
        const folder = join(this.folder, name);
        const order: SubjectOrder = { kind, family, folder, name, concurrency, ...urls };
        this.subjects.push(await SubjectProcess.start(order, profileFolder));
      }
    }
    return this.subjects;
  }

  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async startServers(): Promise<{ mongoUrl: string; redisUrl: string }> {
    const redis = await startRedis();
    this.servers.push(redis);
    const mongo = await startMongo();
    this.servers.push(mongo);
    return { mongoUrl: mongo.url, redisUrl: redis.url };
  }

  private async closeAll(): Promise<void> {
    await Promise.all(this.subjects.map((subject) => subject.stop()));
    for (const server of this.servers.reverse()) await server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const NO_SERVERS = { mongoUrl: '', redisUrl: '' };
