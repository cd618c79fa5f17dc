// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are texts of config files, not templates
import { mindOf, pricesOf } from '../../../src/settings.js';
import { complaint, load, SMALL } from './written-config.js';

const KEY = 'anthropic-key-of-the-tests-0123456789';
const AFTER = SMALL.split('\n').length;
const withTenant = (line: string) =>
  SMALL.replace('    desk: main\n', `    desk: main\n    ${line}\n`);
const withDesk = (line: string) =>
  SMALL.replace('    kind: local\n', `    kind: local\n    ${line}\n`);

describe('What answers', () => {
  test.each<[string, string, object, string]>([
    ['nothing said and no key', SMALL, {}, 'local'],
    ['nothing said and a key', SMALL, { ANTHROPIC_API_KEY: KEY }, 'claude'],
    ['nothing said and an empty key', SMALL, { ANTHROPIC_API_KEY: '' }, 'local'],
    ['auto and a key in the file', `${SMALL}mind:\n  apiKey: ${KEY}\n`, {}, 'claude'],
    ['auto and a key that is not set', `${SMALL}mind:\n  apiKey: \${KEY:-}\n`, {}, 'local'],
    ['local and a key', `${SMALL}mind: { use: local }\n`, { ANTHROPIC_API_KEY: KEY }, 'local'],
    ['claude and a key', `${SMALL}mind: { use: claude }\n`, { ANTHROPIC_API_KEY: KEY }, 'claude'],
    ['a local tenant and a key', withTenant('mind: local'), { ANTHROPIC_API_KEY: KEY }, 'local'],
    [
      'a claude tenant, local for the others, and a key',
      `${withTenant('mind: claude')}mind: { use: local }\n`,
      { ANTHROPIC_API_KEY: KEY },
      'claude',
    ],
  ])('%s', async (_what, file, env, mind) => {
    expect(mindOf(await load(file, { ...env }), 'demo')).toBe(mind);
  });

  test('the key and the address of the environment go before those of the file', async () => {
    const file = `${SMALL}mind:\n  apiKey: ${KEY}-of-the-file\n  baseUrl: https://file.example\n  timeoutMs: 5000\n`;
    const env = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: 'http://127.0.0.1:4010' };
    expect((await load(file)).mind).toMatchObject({ baseUrl: 'https://file.example' });
    expect((await load(file, env)).mind).toMatchObject({
      apiKey: KEY,
      baseUrl: 'http://127.0.0.1:4010',
      timeoutMs: 5_000,
    });
    expect(
      (await load(file, { ANTHROPIC_API_KEY: '', ANTHROPIC_BASE_URL: '' })).mind,
    ).toMatchObject({
      apiKey: `${KEY}-of-the-file`,
      baseUrl: 'https://file.example',
    });
    expect((await load(SMALL, env)).mind).toMatchObject({ apiKey: KEY });
  });

  test('asked for nothing it is patient, and asks Anthropic', async () => {
    const { mind } = await load(SMALL);
    expect(mind).not.toHaveProperty('apiKey');
    expect(mind).toMatchObject({
      use: 'auto',
      baseUrl: 'https://api.anthropic.com',
      models: {
        route: 'claude-haiku-5-5',
        greet: 'claude-haiku-5-5',
        answer: 'claude-sonnet-5-5',
        brief: 'claude-haiku-5-5',
      },
      timeoutMs: 30_000,
      idleMs: 30_000,
      attemptsMax: 3,
    });
  });

  test('costs what the price list says; writing to the cache a quarter more than reading anew', async () => {
    const prices = pricesOf(await load(SMALL));
    expect(prices['claude-sonnet-5-5']).toEqual({
      input: 2,
      output: 10,
      cacheRead: 0.1,
      cacheWrite: 2.5,
    });
    expect(prices['claude-haiku-5-5']).toEqual({
      input: 0.1,
      output: 0.5,
      cacheRead: 0.01,
      cacheWrite: 0.125,
      above: { promptTokens: 100_000, input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: 0.625 },
    });
    const own = `${SMALL}mind:\n  prices:\n    mine: { input: 1, output: 2, cacheRead: 0, cacheWrite: 9 }\n`;
    expect(pricesOf(await load(own))).toEqual({
      mine: { input: 1, output: 2, cacheRead: 0, cacheWrite: 9 },
    });
  });
});

test('what a tenant is asked for is what it was before it could be', async () => {
  const config = await load(SMALL);
  expect(config.tenants['demo']).toMatchObject({
    language: 'en',
    suggestions: [],
    rating: true,
    linkHosts: [],
  });
  expect(config.tenants['demo']).not.toHaveProperty('mind');
  expect(config.desks['main']).toMatchObject({ devLogin: false });
});

