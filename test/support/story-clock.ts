import type { Clock } from '../../src/core/ports/clock.js';

/** Wednesday, 18 November 2026, 09:30 UTC. */
const BEGIN_MS = Date.UTC(2026, 10, 18, 9, 30);

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/**
 * The time of a story: it stands still until it is told to pass, so that a story is the same whenever it runs. What
 * waits goes on when its time has come, by this clock or by the machine's, so that a whole gateway works on it.
 */
export class StoryClock implements Clock {
  private passedMs = 0;
  private readonly alarms = new Set<Alarm>();

  nowMs(): number {
    return BEGIN_MS + this.passedMs;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const finish = () => {
        cancel();
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const cancel = this.alarm(ms, finish);
      signal?.addEventListener('abort', finish, { once: true });
    });
  }

  alarm(ms: number, ring: () => void): () => void {
    const alarm = { atMs: this.nowMs() + ms, ring };
    const timer = setTimeout(() => this.ring(alarm), ms);
    this.alarms.add(alarm);
    return () => {
      clearTimeout(timer);
      this.alarms.delete(alarm);
    };
  }

  pass(ms: number): void {
    this.passedMs += ms;
    for (const alarm of [...this.alarms]) {
      if (alarm.atMs <= this.nowMs()) this.ring(alarm);
    }
  }

  private ring(alarm: Alarm): void {
    if (this.alarms.delete(alarm)) alarm.ring();
  }
}
