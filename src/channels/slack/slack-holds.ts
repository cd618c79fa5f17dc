import type { Clock } from '../../core/ports/clock.js';

/** Holds in force at once; Slack counts by method and room, so there are few. */
const HOLDS_MAX = 1_000;

/**
 * What Slack told us to wait for: a method, in a room if it is about one. Known to this process alone, and at once; the
 * others have their pace paused, where there is one.
 */
export class SlackHolds {
  private readonly until = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly onHold: (method: string, room: string, ms: number) => void = () => undefined,
  ) {}

  hold(method: string, room: string, ms: number): void {
    this.onHold(method, room, ms);
    for (const [key, atMs] of this.until) if (atMs <= this.clock.nowMs()) this.until.delete(key);
    if (this.until.size < HOLDS_MAX) this.until.set(keyOf(method, room), this.clock.nowMs() + ms);
  }

  /** 0: go ahead. */
  leftMs(method: string, room: string): number {
    return Math.max(0, (this.until.get(keyOf(method, room)) ?? 0) - this.clock.nowMs());
  }

  get isAny(): boolean {
    return [...this.until.values()].some((atMs) => atMs > this.clock.nowMs());
  }
}

function keyOf(method: string, room: string): string {
  return `${method} ${room}`;
}
