import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { recordOf } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { startMongo } from '../support/servers/mongo-engine.js';
import { startRedis } from '../support/servers/redis-server.js';
import { describeStores, EMBEDDED, MONGO, SILENT } from '../support/stores.js';
import { storesOf } from './talk.js';

describeStores('Healthy stores', (kind) => {
  const stores = storesOf(kind);

  test('can record, as often as they are asked, and miss nothing', async () => {
    await stores().health.checkRecord();
    await stores().health.checkRecord();
    await eventually(async () => expect(await stores().health.degraded()).toEqual([]));
  });
});

const reason = MONGO.skipReason;
const run = reason === null ? describe : describe.skip;
const skipped = reason ? ` (skipped: ${reason})` : '';

run(`Stores without Redis${skipped}`, () => {
  test('record on and say what is away, until it is back', async () => {
    const redis = await startRedis();
    const stores = await MONGO.open({ redisUrl: redis.url });
    const { health, inbox } = stores;
    await eventually(async () => expect(await health.degraded()).toEqual([]));
    await redis.kill();
    expect(await health.degraded()).toEqual(['redis']);
    await health.checkRecord();
    expect(await inbox.record(recordOf('c1', 'm1', 'hello', 1))).toMatchObject({ seq: 1 });
    await redis.restart();
    await eventually(async () => expect(await health.degraded()).toEqual([]));
    redis.freeze();
    expect(await health.degraded()).toEqual(['redis']);
    redis.thaw();
    await stores.close();
    await redis.stop();
  });

  test('can be opened while Redis is away', async () => {
    const redis = await startRedis();
    await redis.kill();
    const stores = await MONGO.open({ redisUrl: redis.url });
    expect(await stores.inbox.record(recordOf('c1', 'm1', 'hello', 1))).toMatchObject({ seq: 1 });
    expect(await stores.health.degraded()).toEqual(['redis']);
    await redis.restart();
    await eventually(async () => expect(await stores.health.degraded()).toEqual([]));
    await stores.close();
    await redis.stop();
  });
});

run(`Stores without MongoDB${skipped}`, () => {
  test('say that nothing can be recorded, until it is back', async () => {
    const mongo = await startMongo();
    const stores = await MONGO.open({ mongoUrl: mongo.url });
    const { health, inbox } = stores;
    await health.checkRecord();
    await mongo.kill();
    await expect(health.checkRecord()).rejects.toThrow();
    await expect(inbox.record(recordOf('c1', 'm1', 'hello', 1))).rejects.toThrow();
    await mongo.restart();
    await eventually(() => health.checkRecord());
    expect(await inbox.record(recordOf('c1', 'm1', 'hello', 1))).toMatchObject({ seq: 1 });
    await stores.close();
    await mongo.stop();
  });

  test('cannot be opened, and the error names the server', async () => {
    const mongo = await startMongo();
    await mongo.kill();
    await expect(MONGO.open({ mongoUrl: mongo.url })).rejects.toMatchObject({
      code: 'server.missing',
      details: { server: 'mongo' },
    });
    await mongo.stop();
  });
});

describe('The embedded stores', () => {
  test('say that nothing can be recorded once they are closed', async () => {
    const stores = await EMBEDDED.open();
    await stores.close();
    await expect(stores.health.checkRecord()).rejects.toThrow();
  });

  const bounds = { sessionTtlMs: 60_000, concurrency: 1, lockMs: 2_000, stalledMs: 1_000 };
  const parts = { clock: new SystemClock(), ids: new CryptoIds(), telemetry: SILENT };
  let folder: string;
  const open = () => openStores({ ...bounds, kind: 'embedded', folder }, parts);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('serve one process: a second one is refused their folder', async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ code: 'data.in-use' });
    await first.health.checkRecord();
    await first.close();
  });

  test('let go of their folder when they are closed, and find everything again', async () => {
    const first = await open();
    await first.inbox.record(recordOf('c1', 'm1', 'hello', 1));
    await first.close();
    const second = await open();
    expect(await second.conversations.load('c1')).toMatchObject({ lastSeq: 1 });
    await second.close();
  });
});
