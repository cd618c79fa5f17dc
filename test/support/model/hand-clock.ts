import type { Clock } from '../../../src/core/ports/clock.js';

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** Time that passes only when it is told to. Waits end at once, and are noted, unless they are to be held. */
export class HandClock implements Clock {
  readonly waits: number[] = [];
  isHeld = false;
  readonly #alarms = new Set<Alarm>();
  #nowMs = Date.UTC(2026, 10, 21, 9, 30);

  nowMs(): number {
    return this.#nowMs;
  }

  async wait(ms: number, signal?: AbortSignal): Promise<void> {
    this.waits.push(ms);
    if (signal?.aborted) return;
    if (!this.isHeld) {
      this.#nowMs += ms;
      return;
    }
    await new Promise<void>((resolve) => {
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
    const alarm = { atMs: this.#nowMs + ms, ring };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Lets time pass, and rings what is due. */
  pass(ms: number): void {
    this.#nowMs += ms;
    for (const alarm of [...this.#alarms]) {
      if (alarm.atMs > this.#nowMs) continue;
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }

  get alarms(): number {
    return this.#alarms.size;
  }
}
