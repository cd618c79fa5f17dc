import type { LaneName } from '../domain/lane.js';
import type { Clock } from '../ports/clock.js';
import type { Outbox } from '../ports/outbox.js';
import type { Telemetry } from '../ports/telemetry.js';

/** Renewals in the time of one lease, so that a slow one still comes in time. */
const RENEWALS_PER_LEASE = 3;

interface HeldLane {
  readonly conversationId: string;
  readonly lane: LaneName;
  readonly fence: number;
}

interface KeeperParts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly ttlMs: number;
}

/**
 * Keeps a lane while something is handed to a platform, which may take longer than a lease: nobody else should find it
 * in hand meanwhile and hand it over once more. The signal given to `work` aborts when the lane is lost all the same.
 */
export async function whileLaneIsHeld<Result>(
  held: HeldLane,
  parts: KeeperParts,
  work: (lost: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const keeper = new LaneKeeper(held, parts);
  try {
    return await work(keeper.lost);
  } finally {
    await keeper.stop();
  }
}

class LaneKeeper {
  private readonly controller = new AbortController();
  private isOver = false;
  private renewal = Promise.resolve();
  private cancel: () => void;

  constructor(
    private readonly held: HeldLane,
    private readonly parts: KeeperParts,
  ) {
    this.cancel = this.plan();
  }

  get lost(): AbortSignal {
    return this.controller.signal;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    this.cancel();
    await this.renewal;
  }

  private plan(): () => void {
    const { clock, ttlMs } = this.parts;
    return clock.alarm(ttlMs / RENEWALS_PER_LEASE, () => {
      this.renewal = this.renew();
    });
  }

  private async renew(): Promise<void> {
    const { outbox, clock, telemetry, ttlMs } = this.parts;
    const untilMs = clock.nowMs() + ttlMs;
    const nothing = { settlements: [], emptiedIds: [], release: false, untilMs };
    try {
      if ((await outbox.settle({ ...this.held, ...nothing })) === null) {
        return this.controller.abort('lane lost');
      }
    } catch (error) {
      // The store may come back before the lease has run out.
      telemetry.error('delivery.lane-not-kept', error, { ...this.held });
    }
    if (!this.isOver) this.cancel = this.plan();
  }
}
