import { setTimeout as sleep } from 'node:timers/promises';
import { BenchCustomer } from './bench-customer.js';
import { cpuMsOf } from './process-cpu.js';
import type { Usage } from './subject-kinds.js';
import type { SubjectProcess } from './subject-process.js';

/** Share of a round that is thrown away at its beginning, while conversations are new and queues fill. */
const SETTLING_SHARE = 0.15;

/** How long a round listens after its last answer for one that should not come. */
const QUIET_MS = 100;

/** Customers who connect at once, so that connecting is no rush of its own. */
const CONNECTING_MAX = 32;

/** What one round against one subject came to. */
export interface Round {
  /** Turns answered within the measured time. */
  readonly turns: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  /** Turns from the first to the last, which the usage below is of. */
  readonly allTurns: number;
  readonly before: Usage;
  readonly after: Usage;
  /** CPU time of the load itself, in this process. */
  readonly loadCpuMs: number;
  /** CPU time of Redis and MongoDB together. */
  readonly serversCpuMs: number;
  readonly problems: readonly string[];
}

export interface RoundPlan {
  readonly name: string;
  readonly concurrency: number;
  readonly ms: number;
  readonly serverPids: readonly number[];
}

/** Sends new customers to a subject for a while; each asks one thing at a time. */
export async function runRound(subject: SubjectProcess, plan: RoundPlan): Promise<Round> {
  const { name, concurrency, ms, serverPids } = plan;
  const customers = await connectAll(subject.url, name, concurrency);
  const before = await subject.usage();
  const loadBefore = process.cpuUsage();
  const serversBefore = sum(serverPids.map(cpuMsOf));
  const settlingMs = ms * SETTLING_SHARE;
  const measuredFrom = performance.now() + settlingMs;
  const endsAt = measuredFrom + ms - settlingMs;
  const latenciesMs: number[] = [];
  const asking = customers.map(async (customer, index) => {
    // One after the other, so that they do not go on in step.
    await sleep((index / concurrency) * settlingMs);
    while (performance.now() < endsAt) {
      const latency = await customer.ask();
      if (latency === null) return;
      const now = performance.now();
      if (now >= measuredFrom && now < endsAt) latenciesMs.push(latency);
    }
  });
  await Promise.all(asking);
  const serversCpuMs = sum(serverPids.map(cpuMsOf)) - serversBefore;
  const { user, system } = process.cpuUsage(loadBefore);
  await sleep(QUIET_MS);
  const after = await subject.usage();
  for (const customer of customers) customer.leave();
  const turns = latenciesMs.length;
  const seconds = (endsAt - measuredFrom) / 1_000;
  return {
    turns,
    seconds,
    latenciesMs,
    before,
    after,
    loadCpuMs: (user + system) / 1_000,
    serversCpuMs,
    allTurns: sum(customers.map((customer) => customer.turns)),
    problems: [
      ...customers.flatMap((customer) => customer.problems),
      ...(turns === 0 ? [`no turn ended within ${seconds.toFixed(1)} s; take more --seconds`] : []),
    ],
  };
}

async function connectAll(url: string, name: string, count: number): Promise<BenchCustomer[]> {
  const customers: BenchCustomer[] = [];
  while (customers.length < count) {
    const more = Math.min(CONNECTING_MAX, count - customers.length);
    const names = Array.from({ length: more }, (_, index) => `${name}-${customers.length + index}`);
    customers.push(...(await Promise.all(names.map((one) => BenchCustomer.connect(url, one)))));
  }
  return customers;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
