import type { Clock } from '../ports/clock.js';
import type { Wakes } from '../ports/wakes.js';
import { TurnSlots } from './turn-slots.js';
import type { TurnWorker } from './turn-worker.js';

/** Conversations asked for again when another's lease ends; the sweep finds the others. */
const ALARMS_MAX = 10_000;

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
  private readonly alarms = new Map<string, () => void>();
  private isStopping = false;

  constructor(private readonly parts: DispatcherParts) {
    this.slots = new TurnSlots(parts.limits);
  }

  /** A message was just recorded here. Returns at once. */
  recorded(conversationId: string, tenant: string): void {
    if (this.slots.enter(tenant, conversationId)) {
      this.track(this.runOne(tenant, conversationId));
    } else {
      this.track(this.parts.wakes.wake({ kind: 'turn', conversationId, tenant }));
    }
  }

  /** A wake or the sweep asks for a turn. Resolves when it was worked, or put in line here for a free slot. */
  async due(conversationId: string, tenant: string): Promise<void> {
    if (!this.slots.enter(tenant, conversationId)) return;
    const run = this.runOne(tenant, conversationId);
    this.track(run);
    await run;
  }

  /** Ends running turns, or gives them back after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    const { worker, clock } = this.parts;
    this.isStopping = true;
    for (const cancel of this.alarms.values()) cancel();
    worker.close();
    const done = new AbortController();
    const ended = this.allEnded().then(() => done.abort());
    await clock.wait(graceMs, done.signal);
    worker.abandon();
    await ended;
  }

  private async runOne(tenant: string, conversationId: string): Promise<void> {
    const askAtMs = await this.parts.worker.work(conversationId);
    if (askAtMs !== null) this.askAgain(tenant, conversationId, askAtMs);
    const next = this.slots.leave(tenant);
    // On its own, so that whoever waits for this turn does not wait for the next one too.
    if (next) this.track(this.runOne(next.tenant, next.conversationId));
  }

  /** Somebody else has the lease: should they die, it is free then. One alarm per conversation. */
  private askAgain(tenant: string, conversationId: string, atMs: number): void {
    if (this.alarms.has(conversationId) || this.alarms.size >= ALARMS_MAX || this.isStopping)
      return;
    const waitMs = Math.max(0, atMs - this.parts.clock.nowMs());
    const cancel = this.parts.clock.alarm(waitMs, () => {
      this.alarms.delete(conversationId);
      this.track(this.due(conversationId, tenant));
    });
    this.alarms.set(conversationId, cancel);
  }

  private async allEnded(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
