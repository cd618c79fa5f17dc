import type { CostNotice, CostQuery, CostRow, HourCost } from '../domain/costs.js';

/** The ledger in sums. Only `sums` without a tenant looks across tenants, for the operator. */
export interface Costs {
  /** The dearest first, then by tenant and key. */
  sums(query: CostQuery): Promise<readonly CostRow[]>;
  /** Hours in [fromMs, toMs) that have calls, oldest first. */
  hourly(tenant: string, fromMs: number, toMs: number): Promise<readonly HourCost[]>;
  /** USD of the priced, closed calls that were opened in [fromMs, toMs). */
  spentIn(tenant: string, fromMs: number, toMs: number): Promise<number>;
  /** Puts a notice on record. False if somebody has done so before: then it is told already. */
  notice(notice: CostNotice): Promise<boolean>;
  /** Notices since then, newest first. */
  notices(sinceMs: number, limit: number): Promise<readonly CostNotice[]>;
}
