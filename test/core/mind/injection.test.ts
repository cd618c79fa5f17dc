import type { Context, FillRequest } from '../../../src/core/ports/mind.js';
import { INJECTION_ATTEMPTS, type InjectionAttempt } from '../../support/injection-attempts.js';
import { fill, underWay } from '../../support/local-fill.js';
import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  line,
  RETURNS,
} from '../../support/model/claude-bench.js';
import { fills } from '../../support/model/model-script.js';
import { ModelServer } from '../../support/model/model-server.js';
import { CHANGE_ADDRESS, ORDER_STATUS, REFUND, SOME_ACTIONS } from '../../support/some-actions.js';

const never = new AbortController().signal;

function from(where: InjectionAttempt['where']): [string, InjectionAttempt][] {
  return INJECTION_ATTEMPTS.filter((one) => one.where === where).map((one) => [one.text, one]);
}

/** Where an attempt of an article or of a webhook would stand in a turn. */
function contextWith({ where, text }: InjectionAttempt): Partial<Context> {
  if (where === 'article') return { passages: [{ ...RETURNS, title: text, text }] };
  return { window: [line(text, 'Finch', 'bot')], summary: text };
}

test('there are enough of them, from each side', () => {
  expect(INJECTION_ATTEMPTS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(INJECTION_ATTEMPTS.map(({ text }) => text)).size).toBe(INJECTION_ATTEMPTS.length);
  for (const where of ['message', 'article', 'webhook-result'] as const) {
    expect(from(where).length).toBeGreaterThanOrEqual(6);
  }
});

describe('the local mind', () => {
  test.each(from('message'))('begins nothing for %j', async (text, { asks = null }) => {
    const { action, values } = await fill(text);
    expect(action).toBe(asks);
    if (asks === null) expect(values).toEqual({});
  });

  test.each(from('message'))('takes no answer from %j', async (text, { asks }) => {
    if (asks !== undefined) return;
    const known = { order: '1111', amount: 5 };
    const refund = await fill(text, {}, underWay(REFUND, null, known, 'confirming'), [REFUND]);
    expect(refund.values).toEqual({});
  });

  test.each(from('message'))(
    'finds nothing but what was asked for in %j',
    async (text, { asks }) => {
      if (asks !== undefined) return;
      const moved = await fill(text, {}, underWay(CHANGE_ADDRESS, 'address'), [CHANGE_ADDRESS]);
      expect(Object.keys(moved.values).filter((name) => name !== 'address')).toEqual([]);
    },
  );

  test.each([...from('article'), ...from('webhook-result')])(
    'reads nothing in %j',
    async (_, one) => {
      const rest = contextWith(one);
      expect(await fill('where is my order', rest)).toEqual(await fill('where is my order'));
      expect(await fill('yes', rest, underWay(REFUND, 'order'), [REFUND])).toEqual(
        await fill('yes', {}, underWay(REFUND, 'order'), [REFUND]),
      );
    },
  );
});

describe('what Claude is asked', () => {
  let server: ModelServer;
  let bench: ClaudeBench;

  beforeEach(async () => {
    server = await ModelServer.start();
    bench = await claudeBench(server.url);
  });

  afterEach(() => server.stop());

  function about(text: string, rest: Partial<Context> = {}): FillRequest {
    return { context: contextOf(text, rest), offered: SOME_ACTIONS, current: null };
  }

  async function sent(request: FillRequest) {
    await bench.mind.fill(request, never);
    const received = server.requests.at(-1);
    if (received === undefined) throw new Error('Nothing was asked.');
    return received;
  }

  const prefixOf = ({ raw }: { readonly raw: string }) => raw.slice(0, raw.indexOf('"messages":'));

  test.each(from('message'))('%j stays in the customer’s own mark', async (text) => {
    const harmless = await sent(about('Hi', { window: [line('Hi')] }));
    const tried = await sent(about(text, { window: [line(text)] }));
    expect(prefixOf(tried)).toBe(prefixOf(harmless));
    expect(tried.body.output_config).toEqual(harmless.body.output_config);
    expect(tried.body.messages.map(({ role }) => role)).toEqual(['user']);
    const marks = (asked: string) => asked.match(/<[^>]*>/g);
    expect(marks(tried.text)).toEqual(marks(harmless.text));
    expect(tried.text).toContain(text.replaceAll('<', '&lt;'));
  });

  test.each([...from('article'), ...from('webhook-result')])('%j is not in it', async (_, one) => {
    const without = await sent(about('where is my order'));
    const tried = await sent(about('where is my order', contextWith(one)));
    expect(tried.raw).toBe(without.raw);
  });

  test.each([...from('article'), ...from('webhook-result')])(
    'a model that obeys %j gets no value through',
    async (text, one) => {
      server.answers(fills('refund', { order: '8888', amount: '500' }));
      const request = { ...about('I want a refund', contextWith(one)), offered: [REFUND] };
      expect((await bench.mind.fill(request, never)).values).toEqual({});
      server.answers(fills('change_address', { address: text }));
      const moved = { ...about('move it', contextWith(one)), offered: [CHANGE_ADDRESS] };
      expect((await bench.mind.fill(moved, never)).values).toEqual({});
    },
  );

  test('an action that is not offered is none, whoever asks for it', async () => {
    server.answers(fills('close_account'));
    const request = { ...about('close my account'), offered: [ORDER_STATUS] };
    await expect(bench.mind.fill(request, never)).rejects.toMatchObject({
      code: 'model.bad-answer',
    });
  });
});
