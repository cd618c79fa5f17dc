import { ridgeWeights } from '../../../src/core/knowledge/ridge.js';

const rows = (...values: number[][]): Float64Array[] => values.map((row) => Float64Array.from(row));

test('the weights give each target back but for the penalty they pay', () => {
  const likeness = rows([1, 0.5, 0.2], [0.5, 1, 0.1], [0.2, 0.1, 1]);
  const targets = rows([1, 0, 0], [0, 1, 1]);
  const penalty = 0.5;
  const weights = ridgeWeights(likeness, targets, penalty);
  for (const [which, target] of targets.entries()) {
    const own = weights[which] ?? new Float64Array(3);
    const given = likeness.map(
      (row, at) =>
        row.reduce((all, value, other) => all + value * (own[other] ?? 0), 0) +
        penalty * (own[at] ?? 0),
    );
    for (const [at, value] of target.entries()) expect(given[at]).toBeCloseTo(value, 10);
  }
});

test('two equal cases share what one would carry', () => {
  const [weights] = ridgeWeights(rows([1, 1], [1, 1]), rows([1, 1]), 0.5);
  expect(weights?.[0]).toBeCloseTo(1 / 2.5, 10);
  expect(weights?.[1]).toBeCloseTo(1 / 2.5, 10);
});
