import { costOf, type ModelPrice, NO_USAGE, spentOn } from '../../../src/core/domain/usage.js';

const HAIKU: ModelPrice = {
  input: 0.1,
  output: 0.5,
  cacheRead: 0.01,
  cacheWrite: 0.125,
  above: { promptTokens: 100_000, input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: 0.625 },
};

test('every kind of token has its own price per million', () => {
  const million = 1_000_000;
  const price = { input: 1, output: 20, cacheRead: 300, cacheWrite: 4_000 };
  expect(costOf({ ...NO_USAGE, inputTokens: million }, price)).toBe(1);
  expect(costOf({ ...NO_USAGE, outputTokens: million }, price)).toBe(20);
  expect(costOf({ ...NO_USAGE, cacheReadTokens: million }, price)).toBe(300);
  expect(costOf({ ...NO_USAGE, cacheWriteTokens: million }, price)).toBe(4_000);
  expect(costOf(NO_USAGE, price)).toBe(0);
});

test('a model without a price costs an unknown amount, not nothing', () => {
  expect(costOf({ ...NO_USAGE, inputTokens: 5 }, undefined)).toBeNull();
  expect(costOf(NO_USAGE, undefined)).toBeNull();
});

test('a long prompt makes the whole call dearer; what comes from the cache counts to its length, the answer does not', () => {
  const usage = {
    ...NO_USAGE,
    inputTokens: 60_000,
    cacheReadTokens: 30_000,
    cacheWriteTokens: 10_000,
  };
  expect(costOf(usage, HAIKU)).toBeCloseTo(0.006 + 0.0003 + 0.00125, 12);
  expect(costOf({ ...usage, inputTokens: 60_001 }, HAIKU)).toBeCloseTo(
    0.0300005 + 0.0015 + 0.00625,
    12,
  );
  expect(costOf({ ...NO_USAGE, inputTokens: 1, outputTokens: 200_000 }, HAIKU)).toBeCloseTo(
    0.1000001,
    12,
  );
});

test('a sum is estimated as soon as one of its calls is', () => {
  const sums = { calls: 3, costUsd: 0.5, unpriced: 1 };
  expect(spentOn({ ...sums, estimated: 0 })).toEqual({ ...sums, isEstimated: false });
  expect(spentOn({ ...sums, estimated: 1 })).toEqual({ ...sums, isEstimated: true });
});
