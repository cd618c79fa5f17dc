import { join } from 'node:path';
import { loadRoutingExamples } from '../../../src/core/config/routing-examples.js';
import { TURN_TYPES } from '../../../src/core/domain/turn.js';
import type { RoutingExample } from '../../../src/core/ports/classifier.js';
import { LocalClassifier } from '../../../src/core/routing/local-classifier.js';

const SHIPPED = join(__dirname, '../../../config/routing');

let shipped: readonly RoutingExample[];
let classifier: LocalClassifier;

beforeAll(async () => {
  shipped = await loadRoutingExamples(SHIPPED);
  classifier = LocalClassifier.learn(shipped);
});

describe('With the shipped examples alone', () => {
  test.each([
    ['good evening dear team', 'greeting'],
    ['thank you, that was very helpful', 'greeting'],
    ['how much does shipping to Austria cost?', 'info_question'],
    ['Do you have vegetarian meals?', 'info_question'],
    ['please cancel my hotel booking', 'action_request'],
    ['I want to change the address for my delivery', 'action_request'],
    ['the payment for my ticket was declined', 'account_issue'],
    ['my new router is not working', 'account_issue'],
    ['mi paymnt was declind agian', 'account_issue'],
    ['play some music by a pop band', 'unsupported'],
    ['what is the weather like in Paris', 'unsupported'],
    ['your customer service is terrible, nobody answers', 'escalation_candidate'],
    ['this bot is stupid and useless', 'escalation_candidate'],
  ])('%s: %s', (text, type) => {
    expect(shipped.map((one) => one.text)).not.toContain(text);
    expect(classifier.guess([text])).toMatchObject({ type });
  });

  test('several lines are read as one', () => {
    const lines = ['hi there', 'the parcel never arrived', 'tracking shows nothing'];
    expect(classifier.guess(lines).type).toBe('account_issue');
  });

  test.each(['xqzv brrk wpt', 'Wo finde ich den Schlüssel zum Fahrradkeller?', '', '…'])(
    'nothing is sure about: %s',
    (text) => {
      expect(classifier.guess([text]).isSure).toBe(false);
    },
  );
});

test('the same examples give the same guesses, in whatever order they are asked for', () => {
  const again = LocalClassifier.learn(shipped);
  const texts = ['where is my parcel', 'hi', 'is it waterproof', 'wake me at six'];
  const first = texts.map((text) => classifier.guess([text]));
  const second = [...texts].reverse().map((text) => again.guess([text]));
  expect(second.reverse()).toEqual(first);
});

test('a tenant’s own examples teach its own words', () => {
  const words = ['frobnicate the gizmo', 'please frobnicate gizmo 7', 'gizmo frobnication now'];
  const own = words.map((text) => ({ text, type: 'action_request' as const }));
  const asked = ['frobnicate gizmo 12'];
  const taught = LocalClassifier.learn([...shipped, ...own]);
  expect(taught.guess(asked)).toMatchObject({ type: 'action_request', isSure: true });
  expect(classifier.guess(asked).isSure).toBe(false);
});

test('confidence is how often a guess is right: on lines it has not seen, within ten points', () => {
  const held = shipped.filter((_example, at) => at % 5 === 0);
  const learnt = LocalClassifier.learn(shipped.filter((_example, at) => at % 5 !== 0));
  const guesses = held.map(({ text, type }) => ({ type, guess: learnt.guess([text]) }));
  const right = guesses.filter(({ type, guess }) => guess.type === type).length / held.length;
  const claimed = guesses.reduce((sum, { guess }) => sum + guess.confidence, 0) / held.length;
  expect(Math.abs(right - claimed)).toBeLessThan(0.1);

  const sure = guesses.filter(({ guess }) => guess.isSure);
  const rightWhenSure = sure.filter(({ type, guess }) => guess.type === type).length / sure.length;
  expect(rightWhenSure).toBeGreaterThan(0.8);
  expect(rightWhenSure).toBeGreaterThan(right);
});

test('the shipped examples are many and of one meaning each', () => {
  for (const type of TURN_TYPES) {
    expect(shipped.filter((one) => one.type === type).length).toBeGreaterThanOrEqual(60);
  }
  const texts = shipped.map(({ text }) => text.toLowerCase());
  expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
});
