import { estimateTokens } from '../../../../src/core/domain/token-estimate.js';
import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  line,
} from '../../../support/model/claude-bench.js';
import { countedTokens } from '../../../support/model/model-request.js';
import { refuses, says } from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';

const never = new AbortController().signal;
const TEXT = 'You can return an item within thirty days of delivery, and gifts within sixty days.';
const QUESTION = contextOf('Where is my order?', { turnType: 'account_issue' });

let server: ModelServer;
let bench: ClaudeBench;

beforeEach(async () => {
  server = await ModelServer.start();
  bench = await claudeBench(server.url);
});

afterEach(() => server.stop());

async function answer(usage: Parameters<typeof says>[1] = {}) {
  server.answers(says('It was sent.', usage));
  await bench.mind.answer(QUESTION, never, () => undefined);
}

describe('the estimate', () => {
  test('is our own count until the provider has counted something', () => {
    expect(bench.mind.meter.estimate(TEXT)).toBe(estimateTokens(TEXT));
  });

  test('comes closer to the figures of the provider with each answer', async () => {
    // The stand-in counts a token for three characters, which is more than we do.
    const seen = [bench.mind.meter.estimate(TEXT)];
    for (let call = 0; call < 12; call++) {
      await answer();
      seen.push(bench.mind.meter.estimate(TEXT));
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    const real = TEXT.length / 3;
    expect(Math.abs((seen.at(-1) ?? 0) - real)).toBeLessThan(Math.abs((seen[0] ?? 0) - real) / 2);
  });

  test('counts what was read from the cache and written to it, too', async () => {
    const split = { input_tokens: 10, cache_read_input_tokens: 20_000 };
    await answer({ usage: { ...split, cache_creation_input_tokens: 0 } });
    const read = bench.mind.meter.estimate(TEXT);
    bench = await claudeBench(server.url);
    await answer({
      usage: { input_tokens: 10, cache_read_input_tokens: 0, cache_creation_input_tokens: 20_000 },
    });
    expect(bench.mind.meter.estimate(TEXT)).toBe(read);
    expect(read).toBeGreaterThan(estimateTokens(TEXT));
  });

  test('stays within its bounds whatever a provider says', async () => {
    for (let call = 0; call < 30; call++) await answer({ usage: { input_tokens: 10_000_000 } });
    expect(bench.mind.meter.estimate(TEXT)).toBeLessThanOrEqual(3 * estimateTokens(TEXT));
    for (let call = 0; call < 60; call++) {
      await answer({
        usage: { input_tokens: 1, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 },
      });
    }
    expect(bench.mind.meter.estimate(TEXT)).toBeGreaterThanOrEqual(estimateTokens(TEXT) / 2);
  });

  test('does not learn from calls to other models, nor from broken ones', async () => {
    const usage = { input_tokens: 90_000 };
    server.answers(says('Hello!', { usage }));
    await bench.mind.greet(QUESTION, never);
    server.answers(says('It', { usage, mishap: { after: 1, how: 'errors', type: 'other' } }));
    await bench.mind.answer(QUESTION, never, () => undefined).catch(() => undefined);
    expect(bench.mind.meter.estimate(TEXT)).toBe(estimateTokens(TEXT));
  });

  test('learns of each script apart: English answers say nothing about Russian', async () => {
    const russian = 'Здравствуйте, где мой заказ и когда он придёт ко мне домой';
    const before = bench.mind.meter.estimate(russian.replaceAll(' ', '').replaceAll(',', ''));
    for (let call = 0; call < 10; call++) await answer({ usage: { input_tokens: 20_000 } });
    expect(bench.mind.meter.estimate(TEXT)).toBeGreaterThan(estimateTokens(TEXT));
    const after = bench.mind.meter.estimate(russian.replaceAll(' ', '').replaceAll(',', ''));
    expect(after).toBe(before);
  });
});

describe('the count', () => {
  test('is what the provider counts for the very request that would answer', async () => {
    const tokens = await bench.mind.meter.count(QUESTION, never);
    const [counted] = server.counted;
    expect(tokens).toBe(counted && countedTokens(counted));
    await bench.mind.answer(QUESTION, never, () => undefined);
    const [sent] = server.requests;
    for (const part of ['model', 'system', 'tools', 'messages', 'output_config'] as const) {
      expect(counted?.body[part]).toEqual(sent?.body[part]);
    }
    const { usage } = server.reported[0] ?? {};
    expect(tokens).toBe((usage?.input_tokens ?? 0) + (usage?.cache_creation_input_tokens ?? 0));
  });

  test('is no call of the ledger, because it costs nothing', async () => {
    await bench.mind.meter.count(QUESTION, never);
    expect(bench.ledger.entries).toEqual([]);
  });

  test('sets the estimate right', async () => {
    const context = contextOf(TEXT.repeat(40));
    for (let call = 0; call < 20; call++) await bench.mind.meter.count(context, never);
    // The stand-in counts a token for three characters, and some for the form around them.
    const real = TEXT.length / 3;
    expect(Math.abs(bench.mind.meter.estimate(TEXT) - real) / real).toBeLessThan(0.15);
    expect(Math.abs(estimateTokens(TEXT) - real) / real).toBeGreaterThan(0.15);
  });

  test.each([
    ['is refused', { status: 400 }],
    ['is refused for too many', { status: 429, headers: { 'retry-after': '1' } }],
    ['hits an overloaded provider', { status: 529 }],
    ['hits a failing provider', { status: 500, headers: { 'x-should-retry': 'true' } }],
    ['loses the connection', { isCut: true }],
  ])('that %s is none, after one try, and the log says so', async (_, counting) => {
    server.counting = counting;
    expect(await bench.mind.meter.count(QUESTION, never)).toBeNull();
    expect(server.counted).toHaveLength(1);
    expect(bench.telemetry.named('model.not-counted')).toEqual([{ turn: 'c1-t1-1' }]);
    expect(bench.mind.meter.estimate(TEXT)).toBe(estimateTokens(TEXT));
    expect(bench.clock.alarms).toBe(0);
  });

  test('that takes longer than a customer should wait for it is none', async () => {
    server.counting = { isDeaf: true };
    const work = bench.mind.meter.count(QUESTION, never);
    await server.askedToCount();
    bench.clock.pass(1_500);
    expect(await work).toBeNull();
    expect(bench.telemetry.named('model.not-counted')).toHaveLength(1);
  });

  test('that nobody wants any more ends at once', async () => {
    server.counting = { isDeaf: true };
    const stop = new AbortController();
    const reason = new Error('claimed');
    const work = bench.mind.meter.count(QUESTION, stop.signal);
    await server.askedToCount();
    stop.abort(reason);
    await expect(work).rejects.toBe(reason);
    await expect(bench.mind.meter.count(QUESTION, stop.signal)).rejects.toBe(reason);
    expect(server.counted).toHaveLength(1);
    expect(bench.telemetry.heard).toEqual([]);
  });

  test('of a talk that grows grows with it', async () => {
    const short = await bench.mind.meter.count(QUESTION, never);
    const window = Array.from({ length: 20 }, () => line(TEXT));
    const long = await bench.mind.meter.count({ ...QUESTION, window }, never);
    expect(long ?? 0).toBeGreaterThan((short ?? 0) + 20 * (TEXT.length / 4));
  });
});

test('a refused answer teaches nothing', async () => {
  server.answers(refuses(401));
  await bench.mind.answer(QUESTION, never, () => undefined).catch(() => undefined);
  expect(bench.mind.meter.estimate(TEXT)).toBe(estimateTokens(TEXT));
});
