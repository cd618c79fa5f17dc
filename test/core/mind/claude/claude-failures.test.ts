import { createServer } from 'node:net';
import { GatewayError } from '../../../../src/core/domain/errors.js';
import type { ClaudeSettings } from '../../../../src/core/mind/claude/claude-mind.js';
import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  SECRET_KEY,
} from '../../../support/model/claude-bench.js';
import {
  type ModelScript,
  NEVER_ANSWERS,
  refuses,
  says,
} from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';

const never = new AbortController().signal;
/** About their own order, so that an answer need not cite. */
const QUESTION = contextOf('My secret question', { turnType: 'account_issue' });

let server: ModelServer;
let bench: ClaudeBench;

beforeEach(async () => {
  server = await ModelServer.start();
  bench = await claudeBench(server.url);
});

afterEach(() => server.stop());

function answer(shown: string[] = []) {
  return bench.mind.answer(QUESTION, never, (text) => shown.push(text));
}

async function failure(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (error instanceof GatewayError) return error;
  throw new Error(`It did not fail as it should: ${String(error)}`);
}

function outcomes(): readonly unknown[] {
  return bench.ledger.entries.map(({ attempt, closed }) => [attempt, closed?.outcome]);
}

async function settings(given: Partial<ClaudeSettings>): Promise<void> {
  bench = await claudeBench(server.url, given);
}

describe('what passes is tried again', () => {
  test.each([
    [429, 'model.rate-limited', 'Claude refused for too many requests (429); tried 3 times.'],
    [529, 'model.overloaded', 'Claude was overloaded (529); tried 3 times.'],
    [500, 'model.unavailable', 'Claude had an error of its own (500); tried 3 times.'],
    [502, 'model.unavailable', 'Claude had an error of its own (502); tried 3 times.'],
    [503, 'model.unavailable', 'Claude had an error of its own (503); tried 3 times.'],
    [504, 'model.unavailable', 'Claude had an error of its own (504); tried 3 times.'],
  ])('%d at every try, and the card says it', async (status, code, message) => {
    server.byDefault(() => refuses(status));
    const error = await failure(answer());
    expect(error).toMatchObject({ code, message, details: { status, attempts: 3 } });
    expect(server.requests).toHaveLength(3);
    expect(outcomes()).toEqual([
      [1, code],
      [2, code],
      [3, code],
    ]);
    expect(bench.clock.waits).toEqual([500, 1_000]);
  });

  test('an answer after two failures is the answer', async () => {
    server.answers(refuses(529), refuses(500), says('30 days.'));
    expect(await answer()).toMatchObject({ kind: 'answered', text: '30 days.' });
    expect(outcomes()).toEqual([
      [1, 'model.overloaded'],
      [2, 'model.unavailable'],
      [3, 'ok'],
    ]);
  });

  test.each<[string, ModelScript['mishap'], string, string]>([
    [
      'the connection is cut in mid-answer',
      { after: 2, how: 'is-cut' },
      'model.broken-stream',
      'The connection to Claude broke in mid-answer; tried twice.',
    ],
    [
      'the stream ends without its end',
      { after: 2, how: 'ends' },
      'model.broken-stream',
      'The connection to Claude broke in mid-answer; tried twice.',
    ],
    [
      'Claude is overloaded in mid-answer',
      { after: 1, how: 'errors', type: 'overloaded_error' },
      'model.overloaded',
      'Claude was overloaded in mid-answer; tried twice.',
    ],
    [
      'Claude breaks down before the first word',
      { after: 0, how: 'errors', type: 'api_error' },
      'model.unavailable',
      'Claude had an error of its own in mid-answer; tried twice.',
    ],
  ])('%s', async (_, mishap, code, message) => {
    await settings({ attemptsMax: 2 });
    const broken = says('You can return it within 30 days.', mishap ? { mishap } : {});
    server.answers(broken, broken);
    expect(await failure(answer())).toMatchObject({ code, message });
    server.answers(broken, says('Within 30 days.'));
    const shown: string[] = [];
    expect(await answer(shown)).toMatchObject({ text: 'Within 30 days.' });
    expect(shown.at(-1)).toBe('Within 30 days.');
  });

  test('nobody listens at the address', async () => {
    const port = await freePort();
    bench = await claudeBench(`http://127.0.0.1:${port}`);
    expect(await failure(answer())).toMatchObject({
      code: 'model.unavailable',
      message: 'Claude could not be reached; tried 3 times.',
    });
    const closed = bench.ledger.entries.map((entry) => entry.closed);
    expect(closed).toHaveLength(3);
    for (const one of closed) expect(one).toMatchObject({ costUsd: 0, isEstimated: false });
  });

  test('the connection is cut before the first word', async () => {
    await settings({ attemptsMax: 1 });
    server.byDefault(() => ({ isCut: true }));
    expect(await failure(answer())).toMatchObject({
      code: 'model.unavailable',
      message: 'The connection to Claude broke before it answered; tried once.',
    });
    const [entry] = bench.ledger.entries;
    expect(entry?.closed).toMatchObject({ usage: entry?.estimate, isEstimated: true });
  });

  test('Claude never begins, for as long as one try may take', async () => {
    await settings({ attemptsMax: 2, timeoutMs: 20_000 });
    server.byDefault(() => NEVER_ANSWERS);
    const work = failure(answer());
    await server.asked(1);
    bench.clock.pass(20_000);
    await server.asked(2);
    bench.clock.pass(20_000);
    expect(await work).toMatchObject({
      code: 'model.timeout',
      message: 'Claude did not finish within 20 s; tried twice.',
    });
    await server.abandoned(2);
  });

  test('Claude falls silent in mid-answer', async () => {
    await settings({ attemptsMax: 1, idleMs: 15_000 });
    server.answers(says('You can return it.', { mishap: { after: 1, how: 'hangs' } }));
    const shown: string[] = [];
    const work = failure(answer(shown));
    await until(() => shown.length === 1);
    bench.clock.pass(15_000);
    expect(await work).toMatchObject({
      code: 'model.timeout',
      message: 'Claude fell silent in mid-answer for 15 s; tried once.',
    });
    expect(bench.clock.alarms).toBe(0);
  });

  test('an answer that keeps coming is not silent, but must end in time', async () => {
    await settings({ attemptsMax: 1, idleMs: 15_000, timeoutMs: 20_000 });
    server.hold(2).answers(says('You can return it within 30 days, of course.'));
    const shown: string[] = [];
    const work = failure(answer(shown));
    await until(() => shown.length === 2);
    bench.clock.pass(14_000);
    server.letGo();
    server.hold(3);
    await until(() => shown.length === 3);
    bench.clock.pass(6_000);
    expect(await work).toMatchObject({
      code: 'model.timeout',
      message: 'Claude did not finish within 20 s; tried once.',
    });
  });
});

