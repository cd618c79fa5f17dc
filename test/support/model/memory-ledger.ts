import type { ClosedCall, LedgerEntry, OpenedCall, Spent } from '../../../src/core/domain/usage.js';
import type { Ledger } from '../../../src/core/ports/ledger.js';

/** A ledger that keeps its entries in memory, and may be told to fail. */
export class MemoryLedger implements Ledger {
  readonly #entries = new Map<string, LedgerEntry>();
  /** How many of the next openings and closings are to fail. */
  failing = { open: 0, close: 0 };

  async open(call: OpenedCall): Promise<void> {
    if (this.failing.open > 0) {
      this.failing.open -= 1;
      throw new Error('The ledger is away.');
    }
    if (!this.#entries.has(call.id)) this.#entries.set(call.id, { ...call, closed: null });
  }

  async close({ id, ...closed }: ClosedCall): Promise<void> {
    if (this.failing.close > 0) {
      this.failing.close -= 1;
      throw new Error('The ledger is away.');
    }
    const entry = this.#entries.get(id);
    if (entry && entry.closed === null) this.#entries.set(id, { ...entry, closed });
  }

  async calls(
    tenant: string,
    conversationId: string,
    limit: number,
    fromMs = 0,
  ): Promise<readonly LedgerEntry[]> {
    return this.#of(tenant, conversationId)
      .filter(({ openedAtMs }) => openedAtMs >= fromMs)
      .slice(0, limit);
  }

  async spent(tenant: string, conversationId: string): Promise<Spent> {
    const closed = this.#of(tenant, conversationId).flatMap((one) => one.closed ?? []);
    return {
      calls: closed.length,
      costUsd: closed.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0),
      unpriced: closed.filter(({ costUsd }) => costUsd === null).length,
      isEstimated: closed.some(({ isEstimated }) => isEstimated),
    };
  }

  async leftOpen(beforeMs: number, limit: number): Promise<readonly LedgerEntry[]> {
    return this.entries
      .filter(({ closed, openedAtMs }) => closed === null && openedAtMs < beforeMs)
      .slice(0, limit);
  }

  /** All of them, in the order of their opening. */
  get entries(): readonly LedgerEntry[] {
    return [...this.#entries.values()];
  }

  #of(tenant: string, conversationId: string): readonly LedgerEntry[] {
    return this.entries.filter(
      (one) => one.tenant === tenant && one.conversationId === conversationId,
    );
  }
}
