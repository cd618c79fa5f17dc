import type { Clock } from '../core/ports/clock.js';

/** Something asked for, and how long the answer holds. */
export interface Fresh<Value> {
  readonly value: Value;
  readonly keepMs: number;
  /** When the platform said so; now, if it is not given. */
  readonly saidAtMs?: number;
}

/** What the platform said last, however long ago. */
export interface LastKnown<Value> {
  readonly value: Value;
  readonly saidAtMs: number;
}

interface Entry<Value> {
  readonly answer: Promise<Value>;
  /** Infinite while the answer is under way, so that who asks meanwhile shares it. */
  untilMs: number;
  last: LastKnown<Value> | null;
}

/** Answers of a platform that hold for a while. Those who ask for the same at once share one question. */
export class Memo<Value> {
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(
    private readonly clock: Clock,
    private readonly entriesMax: number,
  ) {}

  /** A rejection is not remembered. `ask` is given what was known before. */
  get(key: string, ask: (last: LastKnown<Value> | null) => Promise<Fresh<Value>>): Promise<Value> {
    const known = this.entries.get(key);
    if (known && known.untilMs > this.clock.nowMs()) return known.answer;
    this.entries.delete(key);
    const last = known?.last ?? null;
    const asked = ask(last);
    const entry: Entry<Value> = {
      answer: asked.then(({ value }) => value),
      untilMs: Number.POSITIVE_INFINITY,
      last,
    };
    this.entries.set(key, entry);
    this.dropOldest();
    void asked.then(
      ({ value, keepMs, saidAtMs = this.clock.nowMs() }) => {
        entry.untilMs = this.clock.nowMs() + keepMs;
        entry.last = { value, saidAtMs };
      },
      () => {
        // What was known before is kept for whoever asks next.
        entry.untilMs = Number.NEGATIVE_INFINITY;
        if (last === null && this.entries.get(key) === entry) this.entries.delete(key);
      },
    );
    return entry.answer;
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  private dropOldest(): void {
    for (const key of this.entries.keys()) {
      if (this.entries.size <= this.entriesMax) return;
      this.entries.delete(key);
    }
  }
}
