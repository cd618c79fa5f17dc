import { createHmac } from 'node:crypto';
import { type LookupSettings, WebhookLookup } from '../../../src/core/accounts/webhook-lookup.js';
import type { Customer } from '../../../src/core/domain/customer.js';
import { FACTS_MAX } from '../../../src/core/domain/limits.js';
import type { Fields } from '../../../src/core/ports/telemetry.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { SILENT } from '../../support/stores.js';
import { WebHook } from '../../support/web-hook.js';

const SECRET = 'the secret that both sides know, 0123456789';
const CAROL: Customer = { id: 'user-42', name: 'Carol', email: 'carol@acme.example' };

let hook: WebHook;
beforeEach(async () => {
  hook = await WebHook.start();
});
afterEach(() => hook.stop());

/** A lookup at the hook, with what it wrote into the log. */
function aLookup(rest: Partial<LookupSettings> = {}) {
  const clock = new HandClock();
  const log: (Fields & { event: string })[] = [];
  const settings: LookupSettings = {
    url: `${hook.url}/lookup`,
    headers: {},
    secret: null,
    timeoutMs: 1_500,
    cacheMs: 300_000,
    ...rest,
  };
  const lookup = new WebhookLookup({
    clock,
    telemetry: {
      ...SILENT,
      warn: (event, fields = {}) => log.push({ event, ...fields }),
      info: (event, fields = {}) => log.push({ event, ...fields }),
    },
    settings: (tenant) => (tenant === 'demo' || tenant === 'trade' ? settings : null),
  });
  const factsOf = (customer: Partial<Customer> = {}, tenant = 'demo', channel = 'demo-web') =>
    lookup.factsOf({ tenant, channel, customer: { ...CAROL, ...customer } });
  return { clock, log, factsOf };
}

function says(body: unknown, status = 200): void {
  hook.answer = (response) => {
    response.statusCode = status;
    response.end(JSON.stringify(body));
  };
}

describe('A lookup', () => {
  test('asks about the customer and takes the facts', async () => {
    says({ name: 'Carol Chen', facts: { plan: 'gold', seats: 3 } });
    const { factsOf, log } = aLookup({ headers: { Authorization: 'Bearer of-the-shop' } });
    expect(await factsOf()).toEqual([
      { name: 'name', value: 'Carol Chen' },
      { name: 'plan', value: 'gold' },
      { name: 'seats', value: '3' },
    ]);
    const [asked, ...others] = hook.requests;
    expect(others).toEqual([]);
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      tenant: 'demo',
      channel: 'demo-web',
      customerId: '42',
      email: 'carol@acme.example',
    });
    expect(asked?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer of-the-shop',
    });
    expect(asked?.headers['frontdesk-signature']).toBeUndefined();
    expect(asked?.path).toBe('/lookup');
    expect(log).toEqual([]);
  });

  test('is signed over its time and its body', async () => {
    const { factsOf, clock } = aLookup({ secret: SECRET });
    await factsOf();
    const { headers, body = '' } = hook.requests[0] ?? {};
    const seconds = Math.floor(clock.nowMs() / 1_000);
    const hash = createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex');
    expect(headers?.['frontdesk-signature']).toBe(`t=${seconds},v1=${hash}`);
  });

  test('is not made without a webhook, nor about a visitor', async () => {
    const { factsOf } = aLookup();
    expect(await factsOf({}, 'another')).toEqual([]);
    expect(await factsOf({ id: 'visit-1' })).toEqual([]);
    expect(hook.requests).toEqual([]);
  });

  test('that is answered with 204 has found nobody', async () => {
    says(undefined, 204);
    const { factsOf, log } = aLookup();
    expect(await factsOf()).toEqual([]);
    expect(log).toEqual([]);
  });

  test('is not repeated while its answer is fresh', async () => {
    says({ facts: { plan: 'gold' } });
    const { factsOf, clock } = aLookup({ cacheMs: 300_000 });
    await factsOf();
    clock.pass(299_999);
    expect(await factsOf()).toEqual([{ name: 'plan', value: 'gold' }]);
    expect(hook.requests).toHaveLength(1);
    await factsOf({ id: 'user-43' });
    await factsOf({ email: 'other@acme.example' });
    await factsOf({}, 'trade');
    expect(hook.requests).toHaveLength(4);
    says({ facts: { plan: 'silver' } });
    clock.pass(1);
    expect(await factsOf()).toEqual([{ name: 'plan', value: 'silver' }]);
  });

  test('is made in every turn if nothing is to be kept', async () => {
    const { factsOf } = aLookup({ cacheMs: 0 });
    await factsOf();
    await factsOf();
    expect(hook.requests).toHaveLength(2);
  });
});

