/** Hints that come this close together are one reading. */
const HINTS_MS = 100;

/**
 * When the page reads the record. Never two readings at once; one that began before something was done, or before
 * another case was opened, is given up, so that a late answer does not put an older state over a newer one.
 */
export class Reader {
  private running: Promise<void> = Promise.resolve();
  private wanted: Promise<void> | null = null;
  private current = new AbortController();
  private hint: ReturnType<typeof setTimeout> | undefined;
  private poll: ReturnType<typeof setTimeout> | undefined;
  private isOver = false;

  /** `read` must not reject, and must show nothing once its signal is aborted. */
  constructor(
    private readonly read: (signal: AbortSignal) => Promise<void>,
    private everyMs: number,
  ) {}

  /** Something may have changed. */
  soon(): void {
    this.hint ??= setTimeout(() => void this.now(), HINTS_MS);
  }

  /** Resolves once a reading that began after this call has ended. */
  now(): Promise<void> {
    clearTimeout(this.hint);
    this.hint = undefined;
    this.wanted ??= this.next();
    return this.wanted;
  }

  /** The reading under way is worthless by now. */
  anew(): Promise<void> {
    this.current.abort();
    return this.now();
  }

  /** The net below the hints: reads at least this often. */
  every(ms: number): void {
    if (ms === this.everyMs) return;
    this.everyMs = ms;
    this.schedule();
  }

  stop(): void {
    this.isOver = true;
    this.current.abort();
    clearTimeout(this.hint);
    clearTimeout(this.poll);
  }

  private async next(): Promise<void> {
    await this.running;
    this.wanted = null;
    if (this.isOver) return;
    this.current = new AbortController();
    this.running = this.read(this.current.signal);
    await this.running;
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.poll);
    if (!this.isOver) this.poll = setTimeout(() => void this.now(), this.everyMs);
  }
}
