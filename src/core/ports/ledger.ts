import type { ClosedCall, LedgerEntry, OpenedCall, Spent } from '../domain/usage.js';

/**
 * The account of all model calls (P9). `open` is durable before the call is made: if it rejects, the call must not be
 * made. Both are idempotent by id; only the first closing counts.
 */
export interface Ledger {
  open(call: OpenedCall): Promise<void>;
  close(call: ClosedCall): Promise<void>;
  /** The calls of one conversation that were opened since then, oldest first; `fromMs` 0: all. */
  calls(
    tenant: string,
    conversationId: string,
    limit: number,
    fromMs?: number,
  ): Promise<readonly LedgerEntry[]>;
  spent(tenant: string, conversationId: string): Promise<Spent>;
  /** Calls opened before then and never closed: their process died. */
  leftOpen(beforeMs: number, limit: number): Promise<readonly LedgerEntry[]>;
}
