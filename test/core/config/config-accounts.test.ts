import { complaint, load, SMALL } from './written-config.js';

const SECRET = 'secret-of-the-lookup-of-the-tests-0123456789';

/** A tenant with a lookup; `lines` are its settings. */
const withLookup = (...lines: readonly string[]) =>
  SMALL.replace(
    '    desk: main\n',
    `    desk: main\n    accounts:\n      lookup:\n${lines.map((line) => `        ${line}\n`).join('')}`,
  );

describe("A tenant's lookup of accounts", () => {
  test('is not there unless it is asked for', async () => {
    expect((await load(SMALL)).tenants['demo']?.accounts).toEqual({});
  });

  test('waits and keeps as long as is good for most', async () => {
    const { tenants } = await load(withLookup('url: http://10.0.0.7:8080/account?from=frontdesk'));
    expect(tenants['demo']?.accounts.lookup).toEqual({
      url: 'http://10.0.0.7:8080/account?from=frontdesk',
      headers: {},
      timeoutMs: 1_500,
      cacheSeconds: 300,
    });
  });

  test('has what it is given', async () => {
    const { tenants } = await load(
      withLookup(
        'url: https://shop.example',
        'headers: { Authorization: Bearer abc }',
        `secret: ${SECRET}`,
        'timeoutMs: 500',
        'cacheSeconds: 0',
      ),
    );
    expect(tenants['demo']?.accounts.lookup).toEqual({
      url: 'https://shop.example',
      headers: { Authorization: 'Bearer abc' },
      secret: SECRET,
      timeoutMs: 500,
      cacheSeconds: 0,
    });
  });

  test.each<[string, readonly string[], string]>([
    ['no address', ['timeoutMs: 500'], 'tenants.demo.accounts.lookup.url is missing'],
    ['another scheme', ['url: file:///etc/passwd'], 'tenants.demo.accounts.lookup.url'],
    [
      'a password in the address',
      ['url: https://me:pass@shop.example/'],
      'a user and password belong into headers',
    ],
    [
      'a short secret',
      ['url: https://a.example', 'secret: too-short'],
      'tenants.demo.accounts.lookup.secret',
    ],
    [
      'a line break in a header',
      ['url: https://a.example', 'headers: { a: "b\\r\\nc: d" }'],
      'tenants.demo.accounts.lookup.headers.a',
    ],
    [
      'a header of no name',
      ['url: https://a.example', 'headers: { "a b": c }'],
      'tenants.demo.accounts.lookup.headers',
    ],
    [
      'a wait that is too long',
      ['url: https://a.example', 'timeoutMs: 60000'],
      'tenants.demo.accounts.lookup.timeoutMs',
    ],
    [
      'a setting that is none',
      ['url: https://a.example', 'ttl: 5'],
      'tenants.demo.accounts.lookup.ttl',
    ],
  ])('with %s is refused', async (_what, lines, told) => {
    const text = await complaint(withLookup(...lines));
    expect(text).toContain(told);
    expect(text).not.toMatch(/me:pass|too-short|b\\r/);
  });
});
