import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  RETURNS,
  SHIPPING,
} from '../../../support/model/claude-bench.js';
import {
  handsOff,
  inPieces,
  type ModelScript,
  returns,
  type ScriptedTool,
  says,
} from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';

const never = new AbortController().signal;
const QUESTION = contextOf('How long can I return it?');

const HANDS_OFF: ScriptedTool = { name: 'hand_off', input: handsOff().tool?.input };
const HAND_OFF_AGAIN: ScriptedTool = {
  name: 'hand_off',
  input: { reason: 'user_request', why: 'Once more.' },
};

let server: ModelServer;
let bench: ClaudeBench;

beforeEach(async () => {
  server = await ModelServer.start();
  bench = await claudeBench(server.url);
});

afterEach(() => server.stop());

async function answered(): Promise<{ answer: unknown; shown: readonly string[] }> {
  const shown: string[] = [];
  const answer = await bench.mind.answer(QUESTION, never, (text) => shown.push(text));
  return { answer, shown };
}

describe('routing', () => {
  test('the model says what kind of turn it is, how sure it is and why', async () => {
    const told = {
      type: 'account_issue',
      escalation: null,
      confidence: 0.8,
      reason: ' an\norder ',
    };
    server.answers(returns(told));
    expect(await bench.mind.route(QUESTION, never)).toEqual({
      type: 'account_issue',
      confidence: 0.8,
      reason: 'an order',
    });
  });

  test('a turn for a person comes with its reason, another never does', async () => {
    const told = { escalation: 'frustrated_user', confidence: 1, reason: 'angry' };
    server.answers(
      returns({ ...told, type: 'escalation_candidate' }),
      returns({ ...told, type: 'greeting' }),
    );
    const [upset, hello] = [
      await bench.mind.route(QUESTION, never),
      await bench.mind.route(QUESTION, never),
    ];
    expect(upset.escalation).toBe('frustrated_user');
    expect('escalation' in hello).toBe(false);
  });

  test.each([
    ['no JSON', says('I think it is a question.')],
    ['a type we do not know', returns({ type: 'x', escalation: null, confidence: 1, reason: 'r' })],
    [
      'a reason only we may give',
      returns({
        type: 'escalation_candidate',
        escalation: 'budget_exhausted',
        confidence: 1,
        reason: 'r',
      }),
    ],
    [
      'a confidence out of bounds',
      returns({ type: 'greeting', escalation: null, confidence: 7, reason: 'r' }),
    ],
  ])('%s is no route', async (_, script) => {
    server.answers(script);
    await expect(bench.mind.route(QUESTION, never)).rejects.toMatchObject({
      code: 'model.bad-answer',
      message: 'Claude gave an answer that is not of the form it was asked for; tried once.',
    });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['max_tokens', 'model.cut-off'],
    ['model_context_window_exceeded', 'model.cut-off'],
    ['refusal', 'model.refused'],
    ['pause_turn', 'model.stopped'],
    ['stop_sequence', 'model.stopped'],
    ['tool_use', 'model.stopped'],
    ['went_for_a_walk', 'model.stopped'],
  ])('a route or a brief that ends with %s is none: %s', async (stopReason, code) => {
    server.answers(says('{"type"', { stopReason }), says('{"intent"', { stopReason }));
    await expect(bench.mind.route(QUESTION, never)).rejects.toMatchObject({ code });
    await expect(bench.mind.brief(QUESTION, never)).rejects.toMatchObject({ code });
    await bench.mind.settle();
    expect(bench.ledger.entries.map(({ closed }) => closed?.outcome)).toEqual([code, code]);
  });
});

describe('greeting', () => {
  test("is the model's", async () => {
    server.answers(says('Hello Jo!'));
    expect(await bench.mind.greet(QUESTION, never)).toBe('Hello Jo!');
  });

  test.each([
    ['the model fails', { status: 500 }],
    ['the model says nothing', says(' ')],
    ['the model declines', says('Hm', { stopReason: 'refusal' })],
  ])('is the one at hand when %s, after one try', async (_, script) => {
    server.answers(script);
    expect(await bench.mind.greet(QUESTION, never)).toBe('Hello Jo, at hand.');
    expect(server.requests).toHaveLength(1);
    expect(bench.telemetry.named('model.no-greeting')).toHaveLength(1);
  });

  test('is the one at hand when the ledger cannot be written', async () => {
    bench.ledger.failing.open = 1;
    expect(await bench.mind.greet(QUESTION, never)).toBe('Hello Jo, at hand.');
    expect(server.requests).toHaveLength(0);
  });
});

