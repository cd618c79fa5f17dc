import { costOf, type Usage } from '../../../../src/core/domain/usage.js';
import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  PRICES,
  SONNET,
} from '../../../support/model/claude-bench.js';
import {
  NEVER_ANSWERS,
  type ReportedUsage,
  refuses,
  says,
} from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';

const never = new AbortController().signal;
/** About their own order, so that an answer need not cite. */
const QUESTION = contextOf('How long can I return it?', { turnType: 'account_issue' });
const TEXT = 'You can return it within 30 days, and gifts within 60.';

let server: ModelServer;
let bench: ClaudeBench;

beforeEach(async () => {
  server = await ModelServer.start();
  bench = await claudeBench(server.url);
});

afterEach(() => server.stop());

function answer(signal = never, onText: (text: string) => void = () => undefined) {
  return bench.mind.answer(QUESTION, signal, onText);
}

function usageOf(told: ReportedUsage | null | undefined): Usage {
  return {
    inputTokens: told?.input_tokens ?? -1,
    outputTokens: told?.output_tokens ?? -1,
    cacheReadTokens: told?.cache_read_input_tokens ?? -1,
    cacheWriteTokens: told?.cache_creation_input_tokens ?? -1,
  };
}

async function lastClosed() {
  await bench.mind.settle();
  return bench.ledger.entries.at(-1)?.closed;
}

describe('the account', () => {
  test('has every call with the figures the provider reported, to the token and the dollar', async () => {
    for (const _ of [1, 2]) {
      await bench.mind.route(QUESTION, never);
      await bench.mind.greet(QUESTION, never);
      await answer();
      await bench.mind.brief(QUESTION, never);
    }
    await bench.mind.settle();
    expect(bench.ledger.entries).toHaveLength(8);
    bench.ledger.entries.forEach((entry, at) => {
      const told = server.reported[at];
      const usage = usageOf(told?.usage);
      expect([entry.purpose, entry.model]).toEqual([told?.purpose, told?.model]);
      expect(entry.closed).toMatchObject({ usage, isEstimated: false, outcome: 'ok' });
      const price = PRICES[entry.model as keyof typeof PRICES];
      expect(entry.closed?.costUsd).toBe(costOf(usage, price));
    });
    expect(bench.ledger.entries.at(-1)?.closed?.usage.cacheReadTokens).toBeGreaterThan(0);
  });

  test('says what each call was for', async () => {
    await answer();
    expect(bench.ledger.entries[0]).toMatchObject({
      ...QUESTION.place,
      purpose: 'answer',
      turnType: 'account_issue',
      model: 'claude-sonnet-5-5',
      attempt: 1,
      openedAtMs: bench.clock.nowMs(),
    });
  });

  test('has an entry before the request is made', async () => {
    server.answers(NEVER_ANSWERS);
    const stop = new AbortController();
    const work = answer(stop.signal).catch(() => undefined);
    await server.asked(1);
    const [entry] = bench.ledger.entries;
    expect(entry?.closed).toBeNull();
    expect(entry?.estimate.inputTokens).toBeGreaterThan(1_000);
    stop.abort();
    await work;
  });

  test('that cannot be written keeps the request from being made', async () => {
    bench.ledger.failing.open = 1;
    await expect(answer()).rejects.toThrow('The ledger is away.');
    expect(server.requests).toHaveLength(0);
    expect(bench.clock.waits).toEqual([]);
  });

  test('has the thousands of tokens of a whole answer that is none, too', async () => {
    server.answers(says(' '), says('cut', { stopReason: 'max_tokens' }));
    await answer().catch(() => undefined);
    await answer();
    await bench.mind.settle();
    const closed = bench.ledger.entries.map((entry) => entry.closed);
    expect(closed.map((one) => one?.outcome)).toEqual(['model.bad-answer', 'model.cut-off']);
    closed.forEach((one, at) => {
      expect(one?.usage).toEqual(usageOf(server.reported[at]?.usage));
      expect(one?.isEstimated).toBe(false);
    });
  });

  test('of a refused call is zero, and not estimated', async () => {
    server.answers(refuses(401));
    await answer().catch(() => undefined);
    expect(await lastClosed()).toMatchObject({
      usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
      isEstimated: false,
      costUsd: 0,
    });
  });

  test('of a broken stream is what was told and seen until then, estimated', async () => {
    bench = await claudeBench(server.url, { attemptsMax: 1 });
    const pieces = ['12345678', '12345678', '12345678', 'never sent'];
    server.answers({ pieces, mishap: { after: 3, how: 'ends' } });
    await answer().catch(() => undefined);
    expect(await lastClosed()).toMatchObject({
      usage: { ...usageOf(server.reported[0]?.usage), outputTokens: 6 },
      isEstimated: true,
      outcome: 'model.broken-stream',
    });
  });

  test('warns once of a model without a price, and does not call it free', async () => {
    bench = await claudeBench(server.url, {}, 'claude-new-1');
    await bench.mind.route(QUESTION, never);
    await bench.mind.route(QUESTION, never);
    expect((await lastClosed())?.costUsd).toBeNull();
    expect(bench.telemetry.named('model.unpriced')).toEqual([{ model: 'claude-new-1' }]);
  });

  test('that cannot be closed does not hold up the answer, and is closed later', async () => {
    bench.clock.isHeld = true;
    bench.ledger.failing.close = 2;
    expect(await answer()).toMatchObject({ kind: 'answered' });
    expect(bench.ledger.entries[0]?.closed).toBeNull();
    let isSettled = false;
    const settled = bench.mind.settle().then(() => {
      isSettled = true;
    });
    for (const ms of [500, 1_000]) {
      await rounds();
      expect(isSettled).toBe(false);
      bench.clock.pass(ms);
    }
    await settled;
    expect(bench.ledger.entries[0]?.closed?.outcome).toBe('ok');
    expect(bench.telemetry.named('ledger.close-failed')).toHaveLength(2);
  });

  test('that can never be closed is given up, with its figures in the log', async () => {
    bench.ledger.failing.close = Number.POSITIVE_INFINITY;
    await answer();
    await bench.mind.settle();
    expect(bench.clock.waits).toEqual([500, 1_000, 2_000]);
    expect(bench.telemetry.named('ledger.close-failed').at(-1)).toMatchObject({
      call: bench.ledger.entries[0]?.id,
      tries: 4,
      ...usageOf(server.reported[0]?.usage),
    });
  });
});

