import type { Clock } from '../../core/ports/clock.js';

/** Something asked for, and how long the answer holds. */
export interface Fresh<Value> {
  readonly value: Value;
  readonly keepMs: number;
}

interface Entry<Value> {
  readonly answer: Promise<Value>;
  /** Infinite while the answer is under way, so that who asks meanwhile shares it. */
  untilMs: number;
}

/** Answers of Slack's that hold for a while. Those who ask for the same at once share one question. */
export class SlackMemo<Value> {
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(
    private readonly clock: Clock,
    private readonly entriesMax: number,
  ) {}

  /** A rejection is not remembered. */
  get(key: string, ask: () => Promise<Fresh<Value>>): Promise<Value> {
    const known = this.entries.get(key);
    if (known && known.untilMs > this.clock.nowMs()) return known.answer;
    this.entries.delete(key);
    const asked = ask();
    const entry: Entry<Value> = {
      answer: asked.then(({ value }) => value),
      untilMs: Number.POSITIVE_INFINITY,
    };
    this.entries.set(key, entry);
    this.dropOldest();
    void asked.then(
      ({ keepMs }) => {
        entry.untilMs = this.clock.nowMs() + keepMs;
      },
      () => {
        if (this.entries.get(key) === entry) this.entries.delete(key);
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
