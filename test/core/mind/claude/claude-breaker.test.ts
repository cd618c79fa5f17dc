import { setImmediate as nextRound } from 'node:timers/promises';
import { GatewayError } from '../../../../src/core/domain/errors.js';
import type { Breakers, ModelState } from '../../../../src/core/ports/breakers.js';
import { eventually } from '../../../support/eventually.js';
import { type ClaudeBench, claudeBench, contextOf } from '../../../support/model/claude-bench.js';
import {
  type ModelScript,
  NEVER_ANSWERS,
  refuses,
  says,
} from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';

const never = new AbortController().signal;
const ANSWERS = 'claude-sonnet-5-5';
/** About their own order, so that an answer need not cite. */
const QUESTION = contextOf('Where is it?', { turnType: 'account_issue' });

/** Long enough that no pause ends by itself in a test. */
const FOR_EVER = { failures: 2, pauseMs: 600_000 };

/** What several processes know, as one would hold it for all. */
class SharedBreakers implements Breakers {
  readonly states = new Map<string, ModelState>();

  note(state: ModelState): void {
    this.states.set(state.model, state);
  }

  async read(): Promise<readonly ModelState[]> {
    return [...this.states.values()];
  }
}

let server: ModelServer;

beforeEach(async () => {
  server = await ModelServer.start();
});

afterEach(() => server.stop());

const ONCE = { attemptsMax: 1, timeoutMs: 1_000, idleMs: 1_000 };

async function bench(breaker: object, shared?: Breakers, settings: object = ONCE) {
  return claudeBench(server.url, settings, undefined, breaker, shared);
}

