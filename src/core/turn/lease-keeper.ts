import type { Clock } from '../ports/clock.js';
import type { Conversations } from '../ports/conversations.js';
import type { Signals } from '../ports/signals.js';
import type { Telemetry } from '../ports/telemetry.js';

/** Renewals per lease: two may fail before another worker takes over. */
const RENEWALS_PER_LEASE = 3;

/**
 * Leases without an answered renewal after which the work is given up. The fence keeps a late commit out whatever
 * happens; this only ends work for a store that hangs, and is no shorter so that a busy process does not give up.
 */
const GIVE_UP_AFTER_LEASES = 3;

interface KeeperParts {
  readonly conversations: Conversations;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly ttlMs: number;
}

/** The lease a worker holds on a conversation. */
export interface Held {
  readonly conversationId: string;
  readonly fence: number;
  readonly ownership: number;
}

/**
 * Keeps a lease while its work runs and says, by `signal`, when the work is for nothing: the lease was lost, or a
 * person took the conversation. A claim is heard at once through signals and at the latest at the next renewal.
 */
export class LeaseKeeper {
  private readonly controller = new AbortController();
  private readonly stopListening: () => void;
  private readonly loop: Promise<void>;
  private readonly stopping = new AbortController();
  /** Rings when renewals hang or fail for too long. */
  private cancelLoss: () => void;

  private constructor(
    private readonly held: Held,
    private readonly parts: KeeperParts,
  ) {
    this.cancelLoss = this.planLoss();
    this.stopListening = parts.signals.listen(held.conversationId, (signal) => {
      if (signal.kind === 'changed' && signal.ownership > held.ownership) this.lose('superseded');
    });
    this.loop = this.renewForEver();
  }

  static start(held: Held, parts: KeeperParts): LeaseKeeper {
    return new LeaseKeeper(held, parts);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Ends the work from outside. */
  abandon(reason: string): void {
    this.lose(reason);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.cancelLoss();
    this.stopListening();
    await this.loop;
    this.cancelLoss();
  }

  private async renewForEver(): Promise<void> {
    const { clock, ttlMs } = this.parts;
    while (!this.stopping.signal.aborted && !this.controller.signal.aborted) {
      await clock.wait(ttlMs / RENEWALS_PER_LEASE, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      await this.renew();
    }
  }

  private async renew(): Promise<void> {
    const { conversations, clock, telemetry, ttlMs } = this.parts;
    const { conversationId, fence, ownership } = this.held;
    const untilMs = clock.nowMs() + ttlMs;
    try {
      const renewed = await conversations.renew(conversationId, fence, untilMs);
      if (renewed === null) return this.lose('lease lost');
      if (renewed.ownership !== ownership) return this.lose('superseded');
      this.cancelLoss();
      this.cancelLoss = this.planLoss();
    } catch (error) {
      // The store may come back in time; the alarm rings when it does not.
      telemetry.error('lease.renew-failed', error, { conversation: conversationId });
    }
  }

  private planLoss(): () => void {
    return this.parts.clock.alarm(this.parts.ttlMs * GIVE_UP_AFTER_LEASES, () =>
      this.lose('lease lost'),
    );
  }

  private lose(reason: string): void {
    this.controller.abort(reason);
  }
}
