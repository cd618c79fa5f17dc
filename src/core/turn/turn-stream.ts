import type { Clock } from '../ports/clock.js';
import type { Signals } from '../ports/signals.js';
import type { Turn } from './turn.js';

/** Growing text is shown at most this often: faster than anyone reads, and bounded whatever the model does. */
const DELTA_EVERY_MS = 150;

/** What the customer sees of a turn before it is real: typing, growing text, and its taking back. All of it may be lost. */
export class TurnStream {
  private shownAtMs = Number.NEGATIVE_INFINITY;
  private isShown = false;
  private isOpen = false;

  constructor(
    private readonly turn: Turn,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

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
    const nowMs = this.clock.nowMs();
    if (!this.isOpen || nowMs - this.shownAtMs < DELTA_EVERY_MS) return;
    this.shownAtMs = nowMs;
    this.isShown = true;
    this.signals.publish({
      kind: 'delta',
      conversationId: this.turn.conversation.id,
      ownership: this.turn.conversation.ownership,
      turnId: this.turn.id,
      text,
    });
  }

  retract(): void {
    if (!this.isShown) return;
    this.isShown = false;
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