async function codeOf(one: ClaudeBench, signal = never): Promise<string> {
  try {
    return (await one.mind.answer(QUESTION, signal, () => undefined)).kind;
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

describe('a model that fails is left alone', () => {
  const cut: ModelScript = says('In the', { mishap: { after: 1, how: 'is-cut' } });
  test.each<[string, ModelScript, string]>([
    ['429', refuses(429), 'model.rate-limited'],
    ['429 with a time to wait', refuses(429, { 'retry-after': '30' }), 'model.rate-limited'],
    ['529', refuses(529), 'model.overloaded'],
    ['500', refuses(500), 'model.unavailable'],
    ['no connection', { isCut: true }, 'model.unavailable'],
    ['a stream that is cut', cut, 'model.broken-stream'],
    [
      'an error in mid-answer',
      says('In', { mishap: { after: 1, how: 'errors' } }),
      'model.overloaded',
    ],
  ])('after %s twice no request is made and nothing is accounted', async (_, script, code) => {
    const one = await bench(FOR_EVER);
    server.byDefault(() => script);
    expect(await codeOf(one)).toBe(code);
    expect(await codeOf(one)).toBe(code);
    expect(await codeOf(one)).toBe('model.paused');
    expect(server.requests).toHaveLength(2);
    expect(one.ledger.entries).toHaveLength(2);
    expect(one.breakers.paused()).toMatchObject([{ model: ANSWERS, code }]);
    expect(one.telemetry.named('model.paused')).toHaveLength(1);
  });

  test('after two answers that did not come in time', async () => {
    const one = await bench(FOR_EVER);
    server.byDefault(() => NEVER_ANSWERS);
    for (const count of [1, 2]) {
      const work = codeOf(one);
      await server.asked(count);
      one.clock.pass(1_000);
      expect(await work).toBe('model.timeout');
    }
    expect(await codeOf(one)).toBe('model.paused');
  });

  test('after two turns that would not wait any longer', async () => {
    const one = await bench(FOR_EVER);
    server.byDefault(() => NEVER_ANSWERS);
    for (const count of [1, 2]) {
      const turn = new AbortController();
      const work = codeOf(one, turn.signal);
      await server.asked(count);
      turn.abort(new GatewayError('model.timeout'));
      expect(await work).toBe('model.timeout');
    }
    await eventually(() => expect(one.breakers.mayAsk(ANSWERS)).toBe(false));
  });

  test('a key that is refused needs no second time, and is said loudly', async () => {
    const one = await bench({ ...FOR_EVER, failures: 5 });
    server.byDefault(() => refuses(401));
    expect(await codeOf(one)).toBe('model.key-refused');
    expect(await codeOf(one)).toBe('model.key-refused');
    expect(server.requests).toHaveLength(1);
    expect(one.breakers.paused()).toMatchObject([{ model: ANSWERS, code: 'model.key-refused' }]);
    expect(one.telemetry.named('model.key-refused')).toHaveLength(1);
  });

  test('nor is it tried again within a call, nor asked to count', async () => {
    const one = await bench(FOR_EVER, undefined, { attemptsMax: 10 });
    server.byDefault(() => refuses(529));
    expect(await codeOf(one)).toBe('model.overloaded');
    expect(server.requests).toHaveLength(2);
    expect(await one.mind.meter.count(QUESTION, never)).toBeNull();
    expect(server.counted).toHaveLength(0);
  });

  test('another model is asked as before', async () => {
    const one = await bench(FOR_EVER);
    server.byDefault(() => refuses(529));
    await codeOf(one);
    await codeOf(one);
    server.byDefault(() => says('Hello!'));
    expect(await one.mind.greet(QUESTION, never)).toBe('Hello!');
  });
});

describe('a model that answers is not left alone', () => {
  test.each<[string, ModelScript]>([
    ['a request it refuses', refuses(400)],
    ['an empty answer', says('')],
    ['a refusal', says('I', { stopReason: 'refusal' })],
    ['an answer that is cut off', says('It is', { stopReason: 'max_tokens' })],
  ])('whatever it answers: %s', async (_, script) => {
    const one = await bench(FOR_EVER);
    server.byDefault(() => script);
    for (let time = 0; time < 4; time++) await codeOf(one);
    expect(server.requests).toHaveLength(4);
    expect(one.breakers.paused()).toEqual([]);
  });

  test('when it refuses a crowd but asks for a short wait only', async () => {
    const settings = { ...ONCE, retryMaxMs: 8_000 };
    const one = await bench(FOR_EVER, undefined, settings);
    server.byDefault(() => refuses(429, { 'retry-after': '8' }));
    for (let time = 0; time < 4; time++) expect(await codeOf(one)).toBe('model.rate-limited');
    expect(server.requests).toHaveLength(4);
    expect(one.breakers.paused()).toEqual([]);
  });

  test('when another answer begins between its failures', async () => {
    const one = await bench(FOR_EVER);
    server.answers(refuses(529), says('In the post.'), refuses(529), refuses(529)).hold(0);
    expect(await codeOf(one)).toBe('model.overloaded');
    const answering = codeOf(one);
    await server.held();
    await eventually(() => expect(one.clock.alarms).toBeGreaterThan(1));
    expect(await codeOf(one)).toBe('model.overloaded');
    expect(one.breakers.paused()).toEqual([]);
    expect(await codeOf(one)).toBe('model.overloaded');
    expect(one.breakers.paused()).toHaveLength(1);
    server.letGo();
    expect(await answering).toBe('answered');
  });

  test('when turns are claimed while it works', async () => {
    const one = await bench(FOR_EVER);
    server.byDefault(() => NEVER_ANSWERS);
    for (const count of [1, 2, 3]) {
      const turn = new AbortController();
      const work = one.mind.answer(QUESTION, turn.signal, () => undefined).catch((why) => why);
      await server.asked(count);
      turn.abort('superseded');
      expect(await work).toBe('superseded');
    }
    await one.mind.settle();
    expect(one.breakers.mayAsk(ANSWERS)).toBe(true);
  });
});

describe('an answer that was under way when a model was left alone', () => {
  async function underWay(status: number) {
    const one = await bench(FOR_EVER);
    server.answers(says('In the post.'), refuses(status), refuses(status)).hold(0);
    const answering = codeOf(one);
    await server.held();
    await codeOf(one);
    if (status !== 401) await codeOf(one);
    expect(one.breakers.mayAsk(ANSWERS)).toBe(false);
    return { one, answering };
  }

  test('ends well: the model is asked as before', async () => {
    const { one, answering } = await underWay(529);
    server.letGo();
    expect(await answering).toBe('answered');
    expect(one.breakers.paused()).toEqual([]);
    expect(one.telemetry.named('model.answers-again')).toHaveLength(1);
    server.byDefault(() => says('In the post.'));
    expect(await codeOf(one)).toBe('answered');
  });

  test('says nothing of a key that is refused since', async () => {
    const { one, answering } = await underWay(401);
    server.letGo();
    expect(await answering).toBe('answered');
    expect(one.breakers.paused()).toMatchObject([{ code: 'model.key-refused' }]);
  });
});

describe('after the pause', () => {
  const SHORT = { failures: 2, pauseMs: 50 };

  async function pausedBench(): Promise<ClaudeBench> {
    const one = await bench(SHORT);
    server.byDefault(() => refuses(529));
    await codeOf(one);
    await codeOf(one);
    return one;
  }

  test('one call finds out that it answers again', async () => {
    const one = await pausedBench();
    await eventually(() => expect(one.breakers.mayAsk(ANSWERS)).toBe(true));
    server.byDefault(() => says('In the post.')).hold(0);
    const probe = codeOf(one);
    await server.held();
    expect(await codeOf(one)).toBe('model.paused');
    server.letGo();
    expect(await probe).toBe('answered');
    expect(one.breakers.paused()).toEqual([]);
    expect(one.telemetry.named('model.answers-again')).toHaveLength(1);
  });

  test('one call finds out that it still fails, and the pause begins anew', async () => {
    const one = await pausedBench();
    await eventually(() => expect(one.breakers.mayAsk(ANSWERS)).toBe(true));
    expect(await codeOf(one)).toBe('model.overloaded');
    expect(server.requests).toHaveLength(3);
    expect(one.breakers.paused()).toHaveLength(1);
    expect(one.telemetry.named('model.paused')).toHaveLength(2);
  });
});

describe('what one process finds out, another one follows', () => {
  let shared: SharedBreakers;
  let one: ClaudeBench;
  let other: ClaudeBench;

  async function open(breaker: object): Promise<void> {
    shared = new SharedBreakers();
    one = await bench(breaker, shared);
    other = await bench(breaker, shared);
    server.byDefault(() => refuses(529));
    await codeOf(one);
    await codeOf(one);
  }

  test('that it fails: the other makes no request', async () => {
    await open(FOR_EVER);
    await eventually(() => expect(other.breakers.paused()).toMatchObject([{ model: ANSWERS }]));
    expect(await codeOf(other)).toBe('model.paused');
    expect(other.ledger.entries).toHaveLength(0);
  });

  test('that it answers again: the other asks it again', async () => {
    await open(FOR_EVER);
    await eventually(() => expect(other.breakers.paused()).toHaveLength(1));
    const [state] = shared.states.values();
    if (state === undefined) throw new Error('Nothing was shared.');
    const atMs = state.atMs + 5_000;
    shared.note({ ...state, isPaused: false, code: null, atMs });
    server.byDefault(() => says('In the post.'));
    other.clock.pass(5_000);
    await eventually(() => expect(other.breakers.paused()).toEqual([]));
    expect(await codeOf(other)).toBe('answered');
  });

  test('what is over, or older than what it found out itself, it does not follow', async () => {
    await open(FOR_EVER);
    const [state] = shared.states.values();
    if (state === undefined) throw new Error('Nothing was shared.');
    shared.note({ ...state, untilMs: other.clock.nowMs() - 1 });
    other.breakers.paused();
    await nextRound();
    expect(other.breakers.paused()).toEqual([]);
    shared.note({ ...state, isPaused: false, atMs: state.atMs - 1 });
    one.clock.pass(5_000);
    one.breakers.paused();
    await nextRound();
    expect(one.breakers.paused()).toHaveLength(1);
  });

  test('while nobody can be asked, each goes by what it finds out itself', async () => {
    const hanging: Breakers = { note: () => undefined, read: () => new Promise(() => undefined) };
    one = await bench(FOR_EVER, hanging);
    server.byDefault(() => refuses(529));
    expect(await codeOf(one)).toBe('model.overloaded');
    expect(await codeOf(one)).toBe('model.overloaded');
    expect(await codeOf(one)).toBe('model.paused');
  });
});
