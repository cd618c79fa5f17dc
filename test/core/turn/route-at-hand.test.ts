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
    carried: 0,
    phrases: { person: [], greeting: [], patterns },
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
])('%s', (_what, line, guess, more, type) => {
  expect(decided(line, guess, more).route?.type ?? null).toBe(type);
});
