import { setTimeout as sleep } from 'node:timers/promises';
import { BenchCustomer } from './bench-customer.js';
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
  readonly before: Usage;
  readonly after: Usage;
  /** CPU time of the load itself, in this process. */
  readonly loadCpuMs: number;
  readonly turnsPerConversation: number;
  readonly problems: readonly string[];
}

/** Sends new customers to a subject for a while; each asks one thing at a time. */
export async function runRound(
  subject: SubjectProcess,
  name: string,
  concurrency: number,
  ms: number,
): Promise<Round> {
  const customers = await connectAll(subject.url, name, concurrency);
  const startedAt = performance.now();
  const endsAt = startedAt + ms;
  const latenciesMs: number[] = [];
  let isMeasuring = false;
  const asking = customers.map(async (customer) => {
    while (performance.now() < endsAt) {
      const latency = await customer.ask();
      if (latency === null) return;
      if (isMeasuring) latenciesMs.push(latency);
    }
  });
  await sleep(ms * SETTLING_SHARE);
  const before = await subject.usage();
  const loadBefore = process.cpuUsage();
  const measuredFrom = performance.now();
  isMeasuring = true;
  await sleep(endsAt - measuredFrom);
  isMeasuring = false;
  const seconds = (performance.now() - measuredFrom) / 1_000;
  const turns = latenciesMs.length;
  const { user, system } = process.cpuUsage(loadBefore);
  const after = await subject.usage();
  await Promise.all(asking);
  await sleep(QUIET_MS);
  for (const customer of customers) customer.leave();
  const asked = customers.reduce((sum, customer) => sum + customer.turns, 0);
  return {
    turns,
    seconds,
    latenciesMs,
    before,
    after,
    loadCpuMs: (user + system) / 1_000,
    turnsPerConversation: asked / customers.length,
    problems: customers.flatMap((customer) => customer.problems),
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
