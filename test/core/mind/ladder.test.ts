import { type ErrorCode, GatewayError } from '../../../src/core/domain/errors.js';
import { Ladder } from '../../../src/core/mind/ladder.js';
import type { Answer, Mind } from '../../../src/core/ports/mind.js';
import type { Rung } from '../../../src/core/ports/rungs.js';
import { contextOf } from '../../support/model/claude-bench.js';
import { HandClock } from '../../support/model/hand-clock.js';

const never = new AbortController().signal;
const QUESTION = contextOf('How long can I return it?');
const CITED = {
  kind: 'answered',
  text: 'Within 30 days.',
  citations: [{ title: 'Returns', quote: '30 days' }],
  confidence: 0.9,
  why: '"Returns" says so.',
} as const;
const HANDED_OFF: Answer = {
  ...{ kind: 'escalate', reason: 'missing_evidence', confidence: 0.1, why: 'No passage.' },
  ...{ intent: '', summary: '', uncertainty: '', suggestedNextAction: '', draftReply: '' },
};

function mind(name: string, given: Partial<Mind>): Mind {
  return {
    name,
    route: async () => ({ type: 'account_issue', reason: name, confidence: 1 }),
    greet: async () => `Hello from ${name}.`,
    answer: async () => CITED,
    fill: async () => ({ action: name, values: {}, isAside: false }),
    brief: async () => null,
    summarise: async () => null,
    meter: { estimate: () => 1, count: async () => null },
    ...given,
  };
}

function ladderOf(
  claude: Partial<Mind>,
  rest: { local?: Partial<Mind>; may?: boolean; patienceMs?: number } = {},
) {
  const clock = new HandClock();
  const noted: Rung[] = [];
  const ladder = new Ladder({
    claude: mind('claude', claude),
    local: mind('local', rest.local ?? {}),
    clock,
    rungs: { note: (rung) => noted.push(rung) },
    mayAnswerLocally: rest.may ?? true,
    patienceMs: rest.patienceMs ?? null,
  });
  return { ladder, clock, noted };
}

const failing = (code: ErrorCode) => () => Promise.reject(new GatewayError(code));
const hanging = () => new Promise<never>(() => undefined);

function answerOf(ladder: Ladder, signal = never) {
  return ladder.answer(QUESTION, signal, () => undefined);
}

describe('while Claude is away', () => {
  const AWAY: readonly ErrorCode[] = [
    'model.rate-limited',
    'model.overloaded',
    'model.unavailable',
    'model.timeout',
    'model.broken-stream',
    'model.key-refused',
    'model.paused',
    'model.budget',
  ];
  test.each(AWAY)('by %s, an article answers where config allows it', async (code) => {
    const { ladder, noted } = ladderOf({ answer: failing(code) });
    const answer = await answerOf(ladder);
    expect(answer).toMatchObject({ ...CITED, why: `Claude was away (${code}). ${CITED.why}` });
    expect(ladder.name).toBe('local');
    expect(noted).toEqual(['local']);
  });

  test('nothing but an article answers', async () => {
    const uncited = { ...CITED, citations: [] };
    for (const answer of [HANDED_OFF, uncited]) {
      const local = { answer: async () => answer };
      const { ladder, noted } = ladderOf({ answer: failing('model.overloaded') }, { local });
      await expect(answerOf(ladder)).rejects.toMatchObject({ code: 'model.overloaded' });
      expect(ladder.name).toBe('claude');
      expect(noted).toEqual([]);
    }
  });

  test('nobody answers for it where config does not allow it', async () => {
    const { ladder } = ladderOf(
      { route: failing('model.overloaded'), answer: failing('model.overloaded') },
      { may: false },
    );
    await expect(ladder.route(QUESTION, never)).rejects.toMatchObject({ code: 'model.overloaded' });
    await expect(answerOf(ladder)).rejects.toMatchObject({ code: 'model.overloaded' });
  });

  test('a turn that it could not route is not given to it for the answer', async () => {
    const answer = jest.fn(async () => CITED);
    const { ladder } = ladderOf({ route: failing('model.timeout'), answer });
    expect(await ladder.route(QUESTION, never)).toMatchObject({ type: 'info_question' });
    expect(await answerOf(ladder)).toMatchObject({ kind: 'answered' });
    expect(answer).not.toHaveBeenCalled();
  });

  test('what an action needs is read by the local mind', async () => {
    const { ladder } = ladderOf({ fill: failing('model.unavailable') });
    const filled = await ladder.fill({ context: QUESTION, offered: [], current: null }, never);
    expect(filled.action).toBe('local');
  });

  test('a greeting is at hand whatever config says', async () => {
    const { ladder } = ladderOf({ greet: failing('model.unavailable') }, { may: false });
    expect(await ladder.greet(QUESTION, never)).toBe('Hello from local.');
  });
});

