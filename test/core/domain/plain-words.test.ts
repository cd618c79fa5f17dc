import { plainWords } from '../../../src/core/domain/plain-words.js';

test.each([
  ['plain words', 'Elm Street 5, 12345 Oak', 'Elm Street 5, 12345 Oak'],
  ['an address by mail', 'a@b.example', 'a@b.example'],
  ['several lines', ' one\r\ntwo\u2028three\t', 'one two three'],
  ['signs nobody sees', 'a\u0000b\u202ec\u200bd', 'a b c d'],
  [
    'marks',
    '*a* _b_ `c` ~d~ | # [e](f) <g> &amp; \\',
    '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\| \\# \\[e\\](f) \\<g\\> \\&amp; \\\\',
  ],
  ['links', 'https://evil.example WWW.evil.example', 'https\\://evil.example WWW\\.evil.example'],
])('%s', (_what, text, words) => {
  expect(plainWords(text)).toBe(words);
});

test.each([
  ['letters', 'x'],
  ['letters of two halves', '😀'],
])('of many %s only the first are kept, whole', (_what, letter) => {
  expect(plainWords(letter.repeat(200))).toBe(letter.repeat(200));
  expect(plainWords(letter.repeat(5_000))).toBe(`${letter.repeat(199)}…`);
});
