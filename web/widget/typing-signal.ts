/** While somebody types on, it is said again after so long, for those who came meanwhile. */
const AGAIN_MS = 3_000;

/** Nothing typed for so long is a pause. */
const PAUSE_MS = 5_000;

/** Tells the other side that the customer is writing, no more often than it needs to know. */
export class TypingSignal {
  private toldAtMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (isOn: boolean) => void) {}

  wrote(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(), PAUSE_MS);
    if (Date.now() - this.toldAtMs < AGAIN_MS) return;
    this.toldAtMs = Date.now();
    this.tell(true);
  }

  stop(): void {
    clearTimeout(this.timer);
    if (this.toldAtMs === 0) return;
    this.toldAtMs = 0;
    this.tell(false);
  }
}
