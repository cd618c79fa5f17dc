import { WordIndex } from '../../../src/core/knowledge/word-index.js';

const terms = (text: string): string[] => text.split(' ');

function anIndex(...texts: string[]): WordIndex {
  return new WordIndex(texts.map((text) => text.split('|').map(terms)));
}

/** The number of the text with the largest share. */
function bestFor(index: WordIndex, ...sentences: string[]): number {
  const shares = index.sharesOf(sentences.map(terms));
  return shares.indexOf(Math.max(...shares));
}

test('two words side by side count more than the same two apart', () => {
  const index = anIndex('deposit by card is direct', 'direct deposit by card is', 'other words');
  expect(bestFor(index, 'direct deposit')).toBe(1);
});

test('the end of a title and the beginning of a text are not side by side', () => {
  const [apart = 0, together = 0] = anIndex('a direct|deposit b', 'a|direct deposit b').sharesOf([
    ['direct', 'deposit'],
  ]);
  expect(together).toBeGreaterThan(apart);
});

test('a pair is found from whichever of its words is rarer', () => {
  const index = anIndex('gold card', 'card gold', 'card', 'card', 'card', 'gold');
  expect(bestFor(index, 'gold card')).toBe(0);
  expect(bestFor(index, 'card gold')).toBe(1);
});

test('a rare word tells more than a common one', () => {
  const index = anIndex('card', 'card', 'card', 'fee');
  expect(bestFor(index, 'card fee')).toBe(3);
});

test('a short question is not drowned by the story around it', () => {
  const index = anIndex('deposit late', 'rent friday tomorrow years customer', 'a b', 'c d');
  const story = 'rent friday tomorrow years customer never before';
  expect(bestFor(index, `deposit late ${story}`)).toBe(1);
  expect(bestFor(index, 'deposit late', story)).toBe(0);
});

test('the share falls with every word of the query that no text has', () => {
  const index = anIndex('lamp desk', 'rug');
  const shareOf = (query: string): number => index.sharesOf([terms(query)])[0] ?? 0;
  expect(shareOf('lamp')).toBeGreaterThan(shareOf('lamp bitcoin'));
  expect(shareOf('lamp bitcoin')).toBeGreaterThan(shareOf('lamp bitcoin mars'));
  expect(shareOf('bitcoin')).toBe(0);
});

test('a word is counted once for each text that has it', () => {
  const index = anIndex('lamp lamp|lamp', 'lamp', 'rug');
  expect([index.countOf('lamp'), index.countOf('rug'), index.countOf('sofa')]).toEqual([2, 1, 0]);
});

test('an index of nothing finds nothing', () => {
  expect([...new WordIndex([]).sharesOf([['lamp']])]).toEqual([]);
});
