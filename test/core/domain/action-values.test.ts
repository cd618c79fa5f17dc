import type { ActionParameter } from '../../../src/core/domain/action.js';
import { asValue } from '../../../src/core/domain/action-values.js';

type Kind = ActionParameter['type'];

const of = (type: Kind, given: unknown) => asValue({ type, choices: [] }, given);

test.each<[Kind, unknown, unknown]>([
  ['string', ' MF-1 ', 'MF-1'],
  ['string', 42, '42'],
  ['string', true, 'true'],
  ['number', 42.5, 42.5],
  ['number', '42.50', 42.5],
  ['number', ' -3 ', -3],
  ['number', '0.125', 0.125],
  ['number', '1,250.00', 1_250],
  ['number', '1,234,567', 1_234_567],
  ['number', '25,50', 25.5],
  ['number', '€ 25', 25],
  ['number', '25 EUR', 25],
  ['number', '$19.99', 19.99],
  ['number', '25 euros', 25],
  ['integer', '7', 7],
  ['integer', '7.5', 7.5],
  ['boolean', true, true],
  ['boolean', 'Yes!', true],
  ['boolean', 'no', false],
])('for a %s %j is %j', (type, given, value) => {
  expect(of(type, given)).toBe(value);
});

test.each<[Kind, unknown]>([
  ['string', ''],
  ['string', '   '],
  ['string', null],
  ['string', { text: 'a' }],
  ['string', Number.NaN],
  ['number', ''],
  ['number', 'many'],
  ['number', '1,250'],
  ['number', '1.250'],
  ['number', '1.250,00'],
  ['number', '1 2'],
  ['number', '0x10'],
  ['number', '1e9'],
  ['number', '9'.repeat(600)],
  ['number', Number.POSITIVE_INFINITY],
  ['number', true],
  ['boolean', 'yes and no'],
  ['boolean', 1],
])('for a %s %j could be read in several ways, or in none', (type, given) => {
  expect(of(type, given)).toBeNull();
});

describe('Of several values', () => {
  const choices = [
    { value: 'std', label: 'Standard delivery' },
    { value: 'exp', label: 'Express' },
    { value: 'EXP', label: 'Express to an island' },
  ];
  const chosen = (given: unknown) => asValue({ type: 'string', choices }, given);

  test.each([
    ['std', 'std'],
    ['Standard Delivery', 'std'],
    ['standard  delivery.', 'std'],
    ['exp', 'exp'],
    ['EXP', 'EXP'],
    ['express to an island', 'EXP'],
  ])('"%s" is %s', (given, value) => {
    expect(chosen(given)).toBe(value);
  });

  test.each(['Exp', 'delivery', '', 'constructor'])('"%s" is none of them', (given) => {
    expect(chosen(given)).toBeNull();
  });

  test('a number is known by its digits', () => {
    const sizes = [1, 2].map((value) => ({ value, label: String(value) }));
    expect(asValue({ type: 'integer', choices: sizes }, '2')).toBe(2);
    expect(asValue({ type: 'integer', choices: sizes }, 2)).toBe(2);
    expect(asValue({ type: 'integer', choices: sizes }, 3)).toBeNull();
  });

  test('marks alone are known as they stand', () => {
    const marks = [
      { value: '+', label: '+' },
      { value: '-', label: '-' },
    ];
    expect(asValue({ type: 'string', choices: marks }, '-')).toBe('-');
  });
});
