import type { Session } from '../../src/core/ports/session-cache.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { draft } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';
import { describeStores, EMBEDDED, MONGO } from '../support/stores.js';
import { ODD_TEXTS, storesOf } from './talk.js';

function session(conversationId: string, texts: readonly string[]): Session {
  const window = texts.map((text, index) => ({
    ...draft(`${conversationId}-m${index}`, text, 1_000, 'customer'),
    seq: index + 1,
  }));
  return { conversationId, covers: texts.length, window };
}

/** Stores just opened may still be connecting; until then whatever is kept is forgotten. */
async function kept(stores: Stores, id: string): Promise<void> {
  await eventually(async () => {
    await stores.sessions.save(session(id, ['hello']));
    expect(await stores.sessions.load(id)).toEqual(session(id, ['hello']));
  });
}

describeStores('A session', (kind) => {
  const stores = storesOf(kind);
  beforeAll(() => kept(stores(), 'warm'));

  test('is found as it was kept last', async () => {
    const { sessions } = stores();
    expect(await sessions.load('s1')).toBeNull();
    await sessions.save(session('s1', ['hello']));
    expect(await sessions.load('s1')).toEqual(session('s1', ['hello']));
    await sessions.save(session('s1', ODD_TEXTS));
    expect(await sessions.load('s1')).toEqual(session('s1', ODD_TEXTS));
    expect(await sessions.load('s1')).toEqual(session('s1', ODD_TEXTS));
  });

  test('of one conversation is never that of another', async () => {
    const { sessions } = stores();
    await sessions.save(session('s2', ['mine']));
    await sessions.save(session('s3', ['yours']));
    expect(await sessions.load('s2')).toEqual(session('s2', ['mine']));
    expect(await sessions.load('s3')).toEqual(session('s3', ['yours']));
    expect(await sessions.load('s')).toBeNull();
  });
});

describeStores('A session that nobody renews', (kind) => {
  const stores = storesOf(kind, { sessionTtlMs: 300 });

  test('is forgotten after its time', async () => {
    await kept(stores(), 's1');
    await eventually(async () => expect(await stores().sessions.load('s1')).toBeNull());
    await kept(stores(), 's1');
  });
});

describe('Sessions of a single process', () => {
  const stores = storesOf(EMBEDDED);

  test('beyond 10,000 the one used longest ago makes room', async () => {
    const { sessions } = stores();
    for (let number = 0; number < 10_000; number++) await sessions.save(session(`s${number}`, []));
    await sessions.load('s0');
    await sessions.save(session('one-more', []));
    expect(await sessions.load('s0')).not.toBeNull();
    expect(await sessions.load('s1')).toBeNull();
    expect(await sessions.load('s2')).not.toBeNull();
    expect(await sessions.load('one-more')).not.toBeNull();
  });
});

const reason = MONGO.skipReason;
const run = reason === null ? describe : describe.skip;

run(`When Redis is away, sessions${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let redis: RunningServer;
  let stores: Stores;
  beforeAll(async () => {
    redis = await startRedis();
    stores = await MONGO.open({ redisUrl: redis.url });
  });
  afterAll(async () => {
    await stores.close();
    await redis.stop();
  });

  test('are forgotten without a complaint, and kept again when it is back', async () => {
    await kept(stores, 's1');
    await redis.kill();
    await stores.sessions.save(session('s1', ['newer']));
    expect(await stores.sessions.load('s1')).toBeNull();
    await redis.restart();
    await kept(stores, 's2');
  });

  test('do not make anybody wait for a Redis that hangs', async () => {
    await kept(stores, 's3');
    redis.freeze();
    try {
      const since = performance.now();
      await stores.sessions.save(session('s3', ['newer']));
      expect(await stores.sessions.load('s3')).toBeNull();
      expect(performance.now() - since).toBeLessThan(2_000);
    } finally {
      redis.thaw();
    }
    await kept(stores, 's4');
  });

  test('that an emptied Redis lost are simply not there', async () => {
    await kept(stores, 's5');
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    expect(await stores.sessions.load('s5')).toBeNull();
    await kept(stores, 's5');
  });

  test('that cannot be read are as good as forgotten', async () => {
    await kept(stores, 's6');
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.url);
    const keys = await client.keys('*session:s6');
    await client.set(keys[0] ?? 'none', '{"half');
    client.disconnect();
    expect(keys).toHaveLength(1);
    expect(await stores.sessions.load('s6')).toBeNull();
  });
});
