import { clippedToTokens } from '../../../src/core/memory/within-tokens.js';

const byChars = (text: string) => text.length;

test('a text that fits stays as it is', () => {
  expect(clippedToTokens('It fits.', 8, byChars)).toBe('It fits.');
});

test.each([60, 100, 333, 900])(
  'of a long text nearly as much is kept as %d tokens hold',
  (budget) => {
    const text = `It begins. ${'And goes on. '.repeat(90)} It ends.`;
    const clipped = clippedToTokens(text, budget, byChars);
    expect(clipped.length).toBeLessThanOrEqual(budget);
    expect(clipped.length).toBeGreaterThan(budget * 0.8);
    expect(clipped.startsWith('It begins.')).toBe(true);
    expect(clipped.endsWith('It ends.')).toBe(true);
  },
);

test('where not even a character has room there is nothing', () => {
  expect(clippedToTokens('It does not fit.', 3, byChars)).toBe('');
});
