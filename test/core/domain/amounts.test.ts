import { amountsIn } from '../../../src/core/domain/amounts.js';

test.each([
  ['refund me $900 please', [[900, 'USD']]],
  ['the bill says 1,200.50 €', [[1_200.5, 'EUR']]],
  ['1.200,50 euros', [[1_200.5, 'EUR']]],
  ['over 5 000 euros', [[5_000, 'EUR']]],
  ['£2k', [[2_000, 'GBP']]],
  ['1.5 million dollars', [[1_500_000, 'USD']]],
  ['20 grand quid', [[20_000, 'GBP']]],
  ['EUR 45', [[45, 'EUR']]],
  ['US$ 12', [[12, 'USD']]],
  [
    'from $50 to $75',
    [
      [50, 'USD'],
      [75, 'USD'],
    ],
  ],
])('%s', (text, amounts) => {
  expect(amountsIn(text).map(({ value, currency }) => [value, currency])).toEqual(amounts);
});

test.each([
  'order 90000',
  'my number is 4917612345678',
  'euro',
  'version 2.5',
  '12 kg',
  'eurostar 900',
])('no sum of money: %s', (text) => {
  expect(amountsIn(text)).toEqual([]);
});

test('a text of any length is read in no time', () => {
  expect(amountsIn(`${'1,'.repeat(50_000)}$`)).toEqual([]);
  expect(amountsIn(`${'111 '.repeat(50_000)}$`)).toEqual([]);
});
