import { isCounterQuestion } from '../../../../src/core/mind/claude/evidence.js';
import type { Context } from '../../../../src/core/ports/mind.js';
import {
  type ClaudeBench,
  claudeBench,
  contextOf,
  line,
} from '../../../support/model/claude-bench.js';
import { handsOff, type ModelScript, refuses, says } from '../../../support/model/model-script.js';
import { ModelServer } from '../../../support/model/model-server.js';

const never = new AbortController().signal;
const QUESTION = contextOf('How long can I return it?');
const UNCITED = 'You can return it within 90 days.';
const CITED = says('You can return it within 30 days, and gifts within 60.', {
  cites: [{ result: 0 }],
});

let server: ModelServer;
let bench: ClaudeBench;

beforeEach(async () => {
  server = await ModelServer.start();
  bench = await claudeBench(server.url);
});

afterEach(() => server.stop());

async function answered(context: Context = QUESTION) {
  const shown: string[] = [];
  const answer = await bench.mind.answer(context, never, (text) => shown.push(text));
  await bench.mind.settle();
  const outcomes = bench.ledger.entries.map(({ purpose, closed }) => [purpose, closed?.outcome]);
  return { answer, shown, outcomes };
}

describe('an answer to a question about the rules that cites nothing', () => {
  test('is asked for once again, and the cited one is the answer', async () => {
    server.answers(says(UNCITED), CITED);
    const { answer, outcomes } = await answered();
    expect(answer).toMatchObject({
      kind: 'answered',
      text: 'You can return it within 30 days, and gifts within 60.',
      confidence: 0.9,
    });
    expect(outcomes).toEqual([
      ['answer', 'uncited'],
      ['answer', 'ok'],
    ]);
  });

  test('is told to the model with what it lacks, after the same bytes as before', async () => {
    server.answers(says(UNCITED), CITED);
    await answered();
    const [first, second] = server.requests;
    const [question, said, wish, ...more] = second?.body.messages ?? [];
    expect(question).toEqual(first?.body.messages[0]);
    expect(said).toEqual({ role: 'assistant', content: [{ type: 'text', text: UNCITED }] });
    expect(wish?.role).toBe('user');
    expect(wish?.content[0]?.text).toContain('cites no passage');
    expect(wish?.content[0]?.text).toContain('hand_off');
    expect(more).toEqual([]);
    const upToIt = first?.raw.slice(0, first.raw.indexOf(']}],"output_config"'));
    expect(second?.raw.startsWith(upToIt ?? 'nothing')).toBe(true);
  });

  test('goes to a person when the second cites nothing either, and is no draft', async () => {
    server.answers(says(UNCITED), says('Within 90 days, I am sure.'));
    const { answer, shown, outcomes } = await answered();
    expect(answer).toEqual({
      kind: 'escalate',
      reason: 'missing_evidence',
      confidence: null,
      why: 'Claude answered twice without naming a passage that says so.',
      intent: '',
      summary: '',
      uncertainty: '',
      suggestedNextAction: 'Look at the passages found, and answer what they do not say yourself.',
      draftReply: '',
    });
    expect(shown).toEqual([]);
    expect(outcomes).toEqual([
      ['answer', 'uncited'],
      ['answer', 'uncited'],
    ]);
    expect(server.requests).toHaveLength(2);
  });

  test('is handed off in its own words when the model does so the second time', async () => {
    server.answers(says(UNCITED), handsOff({ why: 'No passage has the deadline.' }));
    expect((await answered()).answer).toMatchObject({
      kind: 'escalate',
      reason: 'missing_evidence',
      why: 'No passage has the deadline.',
      draftReply: 'I have looked it up for you.',
    });
  });

  test('is never an answer because the second call failed', async () => {
    server.answers(says(UNCITED), refuses(400));
    await expect(answered()).rejects.toMatchObject({ code: 'model.request-refused' });
  });

  test('cites nothing, either, when what it cites is not there', async () => {
    server.answers(says(UNCITED, { cites: [{ result: 9 }] }), CITED);
    const { shown, outcomes } = await answered();
    expect(outcomes[0]).toEqual(['answer', 'uncited']);
    expect(shown.join()).not.toContain('90');
  });

  test('costs what both calls cost', async () => {
    server.answers(says(UNCITED), CITED);
    await answered();
    const inputs = bench.ledger.entries.map(({ closed }) => closed?.usage.inputTokens);
    expect(inputs).toEqual(server.reported.map(({ usage }) => usage?.input_tokens));
  });
});

describe('growing text', () => {
  test('is held back until something is cited, and then shown whole', async () => {
    // The first block of text cites nothing that is there, the second a passage.
    const text = 'Gladly. You have 30 days.';
    const pieces = ['Gladly', '. ', 'You have ', '30 days.'];
    server.answers({ pieces, cites: [{ result: 9 }, { result: 0 }] });
    const { shown } = await answered();
    expect(shown).toEqual(['Gladly. ', 'Gladly. You have ', text]);
  });

  test('is not held back where nothing has to be cited', async () => {
    server.answers({ pieces: ['It ', 'was sent.'] });
    const { shown } = await answered(contextOf('Where is it?', { turnType: 'account_issue' }));
    expect(shown).toEqual(['It ', 'It was sent.']);
  });
});

