import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { isFinal } from './teams-errors.js';
import { type TeamsAddress, type TeamsConnector, TeamsFailure } from './teams-shapes.js';

/** Lines under way at once. In a flood the later ones are left out. */
const LINES_MAX = 200;

/** Lines remembered, so that one message that is heard of twice, or sent again, is answered by one line. */
const TOLD_MAX = 1_000;

/** Tries for one line; whoever wrote was told nothing else. */
const TRIES = 3;

/** Time between two of them where Teams asks for none, and the longest that it may ask for. */
const WAIT_MS = 2_000;
const WAIT_MS_MAX = 30_000;

/** Time that a line under way has to come to its end once we are stopping. */
const GRACE_MS = 3_000;

/**
 * Short words of ours into a customer's conversation that answer no turn: about something that was not taken, or a
 * welcome. They hold nothing up: Teams hears that we heard, however long these take.
 */
export class TeamsCustomersLines {
  private readonly told = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  /** Ends the waiting for a next try, and then the calls too. */
  private readonly stopping = new AbortController();
  private readonly ending = new AbortController();

  constructor(
    private readonly parts: {
      readonly connector: TeamsConnector;
      readonly clock: Clock;
      readonly telemetry: Telemetry;
    },
  ) {}

  isTold(about: string): boolean {
    return this.told.has(about);
  }

  /**
   * `about`: what it is about, said once; it may have other names. Returns at once; false: it is left out, and nobody
   * will have been told.
   */
  tell(address: TeamsAddress, about: string, words: string, ...names: string[]): boolean {
    if (this.told.has(about)) return true;
    if (this.running.size >= LINES_MAX) return false;
    const all = [about, ...names];
    for (const one of all) this.remember(one);
    const work = this.send(address, all, words);
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
    return true;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const cancel = this.parts.clock.alarm(GRACE_MS, () => this.ending.abort());
    await Promise.allSettled(this.running);
    cancel();
  }

  private async send(address: TeamsAddress, about: readonly string[], text: string): Promise<void> {
    const { connector, clock, telemetry } = this.parts;
    const { signal } = this.ending;
    for (let left = TRIES - 1; ; left -= 1) {
      try {
        await connector.send(address, { type: 'message', text, textFormat: 'markdown' }, signal);
        return;
      } catch (error) {
        const waitMs = signal.aborted || left === 0 ? null : waitOf(error);
        if (waitMs === null) {
          for (const one of about) this.told.delete(one);
          telemetry.error('teams.line-failed', error, { bot: address.bot });
          return;
        }
        await clock.wait(waitMs, this.stopping.signal);
      }
    }
  }

  private remember(about: string): void {
    this.told.add(about);
    for (const oldest of this.told) {
      if (this.told.size <= TOLD_MAX) return;
      this.told.delete(oldest);
    }
  }
}

/** Null: another try is of no use. */
function waitOf(error: unknown): number | null {
  if (!(error instanceof TeamsFailure) || isFinal(error)) return null;
  return Math.min(error.retryAfterMs ?? WAIT_MS, WAIT_MS_MAX);
}