/** The exact texts: they are what a person has to work with. */
test.each<[string, string, string]>([
  [
    'claude without a key',
    `${SMALL}mind:\n  use: claude\n`,
    `frontdesk.yaml:${AFTER + 1}: mind.use is claude, but there is no key to ask it with.
      Set ANTHROPIC_API_KEY or mind.apiKey, or use local.`,
  ],
  [
    'claude for a tenant without a key',
    withTenant('mind: claude'),
    `frontdesk.yaml:12: tenants.demo.mind is claude, but there is no key to ask it with.
      Set ANTHROPIC_API_KEY or mind.apiKey, or use local.`,
  ],
  [
    'a mind there is not',
    `${SMALL}mind: { use: gpt }\n`,
    `frontdesk.yaml:${AFTER}: mind.use is "gpt", which is not possible here.
      Use one of: auto, local, claude.`,
  ],
  [
    'a tenant left to chance',
    withTenant('mind: auto'),
    `frontdesk.yaml:12: tenants.demo.mind is "auto", which is not possible here.
      Use one of: local, claude.`,
  ],
  [
    'a mistyped setting of the mind',
    `${SMALL}mind:\n  apikey: ${KEY}\n`,
    `frontdesk.yaml:${AFTER + 1}: mind.apikey is not a setting.
      Did you mean mind.apiKey?`,
  ],
  [
    'an address that is none, which may hold a password',
    `${SMALL}mind:\n  baseUrl: api.anthropic.com\n`,
    `frontdesk.yaml:${AFTER + 1}: mind.baseUrl is (hidden), which does not have the right form.
      Address of the Messages API; the environment variable ANTHROPIC_BASE_URL goes before. For example: https://api.anthropic.com.`,
  ],
  [
    'a language there is not',
    withTenant('language: tlh'),
    `frontdesk.yaml:12: tenants.demo.language is "tlh", which is not possible here.
      Use one of: en, de, fr, es, pt, ja.`,
  ],
  [
    'a host with a path',
    withTenant('linkHosts: [shop.example, "https://shop.example/"]'),
    `frontdesk.yaml:12: tenants.demo.linkHosts[1] is "https://shop.example/", which does not have the right form.
      Host, with its port if that is not the usual one. For example: shop.example.`,
  ],
  [
    'a rating that is no truth value',
    withTenant('rating: sometimes'),
    `frontdesk.yaml:12: tenants.demo.rating is "sometimes", which is neither true nor false.
      Use true or false.`,
  ],
  [
    'signing in without a token where other machines reach it',
    `${withDesk('devLogin: true')}server:\n  host: 0.0.0.0\n`,
    `frontdesk.yaml:4: desks.main.devLogin is true, but the gateway listens on "0.0.0.0".
      Leave devLogin out, or listen on 127.0.0.1 without proxies.`,
  ],
  [
    'signing in without a token at an address of the network',
    `${withDesk('devLogin: true')}server:\n  host: 192.168.1.7\n`,
    `frontdesk.yaml:4: desks.main.devLogin is true, but the gateway listens on "192.168.1.7".
      Leave devLogin out, or listen on 127.0.0.1 without proxies.`,
  ],
  [
    'signing in without a token behind a proxy',
    `${withDesk('devLogin: true')}server:\n  trustProxy: 1\n`,
    `frontdesk.yaml:4: desks.main.devLogin is true, but the gateway has proxies in front.
      Leave devLogin out, or listen on 127.0.0.1 without proxies.`,
  ],
])('%s is refused', async (_name, file, told) => {
  expect(await complaint(file)).toBe(told);
});

test('too many suggestions are refused', async () => {
  const seven = JSON.stringify(Array.from({ length: 7 }, (_, at) => `Question ${at}?`));
  expect(await complaint(withTenant(`suggestions: ${seven}`))).toMatch(
    /^frontdesk\.yaml:12: tenants\.demo\.suggestions .*\n.*6/,
  );
});

test.each(['127.0.0.1', 'localhost', '"::1"', '127.0.0.2'])(
  'signing in without a token is possible when listening on %s',
  async (host) => {
    const config = await load(`${withDesk('devLogin: true')}server:\n  host: ${host}\n`);
    expect(config.desks['main']).toMatchObject({ devLogin: true });
  },
);

test('signing in without a token is possible where nothing is said of the host', async () => {
  expect((await load(withDesk('devLogin: true'))).server.host).toBe('127.0.0.1');
});

test.each([
  ['ANTHROPIC_API_KEY', 'short', 'a key of at least 32 characters'],
  ['ANTHROPIC_BASE_URL', 'me:pw@host', 'an address such as https://api.anthropic.com'],
])('%s that is of no use is told by its name, and not shown', async (variable, value, wanted) => {
  expect(
    await complaint(SMALL, { [variable]: value }),
  ).toBe(`environment: ${variable} is (hidden), which does not have the right form.
      Set ${variable} to ${wanted}, or unset it.`);
});

test('a variable changes nothing about a section that is none', async () => {
  expect(await complaint(`${SMALL}mind: claude\n`, { ANTHROPIC_API_KEY: KEY })).toMatch(
    /^frontdesk\.yaml:16: mind is .*, which is no map of settings\./,
  );
});
