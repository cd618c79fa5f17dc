import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TeamsBotSettings } from '../../../src/channels/teams/teams-bot-settings.js';
import { tryCredentials, tryEndpoint } from '../../../src/channels/teams/teams-doctor.js';
import { examineAll } from '../../../src/doctor.js';
import { load, SMALL } from '../../core/config/written-config.js';

const APP = '00000000-1111-2222-3333-444444444444';
const HOME = '11111111-2222-3333-4444-555555555555';

const BOT: TeamsBotSettings = {
  name: 'helper',
  isAnonymous: false,
  credentials: { appId: APP, appPassword: 'client secret & more', organization: HOME },
};
const ANONYMOUS: TeamsBotSettings = { name: 'helper', isAnonymous: true, credentials: null };

interface Asked {
  readonly path: string;
  readonly body: string;
}

const asked: Asked[] = [];
let answer: { status: number; body: string; headers?: Record<string, string> };
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      asked.push({ path: request.url ?? '', body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
});

function refused(error: string) {
  return { status: 401, body: JSON.stringify({ error: 'invalid', error_description: error }) };
}

describe('credentials', () => {
  test('are good when Microsoft gives a token for them, and neither is shown', async () => {
    answer = { status: 200, body: JSON.stringify({ access_token: 'a.b.c' }) };
    const finding = await tryCredentials(BOT, url);
    expect(finding).toEqual({ code: 'ok', at: 'teams.helper', detail: `token for ${APP}` });
    const [{ path, body } = { path: '', body: '' }] = asked;
    expect(path).toBe(`/${HOME}/oauth2/v2.0/token`);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'client_credentials',
      client_id: APP,
      client_secret: 'client secret & more',
      scope: 'https://api.botframework.com/.default',
    });
  });

  test('of an app of any organization are asked about where those are kept', async () => {
    answer = { status: 200, body: JSON.stringify({ access_token: 'a.b.c' }) };
    const credentials = { appId: APP, appPassword: 'secret', organization: null };
    await tryCredentials({ ...BOT, credentials }, url);
    expect(asked[0]?.path).toBe('/botframework.com/oauth2/v2.0/token');
  });

  test('of an anonymous bot are not there, and nobody is asked', async () => {
    expect((await tryCredentials(ANONYMOUS, url)).code).toBe('ok');
    expect(asked).toEqual([]);
  });

  test.each([
    ['app.unknown', refused('AADSTS700016: Application was not found'), 'AADSTS700016'],
    ['organization.unknown', refused('AADSTS90002: Tenant not found'), 'AADSTS90002'],
    ['password.refused', refused('AADSTS7000215: Invalid client secret'), 'AADSTS7000215'],
    ['password.expired', refused('AADSTS7000222: The secret is expired'), 'AADSTS7000222'],
    ['login.refused', refused('AADSTS50105: something else'), 'AADSTS50105'],
    ['login.refused', { status: 200, body: '<html>Sign in to the hotel</html>' }, 'HTTP 200'],
    ['login.refused', { status: 302, body: '', headers: { location: '/elsewhere' } }, 'HTTP 302'],
    ['login.busy', { status: 429, body: '' }, 'HTTP 429'],
    ['login.unreachable', { status: 503, body: '' }, 'HTTP 503'],
  ] as const)('%s is told', async (code, given, detail) => {
    answer = given;
    expect(await tryCredentials(BOT, url)).toEqual({ code, at: 'teams.helper', detail });
    expect(asked).toHaveLength(1);
  });

  test('login.unreachable is told when nobody answers', async () => {
    const { code } = await tryCredentials(BOT, 'http://127.0.0.1:1');
    expect(code).toBe('login.unreachable');
  });
});

describe('the endpoint', () => {
  test.each([
    ['ok', BOT, 401],
    ['ok', ANONYMOUS, 400],
    ['endpoint.open', BOT, 200],
    ['endpoint.open', BOT, 400],
    ['endpoint.other', BOT, 404],
    ['endpoint.other', BOT, 302],
    ['endpoint.other', ANONYMOUS, 403],
  ] as const)('is %s for %o with HTTP %i', async (code, bot, status) => {
    answer = { status, body: '' };
    const finding = await tryEndpoint(bot, `${url}/`);
    expect([finding.code, finding.at]).toEqual([code, `${url}/api/v1/teams/helper/messages`]);
    expect(asked).toEqual([{ path: '/api/v1/teams/helper/messages', body: '{}' }]);
  });

  test('is unreachable when nobody answers', async () => {
    expect((await tryEndpoint(BOT, 'http://127.0.0.1:1')).code).toBe('endpoint.unreachable');
  });
});

describe('the report', () => {
  const TEAMS = 'teams:\n  helper: { anonymous: true }\n';

  test('has a line for each bot and its endpoint, and what to do about what is wrong', async () => {
    const config = await load(SMALL + TEAMS);
    answer = { status: 400, body: '' };
    expect(await examineAll(config, url)).toEqual({
      ok: true,
      report: `  ok       teams.helper: anonymous, for this machine only
  ok       ${url}/api/v1/teams/helper/messages: answers`,
    });
    answer = { status: 404, body: '' };
    const { ok, report } = await examineAll(config, url);
    expect(ok).toBe(false);
    expect(report).toContain(`PROBLEM  ${url}/api/v1/teams/helper/messages: HTTP 404`);
    expect(report).toContain('endpoint.other: Something else than this bot of the gateway');
  });

  test('asks for the address if it was not given one', async () => {
    const { report } = await examineAll(await load(SMALL + TEAMS), undefined);
    expect(report).toContain('Give --url to have the public address tried, too.');
  });

  test('says when there is nothing to ask about', async () => {
    const { report } = await examineAll(await load(SMALL), url);
    expect(report).toBe('No Slack app and no Teams bot is configured.');
  });
});
