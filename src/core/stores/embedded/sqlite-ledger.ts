import {
  type ClosedCall,
  type LedgerEntry,
  type OpenedCall,
  type Spent,
  spentOn,
} from '../../domain/usage.js';
import type { Ledger } from '../../ports/ledger.js';
import { parsed, type Sqlite } from './sqlite-database.js';

export class SqliteLedger implements Ledger {
  constructor(private readonly database: Sqlite) {}

  async open(call: OpenedCall): Promise<void> {
    const entry: LedgerEntry = { ...call, closed: null };
    this.database
      .prepare(
        `INSERT INTO ledger (id, tenant, conversation, opened_at, is_open, doc)
         VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
      )
      .run(call.id, call.tenant, call.conversationId, call.openedAtMs, JSON.stringify(entry));
  }

  async close({ id, ...closed }: ClosedCall): Promise<void> {
    this.database
      .prepare(
        `UPDATE ledger SET is_open = 0, cost_usd = ?, doc = json_set(doc, '$.closed', json(?))
         WHERE id = ? AND is_open = 1`,
      )
      .run(closed.costUsd, JSON.stringify(closed), id);
  }

  async calls(
    tenant: string,
    conversationId: string,
    limit: number,
    fromMs = 0,
  ): Promise<readonly LedgerEntry[]> {
    const rows = this.database
      .prepare(
        `SELECT doc FROM ledger WHERE tenant = ? AND conversation = ? AND opened_at >= ?
         ORDER BY opened_at, id LIMIT ?`,
      )
      .all(tenant, conversationId, fromMs, limit) as { doc: string }[];
    return rows.map((row) => parsed<LedgerEntry>(row.doc));
  }

  async spent(tenant: string, conversationId: string): Promise<Spent> {
    const row = this.database
      .prepare(
        `SELECT count(*) AS calls, coalesce(sum(json_extract(doc, '$.closed.costUsd')), 0) AS costUsd,
           coalesce(sum(is_open = 0 AND json_extract(doc, '$.closed.costUsd') IS NULL), 0) AS unpriced,
           coalesce(sum(is_open = 1 OR json_extract(doc, '$.closed.isEstimated')), 0) AS estimated
         FROM ledger WHERE tenant = ? AND conversation = ?`,
      )
      .get(tenant, conversationId) as Parameters<typeof spentOn>[0];
    return spentOn(row);
  }

  async leftOpen(beforeMs: number, limit: number): Promise<readonly LedgerEntry[]> {
    const rows = this.database
      .prepare(
        'SELECT doc FROM ledger WHERE is_open = 1 AND opened_at < ? ORDER BY opened_at LIMIT ?',
      )
      .all(beforeMs, limit) as { doc: string }[];
    return rows.map((row) => parsed<LedgerEntry>(row.doc));
  }
}
