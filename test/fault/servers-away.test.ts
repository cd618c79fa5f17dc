import { Redis } from 'ioredis';
import { describeFaults, FaultCluster } from '../support/fault/fault-cluster.js';
import { expectPromises } from '../support/fault/promises.js';
import { startMongo } from '../support/servers/mongo-engine.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';

const options = { processes: 3, stores: 'mongo' } as const;

const REDIS_AWAY_MS = 30_000;

describeFaults('Servers that go away', options, () => {
  let redis: RunningServer;
  let mongo: RunningServer;
  let cluster: FaultCluster;
  beforeAll(async () => {
    [redis, mongo] = await Promise.all([startRedis(), startMongo()]);
    const urls = { redisUrl: redis.url, mongoUrl: mongo.url };
    cluster = await FaultCluster.start({ ...options, urls });
  });
  afterAll(async () => {
    await cluster.stop();
    await Promise.all([redis.stop(), mongo.stop()]);
  });

  test('an emptied Redis loses no message', async () => {
    const customer = await cluster.customer();
    await customer.say('first question wait=500');
    const client = new Redis(redis.url);
    await client.flushall();
    await client.quit();
    await customer.say('second question');
    await customer.until(
      () => customer.isAnswered('first question') && customer.isAnswered('second question'),
      'answers',
    );
    await expectPromises(cluster, customer);
    customer.close();
  });

  test('a stopped Redis makes nobody wait for ever: claims, replies and answers still arrive', async () => {
    const customer = await cluster.customer(0);
    await customer.say('first question');
    await customer.until(() => customer.isAnswered('first question'), 'the first answer');
    await redis.kill();
    const endsAt = Date.now() + REDIS_AWAY_MS;
    let round = 0;
    while (Date.now() < endsAt || round === 0) {
      round += 1;
      await customer.say(`question ${round} in the dark`);
      await customer.until(
        () => customer.isAnswered(`question ${round} in the dark`),
        'an answer without Redis',
      );
    }
    const taken = await cluster.desk(
      `conversations/${customer.conversationId}/claim`,
      undefined,
      {},
      2,
    );
    const { id } = taken.body['handoff'] as { id: string };
    await cluster.desk(
      `handoffs/${id}/reply`,
      undefined,
      { id: 'r1', text: 'Ana without Redis' },
      2,
    );
    await customer.until(
      () => customer.sees('Ana without Redis'),
      'a reply from another process without Redis',
    );
    await cluster.desk(`handoffs/${id}/resolve`, undefined, { note: '' }, 2);
    await redis.restart();
    await customer.say('question in the light');
    await customer.until(
      () => customer.isAnswered('question in the light'),
      'an answer with Redis',
    );
    await expectPromises(cluster, customer);
    customer.close();
  });

  test('a claim is noticed without Redis before the slow answer is said', async () => {
    const customer = await cluster.customer(0);
    await customer.say('hold on');
    await customer.until(() => customer.isAnswered('hold on'), 'the first answer');
    await redis.kill();
    await customer.say('slow question wait=3000');
    const taken = await cluster.desk(
      `conversations/${customer.conversationId}/claim`,
      undefined,
      {},
      2,
    );
    expect(taken.status).toBe(200);
    const { id } = taken.body['handoff'] as { id: string };
    await cluster.desk(`handoffs/${id}/resolve`, undefined, { note: '' }, 2);
    await customer.say('afterwards');
    await customer.until(() => customer.isAnswered('afterwards'), 'the next answer');
    expect(customer.isAnswered('slow question')).toBe(false);
    await redis.restart();
    customer.close();
  });

  test('a process asked to stop without Redis still ends in order', async () => {
    const customer = await cluster.customer(1);
    await customer.say('last words wait=300');
    await redis.kill();
    cluster.processes[1]?.signal('SIGTERM');
    expect(await cluster.processes[1]?.ended()).toBe(0);
    await customer.until(() => customer.isAnswered('last words'), 'the answer');
    await redis.restart();
    await cluster.restartTheDead();
    await expectPromises(cluster, customer);
    customer.close();
  });

  test('a MongoDB killed and restarted loses nothing it acknowledged', async () => {
    const customer = await cluster.customer();
    await customer.say('before the crash wait=800');
    customer.mention('around the crash');
    await mongo.kill('SIGKILL');
    customer.mention('while it is away');
    await mongo.restart();
    await customer.until(
      () => customer.told.every((one) => one.seq !== null),
      'all acknowledgements',
    );
    await customer.until(
      () =>
        ['before', 'around', 'while'].every((word) =>
          customer.shown.some((one) => one.author === 'bot' && one.text.includes(word)),
        ),
      'all answers',
    );
    await expectPromises(cluster, customer);
    customer.close();
  });
});
