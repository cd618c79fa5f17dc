import type { Telemetry } from '../../core/ports/telemetry.js';
import type { TeamsAddress, TeamsConnector } from './teams-shapes.js';

/** Lines under way at once. In a flood the later ones are left out. */
const LINES_MAX = 200;

/** Lines remembered, so that one message that is heard of twice, or sent again, is answered by one line. */
const TOLD_MAX = 1_000;

/**
 * Short words of ours into a customer's conversation that answer no turn: about something that was not taken, or a
 * welcome. They hold nothing up: Teams hears that we heard, however long these take.
 */
export class TeamsCustomersLines {
  private readonly told = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly parts: { readonly connector: TeamsConnector; readonly telemetry: Telemetry },
  ) {}

  /** `about`: what it is about, said once. Returns at once; false: it is left out, and nobody will have been told. */
  tell(address: TeamsAddress, about: string, words: string): boolean {
    if (this.told.has(about)) return true;
    if (this.running.size >= LINES_MAX) return false;
    this.remember(about);
    const work = this.send(address, about, words);
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
    return true;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  private async send(address: TeamsAddress, about: string, text: string): Promise<void> {
    const { connector, telemetry } = this.parts;
    try {
      const { signal } = this.stopping;
      await connector.send(address, { type: 'message', text, textFormat: 'markdown' }, signal);
    } catch (error) {
      this.told.delete(about);
      telemetry.error('teams.line-failed', error, { bot: address.bot });
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
