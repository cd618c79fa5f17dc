import { eventually } from '../support/eventually.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';
import { describeStores, MONGO, openTwoProcesses, type TwoProcesses } from '../support/stores.js';
import { storesOf } from './talk.js';

const MINUTE = { points: 5, windowMs: 60_000 };

function count(waits: readonly (number | null)[]): number {
  return waits.filter((wait) => wait === null).length;
}

describeStores('A limit', (kind) => {
  const stores = storesOf(kind);

  test('allows what it says and then tells how long to wait', async () => {
    const { limiter } = stores();
    for (let number = 0; number < 5; number++) expect(await limiter.spend('k1', MINUTE)).toBeNull();
    const wait = await limiter.spend('k1', MINUTE);
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });

  test('holds for many at once', async () => {
    const { limiter } = stores();
    const waits = Array.from({ length: 50 }, () => limiter.spend('k2', MINUTE));
    expect(count(await Promise.all(waits))).toBe(5);
  });

  test('of one is not that of another', async () => {
    const { limiter } = stores();
    for (let number = 0; number < 6; number++) await limiter.spend('k3', MINUTE);
    expect(await limiter.spend('k3', MINUTE)).not.toBeNull();
    expect(await limiter.spend('k4', MINUTE)).toBeNull();
    expect(await limiter.spend('$k3', MINUTE)).toBeNull();
    expect(await limiter.spend('k3', { points: 100, windowMs: 60_000 })).toBeNull();
  });

  test('gives nothing out for as long as somebody outside wants a pause, and then again', async () => {
    const { limiter } = stores();
    const second = { points: 5, windowMs: 1_000 };
    expect(await limiter.spend('k7', second)).toBeNull();
    await limiter.pause('k7', second, 2_000);
    const waitMs = (await limiter.spend('k7', second)) ?? 0;
    expect(waitMs).toBeGreaterThan(1_500);
    expect(waitMs).toBeLessThanOrEqual(2_000);
    expect(await limiter.spend('k8', second)).toBeNull();
    await eventually(async () => expect(await limiter.spend('k7', second)).toBeNull());
  });

  test('is over when its window is over', async () => {
    const { limiter } = stores();
    const short = { points: 1, windowMs: 1_000 };
    expect(await limiter.spend('k5', short)).toBeNull();
    const wait = await limiter.spend('k5', short);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(1_000);
    await eventually(async () => expect(await limiter.spend('k5', short)).toBeNull());
  });

  test.each([1_000, 2_000])('holds in a window of %i ms too', async (windowMs) => {
    const { limiter } = stores();
    const odd = { points: 1, windowMs };
    const key = `odd${windowMs}`;
    expect(await limiter.spend(key, odd)).toBeNull();
    const wait = await limiter.spend(key, odd);
    expect(wait).toBeGreaterThan(windowMs - 500);
    expect(wait).toBeLessThanOrEqual(windowMs);
    await eventually(async () => expect(await limiter.spend(key, odd)).toBeNull());
  });
});

const reason = MONGO.skipReason;
const run = reason === null ? describe : describe.skip;
const skipped = reason ? ` (skipped: ${reason})` : '';

run(`A limit over two processes${skipped}`, () => {
  let redis: RunningServer;
  let both: TwoProcesses;
  beforeAll(async () => {
    redis = await startRedis();
    both = await openTwoProcesses({ redisUrl: redis.url });
    await eventually(async () => {
      expect(await both.one.health.degraded()).toEqual([]);
      expect(await both.other.health.degraded()).toEqual([]);
    });
  });
  afterAll(async () => {
    await both.close();
    await redis.stop();
  });

  function spendBoth(key: string, allowance = MINUTE) {
    const spends = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? both.one : both.other).limiter.spend(key, allowance),
    );
    return Promise.all(spends);
  }

  /** Redis may be reached by some connections sooner than by others. */
  async function togetherAgain(prefix: string): Promise<void> {
    let look = 0;
    await eventually(async () => {
      look += 1;
      expect(count(await spendBoth(`${prefix}${look}`))).toBe(5);
    });
  }

  test('counts what both of them see', async () => {
    await togetherAgain('k1');
    expect(count(await spendBoth('k1'))).toBe(5);
  });

  test.each([1_000, 2_000])('counts together in a window of %i ms too', async (windowMs) => {
    await togetherAgain(`k2-${windowMs}-`);
    const waits = await spendBoth(`k2-${windowMs}`, { points: 5, windowMs });
    expect(count(waits)).toBe(5);
  });

  test('is counted by each alone while Redis is away, and together when it is back', async () => {
    await togetherAgain('k3');
    await redis.kill();
    const since = performance.now();
    const waits = await spendBoth('k4');
    expect(performance.now() - since).toBeLessThan(2_000);
    expect(count(waits)).toBe(10);
    expect(await both.one.limiter.spend('k4', MINUTE)).toBeGreaterThan(0);
    await redis.restart();
    await togetherAgain('k5');
  });

  test('is counted by each alone while Redis hangs', async () => {
    await togetherAgain('k6');
    redis.freeze();
    try {
      const since = performance.now();
      expect(count(await spendBoth('k7'))).toBe(10);
      expect(performance.now() - since).toBeLessThan(2_000);
    } finally {
      redis.thaw();
    }
    await togetherAgain('k8');
  });
});
