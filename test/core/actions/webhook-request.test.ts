import { createHmac } from 'node:crypto';
import { WebHook } from '../../support/web-hook.js';
import { anAction, SECRET } from './an-action.js';

let hook: WebHook;
beforeEach(async () => {
  hook = await WebHook.start();
  hook.answer = (response) => response.end('{}');
});
afterEach(() => hook.stop());

/** What docs/actions.md gives to those who write the other side. */
function isFromFrontdesk(header: string, signed: string, secret: string): boolean {
  const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (seconds === undefined || Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false;
  return given === createHmac('sha256', secret).update(`${seconds}.${signed}`).digest('hex');
}

test('the other side is told what is wanted, by whom, and the key to know it by', async () => {
  const { run } = anAction({
    webhook: { url: `${hook.url}/address`, headers: { Authorization: 'Bearer of-the-shop' } },
  });
  await run({ order: 'MF-1', street: 'Elm Street 5' });
  const [asked, ...others] = hook.requests;
  expect(others).toEqual([]);
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    key: 'wish-1',
    tenant: 'demo',
    channel: 'demo-web',
    conversationId: 'talk-1',
    customer: { id: 'user-42', name: 'Carol', email: 'carol@acme.example', knownAs: '42' },
    action: 'change_address',
    parameters: { order: 'MF-1', street: 'Elm Street 5' },
  });
  expect(asked?.headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': 'wish-1',
    authorization: 'Bearer of-the-shop',
    host: hook.url.slice('http://'.length),
  });
  expect(asked?.headers['frontdesk-signature']).toBeUndefined();
});

test('nobody is vouched for who is only a visitor', async () => {
  const { run } = anAction({ webhook: { url: hook.url } });
  await run({ order: 'MF-1' }, { customer: { id: 'visit-1', name: 'user-42' } });
  expect(JSON.parse(hook.requests[0]?.body ?? '').customer).toEqual({
    id: 'visit-1',
    name: 'user-42',
  });
});

test('every try for one wish has the same key', async () => {
  const { run } = anAction({ webhook: { url: hook.url } });
  await run();
  await run();
  expect(hook.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
    'wish-1',
    'wish-1',
  ]);
});

test('a request is signed over its time and its body', async () => {
  const { run } = anAction({ webhook: { url: hook.url, secret: SECRET } });
  await run({ order: 'MF-1', street: 'Straße 5' });
  const { headers, body = '' } = hook.requests[0] ?? {};
  const header = String(headers?.['frontdesk-signature']);
  expect(isFromFrontdesk(header, body, SECRET)).toBe(true);
  expect(isFromFrontdesk(header, `${body} `, SECRET)).toBe(false);
});

describe('Without a body', () => {
  /** What was asked, and whether it is signed as it should be. */
  async function asked(method: string, id = 'user-42') {
    const url = `${hook.url}/orders/{order}?to={street}`;
    const { run } = anAction({ webhook: { url, method, secret: SECRET } });
    await run({ order: 'MF-1', street: 'Elm 5' }, { customer: { id, name: 'Carol' } });
    const { headers = {}, body, path = '' } = hook.requests[0] ?? {};
    const isSigned = (...lines: readonly string[]) =>
      isFromFrontdesk(String(headers['frontdesk-signature']), lines.join('\n'), SECRET);
    return { headers, body, path, isSigned };
  }

  test.each(['GET', 'DELETE'])('%s has a signature of all it says', async (method) => {
    const { headers, body, path, isSigned } = await asked(method);
    expect([body, path]).toEqual(['', '/orders/MF-1?to=Elm%205']);
    expect(headers['content-type']).toBeUndefined();
    expect(isSigned(method, path, 'wish-1', 'user-42', '42')).toBe(true);
    expect(isSigned('PUT', path, 'wish-1', 'user-42', '42')).toBe(false);
    expect(isSigned(method, `${path}6`, 'wish-1', 'user-42', '42')).toBe(false);
    expect(isSigned(method, path, 'wish-2', 'user-42', '42')).toBe(false);
    expect(isSigned(method, path, 'wish-1', 'user-43', '42')).toBe(false);
    expect(isSigned(method, path, 'wish-1', 'user-42', '43')).toBe(false);
  });

  test('a header says whom it is for, and whom the channel vouches for', async () => {
    const { headers } = await asked('GET', 'T1:U7');
    expect(headers).toMatchObject({
      'frontdesk-customer': 'T1%3AU7',
      'frontdesk-known-as': 'T1%3AU7',
    });
  });

  test('nobody is vouched for who is only a visitor', async () => {
    const { headers, path, isSigned } = await asked('GET', 'visit-1');
    expect(headers['frontdesk-customer']).toBe('visit-1');
    expect(headers['frontdesk-known-as']).toBeUndefined();
    expect(isSigned('GET', path, 'wish-1', 'visit-1', '')).toBe(true);
    expect(isSigned('GET', path, 'wish-1', 'visit-1', '1')).toBe(false);
  });

  test.each(['Zoë 猫', 'a\r\nfrontdesk-known-as: 7', '100%', "o'neill@shop.example"])(
    'a name such as %j can be read again',
    async (name) => {
      const { headers, path, isSigned } = await asked('DELETE', `user-${name}`);
      const [customer, known] = ['frontdesk-customer', 'frontdesk-known-as'].map((one) =>
        String(headers[one]),
      );
      expect(decodeURIComponent(known ?? '')).toBe(name);
      expect(isSigned('DELETE', path, 'wish-1', customer ?? '', known ?? '')).toBe(true);
    },
  );

  test('what became of a run is asked in the same way', async () => {
    const { status } = anAction({
      webhook: { statusUrl: `${hook.url}/runs/{key}`, secret: SECRET },
    });
    await status();
    const { headers } = hook.requests[0] ?? {};
    const signed = ['GET', '/runs/wish-1', 'wish-1', 'user-42', '42'].join('\n');
    expect(isFromFrontdesk(String(headers?.['frontdesk-signature']), signed, SECRET)).toBe(true);
  });
});

