import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { startToured, type Toured, tour } from '../handoff/canary-tour.js';
import { describeMongo } from '../handoff/describe-mongo.js';
import { RedisWiretap } from '../handoff/redis-wiretap.js';
import { eventually } from '../support/eventually.js';
import { describeStores, MONGO, serverUrls } from '../support/stores.js';

function canary(): string {
  return `canary${randomBytes(8).toString('hex')}`;
}

describeStores('what people write stays out of the log', (stores) => {
  let toured: Toured;
  beforeAll(async () => {
    toured = await startToured({ stores });
  });
  afterAll(() => toured?.gateway.stop());

  test('on every path, failures that quote it included', async () => {
    const words = canary();
    await tour(toured, words);
    const { log } = toured;
    for (const event of [
      'turn.committed',
      'turn.mind-failed',
      'brief.mind-failed',
      'web.request-failed',
      'http.failed',
    ]) {
      await eventually(() => expect(log.with(`"${event}"`)).not.toEqual([]));
    }
    expect(log.with(words)).toEqual([]);
  });

  test('also when it looks like a line of a stack trace', async () => {
    const words = canary();
    await tour(toured, `oops\n    at ${words} (/srv/shop.js:1:1)\n    at end`);
    expect(toured.log.with(words)).toEqual([]);
  });

  test('and so do tokens of customers, agents and admins', async () => {
    const customer = await toured.gateway.customer();
    await toured.gateway.refused({ token: `${customer.token}x` });
    const signature = customer.token.split('.')[2] ?? '';
    expect(signature).not.toBe('');
    for (const secret of [signature, 'desk-token-of', 'admin-token-of', 'a secret that only']) {
      expect(toured.log.with(secret)).toEqual([]);
    }
  });
});

describeMongo('what people write stays out of the queues and of the names of keys', () => {
  let toured: Toured;
  let redis: Redis;
  /** Every command that any queue was sent. */
  let wiretap: RedisWiretap;
  let prefix: string;
  beforeAll(async () => {
    // One turn at a time, so that whatever comes meanwhile has to go through the queue.
    const config = { turns: { inFlightMax: 1, inFlightPerTenantMax: 1 } };
    toured = await startToured({ stores: MONGO, config });
    const { stores } = toured.gateway.config;
    prefix = stores.kind === 'mongo' ? stores.redisPrefix : '';
    const url = serverUrls()?.redisUrl ?? '';
    redis = new Redis(url);
    wiretap = await RedisWiretap.on(url, (line) => line.includes(`${prefix}-queues`));
  });
  afterAll(async () => {
    toured?.mind.letGo();
    wiretap?.close();
    redis?.disconnect();
    await toured?.gateway.stop();
  });

  async function keys(): Promise<string[]> {
    const found: string[] = [];
    for await (const some of redis.scanStream({ match: `*${prefix}*`, count: 1_000 })) {
      found.push(...(some as string[]));
    }
    return found;
  }

  test('though the queue is in use: a turn that finds no room is asked for through it', async () => {
    const words = canary();
    const { gateway, mind, log } = toured;
    const [busy, next] = [await gateway.customer(), await gateway.customer()];
    const before = mind.asked.length;
    mind.growsStubbornly(words);
    try {
      await busy.say(`Where is ${words}?`, words);
      await mind.isAsked(before + 1);
      await next.say(`And where is ${words}?`, words);
      await eventually(() => expect(wiretap.with(next.conversationId)).not.toEqual([]), 2_000);
    } finally {
      mind.letGo();
    }
    expect(log.with('"wake.lost"')).toEqual([]);
    expect(wiretap.with(words)).toEqual([]);
  });

  test('on every path', async () => {
    const words = canary();
    await tour(toured, words);
    const names = await keys();
    expect(names.filter((name) => name.includes(':session:'))).not.toEqual([]);
    expect(names.filter((name) => name.includes(':limit:'))).not.toEqual([]);
    expect(names.filter((name) => name.includes(words))).toEqual([]);
    expect(wiretap.lines).not.toEqual([]);
    expect(wiretap.with(words)).toEqual([]);
  });
});