describe('an answer nobody wants any more', () => {
  const reason = new Error('claimed');
  let stop: AbortController;

  beforeEach(() => {
    stop = new AbortController();
  });

  test('is not asked for', async () => {
    stop.abort(reason);
    await expect(answer(stop.signal)).rejects.toBe(reason);
    expect(server.requests).toHaveLength(0);
    expect(bench.ledger.entries).toHaveLength(0);
  });

  test('is not asked for when that turns out while its entry is opened', async () => {
    const open = bench.ledger.open.bind(bench.ledger);
    bench.ledger.open = async (call) => {
      stop.abort(reason);
      await open(call);
    };
    await expect(answer(stop.signal)).rejects.toBe(reason);
    expect(await lastClosed()).toMatchObject({
      outcome: 'aborted',
      isEstimated: false,
      costUsd: 0,
    });
    expect(server.requests).toHaveLength(0);
  });

  test('ends at once before it has begun, with the estimate of its opening', async () => {
    server.answers(NEVER_ANSWERS);
    const work = answer(stop.signal);
    await server.asked(1);
    stop.abort(reason);
    await expect(work).rejects.toBe(reason);
    await server.abandoned();
    const closed = await lastClosed();
    const estimate = bench.ledger.entries[0]?.estimate;
    expect(closed).toMatchObject({ usage: estimate, isEstimated: true, outcome: 'aborted' });
    expect(estimate?.outputTokens).toBe(0);
  });

  test('ends at once in mid-stream, with what was told and seen until then', async () => {
    const pieces = ['12345678', '1234', 'never seen'];
    server.hold(2).answers({ pieces });
    const shown: string[] = [];
    const work = answer(stop.signal, (text) => {
      shown.push(text);
      if (text.length === 12) stop.abort(reason);
    });
    await expect(work).rejects.toBe(reason);
    await server.abandoned();
    expect(shown).toEqual(['12345678', '123456781234']);
    const told = usageOf(server.reported[0]?.usage);
    expect(server.reported[0]?.finished).toBe(false);
    const usage = { ...told, outputTokens: 3 };
    expect(await lastClosed()).toMatchObject({
      usage,
      isEstimated: true,
      outcome: 'aborted',
      costUsd: costOf(usage, SONNET),
    });
    expect(bench.clock.alarms).toBe(0);
  });

  test('ends at once while it waits to be tried again', async () => {
    bench.clock.isHeld = true;
    server.answers(refuses(529));
    const work = answer(stop.signal).catch((error: unknown) => error);
    while (bench.clock.waits.length === 0) await rounds();
    stop.abort(reason);
    expect(await work).toBe(reason);
    await bench.mind.settle();
    expect(bench.ledger.entries.map(({ closed }) => closed?.outcome)).toEqual(['model.overloaded']);
    expect(server.requests).toHaveLength(1);
  });

  test('is not replaced by a greeting at hand', async () => {
    server.answers(NEVER_ANSWERS);
    const work = bench.mind.greet(QUESTION, stop.signal);
    await server.asked(1);
    stop.abort(reason);
    await expect(work).rejects.toBe(reason);
    expect((await lastClosed())?.outcome).toBe('aborted');
  });
});

test('a greeting that is too slow is replaced by the one at hand', async () => {
  server.answers(NEVER_ANSWERS);
  const work = bench.mind.greet(QUESTION, never);
  await server.asked(1);
  bench.clock.pass(8_000);
  expect(await work).toBe('Hello Jo, at hand.');
  expect(await lastClosed()).toMatchObject({ outcome: 'model.timeout', isEstimated: true });
});

test('an answer is whole as soon as its last word is there', async () => {
  server.answers(says(TEXT));
  expect(await answer()).toMatchObject({ text: TEXT });
  expect(bench.clock.alarms).toBe(0);
});

async function rounds(): Promise<void> {
  for (let round = 0; round < 10; round++) await new Promise((resolve) => setImmediate(resolve));
}
