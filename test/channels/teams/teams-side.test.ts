import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Conversation } from '../../../src/core/domain/conversation.js';
import { GatewayError } from '../../../src/core/domain/errors.js';
import { Intake } from '../../../src/core/intake/intake.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../../src/core/stores/system/system-clock.js';
import { TeamsSide } from '../../../src/teams.js';
import { load, SMALL } from '../../core/config/written-config.js';
import { EMBEDDED, SILENT } from '../../support/stores.js';
import { ACME, APP_ID, CHAT, message, OTHER } from '../../support/teams/activities.js';
import { TokenIssuer } from '../../support/teams/token-issuer.js';
import { NO_FILES } from './teams-bench.js';

const SERVICE = 'https://smba.trafficmanager.net/emea/';
const SECOND = 'bbbbbbbb-0000-4000-8000-000000000002';
const PASSWORD = 'client-secret-of-tests';
const BOTS = `teams:
  helper: { appId: ${APP_ID}, appPassword: ${PASSWORD}, organization: ${ACME} }
  other: { appId: ${SECOND}, appPassword: ${PASSWORD}, type: multi-tenant }
`;
const CHANNELS = `channels:
  demo-teams: { kind: teams, bot: helper, tenant: demo }
  other-teams: { kind: teams, bot: other, tenant: demo, organizations: [${OTHER}] }
`;

describe('The bots of a configuration', () => {
  const ids = new CryptoIds();
  const clock = new SystemClock();
  let issuer: TokenIssuer;
  let stores: Stores;
  let side: TeamsSide;
  let server: Server;
  let trouble: Error | null = null;

  beforeAll(async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    issuer = await TokenIssuer.start();
  });
  afterAll(async () => {
    await issuer.stop();
    jest.restoreAllMocks();
  });

  beforeEach(async () => {
    trouble = null;
    stores = await EMBEDDED.open();
    const config = await load(SMALL.replace('channels:\n', CHANNELS) + BOTS);
    const about = { ids, clock, telemetry: SILENT };
    const onRecorded = () => undefined;
    const intake = new Intake({ ...stores, ...about, laneTtlMs: () => 1_000, onRecorded });
    side = new TeamsSide({
      ...about,
      ...{ stores, files: NO_FILES, issuer: issuer.issuer, config: () => config },
      accept: async (arrival) => {
        if (trouble !== null) throw trouble;
        return intake.accept(arrival);
      },
    });
    const app = express();
    for (const route of side.routes) app.use(route);
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await side.start();
  });
  afterEach(async () => {
    await side.deafen();
    await side.stop();
    await new Promise((resolve) => server.close(resolve));
    await stores.close();
  });

  async function post(bot: string, aud: string, body = message('hello', CHAT, SERVICE)) {
    const token = await issuer.token({ aud, serviceurl: SERVICE });
    const { port } = server.address() as AddressInfo;
    const { status } = await fetch(`http://127.0.0.1:${port}${bot}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return status;
  }

  function recorded(channel = 'demo-teams'): Promise<Conversation | null> {
    return stores.conversations.load(ids.hash('conversation', 'demo', channel, CHAT.id));
  }

  test('each take what Teams sends to their own address, and keep where it is answered', async () => {
    expect(await post('/api/v1/teams/helper/messages', APP_ID)).toBe(200);
    expect((await recorded())?.inbox).toMatchObject([{ text: 'hello' }]);
    const address = await stores.addresses.find((await recorded())?.id ?? '');
    expect(JSON.parse(address ?? '')).toMatchObject({ bot: 'helper', serviceUrl: SERVICE });
    const [helper, other] = side.connections();
    expect(helper).toMatchObject({ name: 'teams helper', problem: null });
    expect(helper?.lastEventAt).not.toBeNull();
    expect(other).toEqual({ name: 'teams other', lastEventAt: null, problem: null });
  });

  test('do not take what is signed for the other one, and nothing of it is on record', async () => {
    expect(await post('/api/v1/teams/helper/messages', SECOND)).toBe(401);
    expect(await post('/api/v1/teams/other/messages', APP_ID)).toBe(401);
    expect(await recorded()).toBeNull();
    expect(await recorded('other-teams')).toBeNull();
  });

  test('share no address, as nobody would know for whom it is', async () => {
    expect(await post('/api/messages', APP_ID)).toBe(404);
    expect(await post('/api/v1/teams/third/messages', APP_ID)).toBe(404);
  });

  test('serve only the organizations they are for, and say who else writes', async () => {
    expect(await post('/api/v1/teams/other/messages', SECOND)).toBe(200);
    expect(await recorded('other-teams')).toBeNull();
    expect(side.problems()).toEqual([
      `teams other: organization ${ACME} writes to it, and no channel is for it`,
    ]);
  });

  test('refuse with a 500 what cannot be recorded', async () => {
    trouble = new GatewayError('store.unavailable');
    expect(await post('/api/v1/teams/helper/messages', APP_ID)).toBe(500);
    expect(await recorded()).toBeNull();
  });

  test('take nothing any more once they are deaf', async () => {
    await side.deafen();
    expect(await post('/api/v1/teams/helper/messages', APP_ID)).toBe(503);
    expect(await recorded()).toBeNull();
  });

  test('deliver to customers of their own channels, and to no desk', async () => {
    await post('/api/v1/teams/helper/messages', APP_ID);
    const conversation = await recorded();
    if (conversation === null) throw new Error('not recorded');
    expect(side.deliveryOf(conversation, 'customer')?.shows).toBe('wire');
    expect(side.deliveryOf(conversation, 'desk')).toBeNull();
    expect(side.deliveryOf({ ...conversation, channel: 'demo-web' }, 'customer')).toBeNull();
  });
});
