import type { Stores } from '../../src/core/stores/open-stores.js';
import { describeMongo } from '../handoff/describe-mongo.js';
import { eventually } from '../support/eventually.js';
import { ADMIN_TOKEN, RunningGateway, tokenOf } from '../support/running-gateway.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';
import { MONGO } from '../support/stores.js';

async function ask(gateway: RunningGateway, path: string, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${gateway.url}/health/${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

describe('the health of a gateway', () => {
  let gateway: RunningGateway;
  let isDown = false;
  let isSlow = false;
  beforeAll(async () => {
    const stores = (opened: Stores): Stores => ({
      ...opened,
      health: {
        checkRecord: async () => {
          if (isDown) throw new Error('The disk is full.');
          await opened.health.checkRecord();
        },
        degraded: async () => (isSlow ? ['redis'] : opened.health.degraded()),
      },
    });
    gateway = await RunningGateway.start({ parts: { stores } });
  });
  afterEach(() => {
    isDown = false;
    isSlow = false;
  });
  afterAll(() => gateway.stop());

  test('is live and ready', async () => {
    expect(await ask(gateway, 'live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await ask(gateway, 'ready')).toEqual({ status: 200, body: { status: 'ready' } });
    expect(await ask(gateway, 'ready', ADMIN_TOKEN)).toEqual({
      status: 200,
      body: { status: 'ready', degraded: [] },
    });
  });

  test('is not ready only when no message can be recorded, and lives on', async () => {
    isDown = true;
    expect(await ask(gateway, 'ready')).toEqual({ status: 503, body: { status: 'cannot record' } });
    expect(await ask(gateway, 'live')).toMatchObject({ status: 200 });
    isDown = false;
    expect(await ask(gateway, 'ready')).toMatchObject({ status: 200 });
  });

  test('names what is degraded to admins only', async () => {
    isSlow = true;
    for (const token of [undefined, tokenOf('ana'), 'a-wrong-admin-token', ADMIN_TOKEN.slice(1)]) {
      expect(await ask(gateway, 'ready', token)).toEqual({
        status: 200,
        body: { status: 'degraded' },
      });
    }
    expect(await ask(gateway, 'ready', ADMIN_TOKEN)).toEqual({
      status: 200,
      body: { status: 'degraded', degraded: ['redis'] },
    });
  });
});

describeMongo('the health of a gateway', () => {
  let redis: RunningServer;
  let gateway: RunningGateway;
  beforeAll(async () => {
    redis = await startRedis();
    gateway = await RunningGateway.start({ stores: MONGO, redisUrl: redis.url });
  });
  afterAll(async () => {
    await gateway?.stop();
    await redis?.stop();
  });

  test('without Redis is degraded, answers customers all the same, and recovers', async () => {
    expect(await ask(gateway, 'ready', ADMIN_TOKEN)).toEqual({
      status: 200,
      body: { status: 'ready', degraded: [] },
    });
    await redis.kill();
    await eventually(async () =>
      expect(await ask(gateway, 'ready', ADMIN_TOKEN)).toEqual({
        status: 200,
        body: { status: 'degraded', degraded: ['redis'] },
      }),
    );
    const customer = await gateway.customer();
    expect(await customer.say('How long do I have to return something?')).toMatchObject({
      ok: true,
    });
    await customer.sees(/30 days/, 15_000);
    await redis.restart();
    await eventually(async () =>
      expect(await ask(gateway, 'ready', ADMIN_TOKEN)).toMatchObject({ body: { status: 'ready' } }),
    );
  });
});
