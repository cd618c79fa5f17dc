import { type CodeAction, NotDone } from '../../../src/core/actions/code-action.js';
import { CODE_ACTIONS } from '../../../src/core/actions/code-actions.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { WebHook } from '../../support/web-hook.js';
import { anAction, SECRET } from './an-action.js';

describe('What is offered', () => {
  test("is the tenant's own, with parameters as customers know them", () => {
    const { actions } = anAction({});
    expect(actions.offered('another')).toEqual([]);
    expect(actions.offered('demo')).toMatchObject([
      {
        name: 'change_address',
        parameters: [
          { name: 'order', title: 'order number', isRequired: true, ask: null, choices: [] },
          { name: 'street', title: 'street', isRequired: false },
          { name: 'speed', choices: [{ value: 'x', label: 'Express' }] },
        ],
      },
    ]);
  });

  test('is what can be run, and for nobody else', async () => {
    const { run, problems, actions } = anAction({ code: 'demo-order-status' });
    const gone = { kind: 'failed', trouble: 'not-configured', detail: '' };
    expect(await run({}, { action: 'constructor' })).toEqual(gone);
    expect(await run({}, { tenant: 'another' })).toEqual(gone);
    expect(actions.problems('another', 'change_address', {})).toEqual([]);
    expect(problems({ order: 'MF-1' })).toEqual([]);
  });
});

describe('An action as code', () => {
  const inList = CODE_ACTIONS as CodeAction[];
  const count = inList.length;
  afterEach(() => inList.splice(count));

  /** An action whose code is the test's. */
  function coded(run: CodeAction['run'], clock = new HandClock()) {
    inList.push({ name: 'of-the-test', needs: [], run });
    return { clock, ...anAction({ code: 'of-the-test', clock }) };
  }

  test('knows its values and whose it is', async () => {
    const seen: unknown[] = [];
    const { run, log } = coded(async (values, { key, tenant }) => {
      seen.push(values, key, tenant);
      return { kind: 'done', text: 'It is done.' };
    });
    expect(await run({ order: 'MF-1' })).toEqual({ kind: 'done', text: 'It is done.' });
    expect(seen).toEqual([{ order: 'MF-1' }, 'wish-1', 'demo']);
    expect(log).toEqual([
      { event: 'action.done', tenant: 'demo', action: 'change_address', key: 'wish-1', ms: 0 },
    ]);
  });

  test('that says it did nothing did nothing', async () => {
    const { run } = coded(async () => {
      throw new NotDone('there is no such order');
    });
    expect(await run()).toEqual({
      kind: 'failed',
      trouble: 'refused',
      detail: 'there is no such order',
    });
  });

  test('that breaks may have done something', async () => {
    const { run, log } = coded(async () => {
      throw new TypeError('secret-word');
    });
    const outcome = await run();
    expect(outcome).toEqual({ kind: 'unknown', trouble: 'server-error', detail: 'TypeError' });
    expect(log.map(({ event }) => event)).toEqual(['action.broken', 'action.unknown']);
  });

  test('that takes too long is told to stop, and nobody knows', async () => {
    let isStopped = false;
    const { run, clock } = coded((_values, _call, signal) => {
      signal.addEventListener('abort', () => {
        isStopped = true;
      });
      return new Promise(() => undefined);
    });
    const outcome = run();
    clock.pass(2_000);
    expect(await outcome).toEqual({ kind: 'unknown', trouble: 'timeout', detail: '' });
    expect(isStopped).toBe(true);
  });

  test('leaves no alarm behind', async () => {
    const { run, clock } = coded(async () => ({ kind: 'done', text: '' }));
    await run();
    expect(clock.alarms).toBe(0);
  });

  test('cannot be asked what became of it', async () => {
    expect(await anAction({ code: 'demo-order-status' }).status()).toBeNull();
  });
});

describe("The demo shop's order status", () => {
  const { run } = anAction({ code: 'demo-order-status' });

  test.each([
    ['MF-1000001', 'Order MF-1000001 of our demo shop is being packed'],
    [' mf-1000002 ', 'Order MF-1000002 of our demo shop is on its way'],
    ['MF-1000003', 'Order MF-1000003 of our demo shop was delivered'],
    ['MF-9', 'There is no order MF-9 in our demo shop. It has only these samples: MF-1000001,'],
  ])('knows %s', async (order, text) => {
    expect(await run({ order })).toMatchObject({
      kind: 'done',
      text: expect.stringContaining(text),
    });
  });

  test('does nothing without a number', async () => {
    expect(await run({})).toMatchObject({ kind: 'failed', trouble: 'refused' });
  });
});

describe('What became of a run', () => {
  let hook: WebHook;
  beforeEach(async () => {
    hook = await WebHook.start();
  });
  afterEach(() => hook.stop());

  function told(status: number, body: unknown) {
    hook.answer = (response) => {
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const statusUrl = `${hook.url}/runs/{key}?order={order}`;
    return anAction({
      webhook: { statusUrl, secret: SECRET },
      result: 'To {result.street}.',
    }).status({ order: 'MF-1' });
  }

  test('is asked with the key, signed', async () => {
    await told(200, {});
    const [{ path, body, headers } = { path: '', body: '', headers: {} }] = hook.requests;
    expect([path, body]).toEqual(['/runs/wish-1?order=MF-1', '']);
    expect(headers).toMatchObject({
      'idempotency-key': 'wish-1',
      'frontdesk-signature': expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/),
    });
  });

  test.each<[string, number, unknown, object | null]>([
    ['done', 200, { state: 'done', result: { street: 'Elm' } }, { kind: 'done', text: 'To Elm.' }],
    [
      'done, with no result',
      200,
      { state: 'done' },
      { kind: 'done', text: 'Done: change of address.' },
    ],
    [
      'failed',
      200,
      { state: 'failed', message: 'Sent\nalready' },
      { kind: 'failed', trouble: 'refused', detail: 'Sent already' },
    ],
    [
      'not known there either',
      200,
      { state: 'unknown' },
      { kind: 'unknown', trouble: 'server-error', detail: '' },
    ],
    ['never heard of', 404, { state: 'never-received' }, { kind: 'never-received' }],
    ['never heard of, as an answer', 200, { state: 'never-received' }, { kind: 'never-received' }],
    ['a page that is not there', 404, '', null],
    ['done, on a page that is not there', 404, { state: 'done' }, null],
    ['under way', 200, { state: 'running' }, { kind: 'running' }],
    ['something else', 200, { state: 'fine' }, null],
    ['no JSON', 200, 'done', null],
    ['accepted only', 202, { state: 'done' }, null],
    ['elsewhere', 302, '', null],
    ['an error', 500, { state: 'done' }, null],
    ['forbidden', 403, '', null],
    ['gone', 410, '', null],
  ])('%s', async (_what, status, body, outcome) => {
    expect(await told(status, body)).toEqual(outcome);
  });

  test('nobody can be asked without an address', async () => {
    expect(await anAction({}).status()).toBeNull();
  });

  test('nobody answers', async () => {
    const { url } = hook;
    await hook.stop();
    expect(await anAction({ webhook: { statusUrl: `${url}/{key}` } }).status()).toBeNull();
  });
});