describe('answering', () => {
  test('the text grows while it is written, and is never taken back', async () => {
    const text = 'You can return an item within 30 days, and gifts within 60 days.';
    server.answers(says(text, { cites: [{ result: 0 }] }));
    const { answer, shown } = await answered();
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.at(-1)).toBe(text);
    shown.forEach((one, at) => {
      expect(one.startsWith(shown[at - 1] ?? '')).toBe(true);
      expect(one.length).toBeGreaterThan(shown[at - 1]?.length ?? 0);
    });
    expect(answer).toMatchObject({ kind: 'answered', text });
  });

  test('what is thought before is not shown', async () => {
    server.answers(says('30 days.', { thinking: 'Let me see.', cites: [{ result: 0 }] }));
    const { answer, shown } = await answered();
    expect(answer).toMatchObject({ text: '30 days.' });
    expect(shown.join()).not.toContain('Let me');
  });

  test('cites the passages it rests on, each once, in our own words', async () => {
    const cites = [
      { result: 1 },
      { result: 0, from: 1, to: 3 },
      { result: 0 },
      { result: 7 },
      { result: -1 },
    ];
    server.answers({ pieces: inPieces('a'.repeat(60)), cites });
    const { answer } = await answered();
    expect(answer).toEqual({
      kind: 'answered',
      text: 'a'.repeat(60),
      citations: [
        { title: 'Shipping', quote: 'Shipping takes 2 to 4 days.' },
        {
          title: 'Returns — How long can I return an item?',
          url: 'https://help.example.com/returns',
          quote: 'Gifts have 60 days.\nThe label is free.',
        },
      ],
      confidence: 0.9,
      why: 'Claude answered and cited 2 passages.',
    });
  });

  test('about their own account is less sure without a citation', async () => {
    server.answers(says('It was sent on Monday.'));
    const context = contextOf('Where is it?', { turnType: 'account_issue' });
    expect(await bench.mind.answer(context, never, () => undefined)).toMatchObject({
      kind: 'answered',
      citations: [],
      confidence: 0.5,
      why: 'Claude answered and cited no passages.',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a place in a passage that is not there gives the passage itself', async () => {
    server.answers(says('Hm.', { cites: [{ result: 1, from: 5, to: 9 }] }));
    expect((await answered()).answer).toMatchObject({ citations: [{ quote: SHIPPING.text }] });
  });

  test('a long passage is quoted in short', async () => {
    const passage = { ...RETURNS, text: `${'word '.repeat(200)}end.` };
    const context = contextOf('?', { passages: [passage] });
    const answer = await bench.mind.answer(context, never, () => undefined);
    expect(answer.kind === 'answered' && answer.citations[0]?.quote).toHaveLength(300);
  });
});

describe('handing off', () => {
  test('happens by the tool, with all that the agent needs', async () => {
    server.answers(handsOff({ reason: 'high_value_action', confidence: 0.4, why: 'A refund.' }));
    expect((await answered()).answer).toEqual({
      kind: 'escalate',
      reason: 'high_value_action',
      confidence: 0.4,
      why: 'A refund.',
      intent: 'Wants to know something.',
      summary: 'First contact.',
      uncertainty: 'The rule is not known.',
      suggestedNextAction: 'Look it up.',
      draftReply: 'I have looked it up for you.',
    });
  });

  test('is never done by words alone', async () => {
    server.answers(says('I will hand you off to a person now.'));
    const context = contextOf('Where is it?', { turnType: 'account_issue' });
    const answer = await bench.mind.answer(context, never, () => undefined);
    expect(answer).toMatchObject({ kind: 'answered' });
  });

  test('drops what was written before the tool was called', async () => {
    server.answers({ ...handsOff(), pieces: ['Let me ask a colleague.'] });
    const { answer } = await answered();
    expect(answer).toMatchObject({ kind: 'escalate', draftReply: 'I have looked it up for you.' });
    expect(JSON.stringify(answer)).not.toContain('colleague');
  });

  test('is offered with the reasons a model may give, and no other', async () => {
    await answered();
    const [tool, ...others] = server.requests[0]?.body.tools ?? [];
    expect(others).toEqual([]);
    expect(tool).toMatchObject({ name: 'hand_off', strict: true });
    expect(tool?.input_schema.properties?.['reason']?.enum).toEqual([
      'policy_risk',
      'missing_evidence',
      'frustrated_user',
      'high_value_action',
      'user_request',
      'unsupported',
    ]);
  });

  test('is not lost for a confidence out of bounds', async () => {
    server.answers(handsOff({ confidence: 80 }));
    expect((await answered()).answer).toMatchObject({ kind: 'escalate', confidence: null });
  });

  test.each<[string, ModelScript]>([
    ['with text before it', { ...handsOff(), pieces: ['One moment.'] }],
    ['twice', { ...handsOff(), moreTools: [HAND_OFF_AGAIN] }],
    ['beside a tool we do not have', { ...handsOff(), moreTools: [{ name: 'refund', input: {} }] }],
    [
      'after a tool we do not have',
      {
        tool: { name: 'refund', input: {} },
        moreTools: [HANDS_OFF],
        stopReason: 'tool_use',
      },
    ],
    [
      'once unreadably and then well',
      {
        tool: { name: 'hand_off', input: { reason: 'no_idea' } },
        moreTools: [HANDS_OFF],
        stopReason: 'tool_use',
      },
    ],
    ['as if it were the end of an answer', { ...handsOff(), stopReason: 'end_turn' }],
  ])('%s is one handoff, and one call', async (_, script) => {
    server.answers(script);
    expect((await answered()).answer).toMatchObject({
      kind: 'escalate',
      reason: 'missing_evidence',
      why: 'No passage says it.',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('that is cut off leaves neither a reason nor a draft', async () => {
    const cut = { name: 'hand_off', input: '{"reason": "user_req' };
    server.answers({ pieces: ['One moment.'], tool: cut, stopReason: 'max_tokens' });
    expect((await answered()).answer).toMatchObject({
      kind: 'escalate',
      reason: 'model_unavailable',
      why: 'The answer became longer than it may be and was cut off.',
      draftReply: '',
    });
  });

  test('without a reason is no answer', async () => {
    server.answers({ tool: { name: 'hand_off', input: {} }, stopReason: 'tool_use' });
    await expect(answered()).rejects.toMatchObject({ code: 'model.bad-answer' });
  });

  test('a brief is written for a handoff that a rule decided', async () => {
    expect(await bench.mind.brief(QUESTION, never)).toEqual({
      intent: 'The customer wants help.',
      summary: 'The model wrote this brief.',
      uncertainty: '',
      suggestedNextAction: 'Answer the customer.',
      draftReply: 'How can I help you?',
    });
  });
});

describe('an answer that is none', () => {
  test('a refusal goes to a person as a risk, with the kind of risk', async () => {
    server.answers(says('I can', { stopReason: 'refusal', refusal: 'cyber' }));
    const { answer } = await answered();
    await bench.mind.settle();
    expect(bench.ledger.entries.map(({ closed }) => closed?.outcome)).toEqual(['model.refused']);
    expect(answer).toMatchObject({
      kind: 'escalate',
      reason: 'policy_risk',
      why: 'Claude declined to answer for its safety rules (cyber).',
      draftReply: '',
    });
  });

  test.each([
    ['max_tokens', 'The answer became longer than it may be and was cut off.'],
    [
      'model_context_window_exceeded',
      'The conversation became longer than Claude can read at once.',
    ],
  ])('one cut off by %s is the draft of the person who goes on', async (stopReason, why) => {
    server.answers(says('First, unscrew the', { stopReason }));
    expect((await answered()).answer).toMatchObject({
      kind: 'escalate',
      reason: 'model_unavailable',
      why,
      draftReply: 'First, unscrew the',
      suggestedNextAction: 'Check and finish the draft reply.',
    });
  });

  test('one cut off before it began leaves no draft', async () => {
    server.answers({ thinking: 'Hm', stopReason: 'max_tokens' });
    expect((await answered()).answer).toMatchObject({
      draftReply: '',
      suggestedNextAction: 'Answer the open question; the bot could not.',
    });
  });

  test.each([
    ['an empty text', says('  '), 'model.bad-answer', 'Claude gave an empty answer; tried once.'],
    [
      'a pause',
      says('Hm', { stopReason: 'pause_turn' }),
      'model.stopped',
      'Claude stopped without an answer; tried once.',
    ],
    [
      'a stop we never asked for',
      says('Hm', { stopReason: 'stop_sequence' }),
      'model.stopped',
      'Claude stopped without an answer; tried once.',
    ],
    [
      'a stop nobody knows yet',
      says('Hm', { stopReason: 'went_for_a_walk' }),
      'model.stopped',
      'Claude stopped without an answer; tried once.',
    ],
    [
      'a tool we do not have',
      { tool: { name: 'refund', input: {} }, stopReason: 'tool_use' },
      'model.stopped',
      'Claude stopped without an answer; tried once.',
    ],
  ])('%s fails, and the card and the ledger say so', async (_, script, code, message) => {
    server.answers(script);
    await expect(answered()).rejects.toMatchObject({ code, message });
    expect(server.requests).toHaveLength(1);
    await bench.mind.settle();
    expect(bench.ledger.entries.map(({ closed }) => closed?.outcome)).toEqual([code]);
  });
});