describe('what is final', () => {
  test.each([
    [400, 'model.request-refused', 'Claude refused the request (400); tried once.'],
    [404, 'model.request-refused', 'Claude refused the request (404); tried once.'],
    [413, 'model.request-refused', 'Claude refused the request (413); tried once.'],
    [401, 'model.key-refused', 'Claude refused our key (401); tried once.'],
    [402, 'model.key-refused', 'Claude refused our key (402); tried once.'],
    [403, 'model.key-refused', 'Claude refused our key (403); tried once.'],
  ])('%d is not tried again', async (status, code, message) => {
    server.byDefault(() => refuses(status));
    expect(await failure(answer())).toMatchObject({ code, message, retryable: false });
    expect(server.requests).toHaveLength(1);
    expect(bench.clock.waits).toEqual([]);
  });

  test('an error event about our request or key is not tried again', async () => {
    for (const [type, code] of [
      ['invalid_request_error', 'model.request-refused'],
      ['authentication_error', 'model.key-refused'],
    ] as const) {
      server.answers(says('You can', { mishap: { after: 1, how: 'errors', type } }));
      expect(await failure(answer())).toMatchObject({ code });
    }
    expect(server.requests).toHaveLength(2);
  });

  test('a defect of whoever listens is no fault of Claude, and its entry is closed', async () => {
    const defect = new TypeError('a defect');
    const work = bench.mind.answer(QUESTION, never, () => {
      throw defect;
    });
    await expect(work).rejects.toBe(defect);
    expect(outcomes()).toEqual([[1, 'broken']]);
    await server.abandoned();
  });
});

describe('a wait that Claude asks for', () => {
  test('is kept, in seconds', async () => {
    server.answers(refuses(429, { 'retry-after': '3' }), says('30 days.'));
    await answer();
    expect(bench.clock.waits).toEqual([3_000]);
  });

  test('is kept, as a date', async () => {
    const date = new Date(bench.clock.nowMs() + 5_000).toUTCString();
    server.answers(refuses(529, { 'retry-after': date }), says('30 days.'));
    await answer();
    expect(bench.clock.waits).toEqual([5_000]);
  });

  test('is never shorter than our own', async () => {
    server.answers(refuses(429, { 'retry-after': '0' }), says('30 days.'));
    await answer();
    expect(bench.clock.waits).toEqual([500]);
  });

  test('that is no time at all is passed over', async () => {
    server.answers(refuses(429, { 'retry-after': 'soon' }), says('30 days.'));
    await answer();
    expect(bench.clock.waits).toEqual([500]);
  });

  test('that is too long is not kept: a person is faster', async () => {
    server.answers(refuses(429, { 'retry-after': '9' }));
    expect(await failure(answer())).toMatchObject({
      code: 'model.rate-limited',
      message: 'Claude refused for too many requests (429); tried once.',
    });
    expect(server.requests).toHaveLength(1);
    expect(bench.clock.waits).toEqual([]);
  });

  test('doubles from try to try, up to its limit', async () => {
    await settings({ attemptsMax: 6, retryBaseMs: 1_000, retryMaxMs: 5_000 });
    server.byDefault(() => refuses(500));
    await failure(answer());
    expect(bench.clock.waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  });
});

test('no message, and nothing that is logged, has the key or what the customer wrote', async () => {
  for (const status of [400, 401, 429, 500, 529]) {
    server.byDefault(() => refuses(status));
    const error = await failure(answer());
    const told = JSON.stringify([error.message, error.details, bench.telemetry.heard]);
    expect(told).not.toContain(SECRET_KEY);
    expect(told).not.toContain('secret question');
  }
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