test('with a body nothing is said twice', async () => {
  const { run } = anAction({ webhook: { url: hook.url } });
  await run();
  const { headers = {} } = hook.requests[0] ?? {};
  expect(Object.keys(headers).filter((name) => name.startsWith('frontdesk-'))).toEqual([]);
});

test.each<[string, string, string]>([
  ['a slash', '../../admin', '/orders/..%2F..%2Fadmin/x?to=..%2F..%2Fadmin'],
  ['a question mark', 'a?b=c', '/orders/a%3Fb%3Dc/x?to=a%3Fb%3Dc'],
  ['a hash', 'a#b', '/orders/a%23b/x?to=a%23b'],
  ['an ampersand', 'a&admin=1', '/orders/a%26admin%3D1/x?to=a%26admin%3D1'],
  ['a line break', 'a\r\nX-Admin: 1', '/orders/a%0D%0AX-Admin%3A%201/x?to=a%0D%0AX-Admin%3A%201'],
  ['what is encoded already', '%2e%2e', '/orders/%252e%252e/x?to=%252e%252e'],
  ['other letters', 'Straße', '/orders/Stra%C3%9Fe/x?to=Stra%C3%9Fe'],
  ['half a letter', '\ud800', '/orders/%EF%BF%BD/x?to=%EF%BF%BD'],
  ['marks', '{street}', '/orders/%7Bstreet%7D/x?to=%7Bstreet%7D'],
])('%s in a value stays a part of the value', async (_what, value, path) => {
  const { run } = anAction({ webhook: { url: `${hook.url}/orders/{order}/x?to={order}` } });
  await run({ order: value });
  expect(hook.requests.map((request) => request.path)).toEqual([path]);
  expect(hook.requests[0]?.headers['x-admin']).toBeUndefined();
});

test.each(['.', '..', ''])('a value of "%s" never makes the path another one', async (value) => {
  const { run, problems } = anAction({ webhook: { url: `${hook.url}/orders/{order}` } });
  expect(await run({ order: value })).toEqual({
    kind: 'failed',
    trouble: 'refused',
    detail: 'a parameter does not fit the address',
  });
  expect(hook.requests).toEqual([]);
  if (value !== '') {
    expect(problems({ order: value })).toEqual([
      { parameter: 'order', text: 'does not have the right form' },
    ]);
  }
});

test('what may be left out is nothing in the query', async () => {
  const { run } = anAction({ webhook: { url: `${hook.url}/orders/{order}?to={street}` } });
  await run({ order: 'MF-1' });
  expect(hook.requests[0]?.path).toBe('/orders/MF-1?to=');
});

test('the log has no address, no parameter and no secret', async () => {
  const { run, log, status } = anAction({
    webhook: {
      url: `${hook.url}/x?token=secret-word&order={order}`,
      statusUrl: `${hook.url}/x?token=secret-word`,
      headers: { 'x-key': 'secret-word' },
      secret: SECRET,
    },
  });
  await run({ order: 'MF-secret-word' });
  await status();
  hook.answer = (response) => {
    response.statusCode = 500;
    response.end('{"message":"secret-word"}');
  };
  await run({ order: 'MF-secret-word' });
  await hook.stop();
  await run({ order: 'MF-secret-word' });
  expect(log.map(({ event }) => event)).toEqual([
    'action.done',
    'action.asked',
    'action.unknown',
    'action.failed',
  ]);
  expect(JSON.stringify(log)).not.toMatch(/secret|carol|127\.0\.0\.1/i);
});
