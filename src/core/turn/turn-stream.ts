import type { Clock } from '../ports/clock.js';
import type { Signals } from '../ports/signals.js';
import type { Turn } from './turn.js';

/** Growing text is shown at most this often: faster than anyone reads, and bounded whatever the model does. */
const DELTA_EVERY_MS = 150;

/**
 * What the customer sees of a turn before it is real: typing, and where the channel shows it, growing text and its
 * taking back. All of it may be lost.
 */
export class TurnStream {
  /** When text was last shown that was not taken back. */
  private shownAtMs: number | null = null;
  private isOpen = false;

  constructor(
    private readonly turn: Turn,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  /** When the customer last saw text grow; null: there is none to be seen. */
  get grownAtMs(): number | null {
    return this.shownAtMs;
  }

  open(): void {
    this.isOpen = true;
    this.typing(true);
  }

  /** Ends typing. Text that a slow mind still brings is not shown any more. */
  close(): void {
    this.isOpen = false;
    this.typing(false);
  }

  grow(text: string): void {
    if (!this.isOpen || !this.turn.settings.showsGrowingText) return;
    const nowMs = this.clock.nowMs();
    if (this.shownAtMs !== null && nowMs - this.shownAtMs < DELTA_EVERY_MS) return;
    this.shownAtMs = nowMs;
    this.signals.publish({
      kind: 'delta',
      conversationId: this.turn.conversation.id,
      ownership: this.turn.conversation.ownership,
      turnId: this.turn.id,
      text,
    });
  }

  retract(): void {
    if (this.shownAtMs === null) return;
    this.shownAtMs = null;
    this.signals.publish({
      kind: 'retract',
      conversationId: this.turn.conversation.id,
      turnId: this.turn.id,
    });
  }

  private typing(on: boolean): void {
    this.signals.publish({
      kind: 'typing',
      conversationId: this.turn.conversation.id,
      author: { kind: 'bot', name: this.turn.settings.botName },
      on,
    });
  }
}
