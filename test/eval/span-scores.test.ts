import { isExact, isSameTime, scoreSpans } from '../../eval/span-scores.js';

const times = (...values: readonly string[]) => values.map((value) => ({ kind: 'time', value }));

test('precision, recall and F1 count over all texts', () => {
  const all = [
    { found: times('7 PM.', '8'), expected: times('7 pm') },
    { found: [], expected: times('noon', '9') },
  ];
  const { precision, recall, f1, n } = scoreSpans(all, 'time', isExact);
  expect([precision, recall, n]).toEqual([1 / 2, 1 / 3, 3]);
  expect(f1).toBeCloseTo(0.4);
});

test('one expected value is found once', () => {
  const all = [{ found: times('7', '7'), expected: times('7') }];
  expect(scoreSpans(all, 'time', isExact).precision).toBe(0.5);
});

test('other kinds do not count', () => {
  const all = [{ found: times('7'), expected: [{ kind: 'people', value: '7' }] }];
  expect(scoreSpans(all, 'time', isExact)).toEqual({ precision: 0, recall: 0, f1: 0, n: 0 });
});

test.each([
  ['11:15', '11:15 am', true],
  ['11:30 in the morning', '11:30', true],
  ['10 am', '10 pm', false],
  ['10', '11', false],
])('%s and %s are the same time: %s', (found, expected, same) => {
  expect(isSameTime(found, expected)).toBe(same);
});
