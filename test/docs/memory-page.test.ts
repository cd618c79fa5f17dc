import { memoryPlan } from '../../src/core/memory/budget.js';
import { readText, section, tableRows } from './pages.js';

const PAGE = 'docs/memory.md';

/** The shares as the code has them, in percent. */
function shares(): Record<string, string> {
  const [, body = ''] =
    /const SHARES = \{([^}]+)\}/.exec(readText('src/core/memory/assemble.ts')) ?? [];
  const rows = [...body.matchAll(/(\w+): (0\.\d+)/g)];
  return Object.fromEntries(rows.map(([, part = '', share]) => [part, `${Number(share) * 100} %`]));
}

test('docs/memory.md has each part of the context with its share of the budget', () => {
  const rows = tableRows(section(PAGE, '## What a turn is shown'));
  const told = Object.fromEntries(
    rows.map(([part = '', share]) => [part.replaceAll('`', ''), share]),
  );
  expect(told).toEqual({ ...shares(), window: 'what is left' });
});

test('docs/memory.md has the shares at which something happens', () => {
  const told = tableRows(section(PAGE, '## When it gets full')).map(([from = '']) => from);
  const levelAt = (percent: number) =>
    memoryPlan({
      factsTokens: 0,
      summaryTokens: 0,
      unsummarisedTokens: percent,
      budgetTokens: 100,
      messages: 0,
      messagesMax: 30,
    }).level;
  const changes = Array.from({ length: 100 }, (_, percent) => percent)
    .slice(1)
    .filter((percent) => levelAt(percent) !== levelAt(percent - 1));
  expect(told).toEqual(changes.map((percent) => `${percent} %`));
});
