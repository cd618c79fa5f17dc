/** How many of one kind of work may be under way at once. Nobody who waits is overtaken. */
export class Slots {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  /** Null: all are taken. */
  tryTake(max: number): (() => void) | null {
    if (this.taken >= max) return null;
    this.taken++;
    return () => this.release();
  }

  /** Waits for a slot. Rejects when the signal aborts. */
  async take(max: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const release = this.tryTake(max);
    if (release !== null) return release;
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      this.waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
    return () => this.release();
  }

  /** A slot goes from hand to hand, so that nobody slips in between. */
  private release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken--;
    else next();
  }
}
