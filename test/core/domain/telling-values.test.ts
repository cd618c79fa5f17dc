import { type ValueKind, valuesIn } from '../../../src/core/domain/telling-values.js';
import { growthOf, LONG_RUNS } from '../../support/growth.js';

test.each<[string, ValueKind]>([
  ['at 7:30 pm', 'time'],
  ['until seven', 'time'],
  ['on the 3rd', 'date'],
  ['2031-02-05', 'date'],
  ['May 4', 'date'],
  ['it was 1,240.50 euros', 'amount'],
  ['€89', 'amount'],
  ['a dozen lamps', 'number'],
  ['order KX-20441', 'identifier'],
  ['MF7001', 'identifier'],
  ['# 12', 'identifier'],
  ['room 12', 'identifier'],
  ['write to mara.lindqvist+desk@mail.example.org', 'contact'],
  ['+49 (170) 5550 123', 'contact'],
  ['I met Mara there', 'name'],
])('"%s" has a value: %s', (text, kind) => {
  expect(valuesIn(text)).toContain(kind);
});

test('a sentence without any has none', () => {
  expect([...valuesIn('The drawer does not close')]).toEqual([]);
});

test.each(LONG_RUNS)(
  'a long run of "%s" takes as long as it is long, not as its square',
  (part) => {
    expect(growthOf(valuesIn, part)).toBeLessThan(100);
  },
);
