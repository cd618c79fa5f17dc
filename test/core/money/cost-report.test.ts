import type { CostRow } from '../../../src/core/domain/costs.js';
import { type CostReport, costReportAs, totalOf } from '../../../src/core/money/cost-report.js';

function row(key: string | null, rest: Partial<CostRow> = {}): CostRow {
  return {
    ...{ tenant: 'demo', key, calls: 3, costUsd: 0.0123, open: 0, estimated: 0, unpriced: 0 },
    ...{ inputTokens: 1_200, outputTokens: 80, cacheReadTokens: 9_000, cacheWriteTokens: 0 },
    ...rest,
  };
}

function reportOf(rows: readonly CostRow[], rest: Partial<CostReport> = {}): CostReport {
  const whole = { month: '2026-11', tenant: null, by: 'model', isCut: false, budgets: [] } as const;
  return { ...whole, rows, totals: totalOf(rows), ...rest };
}

describe('A table of costs', () => {
  test('has its numbers in line and a total below', () => {
    const rows = [
      row('claude-sonnet-5-5', { costUsd: 1_234.5 }),
      row(null, { inputTokens: 12_345_678 }),
    ];
    expect(costReportAs('table', reportOf(rows)).split('\n')).toEqual([
      'tenant  model              calls          in  out  cache read  cache write         USD  estimated  unpriced  open',
      '-'.repeat(113),
      'demo    claude-sonnet-5-5      3       1,200   80       9,000            0  1,234.5000          0         0     0',
      'demo    –                      3  12,345,678   80       9,000            0      0.0123          0         0     0',
      '-'.repeat(113),
      'total                          6  12,346,878  160      18,000            0  1,234.5123          0         0     0',
    ]);
  });

  test('says in words what its sums do not hold', () => {
    const rows = [row('new', { unpriced: 2, estimated: 1, open: 1 })];
    const budgets = [{ tenant: 'demo', usd: 51, limitUsd: 100 }];
    const text = costReportAs('table', reportOf(rows, { budgets, isCut: true }));
    expect(text.split('\n').slice(-5)).toEqual([
      'Only the 1 dearest row; the total is of all.',
      'Cost unknown for 2 calls: the model had no price in mind.prices.',
      '1 call cut short: partly our own estimate.',
      '1 call not ended yet, and not in the figures.',
      'Budget of demo: 51.00 of 100.00 USD, 51 %.',
    ]);
  });

  test('of a month without calls is a total of nothing', () => {
    const text = costReportAs('table', reportOf([], { by: null }));
    expect(text).toMatch(/^tenant {2}calls/);
    expect(text.split('\n').at(-1)).toMatch(/^total {7}0 .* 0\.0000 /);
  });
});

describe('Costs for a spreadsheet', () => {
  test('are whole numbers under plain names, each line with its month', () => {
    const lines = costReportAs('csv', reportOf([row('haiku')])).split('\r\n');
    expect(lines).toEqual([
      'month,tenant,model,calls,inputTokens,outputTokens,cacheReadTokens,cacheWriteTokens,costUsd,estimated,unpriced,open',
      '2026-11,demo,haiku,3,1200,80,9000,0,0.0123,0,0,0',
      '2026-11,total,,3,1200,80,9000,0,0.0123,0,0,0',
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@sum', '\tx'])('%j is a name, and no formula', (name) => {
    const [, line] = costReportAs('csv', reportOf([row(name)])).split('\r\n');
    expect(line).toMatch(/^2026-11,demo,'/);
  });

  test('keep commas, quotes and lines within a cell', () => {
    const csv = costReportAs('csv', reportOf([row('a "b", c\nd')]));
    expect(csv).toContain('2026-11,demo,"a ""b"", c\nd",3,');
  });
});

test('costs for a program hold everything', () => {
  const report = reportOf([row('haiku', { unpriced: 1 })]);
  expect(JSON.parse(costReportAs('json', report))).toEqual(report);
});
