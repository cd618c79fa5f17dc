import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, percentile } from './statistics.js';
import type { SubjectOrder } from './subject-kinds.js';
import { type Remembering, startRemembering } from './subjects/remembering.js';
import { TalkingCustomer } from './talking-customer.js';

export interface MemoryOptions {
  readonly messages: number;
}

/** Stored messages of the talks it is compared with: one that all of fits into the context, and one that does not. */
const SHORT_MESSAGES = 50;
const MIDDLE_MESSAGES = 500;

/** Measured turns of one burst, and bursts of each kind. Taken in turn, so that whatever else happens hits all alike. */
const BURST_TURNS = 10;
const BURSTS = 6;

/** What is filed, sent or summarised behind an answer is counted with it. */
const QUIET_MS = 400;

const MESSAGES_PER_TURN = 2;

/** What the turns of one or more bursts came to. */
interface Cost {
  readonly turnMs: readonly number[];
  readonly contextTokens: readonly number[];
  readonly writes: number;
  readonly reads: number;
  readonly pages: number;
  readonly cpuMs: number;
}

/**
 * What a turn costs in a conversation of thousands of messages beside one of fifty, through a whole gateway on embedded
 * stores with memory by retrieval. Returns the exit code: 1 if a person had to be called or a message was refused.
 */
export async function measureMemory({ messages }: MemoryOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fd-bench-memory-'));
  const customers: TalkingCustomer[] = [];
  try {
    const order: SubjectOrder = {
      ...{ kind: 'frontdesk', family: 'embedded', folder, name: 'bench-memory' },
      ...{ concurrency: 1, mongoUrl: '', redisUrl: '' },
    };
    const gateway = await startRemembering(order);
    const middle = await talkedTo(gateway, MIDDLE_MESSAGES);
    const long = await talkedTo(gateway, messages);
    customers.push(middle, long);
    const costs: readonly Cost[][] = [[], [], []];
    let short = middle;
    for (let burst = 0; burst < BURSTS; burst++) {
      // A new one each time, or it would not be short any more.
      short = await talkedTo(gateway, SHORT_MESSAGES);
      customers.push(short);
      for (const [at, customer] of [short, middle, long].entries()) {
        costs[at]?.push(await costOf(gateway, customer, BURST_TURNS));
      }
    }
    const kinds = [short, middle, long];
    const bytes = await Promise.all(kinds.map((one) => gateway.bytesOf(one.welcome)));
    for (const customer of customers) customer.leave();
    await gateway.stop();
    const cold = await coldTurns(order, kinds);
    const sizes = [SHORT_MESSAGES, MIDDLE_MESSAGES, messages];
    const columns = sizes.map((size, at) => ({
      messages: size,
      bursts: costs[at] ?? [],
      bytes: bytes[at] ?? 0,
      cold: cold[at],
    }));
    process.stdout.write(`${tableOf(columns)}\n`);
    const problems = customers.flatMap((customer) => customer.problems);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function talkedTo(gateway: Remembering, messages: number): Promise<TalkingCustomer> {
  const customer = await TalkingCustomer.connect(gateway.url);
  for (let told = 0; told < messages; told += MESSAGES_PER_TURN) await customer.tell();
  return customer;
}

async function costOf(
  gateway: Remembering,
  customer: TalkingCustomer,
  turns: number,
): Promise<Cost> {
  await sleep(QUIET_MS);
  const before = { ...gateway.calls() };
  const cpu = process.cpuUsage();
  gateway.contextTokens.length = 0;
  const turnMs: number[] = [];
  for (let turn = 0; turn < turns; turn++) turnMs.push(await customer.tell());
  const { user, system } = process.cpuUsage(cpu);
  await sleep(QUIET_MS);
  const after = gateway.calls();
  const since = (isCounted: (name: string) => boolean) =>
    Object.keys(after)
      .filter(isCounted)
      .reduce((sum, name) => sum + (after[name] ?? 0) - (before[name] ?? 0), 0);
  return {
    turnMs,
    contextTokens: [...gateway.contextTokens],
    writes: since((name) => name.startsWith('write.')),
    reads: since((name) => !name.startsWith('write.')),
    pages: since((name) => name === 'other.archive.page'),
    cpuMs: (user + system) / 1_000,
  };
}

/** The first turn of each after a start, when nothing of them is kept in the process. */
async function coldTurns(
  order: SubjectOrder,
  customers: readonly TalkingCustomer[],
): Promise<readonly Cost[]> {
  const gateway = await startRemembering(order);
  const costs: Cost[] = [];
  // Somebody else first: whatever a process does once is not a cost of theirs.
  const first = await talkedTo(gateway, SHORT_MESSAGES);
  first.leave();
  for (const before of customers) {
    const customer = await TalkingCustomer.connect(gateway.url, before);
    costs.push(await costOf(gateway, customer, 1));
    customer.leave();
  }
  await gateway.stop();
  return costs;
}

/** What was measured of conversations of one size. */
interface Column {
  readonly messages: number;
  readonly bursts: readonly Cost[];
  readonly bytes: number;
  readonly cold: Cost | undefined;
}

function tableOf(columns: readonly Column[]): string {
  const perTurn = (of: (cost: Cost) => number) => (column: Column) =>
    sum(column.bursts.map(of)) / (BURSTS * BURST_TURNS);
  const all = (of: (cost: Cost) => readonly number[]) => (column: Column) =>
    column.bursts.flatMap(of);
  const tokens = all((cost) => cost.contextTokens);
  const times = all((cost) => cost.turnMs);
  const row = (name: string, of: (column: Column) => number) => {
    const [short = 0, ...longer] = columns.map(of);
    const cells = longer.map((value) => `${figure(value)} (${(value / short).toFixed(2)})`);
    return `| ${[name, figure(short), ...cells].join(' | ')} |`;
  };
  const titles = columns.map(({ messages }, at) => `${messages}${at === 0 ? '' : ' (ratio)'}`);
  return [
    `| per turn, by messages on record | ${titles.join(' | ')} |`,
    `|---|${columns.map(() => '---:|').join('')}`,
    row('context, tokens (mean)', (column) => sum(tokens(column)) / tokens(column).length),
    row('context, tokens (most)', (column) => Math.max(...tokens(column))),
    row(
      'durable writes',
      perTurn((cost) => cost.writes),
    ),
    row(
      'other store calls',
      perTurn((cost) => cost.reads),
    ),
    row(
      'pages of texts, of these',
      perTurn((cost) => cost.pages),
    ),
    row('answer, p50 ms', (column) => median(times(column))),
    row('answer, p95 ms', (column) => percentile(times(column), 0.95)),
    row(
      'CPU ms, with the customer',
      perTurn((cost) => cost.cpuMs),
    ),
    row('the aggregate, bytes', ({ bytes }) => bytes),
    row('first answer after a start, ms', ({ cold }) => cold?.turnMs[0] ?? Number.NaN),
    row('pages of texts for it', ({ cold }) => cold?.pages ?? Number.NaN),
  ].join('\n');
}

function figure(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
