import type { Clock } from '../ports/clock.js';
import type { Wakes } from '../ports/wakes.js';
import { TurnSlots } from './turn-slots.js';
import type { TurnWorker } from './turn-worker.js';

interface DispatcherParts {
  readonly worker: TurnWorker;
  readonly wakes: Wakes;
  readonly clock: Clock;
  readonly limits: { readonly all: number; readonly perTenant: number };
}

/**
 * Decides where a turn is worked. The process that recorded a message works it at once while it has a free slot; past
 * its bound it asks the others through the queue. Whoever comes first, the lease decides.
 */
export class TurnDispatcher {
  private readonly slots: TurnSlots;
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: DispatcherParts) {
    this.slots = new TurnSlots(parts.limits);
  }

  /** A message was just recorded here. Returns at once. */
  recorded(conversationId: string, tenant: string): void {
    if (this.slots.enter(tenant, conversationId)) {
      this.track(this.runFrom(tenant, conversationId));
    } else {
      this.track(this.parts.wakes.wake({ kind: 'turn', conversationId, tenant }));
    }
  }

  /** A wake or the sweep asks for a turn. Resolves when it was worked, or waits for a slot here. */
  async due(conversationId: string, tenant: string): Promise<void> {
    if (!this.slots.enter(tenant, conversationId)) return;
    const run = this.runFrom(tenant, conversationId);
    this.track(run);
    await run;
  }

  /** Ends running turns, or gives them back after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    const { worker, clock } = this.parts;
    worker.close();
    const done = new AbortController();
    const ended = Promise.allSettled(this.running).then(() => done.abort());
    await clock.wait(graceMs, done.signal);
    worker.abandon();
    await ended;
  }

  private async runFrom(tenant: string, conversationId: string): Promise<void> {
    let next: { tenant: string; conversationId: string } | null = { tenant, conversationId };
    while (next !== null) {
      await this.parts.worker.work(next.conversationId);
      next = this.slots.leave(next.tenant);
    }
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
