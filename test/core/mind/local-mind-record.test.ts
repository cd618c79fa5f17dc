import { LocalMind } from '../../../src/core/mind/local/local-mind.js';
import type { Passage } from '../../../src/core/ports/knowledge.js';
import type { Context, Line } from '../../../src/core/ports/mind.js';
import { BARE } from '../../support/bare-context.js';

/** What the local mind makes of facts, summaries and recalled exchanges. */

const ON_18_NOVEMBER_MS = Date.UTC(2026, 10, 18, 14);
const ON_21_NOVEMBER_MS = Date.UTC(2026, 10, 21, 9);

const ORDER_NUMBER: Passage = {
  key: 'orders#number',
  title: 'Orders',
  heading: 'Where do I find my order number?',
  text: 'You find your order number in the confirmation email.',
  score: 0.9,
};

const never = new AbortController().signal;
const mind = new LocalMind({
  vocabulary: {
    rarityOf: (_tenant, term) =>
      ['order', 'number', 'confirm', 'email', 'find', 'lamp'].includes(term) ? 0.5 : null,
    likenessesOf: () => new Map(),
  },
});

function line(text: string, name = 'Jo', kind: Line['author']['kind'] = 'customer'): Line {
  return { author: { kind, id: name.toLowerCase(), name }, text, atMs: ON_18_NOVEMBER_MS };
}

function contextOf(text: string, rest: Partial<Context> = {}): Context {
  return {
    ...BARE,
    tenant: { id: 'shop', name: 'Maple & Finch', botName: 'Finch' },
    customer: { id: 'jo', name: 'Jo' },
    lines: [{ ...line(text), atMs: ON_21_NOVEMBER_MS }],
    ...rest,
  };
}

async function textFor(text: string, rest: Partial<Context> = {}): Promise<string | null> {
  const answer = await mind.answer(contextOf(text, rest), never, () => undefined);
  return answer.kind === 'answered' ? answer.text : null;
}

function fact(kind: string, value: string) {
  return { kind, value, atMs: ON_18_NOVEMBER_MS };
}

const REFERENCE = [fact('reference', 'A-1029')];
const TOLD = { atMs: ON_18_NOVEMBER_MS, lines: [line('My order number is A-1029.')] };
const SAYS_NUMBER = 'On 18 Nov this was said here: "A-1029"';

describe('what a customer said and asks for again', () => {
  test.each<[string, Partial<Context>, string]>([
    ['What was my order number?', { facts: REFERENCE }, SAYS_NUMBER],
    ["What's my order number?", { facts: REFERENCE }, SAYS_NUMBER],
    ['Which order number did I give you?', { facts: REFERENCE }, SAYS_NUMBER],
    ['Do you still have my order number?', { facts: REFERENCE }, SAYS_NUMBER],
    [
      'What was my order number?',
      { facts: REFERENCE, recalled: [TOLD] },
      'You wrote on 18 Nov: "My order number is A-1029."',
    ],
    [
      'What was my order number?',
      { facts: REFERENCE, window: [line('A-1029 it is, my order number')] },
      'You wrote on 18 Nov: "A-1029 it is, my order number"',
    ],
    [
      'What was my order number?',
      { facts: REFERENCE, summary: '- Jo says the order number is A-1029.' },
      'I still have on record: "Jo says the order number is A-1029."',
    ],
    [
      'What order number did I give you?',
      { facts: [...REFERENCE, fact('reference', 'B-77')] },
      'On 18 Nov this was said here: "A-1029" On 18 Nov this was said here: "B-77"',
    ],
    [
      'What is my phone number?',
      { facts: [...REFERENCE, fact('phone', '0171 5550')] },
      'On 18 Nov this was said here: "0171 5550"',
    ],
    [
      'When did I say I want it?',
      { facts: [fact('date', 'next Friday')] },
      'On 18 Nov this was said here: "next Friday"',
    ],
    [
      'How much did I say I want to spend?',
      { facts: [fact('amount', '$200')] },
      'On 18 Nov this was said here: "$200"',
    ],
    [
      'What did I tell you about the lamp?',
      { recalled: [{ atMs: 0, lines: [line('I sit outside a lot.'), line('My lamp hums.')] }] },
      'You wrote on 18 Nov: "My lamp hums."',
    ],
    [
      'What did Kim say about the lamp?',
      { window: [line('The lamp is fine.'), line('The lamp flickers.', 'Kim')] },
      'Kim wrote on 18 Nov: "The lamp flickers."',
    ],
    [
      'What did we talk about?',
      { summary: '- Jo wants a new lamp.\n- Ana promised one.\n- Jo has a cat.\n- Not told.' },
      'I still have on record: "Jo wants a new lamp. Ana promised one. Jo has a cat."',
    ],
  ])('"%s" is told as said, with who and when', async (question, rest, expected) => {
    expect(await textFor(question, { ...rest, passages: [ORDER_NUMBER] })).toBe(expected);
  });

  test('is cited, and said to be unchecked', async () => {
    const context = contextOf('What was my order number?', { facts: REFERENCE });
    expect(await mind.answer(context, never, () => undefined)).toMatchObject({
      citations: [{ title: 'What was said here before', quote: 'A-1029' }],
      confidence: 0.85,
      why: expect.stringContaining('unchecked'),
    });
  });

  test.each<[string, Partial<Context>]>([
    [
      'of a long message its sentence about it',
      { window: [line(`${'Well. '.repeat(80)}My order number is A-1029.`)] },
    ],
  ])('is quoted %s', async (_, rest) => {
    const said = await textFor('What was my order number?', { ...rest, facts: REFERENCE });
    expect(said).toBe('You wrote on 18 Nov: "My order number is A-1029."');
  });

  test.each<[string, Partial<Context>]>([
    ['Where do I find my order number?', { facts: REFERENCE, recalled: [TOLD] }],
    ['How do I find my order number?', { facts: REFERENCE, recalled: [TOLD] }],
    ['What is my order number?', {}],
    ['What is my order number?', { facts: [fact('email', 'jo@example.com')] }],
    ['What is the order number A-1029 I find there?', { facts: REFERENCE }],
  ])('"%s" is answered from the article instead', async (question, rest) => {
    const passages = [ORDER_NUMBER];
    expect(await textFor(question, { ...rest, passages })).toBe(ORDER_NUMBER.text);
  });

  test.each<[string, Partial<Context>]>([
    ['What was my order number?', {}],
    ['What is my phone number?', { facts: REFERENCE, recalled: [TOLD] }],
    ['What did I tell you about the sofa?', { recalled: [TOLD] }],
    ['What did Kim say about the lamp?', { window: [line('The lamp is fine.')] }],
    ['What did you say about the lamp?', { window: [line('The lamp is fine.')] }],
    ['What did I say about the lamp?', { window: [line('The lamp flickers.', 'Kim')] }],
    ['What did I ask about the lamp?', { window: [line('Is the lamp fine?')] }],
    ['I told you my lamp hums', { window: [line('My lamp hums.')] }],
    [
      'What happens if I gave the wrong lamp away?',
      { window: [line('I gave the wrong lamp away')] },
    ],
    ['When is my delivery date?', { facts: [fact('date', '5 May')] }],
  ])('"%s" is for a person when it is not on record or not asked for', async (question, rest) => {
    expect(await textFor(question, rest)).toBeNull();
  });

  test('of another customer is not told as theirs', async () => {
    const kim = { ...TOLD, lines: [line('My order number is A-1029.', 'Kim')] };
    const said = await textFor('What was my order number?', { facts: REFERENCE, recalled: [kim] });
    expect(said).toBe(SAYS_NUMBER);
  });

  test('is no question for somebody else, whatever its words', async () => {
    const context = contextOf('What did I mention about Zanzibar?', {
      recalled: [{ atMs: 0, lines: [line('I moved to Zanzibar.')] }],
    });
    expect(await mind.route(context, never)).toMatchObject({ type: 'info_question' });
  });
});

