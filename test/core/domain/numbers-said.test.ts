import { numbersSaid } from '../../../src/core/domain/numbers-said.js';

const read = (text: string) =>
  numbersSaid(text).map(({ value, isMoney }) => (isMoney ? `${value} money` : value));

test.each<[string, (number | string)[]]>([
  ['4711', [4711]],
  ['two of them', [2]],
  ['twenty-one bulbs and a dozen more', [21, 12]],
  ['$45.50', ['45.5 money']],
  ['45,50 EUR', ['45.5 money']],
  ['1.200,00 €', ['1200 money']],
  ['1,200 dollars', ['1200 money']],
  ['it was 12 pounds, I paid £ 20', ['12 money', '20 money']],
  ['-5', [-5]],
  ['I paid 30.', [30]],
  ['3, 4 and 5', [3, 4, 5]],
])('the numbers in "%s" are %j', (text, numbers) => {
  expect(read(text)).toEqual(numbers);
});

test.each([
  'A-1029',
  'W4711',
  '4711x',
  '#4711',
  '10:30',
  'https://shop.example/4711',
  'someone',
  'tone',
  '1.2.3.4',
  '2026-11-21',
])('"%s" is part of something longer, and no number', (text) => {
  expect(read(text)).toEqual([]);
});

test('each is told with its place', () => {
  const text = 'about $45.50 please';
  const [one] = numbersSaid(text);
  expect(text.slice(one?.start, one?.end)).toBe('$45.50');
});
