import { describeFaults, FaultCluster } from '../support/fault/fault-cluster.js';
import type { GatewayProcess } from '../support/fault/gateway-process.js';
import { expectPromises } from '../support/fault/promises.js';

const options = { processes: 3, stores: 'mongo' } as const;

describeFaults('Three processes', options, () => {
  let cluster: FaultCluster;
  beforeEach(async () => {
    cluster = await FaultCluster.start(options);
  });
  afterEach(async () => {
    await cluster.stop();
  });

  test('an input that ends its process three times is handed off', async () => {
    const customer = await cluster.customer();
    customer.mention('poison');
    const isOver = () => customer.shown.some((one) => one.owner === 'waiting');
    let deaths = 0;
    while (!isOver()) {
      await cluster.until(
        () => isOver() || cluster.processes.some((one) => !one.isRunning),
        'an end',
      );
      deaths += cluster.processes.filter((one) => !one.isRunning).length;
      // A process may find the poison while it is still starting.
      await cluster.startTheDead().catch(() => undefined);
    }
    expect(deaths).toBeLessThanOrEqual(3);
    await cluster.startTheDead();
    const { body } = await cluster.desk(`handoffs/${customer.conversationId}-1`);
    expect(body['handoff']).toMatchObject({ reason: 'turn_failed', state: 'open' });
    const isFiled = async () => (await cluster.record(customer.conversationId)).turns.length > 0;
    await cluster.until(isFiled, 'the turn on record');
    const { turns } = await cluster.record(customer.conversationId);
    expect(turns).toMatchObject([{ attempts: 4, outcome: 'escalated' }]);
    await expectPromises(cluster, customer);
  });

  /** The process that answers a slow question; any of them may. */
  async function atWork(): Promise<GatewayProcess> {
    const isAtWork = (one: GatewayProcess) => one.log().includes('a slow answer begins');
    await cluster.until(() => cluster.processes.some(isAtWork), 'a slow answer to begin');
    return cluster.processes.find(isAtWork) as GatewayProcess;
  }

  test('a process asked to stop ends its turn first; another one goes on', async () => {
    const customer = await cluster.customer(0);
    await customer.say('long question wait=1000');
    const worker = await atWork();
    worker.signal('SIGTERM');
    expect(await worker.ended()).toBe(0);
    await customer.until(() => customer.isAnswered('long question'), 'the answer');
    await customer.say('next question');
    await customer.until(() => customer.isAnswered('next question'), 'the next answer');
    await expectPromises(cluster, customer);
  });

  test('a turn too long for the stop is given back uncounted and worked by another process', async () => {
    const customer = await cluster.customer(0);
    await customer.say('very long question wait=4000');
    const worker = await atWork();
    worker.signal('SIGTERM');
    expect(await worker.ended()).toBe(0);
    await customer.until(() => customer.isAnswered('very long question'), 'the answer');
    const { turns } = await cluster.record(customer.conversationId);
    expect(turns.map((turn) => turn.attempts)).toEqual([1]);
    await expectPromises(cluster, customer);
  });

  test('a second signal ends a process at once', async () => {
    const customer = await cluster.customer(0);
    await customer.say('very long question wait=4000');
    const worker = await atWork();
    worker.signal('SIGTERM');
    await cluster.until(() => worker.log().includes('stopping\n'), 'the stop to begin');
    worker.signal('SIGTERM');
    expect(await worker.ended()).toBe(1);
    await customer.until(() => customer.isAnswered('very long question'), 'the answer');
  });
});

const crowded = { ...options, leaseMs: 10_000 } as const;

describeFaults('Three busy processes', crowded, () => {
  let cluster: FaultCluster;
  beforeAll(async () => {
    cluster = await FaultCluster.start(crowded);
  });
  afterAll(async () => {
    await cluster.stop();
  });

  test('two hundred customers with five quick messages each are all answered, in order', async () => {
    const customers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => cluster.customer(index % 3)),
    );
    await Promise.all(
      customers.map(async (customer) => {
        for (let number = 1; number <= 5; number++) {
          customer.mention(`line ${number}`);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      }),
    );
    for (const customer of customers) {
      await customer.until(
        () => customer.told.every((one) => one.seq !== null),
        'all acknowledgements',
        60_000,
      );
      const all = () =>
        customer.shown
          .filter((one) => one.author === 'bot')
          .map((one) => one.text)
          .join(' ');
      await customer.until(
        () => [1, 2, 3, 4, 5].every((number) => all().includes(`line ${number}`)),
        'all five',
        60_000,
      );
      const order = [...all().matchAll(/line (\d)/g)].map((match) => match[1]).join('');
      expect(order).toBe('12345');
      await expectPromises(cluster, customer);
    }
  });
});