describe('what a person promised', () => {
  const ana = {
    agent: 'Ana',
    outcome: 'returned' as const,
    note: 'Secret.',
    atMs: ON_18_NOVEMBER_MS,
  };
  const promise = 'I will send you a new lamp by Friday.';

  test.each<[string, Partial<Context>]>([
    ['its record alone', { stretches: [{ ...ana, promises: [promise] }] }],
    [
      'a recalled exchange',
      {
        stretches: [{ ...ana, promises: [] }],
        recalled: [{ atMs: 0, lines: [line('And now?'), line(promise, 'Ana', 'agent')] }],
      },
    ],
    [
      'both',
      { stretches: [{ ...ana, promises: [promise] }], window: [line(promise, 'Ana', 'agent')] },
    ],
  ])('is told from %s', async (_, rest) => {
    expect(await textFor('What did Ana promise about the lamp?', rest)).toBe(
      `Ana told you on 18 Nov: "${promise}" Ana handed the conversation back to me on 18 Nov.`,
    );
  });
});

describe('a greeting after a long silence', () => {
  test.each<[string, Partial<Context>, string]>([
    ['with a name', {}, 'Welcome back, Jo! We last talked on 18 Nov. How can I help you?'],
    [
      'without a name',
      { customer: { id: 'x', name: 'Web visitor' } },
      'Welcome back! We last talked on 18 Nov. How can I help you?',
    ],
    [
      'with a summary',
      { summary: '- Jo wants a new lamp.\n- Ana promised one.' },
      'Welcome back, Jo! We last talked on 18 Nov. I still have on record: "Jo wants a new lamp." How can I help you?',
    ],
    [
      'with a summary that begins too long',
      { summary: `- Jo ${'really '.repeat(40)}wants a lamp.` },
      'Welcome back, Jo! We last talked on 18 Nov. How can I help you?',
    ],
    [
      'with talk in the window',
      { window: [line('Hi!', 'Finch', 'bot')] },
      'Welcome back, Jo! We last talked on 18 Nov. How can I help you?',
    ],
  ])('%s', async (_, rest, expected) => {
    const context = contextOf('hello', { lastTalkAtMs: ON_18_NOVEMBER_MS, ...rest });
    expect(await mind.greet(context, never)).toBe(expected);
  });

  test('thanks are thanks, however long ago', async () => {
    const context = contextOf('thanks!', { lastTalkAtMs: ON_18_NOVEMBER_MS });
    expect(await mind.greet(context, never)).toContain("You're welcome");
  });
});
