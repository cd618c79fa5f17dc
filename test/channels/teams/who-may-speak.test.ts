import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EmulatorValidation } from 'botframework-connector';
import express from 'express';
import type { TeamsActivity } from '../../../src/channels/teams/teams-activity.js';
import { TeamsAuth, type TeamsIssuer } from '../../../src/channels/teams/teams-auth.js';
import { TeamsDoor } from '../../../src/channels/teams/teams-door.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { SILENT } from '../../support/stores.js';
import { APP_ID, CHAT, message, OTHER } from '../../support/teams/activities.js';
import { TokenIssuer } from '../../support/teams/token-issuer.js';

const SERVICE = 'https://smba.trafficmanager.net/emea/';
const GOOD = { aud: APP_ID, serviceurl: SERVICE };
const BODY = message('Where is my order?', CHAT, SERVICE);

/** A bot's door with real checks of tokens, open to whoever speaks HTTP. Behind it stands whoever notes what came in. */
class Doorstep {
  readonly taken: TeamsActivity[] = [];
  trouble: Error | null = null;
  private readonly server: Server;

  constructor(issuer: TeamsIssuer) {
    const door = new TeamsDoor({
      bot: {
        name: 'support',
        isAnonymous: false,
        credentials: { appId: APP_ID, appPassword: 'password', organization: null },
      },
      auth: new TeamsAuth(APP_ID, issuer),
      take: async (_bot, activity) => {
        if (this.trouble !== null) throw this.trouble;
        this.taken.push(activity);
        return { status: 200 };
      },
      clock: new HandClock(),
      telemetry: SILENT,
    });
    this.server = createServer(express().use(door.router(true)));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  async post(
    authorization: string | null,
    body: unknown = BODY,
    path = '/api/v1/teams/support/messages',
  ): Promise<{ status: number; text: string }> {
    const { port } = this.server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === null ? {} : { authorization }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }
}

describe('Who may speak to a bot', () => {
  let issuer: TokenIssuer;
  let step: Doorstep;
  const bearer = async (claims: Parameters<TokenIssuer['token']>[0], isForged = false) =>
    `Bearer ${await issuer.token(claims, isForged)}`;

  beforeAll(async () => {
    // The kit writes what it refuses to the console.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    issuer = await TokenIssuer.start();
    step = await new Doorstep(issuer.issuer).open();
  });
  beforeEach(() => {
    step.taken.length = 0;
    step.trouble = null;
  });
  afterAll(async () => {
    await step.close();
    await issuer.stop();
    jest.restoreAllMocks();
  });

  test('Teams with a token for this bot and this service URL', async () => {
    expect((await step.post(await bearer(GOOD))).status).toBe(200);
    expect(step.taken).toMatchObject([{ text: 'Where is my order?' }]);
  });

  test('also at the address Azure proposes, when it is the only bot', async () => {
    expect((await step.post(await bearer(GOOD), BODY, '/api/messages')).status).toBe(200);
  });

  const hour = 3_600;
  const now = () => Math.floor(Date.now() / 1_000);
  const refused: Record<string, () => Promise<string | null>> = {
    'no token': async () => null,
    'an empty one': async () => '',
    'another kind of authorization': async () => `Basic ${await issuer.token(GOOD)}`,
    garbage: async () => 'Bearer garbage',
    'garbage that looks like a token': async () => 'Bearer aaaa.bbbb.cccc',
    'a token of nobody': async () => bearer({ ...GOOD, iss: null }),
    'a token for another bot': async () => bearer({ ...GOOD, aud: OTHER }),
    'a token for no bot': async () => bearer({ ...GOOD, aud: null }),
    'a token for another service URL': async () =>
      bearer({ ...GOOD, serviceurl: 'https://smba.trafficmanager.net/amer/' }),
    'a token for no service URL': async () => bearer({ ...GOOD, serviceurl: null }),
    'a token of another issuer': async () => bearer({ ...GOOD, iss: 'https://evil.example' }),
    'a token of the emulator': async () =>
      bearer({
        ...GOOD,
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
        ...{ ver: '1.0', appid: APP_ID },
      }),
    'a token of another bot of ours, as a skill': async () =>
      bearer({ ...GOOD, ver: '1.0', appid: OTHER, iss: `https://sts.windows.net/${OTHER}/` }),
    'an expired token': async () => bearer({ ...GOOD, exp: now() - hour, nbf: now() - 2 * hour }),
    'a token of tomorrow': async () =>
      bearer({ ...GOOD, nbf: now() + hour, exp: now() + 2 * hour }),
    'a token somebody else signed': async () => bearer(GOOD, true),
    'a token whose claims were changed': async () => {
      const [head, , sign] = (await issuer.token({ ...GOOD, aud: OTHER })).split('.');
      const [, claims] = (await issuer.token(GOOD)).split('.');
      return `Bearer ${head}.${claims}.${sign}`;
    },
    'a token that says it needs no signature': async () => {
      const [, claims] = (await issuer.token(GOOD)).split('.');
      const head = Buffer.from('{"alg":"none","kid":"ours"}').toString('base64url');
      return `Bearer ${head}.${claims}.AA`;
    },
    'one of a hundred thousand letters': async () => `Bearer a.${'b'.repeat(10_000)}.c`,
  };

  test.each(Object.entries(refused))('not with %s: 401, and nothing is taken', async (_, of) => {
    expect(await step.post(await of())).toEqual({ status: 401, text: '' });
    expect(step.taken).toEqual([]);
  });

  test('whatever organization a forged token names, nobody remembers it', async () => {
    const { issuer: known } = EmulatorValidation.ToBotFromEmulatorTokenValidationParameters;
    const before = [...(known ?? [])];
    for (const tid of ['one', 'two', 'three'])
      await step.post(await bearer({ ...GOOD, tid }, true));
    expect(known).toEqual(before);
    const atOnce = ['four', 'five', 'six', 'seven', 'eight'];
    const forged = await Promise.all(atOnce.map((tid) => bearer({ ...GOOD, tid }, true)));
    await Promise.all(forged.map((one) => step.post(one)));
    expect(known).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  test('not for another platform than Teams', async () => {
    const body = { ...BODY, channelId: 'AseChannel' };
    expect((await step.post(await bearer(GOOD), body)).status).toBe(401);
    expect(step.taken).toEqual([]);
  });

  test.each([
    'http://smba.trafficmanager.net/emea/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/botframework.com/',
    'https://user@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://127.0.0.1/',
    'not an address',
  ])('not to have answers sent to %s, whatever the token says', async (serviceUrl) => {
    const authorization = await bearer({ ...GOOD, serviceurl: serviceUrl });
    expect((await step.post(authorization, { ...BODY, serviceUrl })).status).toBe(401);
    expect(step.taken).toEqual([]);
  });

  test('a body that is no activity is refused as such', async () => {
    const good = await bearer(GOOD);
    expect((await step.post(good, '{"type":')).status).toBe(400);
    expect((await step.post(good, '[]')).status).toBe(400);
    expect((await step.post(good, { type: 'message' })).status).toBe(400);
    expect((await step.post(good, { ...BODY, text: 'x'.repeat(600_000) })).status).toBe(413);
    expect(step.taken).toEqual([]);
  });

  test('there is nobody at the address of a bot that is not configured', async () => {
    const path = '/api/v1/teams/other/messages';
    expect((await step.post(await bearer(GOOD), BODY, path)).status).toBe(404);
  });

  test('what cannot be recorded is a 500 without a word of why', async () => {
    step.trouble = new Error('the database at 10.0.0.1 is away');
    expect(await step.post(await bearer(GOOD))).toEqual({ status: 500, text: '' });
  });

  test('while the keys cannot be had nobody is believed, and Teams hears that it failed here', async () => {
    const away = { name: issuer.issuer.name, metadataUrl: 'http://127.0.0.1:1/keys' };
    const closed = await new Doorstep(away).open();
    expect((await closed.post(await bearer(GOOD))).status).toBe(500);
    expect(closed.taken).toEqual([]);
    await closed.close();
  });
});