describe('A lookup that fails', () => {
  const tooMany = Object.fromEntries(Array.from({ length: FACTS_MAX + 1 }, (_, at) => [at, at]));
  test.each<[string, unknown, number, Fields]>([
    ['an error', { facts: { plan: 'gold' } }, 500, { why: 'status', status: 500 }],
    ['not found', {}, 404, { why: 'status', status: 404 }],
    ['no facts', { plan: 'gold' }, 200, { why: 'not-understood', field: 'facts' }],
    ['no object', 'gold', 200, { why: 'not-understood', field: 'body' }],
    ['too many facts', { facts: tooMany }, 200, { why: 'not-understood', field: 'facts' }],
    ['too much', { facts: {}, more: 'x'.repeat(64_000) }, 200, { why: 'too-long' }],
  ])('with %s gives no facts, and the log says why', async (_what, body, status, why) => {
    says(body, status);
    const { factsOf, log } = aLookup();
    expect(await factsOf()).toBeNull();
    const told = { event: 'account.lookup-failed', tenant: 'demo', failures: 1, pauseMs: 0 };
    expect(log).toEqual([expect.objectContaining({ ...told, ...why })]);
    await factsOf();
    expect(hook.requests).toHaveLength(2);
  });

  test('says nothing of the customer, the answer or the secret in the log', async () => {
    says({ facts: { plan: { 'secret-word': 1 } }, name: 'secret-word' });
    const url = `${hook.url}/lookup?key=secret-word`;
    const { factsOf, log } = aLookup({ url, secret: SECRET, headers: { 'x-key': 'secret-word' } });
    await factsOf();
    await hook.stop();
    await factsOf();
    expect(log.map(({ why }) => why)).toEqual(['not-understood', 'unreachable']);
    expect(log[1]).toMatchObject({ code: 'ECONNREFUSED' });
    expect(JSON.stringify(log)).not.toMatch(/secret-word|the secret|carol|127\.0\.0\.1/i);
  });

  test('with no JSON is not understood', async () => {
    hook.answer = (response) => response.end('<html>');
    const { factsOf, log } = aLookup();
    expect(await factsOf()).toBeNull();
    expect(log).toMatchObject([{ why: 'not-understood' }]);
  });

  test('by leading elsewhere tells that place nothing', async () => {
    const elsewhere = await WebHook.start();
    hook.answer = (response) => {
      response.writeHead(307, { location: elsewhere.url }).end();
    };
    const { factsOf, log } = aLookup();
    expect(await factsOf()).toBeNull();
    expect(log).toMatchObject([{ why: 'status', status: 307 }]);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  test.each<[string, (hook: WebHook) => void]>([
    ['never answers', (one) => (one.answer = () => undefined)],
    ['never ends its answer', (one) => (one.answer = (response) => response.write('{"facts":'))],
  ])('because the webhook %s is given up in time', async (_how, prepare) => {
    prepare(hook);
    const { factsOf, clock, log } = aLookup({ timeoutMs: 1_500 });
    const facts = factsOf();
    while (hook.requests.length === 0) await new Promise(setImmediate);
    clock.pass(1_499);
    expect(clock.alarms).toBe(1);
    clock.pass(1);
    expect(await facts).toBeNull();
    expect(log).toMatchObject([{ why: 'timeout' }]);
    expect(clock.alarms).toBe(0);
  });
});

describe('A webhook that is dead', () => {
  test('is left alone for a while, then tried once, and asked again when it is back', async () => {
    says({}, 503);
    const { factsOf, clock, log } = aLookup({ cacheMs: 0 });
    for (let turn = 0; turn < 5; turn++) expect(await factsOf()).toBeNull();
    expect(hook.requests).toHaveLength(3);
    expect(log.map(({ pauseMs }) => pauseMs)).toEqual([0, 0, 30_000]);
    clock.pass(29_999);
    await factsOf();
    expect(hook.requests).toHaveLength(3);
    clock.pass(1);
    await Promise.all([factsOf(), factsOf(), factsOf()]);
    expect(hook.requests).toHaveLength(4);
    says({ facts: { plan: 'gold' } });
    clock.pass(30_000);
    expect(await factsOf()).toEqual([{ name: 'plan', value: 'gold' }]);
    expect(await factsOf()).toEqual([{ name: 'plan', value: 'gold' }]);
    expect(log.at(-1)).toMatchObject({ event: 'account.lookup-back', tenant: 'demo' });
    expect(hook.requests).toHaveLength(6);
  });

  test('for one tenant is asked for the others, and fresh answers still count', async () => {
    says({ facts: { plan: 'gold' } });
    const { factsOf } = aLookup();
    await factsOf();
    says({}, 503);
    for (const id of ['user-1', 'user-2', 'user-3', 'user-4']) await factsOf({ id });
    expect(hook.requests).toHaveLength(4);
    expect(await factsOf()).toEqual([{ name: 'plan', value: 'gold' }]);
    await factsOf({}, 'trade');
    expect(hook.requests).toHaveLength(5);
  });
});
