import { whyNot } from '../../../src/core/domain/files.js';
import { dayInWords, durationInWords } from '../../../src/core/domain/time-in-words.js';

const NOVEMBER_18 = Date.UTC(2026, 10, 18, 12);

test.each([
  ['en', '18 Nov', '2 hours'],
  ['de', '18. November', '2 Stunden'],
  ['fr', '18 novembre', '2\u00a0heures'],
  ['es', '18 de noviembre', '2 horas'],
  ['pt', '18 de novembro', '2 horas'],
  ['ja', '11月18日', '2 時間'],
])('a day and a wait in %s', (language, day, wait) => {
  expect(dayInWords(NOVEMBER_18, language)).toBe(day);
  expect(durationInWords(7_200_000, language)).toBe(wait);
});

test('a size is written as the language writes numbers', () => {
  const bounds = { bytesMax: 1_500_000, perMessageMax: 3 };
  const why = (language: 'en' | 'de') => whyNot('too-large', bounds, { language, overrides: {} });
  expect(why('en')).toBe('it is too large; 1.5 MB at most');
  expect(why('de')).toBe('sie ist zu groß; höchstens 1,5 MB');
});
