import { ANOMALY_USD_MIN, HISTORY_HOURS_MIN, usualBelow } from '../../../src/core/money/anomaly.js';

function hours(count: number, usd: (at: number) => number): number[] {
  return Array.from({ length: count }, (_, at) => usd(at));
}

/** An ordinary week: between one and three dollars an hour. */
const ORDINARY = hours(168, (at) => 1 + (at % 9) / 4);

test('an hour like the others is nothing special', () => {
  expect(usualBelow(2, ORDINARY)).toBeNull();
  expect(usualBelow(3, ORDINARY)).toBeNull();
});

test('an hour far above the usual is told with what is usual', () => {
  expect(usualBelow(40, ORDINARY)).toBe(2);
});

test('three times the usual is needed where hours hardly differ', () => {
  const steady = hours(100, () => 2);
  expect(usualBelow(6, steady)).toBeNull();
  expect(usualBelow(6.01, steady)).toBe(2);
});

test('where hours differ much, more is needed', () => {
  const uneven = hours(100, (at) => (at % 2 === 0 ? 1 : 9));
  expect(usualBelow(20, uneven)).toBeNull();
  expect(usualBelow(60, uneven)).toBe(5);
});

test('an anomaly of yesterday does not hide the one of today', () => {
  const spoilt = [...ORDINARY, 500, 800, 900];
  expect(usualBelow(40, spoilt)).toBe(2);
});

test('a tenant who is new has no usual yet', () => {
  expect(
    usualBelow(
      40,
      hours(HISTORY_HOURS_MIN - 1, () => 2),
    ),
  ).toBeNull();
  expect(
    usualBelow(
      40,
      hours(HISTORY_HOURS_MIN, () => 2),
    ),
  ).toBe(2);
  expect(usualBelow(40, [])).toBeNull();
});

test('small money is nobody’s concern', () => {
  const pennies = hours(100, () => 0.001);
  expect(usualBelow(ANOMALY_USD_MIN - 0.01, pennies)).toBeNull();
  expect(usualBelow(ANOMALY_USD_MIN, pennies)).toBe(0.001);
});
