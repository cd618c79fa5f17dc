import fc from 'fast-check';
import { condensedCount, type MemoryLoad, memoryPlan } from '../../../src/core/memory/budget.js';

const BUDGET = 8_000;

/** More than any of these has. */
const MESSAGES = 10_000;

function load(share: number): MemoryLoad {
  const unsummarisedTokens = BUDGET * share - 800;
  return {
    factsTokens: 300,
    summaryTokens: 500,
    unsummarisedTokens,
    budgetTokens: BUDGET,
    messages: 1,
    messagesMax: 30,
  };
}

test.each([
  [0.3, 'easy', false, true],
  [0.599, 'easy', false, true],
  [0.6, 'summarise', true, true],
  [0.799, 'summarise', true, true],
  [0.8, 'facts-only', true, false],
  [0.899, 'facts-only', true, false],
  [0.9, 'tell', true, false],
  [1.7, 'tell', true, false],
])('memory that fills %f of the budget: %s', (share, level, condensesOlder, keepsNarrative) => {
  expect(memoryPlan(load(share))).toMatchObject({
    level,
    condensesOlder,
    keepsNarrative,
  });
});

test('more messages than there should be want a summary, however short they are, and no more than that', () => {
  const many = (messages: number) => memoryPlan({ ...load(0.2), messages, messagesMax: 30 }).level;
  expect([29, 30, 46, 400].map(many)).toEqual(['easy', 'summarise', 'summarise', 'summarise']);
});

test('of short messages half of what there should be stays', () => {
  expect(condensedCount(Array(40).fill(1), 1_000, 30)).toBe(25);
});

test('no budget at all is a full one', () => {
  expect(memoryPlan({ ...load(0.5), budgetTokens: 0 }).level).toBe('tell');
});

const tokens = fc.nat({ max: 20_000 });
const anyLoad = fc.record({
  factsTokens: tokens,
  summaryTokens: tokens,
  unsummarisedTokens: tokens,
  budgetTokens: fc.integer({ min: 1, max: 20_000 }),
  messages: fc.nat({ max: 100 }),
  messagesMax: fc.integer({ min: 2, max: 60 }),
});
const LEVELS = ['easy', 'summarise', 'facts-only', 'tell'];

test('more to remember never asks for less', () => {
  fc.assert(
    fc.property(anyLoad, tokens, (before, more) => {
      const after = { ...before, unsummarisedTokens: before.unsummarisedTokens + more };
      const [one, two] = [memoryPlan(before), memoryPlan(after)];
      expect(LEVELS.indexOf(two.level)).toBeGreaterThanOrEqual(LEVELS.indexOf(one.level));
      expect(two.condensesOlder || !one.condensesOlder).toBe(true);
      expect(one.keepsNarrative || !two.keepsNarrative).toBe(true);
    }),
    { seed: 6 },
  );
});

test('nothing overflows unnoticed: what does not fit is condensed, and the customer knows', () => {
  fc.assert(
    fc.property(anyLoad, (one) => {
      const plan = memoryPlan(one);
      const isOver =
        one.factsTokens + one.summaryTokens + one.unsummarisedTokens > one.budgetTokens;
      if (isOver) expect(plan).toMatchObject({ level: 'tell', condensesOlder: true });
    }),
    { seed: 7 },
  );
});

test('the newest messages stay, as many as fit into three tenths of the budget', () => {
  expect(condensedCount([100, 100, 100, 100], 1_000, MESSAGES)).toBe(1);
  expect(condensedCount([10, 10], 1_000, MESSAGES)).toBe(0);
  expect(condensedCount([], 1_000, MESSAGES)).toBe(0);
});

test('the last message stays, however long it is', () => {
  expect(condensedCount([10, 5_000], 1_000, MESSAGES)).toBe(1);
});

test('what stays fits, and one more would not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 4_000 }),
      (sizes, budget) => {
        const count = condensedCount(sizes, budget, MESSAGES);
        const sum = (from: number) => sizes.slice(from).reduce((all, one) => all + one, 0);
        expect(count < sizes.length).toBe(true);
        expect(sum(count) <= budget * 0.3 || count === sizes.length - 1).toBe(true);
        if (count > 0) expect(sum(count - 1)).toBeGreaterThan(budget * 0.3);
      },
    ),
    { seed: 8 },
  );
});
