import type { Figure } from '../../eval/figure.js';
import { isMet, jsonOf, tableOf } from '../../eval/table.js';

const aFigure = (changes: Partial<Figure>): Figure => ({
  measure: 'routing',
  figure: 0.5,
  target: 0.6,
  unit: 'f1',
  how: 'by hand',
  n: 10,
  ...changes,
});

test.each([
  ['a share at its target', { figure: 0.6 }, true],
  ['a share below it', { figure: 0.599 }, false],
  ['a time below its target', { figure: 0.5, unit: 'ms' as const }, true],
  ['a time above it', { figure: 0.7, unit: 'ms' as const }, false],
  ['a figure without a target', { target: null }, null],
])('%s: met is %s', (_, changes, met) => {
  expect(isMet(aFigure(changes))).toBe(met);
});

test('the table lines up, and what broke stands below it', () => {
  const table = tableOf({
    figures: [aFigure({}), aFigure({ measure: 'a longer name', target: null, n: 1234 })],
    skipped: [{ area: 'memory', reason: 'no file' }],
    broken: [{ area: 'actions', reason: 'x:3: not JSON' }],
  });
  expect(table.split('\n')).toEqual([
    'measure        figure    target  met     n  how',
    'routing         0.500  >= 0.600   no    10  by hand',
    'a longer name   0.500         -    -  1234  by hand',
    'left out: memory: no file',
    'broke: actions: x:3: not JSON',
  ]);
});

test('programs read whether a target is met', () => {
  const outcome = { figures: [aFigure({ figure: 0.7 })], skipped: [], broken: [] };
  expect(JSON.parse(jsonOf(outcome)).figures).toEqual([{ ...aFigure({ figure: 0.7 }), met: true }]);
});
