import type { CostGroup, CostNotice, CostQuery, CostRow, HourCost } from '../../domain/costs.js';
import type { Costs } from '../../ports/costs.js';
import { parsed, type Sqlite } from './sqlite-database.js';

const HOUR_MS = 3_600_000;

/** What calls have in common, as the ledger's rows tell it. */
const KEYS: Readonly<Record<CostGroup, string>> = {
  conversation: 'conversation',
  'turn-type': "json_extract(doc, '$.turnType')",
  purpose: "json_extract(doc, '$.purpose')",
  channel: "json_extract(doc, '$.channel')",
  day: "strftime('%Y-%m-%d', opened_at / 1000, 'unixepoch')",
  model: "json_extract(doc, '$.model')",
};

export class SqliteCosts implements Costs {
  constructor(private readonly database: Sqlite) {}

  async sums({ fromMs, toMs, tenant, by, limit }: CostQuery): Promise<readonly CostRow[]> {
    const tenants = tenant === null ? 'SELECT DISTINCT tenant FROM ledger' : '?';
    const rows = this.database
      .prepare(
        `SELECT tenant, ${by === null ? 'NULL' : KEYS[by]} AS key, count(*) AS calls,
           coalesce(sum(json_extract(doc, '$.closed.costUsd')), 0) AS costUsd,
           sum(is_open = 1) AS open,
           coalesce(sum(is_open = 0 AND json_extract(doc, '$.closed.isEstimated')), 0) AS estimated,
           sum(is_open = 0 AND json_extract(doc, '$.closed.costUsd') IS NULL) AS unpriced,
           ${tokens('inputTokens')}, ${tokens('outputTokens')},
           ${tokens('cacheReadTokens')}, ${tokens('cacheWriteTokens')}
         FROM ledger WHERE tenant IN (${tenants}) AND opened_at >= ? AND opened_at < ?
         GROUP BY 1, 2 ORDER BY costUsd DESC, 1, 2 LIMIT ?`,
      )
      .all(...(tenant === null ? [] : [tenant]), fromMs, toMs, limit) as CostRow[];
    return rows.map(plainRow);
  }

  async hourly(tenant: string, fromMs: number, toMs: number): Promise<readonly HourCost[]> {
    const rows = this.database
      .prepare(
        `SELECT opened_at / ${HOUR_MS} AS hour, coalesce(sum(cost_usd), 0) AS costUsd FROM ledger
         WHERE tenant = ? AND opened_at >= ? AND opened_at < ? GROUP BY 1 ORDER BY 1`,
      )
      .all(tenant, fromMs, toMs) as { hour: number; costUsd: number }[];
    return rows.map(({ hour, costUsd }) => ({ hourMs: hour * HOUR_MS, costUsd }));
  }

  async spentIn(tenant: string, fromMs: number, toMs: number): Promise<number> {
    const row = this.database
      .prepare(
        `SELECT coalesce(sum(cost_usd), 0) AS costUsd FROM ledger
         WHERE tenant = ? AND opened_at >= ? AND opened_at < ?`,
      )
      .get(tenant, fromMs, toMs) as { costUsd: number };
    return row.costUsd;
  }

  async notice(notice: CostNotice): Promise<boolean> {
    const put = this.database
      .prepare('INSERT INTO cost_notices (id, at, doc) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(notice.id, notice.atMs, JSON.stringify(notice));
    return put.changes > 0;
  }

  async notices(sinceMs: number, limit: number): Promise<readonly CostNotice[]> {
    const rows = this.database
      .prepare('SELECT doc FROM cost_notices WHERE at >= ? ORDER BY at DESC, id LIMIT ?')
      .all(sinceMs, limit) as { doc: string }[];
    return rows.map((row) => parsed<CostNotice>(row.doc));
  }
}

function tokens(field: string): string {
  return `coalesce(sum(json_extract(doc, '$.closed.usage.${field}')), 0) AS ${field}`;
}

/** Rows carry a field of libsql's own. */
function plainRow({
  tenant,
  key,
  calls,
  costUsd,
  open,
  estimated,
  unpriced,
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
}: CostRow): CostRow {
  return {
    ...{ tenant, key, calls, costUsd, open, estimated, unpriced },
    ...{ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens },
  };
}
