import type { ModelState } from '../../src/core/ports/breakers.js';
import { describeMongo } from '../handoff/describe-mongo.js';
import { eventually } from '../support/eventually.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';
import { describeStores, openTwoProcesses, type TwoProcesses } from '../support/stores.js';
import { storesOf } from './talk.js';

const PAUSED: ModelState = {
  model: 'claude-sonnet-5-5',
  isPaused: true,
  code: 'model.overloaded',
  untilMs: 31_000,
  atMs: 1_000,
};

describeStores('What is known of the models', (kind) => {
  const stores = storesOf(kind);

  test('can be read before anything was found out', async () => {
    expect(await stores().breakers.read()).toEqual([]);
  });
});

describeMongo('What is known of the models', () => {
  let redis: RunningServer;
  let processes: TwoProcesses;

  beforeAll(async () => {
    redis = await startRedis();
    processes = await openTwoProcesses({ redisUrl: redis.url });
  });
  afterAll(async () => {
    await processes?.close();
    await redis?.stop();
  });

  test('by one process is known to all, of each model the newest', async () => {
    const { one, other } = processes;
    const another = { ...PAUSED, model: 'claude-haiku-5-5' };
    await eventually(async () => {
      one.breakers.note(PAUSED);
      one.breakers.note(another);
      const states = await other.breakers.read();
      expect(states).toHaveLength(2);
      expect(states).toEqual(expect.arrayContaining([PAUSED, another]));
    });
    const well: ModelState = { ...PAUSED, isPaused: false, code: null, atMs: 2_000 };
    await eventually(async () => {
      other.breakers.note(well);
      expect(await one.breakers.read()).toContainEqual(well);
    });
    expect(await one.breakers.read()).toHaveLength(2);
  });

  test('is nothing while Redis is away, and nobody has to wait for it', async () => {
    const { one } = processes;
    await redis.kill();
    one.breakers.note(PAUSED);
    expect(await one.breakers.read()).toEqual([]);
    await redis.restart();
    await eventually(async () => {
      one.breakers.note(PAUSED);
      expect(await one.breakers.read()).toContainEqual(PAUSED);
    });
  });
});
