import type { Config } from './core/config/config-schema.js';
import { loadConfig } from './core/config/load-config.js';
import { COST_GROUPS, COST_ROWS_MAX, type CostGroup, type CostRow } from './core/domain/costs.js';
import { GatewayError } from './core/domain/errors.js';
import {
  COST_FORMATS,
  type CostFormat,
  type CostReport,
  costReportAs,
  totalOf,
} from './core/money/cost-report.js';
import { type Month, monthNamed } from './core/money/month.js';
import type { Costs } from './core/ports/costs.js';
import { openCosts } from './core/stores/open-costs.js';
import { budgetOf, storeSettings } from './settings.js';

/** As it was typed. */
export interface CostsTask {
  readonly config: string;
  readonly month: string;
  readonly tenant?: string;
  readonly by?: string;
  readonly format: string;
}

/** What the calls of a month cost, out of the stores that the configuration names. It writes nothing. */
export async function reportCosts(
  task: CostsTask,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const month = monthOf(task.month);
  const by = task.by === undefined ? null : oneOf(COST_GROUPS, task.by, '--by');
  const format: CostFormat = oneOf(COST_FORMATS, task.format, '--format');
  const config = await loadConfig(task.config, env);
  const tenant = task.tenant === undefined ? null : tenantOf(config, task.tenant);
  const { costs, close } = await openCosts(storeSettings(config));
  try {
    return costReportAs(format, await read({ costs, config, month, tenant, by }));
  } finally {
    await close();
  }
}

interface Asked {
  readonly costs: Costs;
  readonly config: Config;
  readonly month: Month;
  readonly tenant: string | null;
  readonly by: CostGroup | null;
}

async function read({ costs, config, month, tenant, by }: Asked): Promise<CostReport> {
  const { name, fromMs, toMs } = month;
  const query = { fromMs, toMs, tenant, limit: COST_ROWS_MAX };
  const byTenant = await costs.sums({ ...query, by: null });
  const rows = by === null ? byTenant : await costs.sums({ ...query, by });
  const inOrder = by === 'day' ? [...rows].sort(byDay) : rows;
  return {
    ...{ month: name, tenant, by, rows: inOrder },
    totals: totalOf(byTenant),
    isCut: rows.length === COST_ROWS_MAX,
    budgets: budgetsOf(config, byTenant, tenant),
  };
}

function budgetsOf(config: Config, rows: readonly CostRow[], tenant: string | null) {
  const shown = tenant === null ? Object.keys(config.tenants) : [tenant];
  return shown.flatMap((one) => {
    const budget = budgetOf(config, one);
    if (budget === null) return [];
    const usd = rows.find((row) => row.tenant === one)?.costUsd ?? 0;
    return [{ tenant: one, usd, limitUsd: budget.usdPerMonth }];
  });
}

function byDay(one: CostRow, other: CostRow): number {
  return `${one.key} ${one.tenant}` < `${other.key} ${other.tenant}` ? -1 : 1;
}

function monthOf(text: string): Month {
  const month = monthNamed(text);
  if (month === null) throw unusable(`--month ${text} is no month. Write it as 2026-11.`);
  return month;
}

function oneOf<Word extends string>(words: readonly Word[], text: string, option: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw unusable(`${option} ${text} is none of: ${words.join(', ')}.`);
  return found;
}

function tenantOf(config: Config, tenant: string): string {
  if (config.tenants[tenant] !== undefined) return tenant;
  const known = Object.keys(config.tenants).join(', ');
  throw unusable(`--tenant ${tenant} is no tenant of the configuration. It has: ${known}.`);
}

function unusable(message: string): GatewayError {
  return new GatewayError('request.invalid', {}, { message });
}
