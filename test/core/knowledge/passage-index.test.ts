import type { UnscoredPassage } from '../../../src/core/knowledge/article-passages.js';
import { PassageIndex } from '../../../src/core/knowledge/passage-index.js';

function passage(key: string, text: string, asked?: readonly string[]): UnscoredPassage {
  const bare = { key, title: key, heading: key, text };
  return asked === undefined ? bare : { ...bare, asked };
}

const keysFor = (index: PassageIndex, query: string, limit = 5): string[] =>
  index.search(query, limit).map(({ key }) => key);

test('an article is found by a question it lists, in words its text does not have', () => {
  const index = new PassageIndex([
    passage('Delivery', 'Parcels take three days.', ['Why is it not here yet?']),
    passage('Lamps', 'The lamp is here in black.'),
  ]);
  const [best] = index.search('why is it not here', 5);
  expect(best).toEqual({
    key: 'Delivery',
    title: 'Delivery',
    heading: 'Delivery',
    text: 'Parcels take three days.',
    score: expect.any(Number),
  });
  expect(best?.score).toBeGreaterThan(0.5);
});

test('a question in the middle of a long message finds its passage', () => {
  const index = new PassageIndex([
    passage('Deposits', 'A direct deposit comes on Friday.'),
    passage('Rent', 'Tenants pay rent on the first. Customers of many years pay rent later.'),
    passage('Cards', 'A card comes by mail.'),
  ]);
  const message =
    'Where is my direct deposit?! For years I am a customer and never had to tell my landlord to wait for the rent.';
  expect(keysFor(index, message, 1)).toEqual(['Deposits']);
});

test('no score is above 1, however often a passage repeats what is asked', () => {
  const index = new PassageIndex([
    passage('Lamps', 'lamp '.repeat(200)),
    passage('Rugs', 'A rug.'),
  ]);
  expect(index.search('lamp', 1)[0]?.score).toBe(1);
});

test('as many passages come back as were asked for, equals in the order of the articles', () => {
  const index = new PassageIndex(['a', 'b', 'c'].map((key) => passage(key, 'A lamp.')));
  expect(keysFor(index, 'lamp', 2)).toEqual(['a', 'b']);
  expect(keysFor(index, 'lamp', 0)).toEqual([]);
});

test('a message without end is looked up by its beginning', () => {
  const index = new PassageIndex([passage('Lamps', 'A lamp.'), passage('Rugs', 'A rug.')]);
  expect(keysFor(index, `lamp ${'and so on '.repeat(50_000)} rug`)).toEqual(['Lamps']);
});

test('of two passages that fit alike, the one whose article is about the rest of the question comes first', () => {
  const part = (key: string, title: string, text: string) => ({ key, title, heading: key, text });
  const index = new PassageIndex([
    part('rugs#fees', 'Rugs', 'The fee is small.'),
    part('rugs#care', 'Rugs', 'Beat it outdoors.'),
    part('lamps#fees', 'Lamps', 'The fee is small.'),
    part('lamps#care', 'Lamps', 'An import from abroad.'),
  ]);
  expect(keysFor(index, 'What is the fee for an import from abroad?')).toEqual([
    'lamps#care',
    'lamps#fees',
    'rugs#fees',
  ]);
});
