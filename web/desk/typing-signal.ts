/** The customer's page takes "typing" back by itself when it hears nothing for a while; this is sooner. */
const AGAIN_MS = 3_000;

/** Nothing typed for so long is a pause. */
const PAUSE_MS = 4_000;

/** Tells the customer that somebody is writing: not at every key, and not for ever. */
export class TypingSignal {
  private saidAtMs: number | null = null;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (on: boolean) => void) {}

  typed(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.stopped(), PAUSE_MS);
    const nowMs = Date.now();
    if (this.saidAtMs !== null && nowMs - this.saidAtMs < AGAIN_MS) return;
    this.saidAtMs = nowMs;
    this.send(true);
  }

  stopped(): void {
    clearTimeout(this.pause);
    if (this.saidAtMs === null) return;
    this.saidAtMs = null;
    this.send(false);
  }
}
