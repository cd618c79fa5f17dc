import { fitLogistic, probability } from '../../../src/core/routing/logistic.js';

test('learns how often something holds at a given distance', () => {
  const cases = [0.2, 0.5, 0.8].flatMap((share, at) =>
    Array.from({ length: 50 }, (_one, index) => ({ input: [at], isTrue: index < 50 * share })),
  );
  const fitted = fitLogistic(
    cases.map(({ input }) => input),
    cases.map(({ isTrue }) => isTrue),
  );
  expect(probability(fitted, [0])).toBeCloseTo(0.2, 1);
  expect(probability(fitted, [1])).toBeCloseTo(0.5, 1);
  expect(probability(fitted, [2])).toBeCloseTo(0.8, 1);
});

test('stays finite and short of certain where every case was right', () => {
  const fitted = fitLogistic([[1], [2], [3]], [true, true, true]);
  const likely = probability(fitted, [2]);
  expect(likely).toBeGreaterThan(0.9);
  expect(likely).toBeLessThan(1);
});
