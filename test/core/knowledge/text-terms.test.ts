import { broaderTerm, stem, termsOf } from '../../../src/core/domain/text-terms.js';

/** From Porter's paper, where each line is an example of one of its rules. */
const PORTER: readonly (readonly [string, string])[] = [
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['cats', 'cat'],
  ['feed', 'feed'],
  ['agreed', 'agre'],
  ['plastered', 'plaster'],
  ['motoring', 'motor'],
  ['sing', 'sing'],
  ['conflated', 'conflat'],
  ['hopping', 'hop'],
  ['falling', 'fall'],
  ['filing', 'file'],
  ['happy', 'happi'],
  ['sky', 'sky'],
  ['relational', 'relat'],
  ['conditional', 'condit'],
  ['electricity', 'electr'],
  ['hopefulness', 'hope'],
  ['adjustment', 'adjust'],
  ['adoption', 'adopt'],
  ['probate', 'probat'],
  ['cease', 'ceas'],
  ['controller', 'control'],
];

test.each(PORTER)('the stem of %s is %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

test.each([
  ['How do I send the item back?', 'Returning an item'],
  ['I want my money back', 'Refunds'],
  ['swap', 'exchanges'],
  ['How much is postage?', 'cost of delivery'],
  ["I can't log in", 'signing in'],
  ['a shelf', 'shelves'],
  ['closing a card', 'closure of the card'],
  ['it was stolen', 'a theft'],
  ['Do you deliver to the United Kingdom?', 'shipping: UK'],
])('"%s" has the same terms as "%s"', (asked, written) => {
  expect(termsOf(asked)).toEqual(termsOf(written));
});

test('the country US is told from the word us', () => {
  expect(termsOf('US')).toEqual(['usa']);
  expect(termsOf('tell us')).toEqual([]);
});

test('what shipped is not the same as what was delivered or what shipping costs', () => {
  const [shipped, delivered, shipping] = ['shipped', 'delivered', 'shipping'].map(
    (word) => termsOf(word)[0],
  );
  expect(new Set([shipped, delivered, shipping]).size).toBe(3);
});

test('customers and customs are different things', () => {
  expect(termsOf('customers')).not.toEqual(termsOf('customs'));
});

test('a country is known as an example of where we ship', () => {
  expect(termsOf('Germany').map(broaderTerm)).toEqual(termsOf('EU'));
  expect(broaderTerm('mars')).toBeNull();
});

test('words of other languages pass through', () => {
  expect(termsOf('Wo ist Größe')).toEqual(['wo', 'ist', 'größe']);
});

test.each([
  ['one endless word', 'a'.repeat(16_000)],
  ['words without end', 'send '.repeat(3_200)],
  ['nothing but vowels and consonants', 'ay'.repeat(8_000)],
  ['nothing but signs', "'’".repeat(8_000)],
])('%s of 16,000 characters takes no longer than its length', (_name, text) => {
  const startedAtMs = performance.now();
  for (let times = 0; times < 10; times += 1) termsOf(text);
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});
