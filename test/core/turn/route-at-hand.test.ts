import type { Classifier, Guess } from '../../../src/core/ports/classifier.js';
import { type RouteParts, routeAtHand } from '../../../src/core/turn/route-at-hand.js';
import { said } from './talk.js';

const SURE: Guess = { type: 'account_issue', confidence: 0.9, isSure: true };
const UNSURE: Guess = { ...SURE, isSure: false };
const PERSON: Guess = { type: 'escalation_candidate', confidence: 0.8, isSure: true };

function decided(line: string, guess: Guess, more: Partial<RouteParts> = {}) {
  const classifier: Classifier = { guess: () => guess };
  const patterns = [{ pattern: 'copper kettle', type: 'info_question' }] as const;
  return routeAtHand({
    lines: [said(100, line)],
    window: [],
    rating: null,
    customerId: 'visit-1',
    agents: [],
    carried: 0,
    phrases: { language: 'en', person: [], greeting: [], patterns },
    routing: { classifier, frustrationMax: 1 },
    ...more,
  });
}

const BOT = { kind: 'bot', id: 'bot', name: 'Finch' } as const;
const ASKED = [said(1, 'about the copper kettle please'), said(2, 'Yes.', { author: BOT })];

test.each<[string, string, Guess, object]>([
  ['a wish for a person first', 'talk to a human', SURE, { escalation: 'user_request' }],
  ['a greeting before frustration', 'hi', PERSON, { type: 'greeting' }],
  ['a command before frustration', 'start over', PERSON, { command: 'start-over' }],
  ['a tenant’s pattern before the classifier', 'my copper kettle', SURE, { type: 'info_question' }],
  ['the classifier where it is sure', 'my lamp flickers', SURE, { type: 'account_issue' }],
])('%s', (_what, line, guess, route) => {
  expect(decided(line, guess, { carried: 3 }).route).toMatchObject(route);
});

test('frustration goes before a pattern and the classifier', () => {
  const line = 'ABOUT THE COPPER KETTLE PLEASE';
  expect(decided(line, SURE).route).toMatchObject({ type: 'info_question' });
  expect(decided(line, SURE, { window: ASKED }).route).toMatchObject({
    type: 'escalation_candidate',
    escalation: 'frustrated_user',
  });
});

test('the model is asked where nobody is sure', () => {
  expect(decided('my lamp flickers', UNSURE).route).toBeNull();
});

test.each([
  ['you useless idiots', 'frustrated_user'],
  ['who is in charge around here', 'user_request'],
])('a person the classifier is sure of: %s is %s', (line, escalation) => {
  expect(decided(line, PERSON).route).toMatchObject({ escalation });
});

test('the score goes on to the next turn, whatever decided', () => {
  expect(decided('hi', SURE, { carried: 1 }).frustration.score).toBe(0.8);
  expect(decided('damn, my lamp flickers', SURE, { carried: 1 }).frustration.score).toBe(1.4);
});

const QUESTIONED = [said(1, 'my router is slow'), said(2, 'Is the light red?', { author: BOT })];
const OFFERED = [said(1, 'hi'), said(2, 'Hello! How can I help you?', { author: BOT })];

const OFF_TOPIC: Guess = { type: 'unsupported', confidence: 0.9, isSure: true };
const SMALL: Guess = { type: 'greeting', confidence: 0.9, isSure: true };

test.each<[string, string, Guess, Partial<RouteParts>, string | null]>([
  [
    'out of scope is told at the beginning of a talk',
    'a poem on ducks',
    OFF_TOPIC,
    {},
    'unsupported',
  ],
  [
    'in the middle it may go on with the talk',
    'to 12 Mill Lane',
    OFF_TOPIC,
    { window: ASKED },
    null,
  ],
  ['thanks are small talk', 'ever so kind of you', SMALL, {}, 'greeting'],
  ['thanks with a question are a question', 'thanks, and by Friday?', SMALL, {}, null],
  ['thanks with a wish are a wish', 'thank you, I also need an invoice', SMALL, {}, null],
  ['who goes on has not said it all', 'ok and then', SMALL, { window: ASKED }, null],
  ['a yes to a question is its answer', 'yes please', SMALL, { window: QUESTIONED }, null],
  ['a yes to an answer is small talk', 'yes please', SMALL, { window: ASKED }, 'greeting'],
])('%s', (_what, line, guess, more, type) => {
  expect(decided(line, guess, more).route?.type ?? null).toBe(type);
});

describe('Starting over', () => {
  const STRANGER = { kind: 'customer', id: 'visit-2', name: 'Omar' } as const;
  const asked = (line: string, more: Partial<RouteParts> = {}) =>
    decided(line, UNSURE, more).route?.command ?? null;

  test.each<[string, string, Partial<RouteParts>, string | null]>([
    ['after an answer', 'start over', { window: ASKED }, 'start-over'],
    ['after an offer to help', 'start over', { window: OFFERED }, 'start-over'],
    ['in answer to a question it may be the answer', 'from scratch', { window: QUESTIONED }, null],
    ['so may this', 'start over', { window: QUESTIONED }, null],
    ['unless it names the talk', 'start a new conversation', { window: QUESTIONED }, 'start-over'],
    [
      'nobody does it for the customer whose talk it is',
      'start over',
      { lines: [said(100, 'start over', { author: STRANGER })] },
      null,
    ],
  ])('%s', (_what, line, more, command) => {
    expect(asked(line, more)).toBe(command);
  });
});

describe('What an agent said', () => {
  const typeOf = (line: string, agents: readonly string[] = ['Ana Ruiz']) =>
    decided(line, UNSURE, { agents }).route?.type ?? null;

  test.each([
    'What did Ana promise?',
    'when did ana say it comes',
    'what has she told you about my refund',
    'what was I promised?',
    'Did your colleague say anything about the fee?',
  ])('is a matter of the account: %s', (line) => {
    expect(typeOf(line)).toBe('account_issue');
  });

  test('is known by what people are called even if nobody has spoken here', () => {
    expect(typeOf('what did your agent promise', [])).toBe('account_issue');
    expect(typeOf('what did she say', [])).toBeNull();
    expect(typeOf('what did Ana promise', [])).toBeNull();
  });

  test.each(['what did the label say', 'do you offer gift cards', 'I told Ana my number'])(
    'is not asked by: %s',
    (line) => {
      expect(typeOf(line)).toBeNull();
    },
  );
});