describe('what is no absence', () => {
  test.each<[string, () => Promise<never>]>([
    ['an answer that is none', failing('model.bad-answer')],
    ['a refusal', failing('model.refused')],
    ['a defect', () => Promise.reject(new TypeError('ours'))],
  ])('%s goes to a person', async (_, answer) => {
    const { ladder, noted } = ladderOf({ answer });
    await expect(answerOf(ladder)).rejects.toThrow();
    expect(noted).toEqual([]);
  });

  test('a turn that was given up is not answered', async () => {
    const turn = new AbortController();
    const { ladder, noted } = ladderOf({ answer: hanging });
    const work = answerOf(ladder, turn.signal);
    turn.abort('superseded');
    await expect(work).rejects.toBe('superseded');
    expect(noted).toEqual([]);
  });
});

describe('where somebody sits and waits', () => {
  test('Claude is given up when nothing is shown in time', async () => {
    let heard: AbortSignal = never;
    const answer: Mind['answer'] = (_, signal) => {
      heard = signal;
      return hanging();
    };
    const { ladder, clock } = ladderOf({ answer }, { may: false, patienceMs: 15_000 });
    const work = answerOf(ladder);
    clock.pass(14_999);
    expect(heard.aborted).toBe(false);
    clock.pass(1);
    await expect(work).rejects.toMatchObject({
      code: 'model.timeout',
      message: 'Claude did not begin to answer within 15 s.',
    });
    expect(heard.aborted).toBe(true);
    expect(clock.alarms).toBe(0);
  });

  test('the time counts from the beginning of the turn', async () => {
    const { ladder, clock } = ladderOf({ answer: hanging }, { may: false, patienceMs: 15_000 });
    clock.pass(10_000);
    await ladder.route(QUESTION, never);
    const work = answerOf(ladder);
    clock.pass(5_000);
    await expect(work).rejects.toMatchObject({ code: 'model.timeout' });
  });

  /** An answer that grows and ends when it is told to. */
  function growing() {
    let grow: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const answer: Mind['answer'] = (_, __, onText) => {
      grow = () => onText('Within');
      return new Promise((resolve) => {
        finish = () => resolve(CITED);
      });
    };
    return { answer, grow: () => grow(), finish: () => finish() };
  }

  test('an answer that has begun may take as long as it goes on', async () => {
    const { answer, grow, finish } = growing();
    const { ladder, clock } = ladderOf({ answer }, { patienceMs: 15_000 });
    const work = answerOf(ladder);
    for (let piece = 0; piece < 5; piece++) {
      clock.pass(14_999);
      grow();
    }
    clock.pass(14_999);
    finish();
    expect(await work).toEqual(CITED);
    expect(clock.alarms).toBe(0);
  });

  test('one that does not go on is given up, counted from its last piece', async () => {
    const { answer, grow } = growing();
    const { ladder, clock } = ladderOf({ answer }, { may: false, patienceMs: 15_000 });
    const work = answerOf(ladder);
    clock.pass(14_000);
    grow();
    clock.pass(14_999);
    expect(clock.alarms).toBe(1);
    clock.pass(1);
    await expect(work).rejects.toMatchObject({
      code: 'model.timeout',
      message: 'Claude did not go on with its answer for 15 s.',
    });
    // It is heard no more.
    grow();
    expect(clock.alarms).toBe(0);
  });

  test('an article answers at that moment where config allows it', async () => {
    const { ladder, clock } = ladderOf({ answer: hanging }, { patienceMs: 15_000 });
    const work = answerOf(ladder);
    clock.pass(15_000);
    expect(await work).toMatchObject({ text: CITED.text });
  });
});
