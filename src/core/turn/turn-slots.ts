/** Conversations that wait for a free slot. Past this the sweep finds them; they are on record. */
const WAITING_MAX = 10_000;

/**
 * Bounds the turns in flight, in this process and per tenant, so that one tenant's rush leaves room for the others
 * (P10). Who finds no slot waits in the tenant's own line; lines are served in turn.
 */
export class TurnSlots {
  private readonly running = new Map<string, number>();
  private readonly waiting = new Map<string, Set<string>>();
  private total = 0;
  private waitingTotal = 0;

  constructor(private readonly limits: { readonly all: number; readonly perTenant: number }) {}

  /** True: a slot is taken and must be left. False: the conversation waits. */
  enter(tenant: string, conversationId: string): boolean {
    if (this.isFree(tenant)) {
      this.add(tenant, 1);
      return true;
    }
    if (this.waitingTotal < WAITING_MAX) this.queue(tenant, conversationId);
    return false;
  }

  /** Frees a slot; the next one that waits gets one right away. */
  leave(tenant: string): { tenant: string; conversationId: string } | null {
    this.add(tenant, -1);
    for (const [candidate, line] of this.waiting) {
      const next = line.values().next();
      if (next.done || !this.isFree(candidate)) continue;
      line.delete(next.value);
      this.waitingTotal -= 1;
      // The line goes to the end, so that tenants take turns.
      this.waiting.delete(candidate);
      if (line.size > 0) this.waiting.set(candidate, line);
      this.add(candidate, 1);
      return { tenant: candidate, conversationId: next.value };
    }
    return null;
  }

  private isFree(tenant: string): boolean {
    return this.total < this.limits.all && (this.running.get(tenant) ?? 0) < this.limits.perTenant;
  }

  private add(tenant: string, change: 1 | -1): void {
    this.total += change;
    const running = (this.running.get(tenant) ?? 0) + change;
    if (running > 0) this.running.set(tenant, running);
    else this.running.delete(tenant);
  }

  private queue(tenant: string, conversationId: string): void {
    const line = this.waiting.get(tenant) ?? new Set<string>();
    if (!line.has(conversationId)) this.waitingTotal += 1;
    line.add(conversationId);
    this.waiting.set(tenant, line);
  }
}
