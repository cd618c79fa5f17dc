import type { CostGroup, CostRow, CostSums } from '../domain/costs.js';

export const COST_FORMATS = ['table', 'csv', 'json'] as const;
export type CostFormat = (typeof COST_FORMATS)[number];

/** One month's costs. `totals` are over all calls, also over those that `rows` has no room for. */
export interface CostReport {
  readonly month: string;
  /** Null: all. */
  readonly tenant: string | null;
  readonly by: CostGroup | null;
  readonly rows: readonly CostRow[];
  readonly totals: CostSums;
  readonly isCut: boolean;
  /** Of the tenants that are shown. */
  readonly budgets: readonly {
    readonly tenant: string;
    readonly usd: number;
    readonly limitUsd: number;
  }[];
}

const FIGURES = [
  ['calls', 'calls'],
  ['inputTokens', 'in'],
  ['outputTokens', 'out'],
  ['cacheReadTokens', 'cache read'],
  ['cacheWriteTokens', 'cache write'],
  ['costUsd', 'USD'],
  ['estimated', 'estimated'],
  ['unpriced', 'unpriced'],
  ['open', 'open'],
] as const satisfies readonly (readonly [keyof CostSums, string])[];

const NOTHING: CostSums = {
  ...{ calls: 0, costUsd: 0, open: 0, estimated: 0, unpriced: 0 },
  ...{ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
};

/** What rows come to together. */
export function totalOf(rows: readonly CostSums[]): CostSums {
  return rows.reduce<CostSums>((sum, row) => {
    const added = FIGURES.map(([field]) => [field, sum[field] + row[field]]);
    return Object.fromEntries(added) as unknown as CostSums;
  }, NOTHING);
}

export function costReportAs(format: CostFormat, report: CostReport): string {
  switch (format) {
    case 'table':
      return asTable(report);
    case 'csv':
      return asCsv(report);
    case 'json':
      return JSON.stringify(report, null, 2);
  }
}

function asTable(report: CostReport): string {
  const { rows, totals, by } = report;
  const names = by === null ? ['tenant'] : ['tenant', by];
  const figures = (sums: CostSums) => FIGURES.map(([field]) => shownFigure(field, sums[field]));
  const lines = [
    [...names, ...FIGURES.map(([, title]) => title)],
    ...rows.map((row) => [...namesOf(row, by, '–'), ...figures(row)]),
    [...names.map((_, at) => (at === 0 ? 'total' : '')), ...figures(totals)],
  ];
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const table = lines.map((cells) =>
    cells
      .map((cell, at) => aligned(cell, widths?.[at] ?? 0, at < names.length))
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...body] = table;
  const rule = '-'.repeat(Math.max(...table.map((line) => line.length)));
  return [head, rule, ...body.slice(0, -1), rule, ...body.slice(-1), ...remarks(report)].join('\n');
}

function aligned(cell: string, width: number, isName: boolean): string {
  return isName ? cell.padEnd(width) : cell.padStart(width);
}

/** Four decimals show a single small call; a month of many dollars is still in line. */
function shownFigure(field: keyof CostSums, value: number): string {
  const decimals = field === 'costUsd' ? 4 : 0;
  const settings = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString('en-US', settings);
}

function remarks({ totals, isCut, rows, budgets }: CostReport): string[] {
  const { unpriced, estimated, open } = totals;
  const said = [
    ...(isCut ? [`Only the ${counted(rows.length, 'dearest row')}; the total is of all.`] : []),
    ...(unpriced > 0
      ? [`Cost unknown for ${counted(unpriced, 'call')}: the model had no price in mind.prices.`]
      : []),
    ...(estimated > 0 ? [`${counted(estimated, 'call')} cut short: partly our own estimate.`] : []),
    ...(open > 0 ? [`${counted(open, 'call')} not ended yet, and not in the figures.`] : []),
    ...budgets.map(({ tenant, usd, limitUsd }) => {
      const share = limitUsd === 0 ? '' : `, ${Math.floor((usd / limitUsd) * 100)} %`;
      return `Budget of ${tenant}: ${usd.toFixed(2)} of ${limitUsd.toFixed(2)} USD${share}.`;
    }),
  ];
  return said.length === 0 ? [] : ['', ...said];
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}

/** RFC 4180, with the names of the JSON; the last line is the total. */
function asCsv({ month, by, rows, totals }: CostReport): string {
  const names = by === null ? ['month', 'tenant'] : ['month', 'tenant', by];
  const fields = FIGURES.map(([field]) => field);
  const lines: (string | number)[][] = [
    [...names, ...fields],
    ...rows.map((row) => [month, ...namesOf(row, by, ''), ...fields.map((field) => row[field])]),
    [month, 'total', ...(by === null ? [] : ['']), ...fields.map((field) => totals[field])],
  ];
  return lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

/** A spreadsheet would take a text that begins like a formula for one, and models have whatever names config gives. */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function namesOf(row: CostRow, by: CostGroup | null, none: string): string[] {
  return by === null ? [row.tenant] : [row.tenant, row.key ?? none];
}
