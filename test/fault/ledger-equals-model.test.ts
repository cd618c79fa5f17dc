import { closeLeftOpen, LEFT_OPEN_MS } from '../../src/core/money/left-open-calls.js';
import { describeFaults, FaultCluster } from '../support/fault/fault-cluster.js';
import type { FaultCustomer } from '../support/fault/fault-customer.js';
import { PRICES } from '../support/model/claude-bench.js';
import { compareLedger } from '../support/model/compare-ledger.js';
import { ModelServer } from '../support/model/model-server.js';
import { QUESTIONS, UNSTEADY } from '../support/model/unsteady-model.js';

const TURNS = 500;
const CUSTOMERS = 16;
const KILLS = 4;
/** Every so many turns an agent takes over in mid-answer. */
const CLAIM_EVERY = 20;

/** How many turns were begun, whoever began them. */
class Run {
  turns = 0;
  claims = 0;

  constructor(
    private readonly cluster: FaultCluster,
    private readonly model: ModelServer,
  ) {}

  get isOver(): boolean {
    return this.turns >= TURNS;
  }

  /** One person after the other, each until a colleague takes over from the bot. */
  async people(first: number): Promise<void> {
    while (!this.isOver) {
      const customer = await this.cluster.customer(first % 2);
      while (!this.isOver && !isHandedOver(customer)) await this.turn(customer);
      customer.close();
    }
  }

  /** Kills one process after the other while there is something to do for them, and starts it again. */
  async kills(): Promise<void> {
    for (let kill = 0; kill < KILLS; kill++) {
      const due = (TURNS * (kill + 1)) / (KILLS + 2);
      await this.cluster.until(() => this.turns >= due, `turn ${due}`, 90_000);
      const asked = this.model.requests.length;
      // In the middle of a call.
      await this.model.asked(asked + 1);
      await this.cluster.processes[kill % 2]?.restart();
    }
  }

  private async turn(customer: FaultCustomer): Promise<void> {
    const number = ++this.turns;
    const seq = await customer.say(`${QUESTIONS[number % QUESTIONS.length]}`);
    if (number % CLAIM_EVERY === 0) await this.claim(customer);
    // A claim of the turn before may have come in between.
    const isAnswered = () =>
      customer.shown.some(({ seq: at, author }) => at > seq && author !== 'customer');
    await customer.until(() => isAnswered() || isHandedOver(customer), 'an answer');
  }

  /** As soon as some answer is being written; it need not be this customer's own. */
  private async claim({ conversationId }: FaultCustomer): Promise<void> {
    await this.model.asked(this.model.requests.length + 1);
    for (const at of [0, 1]) {
      const path = `conversations/${conversationId}/claim`;
      const done = await this.cluster.desk(path, undefined, {}, at).catch(() => null);
      if (done?.status === 200) this.claims += 1;
      if (done !== null) return;
    }
  }
}

function isHandedOver(customer: FaultCustomer): boolean {
  return customer.shown.some(({ owner }) => owner === 'waiting' || owner === 'agent');
}

const options = { processes: 2, stores: 'mongo', isReal: true } as const;

describeFaults('The ledger of two gateways on an unsteady model', options, () => {
  let model: ModelServer;
  let cluster: FaultCluster;
  beforeAll(async () => {
    model = (await ModelServer.start()).byDefault(UNSTEADY);
    model.gapMs = 1;
    const mind = {
      ...{ use: 'claude', apiKey: 'sk-ant-a-key-that-only-the-tests-know', baseUrl: model.url },
      ...{ attemptsMax: 2, retryBaseMs: 5, retryMaxMs: 200, timeoutMs: 5_000 },
      // A model that is left alone makes no calls.
      breaker: { failures: 1_000 },
    };
    const turns = { collectMs: 10, leaseTtlMs: 2_000, timeoutMs: 15_000 };
    cluster = await FaultCluster.start({ ...options, config: { mind, turns } });
  });
  afterAll(async () => {
    await cluster.stop();
    await model.stop();
  });

  test('equals what the model reported over 500 turns with failures, claims and kills', async () => {
    const run = new Run(cluster, model);
    const people = Array.from({ length: CUSTOMERS }, (_, at) => run.people(at));
    await Promise.all([...people, run.kills()]);
    expect(run.claims).toBeGreaterThan(5);

    // A stop in order waits for every closing.
    for (const process of cluster.processes) process.signal('SIGTERM');
    await Promise.all(cluster.processes.map((one) => one.ended()));
    const { stores } = await cluster.account();
    try {
      await closeLeftOpen(stores.ledger, PRICES, Date.now() + LEFT_OPEN_MS);
      const { entries, stores: again } = await cluster.account();
      await again.close();

      const { whole, cutShort, lost, faults } = compareLedger(entries, model.reported);
      expect(faults).toEqual([]);
      expect(whole.calls).toBeGreaterThan(TURNS);
      expect(whole.ours).toEqual(whole.theirs);
      expect(cutShort).toBeGreaterThan(5);
      expect(lost).toBeGreaterThan(0);

      const query = { fromMs: 0, toMs: Date.now(), tenant: 'demo', by: null, limit: 1 };
      const [sums] = await stores.costs.sums(query);
      const usages = entries.flatMap(({ closed }) => closed?.usage ?? []);
      expect(sums).toMatchObject({
        calls: entries.length,
        open: 0,
        unpriced: 0,
        inputTokens: usages.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
        outputTokens: usages.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
      });
      const costs = entries.map(({ closed }) => closed?.costUsd ?? 0);
      expect(sums?.costUsd).toBeCloseTo(
        costs.reduce((sum, usd) => sum + usd, 0),
        9,
      );
    } finally {
      await stores.close();
    }
  });
});
