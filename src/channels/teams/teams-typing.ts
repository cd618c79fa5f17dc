import type { Clock } from '../../core/ports/clock.js';
import type { Signals } from '../../core/ports/signals.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { TEAMS_TYPING_EVERY_MS, TEAMS_TYPING_MS_MAX } from './teams-limits.js';
import type { TeamsPacer } from './teams-pacer.js';
import { type TeamsAddress, type TeamsConnector, TeamsFailure } from './teams-shapes.js';

/** How long a turn is waited for. Signals may be lost, and nobody types for ever. */
const TURN_WAIT_MS = 10_000;

/** Conversations in which it is shown at once. In a flood the later ones do without. */
const WATCHES_MAX = 500;

interface Watch {
  readonly address: TeamsAddress;
  readonly ended: AbortController;
  /** The sign that is on its way. */
  underWay: Promise<void>;
  close: () => void;
}

/**
 * That somebody is typing, while the bot is at work: again and again, because Teams takes a sign away by itself, and
 * never once the answer stands there. For the eye only: nothing waits for it or fails with it.
 */
export class TeamsTyping {
  private readonly watches = new Map<string, Watch>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly parts: {
      readonly connector: TeamsConnector;
      readonly pacer: TeamsPacer;
      readonly clock: Clock;
      readonly signals: Signals;
      readonly telemetry: Telemetry;
    },
  ) {}

  /** The bot is about to work on what a customer wrote. Returns at once. */
  show(conversationId: string, address: TeamsAddress): void {
    this.end(conversationId);
    if (this.watches.size >= WATCHES_MAX) return;
    const { clock, signals } = this.parts;
    const ended = new AbortController();
    const watch: Watch = { address, ended, underWay: Promise.resolve(), close: () => undefined };
    let cancelNext = (): void => undefined;
    const tick = (): void => {
      watch.underWay = this.send(conversationId, watch);
      cancelNext = clock.alarm(TEAMS_TYPING_EVERY_MS, tick);
    };
    const end = () => this.end(conversationId);
    const cancelAll = clock.alarm(TEAMS_TYPING_MS_MAX, end);
    const cancelWait = clock.alarm(TURN_WAIT_MS, end);
    const deafen = signals.listen(conversationId, (signal) => {
      if (signal.kind !== 'typing' || signal.author.kind !== 'bot') return;
      cancelWait();
      if (!signal.on) end();
    });
    watch.close = () => {
      ended.abort();
      deafen();
      cancelNext();
      cancelAll();
      cancelWait();
    };
    this.watches.set(conversationId, watch);
    tick();
  }

  /** Something is about to be posted there: resolves once no sign can come behind it any more. */
  async quiet(conversationId: string): Promise<void> {
    const watch = this.watches.get(conversationId);
    if (watch === undefined) return;
    this.end(conversationId);
    await watch.underWay;
  }

  async stop(): Promise<void> {
    for (const conversationId of [...this.watches.keys()]) this.end(conversationId);
    await Promise.allSettled(this.running);
  }

  private end(conversationId: string): void {
    this.watches.get(conversationId)?.close();
    this.watches.delete(conversationId);
  }

  private send(conversationId: string, watch: Watch): Promise<void> {
    const work = this.try(conversationId, watch);
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
    return work;
  }

  private async try(conversationId: string, { address, ended }: Watch): Promise<void> {
    const { connector, pacer, telemetry } = this.parts;
    try {
      if (!(await pacer.isFree(address)) || ended.signal.aborted) return;
      await connector.send(address, { type: 'typing' }, ended.signal);
    } catch (error) {
      if (ended.signal.aborted) return;
      this.end(conversationId);
      if (!(error instanceof TeamsFailure)) {
        telemetry.error('teams.typing-failed', error, { conversation: conversationId });
        return;
      }
      const { status, code } = error;
      telemetry.info('teams.typing-refused', { conversation: conversationId, status, code });
    }
  }
}