describe('needs no citation', () => {
  test.each<[string, Partial<Context>, ModelScript]>([
    ['about their own account', { turnType: 'account_issue' }, says('It was sent on Monday.')],
    ['about something to be done', { turnType: 'action_request' }, says('That is done by us.')],
    ['to thanks', { lines: [line('ok great, thank you!')] }, says('You are welcome.')],
    ['to a goodbye', { lines: [line('thanks'), line('bye')] }, says('Goodbye, Jo.')],
  ])('an answer %s', async (_, rest, script) => {
    server.answers(script);
    const { answer, outcomes } = await answered({ ...QUESTION, ...rest });
    expect(answer).toMatchObject({ kind: 'answered', citations: [] });
    expect(outcomes).toEqual([['answer', 'ok']]);
  });

  test('one short counter-question', async () => {
    server.answers(says('Which of your two orders do you mean?'));
    const { answer, shown } = await answered();
    expect(answer).toMatchObject({
      kind: 'answered',
      text: 'Which of your two orders do you mean?',
      confidence: 0.5,
      why: 'Claude asked back before it answers.',
    });
    expect(shown).toEqual([]);
  });
});

test('what is stated in the form of a question is not sent without a passage', async () => {
  const stated = says('Our return window is 30 days and refunds take 5 days, does that help?');
  server.answers(stated, says('You can return it within 90 days, right?'));
  const { answer, shown, outcomes } = await answered();
  expect(answer).toMatchObject({ kind: 'escalate', reason: 'missing_evidence' });
  expect(shown).toEqual([]);
  expect(outcomes.map(([, outcome]) => outcome)).toEqual(['uncited', 'uncited']);
});

test('thanks do not excuse an answer to the question beside them', async () => {
  const lines = [line('thanks'), line('How long can I return it?')];
  server.answers(says(UNCITED), says(UNCITED));
  expect((await answered({ ...QUESTION, lines })).answer.kind).toBe('escalate');
});

test.each([
  ['Which lamp do you mean?', 'escalate'],
  ['Which lamp do you mean?\nHelpful | Not helpful', 'escalate'],
  ['Is it lamp 5 or lamp 7?', 'escalate'],
  ['You can return it within 30 days.', 'answered'],
])('a second counter-question after "%s": %s', async (said, kind) => {
  const window = [line('The lamp', 'Jo'), line(said, 'Finch', 'bot'), line('the red one', 'Jo')];
  const again = says('And which size?');
  server.answers(again, again);
  expect((await answered({ ...QUESTION, window })).answer.kind).toBe(kind);
});

test.each([
  ['Which order is it?', true],
  ['  Which order is it, the lamp or the desk? ', true],
  ['Is it the lamp or the desk?', true],
  ['Sorry, which of your two orders do you mean?', true],
  ['Just to be sure: do you want to return it, or exchange it?', true],
  ['And in which country do you live?', true],
  ["Didn't it come with a label?", true],
  ['Would you like it sent, or will you collect it?', true],
  ['Shall I ask a colleague?', true],
  ['When did you order it?', true],
  ['¿Qué pedido es?', true],
  ['どの注文ですか？', true],
  ['Welche Lampe will er haben?', true],
  ['Bedoelt u de rode of de blauwe lamp?', true],
  ['Quelle lampe voulez-vous, la rouge ou la bleue ?', true],
  ['Do you mean “the red one?”', true],
  ['You can return it within 90 days, right?', false],
  ['Our return window is 30 days and refunds take 5 days, does that help?', false],
  ['You can return it free of charge, right?', false],
  ['Returns are free of charge, ok?', false],
  ['You can return it free of charge?', false],
  ['Within the season, returns are free, does that help?', false],
  ['When it is unopened you get your money back, is that clear?', false],
  ['What you can do is return it, okay?', false],
  ['Is it the lamp, which we take back for free, right?', false],
  ['Did you know that returns are free of charge?', false],
  ['Are you aware that returns are free of charge?', false],
  ['Does it help that you have ninety days?', false],
  ['Is it order no. 5 or no. 7?', false],
  ['Which lamp, the one for €?', false],
  ['Ist es die von 2026?', false],
  ['Sie können es jederzeit zurückgeben, oder?', false],
  ['Vous pouvez le retourner, d’accord ?', false],
  ['退货期是九十天，对吗？', false],
  ['どの注文で٣٠日ですか？', false],
  [`¿Cuál de ${'los muchos '.repeat(11)}pedidos es?`, false],
  ['You have 90 days. Which order is it?', false],
  ['Which order is it? You have 90 days.', false],
  ['退货期是90天。是哪个订单？', false],
  ['You have 90 days.\nWhich order is it?', false],
  ['You have 90 days', false],
  [`Which order is it, ${'and which part of it, '.repeat(10)}please?`, false],
  ['', false],
])('"%s" is a counter-question: %s', (text, is) => {
  expect(isCounterQuestion(text)).toBe(is);
});
