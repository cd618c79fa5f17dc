import { get, type IncomingMessage, request } from 'node:http';
import { isFromThisMachine } from '../../src/admin/desk-auth.js';
import { devAgents } from '../../src/settings.js';
import type { DeskAnswer } from '../support/desk-agent.js';
import { agentsOf, RunningGateway, tokenOf } from '../support/running-gateway.js';

type Headers = Record<string, string>;

/** `fetch` writes Host and Origin itself; this sends what it is told. */
function ask(url: string, path: string, headers: Headers, body?: object): Promise<DeskAnswer> {
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, ...JSON.parse(text) }));
    };
    const at = `${url}/api/v1/desk/${path}`;
    if (body === undefined) {
      get(at, { headers, agent: false }, read).on('error', reject);
      return;
    }
    const json = { 'content-type': 'application/json', ...headers };
    request(at, { method: 'POST', headers: json, agent: false }, read)
      .on('error', reject)
      .end(JSON.stringify(body));
  });
}

const REFUSED = {
  status: 403,
  ok: false,
  error: {
    code: 'sign-in.refused',
    message: 'Signing in without a token is not allowed here. Use an agent token.',
  },
};

describe('a desk where anybody on this machine may sign in', () => {
  let gateway: RunningGateway;
  let own: string;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ config: { desks: { main: { devLogin: true } } } });
    own = new URL(gateway.url).host;
  });
  afterAll(() => gateway.stop());

  test('names its agents, without anybody\u2019s token, and not those of other desks', async () => {
    const answer = await ask(gateway.url, 'sign-in', {});
    expect(answer.devLogin).toEqual([
      { id: 'ana', name: 'Ana' },
      { id: 'ben', name: 'Ben' },
    ]);
    expect(JSON.stringify(answer)).not.toContain('desk-token');
    expect(answer.texts).toMatchObject({ 'desk.sign-in': 'Sign in' });
  });

  test('gives the token of the agent that is chosen, which then works', async () => {
    const answer = await ask(gateway.url, 'sign-in/dev', { origin: gateway.url }, { agent: 'ben' });
    expect(answer).toEqual({ status: 200, ok: true, token: tokenOf('ben') });
    expect(await gateway.agentWith(answer.token ?? '').get('me')).toMatchObject({
      agent: { id: 'ben', name: 'Ben' },
    });
  });

  test.each<[string, (port: string) => Headers]>([
    ['its own page', (port) => ({ origin: `http://127.0.0.1:${port}` })],
    [
      'its own page under another name of this machine',
      (port) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}` }),
    ],
  ])('takes it from %s', async (_whose, headers) => {
    const sent = headers(new URL(gateway.url).port);
    expect((await ask(gateway.url, 'sign-in', sent)).devLogin).toHaveLength(2);
    expect((await ask(gateway.url, 'sign-in/dev', sent, { agent: 'ana' })).status).toBe(200);
  });

  test.each<[string, Headers]>([
    ['a proxy says for whom it asks', { 'x-forwarded-for': '203.0.113.9' }],
    ['a proxy says for this machine', { 'x-forwarded-for': '127.0.0.1' }],
    ['a proxy says which host was asked', { 'x-forwarded-host': 'desk.example' }],
    ['a proxy says how it was asked', { 'x-forwarded-proto': 'https' }],
    ['a proxy says so in the standard\u2019s way', { forwarded: 'for=203.0.113.9' }],
    ['a proxy names the address', { 'x-real-ip': '203.0.113.9' }],
    ['a proxy only says that it is one', { via: '1.1 proxy' }],
    ['a proxy says nothing in its header', { forwarded: '' }],
    ['another host is asked', { host: 'desk.example' }],
    ['a host that begins like ours is asked', { host: 'localhost.evil.example' }],
    ['a host that looks like an address of ours is asked', { host: '127.0.0.1.evil.example:3000' }],
    ['the address of the network is asked', { host: '192.168.1.7:3000' }],
    ['a page of another site asks', { origin: 'https://evil.example' }],
    ['a page of another port asks', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin asks', { origin: 'null' }],
    ['a page of a name led here asks', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('refuses it when %s', async (_why, headers) => {
    const sent = 'origin' in headers && !('host' in headers) ? { host: own, ...headers } : headers;
    const names = await ask(gateway.url, 'sign-in', sent);
    expect(names).toMatchObject({ status: 200, devLogin: [] });
    const answer = await ask(gateway.url, 'sign-in/dev', sent, { agent: 'ana' });
    expect(answer).toMatchObject(REFUSED);
    expect(JSON.stringify(answer)).not.toContain('desk-token');
  });

  test('refuses it to whoever says no origin, who is no page', async () => {
    const answer = await ask(gateway.url, 'sign-in/dev', {}, { agent: 'ana' });
    expect(answer).toMatchObject(REFUSED);
  });

  test.each(['mei', 'nobody', '', '__proto__', 'constructor', 'Ana'])(
    'refuses to be "%s", who is none of its agents',
    async (agent) => {
      const sent = { origin: gateway.url };
      expect(await ask(gateway.url, 'sign-in/dev', sent, { agent })).toMatchObject(REFUSED);
    },
  );

  test.each<[string, object]>([
    ['nothing', {}],
    ['a list', { agent: ['ana'] }],
    ['a query', { agent: { $ne: '' } }],
    ['more than is asked', { agent: 'ana', token: 'x' }],
  ])('does not take %s for a name', async (_what, body) => {
    expect(await ask(gateway.url, 'sign-in/dev', {}, body)).toMatchObject({
      status: 400,
      error: { code: 'request.invalid' },
    });
  });

  test('does not take a form of another site', async () => {
    const sent = { 'content-type': 'text/plain' };
    const answer = await ask(gateway.url, 'sign-in/dev', sent, { agent: 'ana' });
    expect(answer.status).toBe(400);
  });
});

describe('a desk as it usually is', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      config: { desks: { main: { agents: agentsOf('ana') }, trade: { devLogin: true } } },
    });
  });
  afterAll(() => gateway.stop());

  test('names nobody and lets nobody in without a token, whatever other desks do', async () => {
    expect((await ask(gateway.url, 'sign-in', {})).devLogin).toEqual([{ id: 'mei', name: 'Mei' }]);
    expect(await ask(gateway.url, 'sign-in/dev', {}, { agent: 'ana' })).toMatchObject(REFUSED);
  });
});

test('a gateway that other machines reach lets nobody in without a token', async () => {
  const gateway = await RunningGateway.start({ config: { desks: { main: { devLogin: true } } } });
  try {
    const { config } = gateway;
    expect(devAgents(config)).toHaveLength(2);
    for (const host of ['0.0.0.0', '192.168.1.7', '::']) {
      expect(devAgents({ ...config, server: { ...config.server, host } })).toEqual([]);
    }
  } finally {
    await gateway.stop();
  }
});

test.each<[string, string | undefined, boolean]>([
  ['this machine', '127.0.0.1', true],
  ['this machine under another of its addresses', '127.8.9.10', true],
  ['this machine as version 6 has it', '::1', true],
  ['this machine as version 6 has version 4', '::ffff:127.0.0.1', true],
  ['another machine', '192.168.1.7', false],
  ['another machine as version 6 has it', '::ffff:192.168.1.7', false],
  ['a machine whose address begins like ours', '127.0.0.1.2', false],
  ['nobody knows where', undefined, false],
])('a request for localhost that comes from %s', (_where, remoteAddress, isHere) => {
  const headers = { host: 'localhost:3000' };
  const from = { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
  expect(isFromThisMachine(from)).toBe(isHere);
});
