import type { Conversation } from '../domain/conversation.js';
import type { TakeRequest } from '../domain/lane.js';
import { type Draft, type Message, numbered, SYSTEM } from '../domain/message.js';
import { say } from '../domain/texts.js';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/ids.js';
import type { Interims } from '../ports/interims.js';
import type { Rungs } from '../ports/rungs.js';
import type { Telemetry } from '../ports/telemetry.js';
import { type Turn, takenOf } from './turn.js';

interface HoldParts {
  readonly interims: Interims;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly rungs: Rungs;
  readonly telemetry: Telemetry;
  /** As after a commit. */
  readonly onCommitted: (conversation: Conversation, take: TakeRequest) => void;
}

interface HoldSettings {
  readonly laneTtlMs: number;
  /** When the customer last saw an answer grow; null: not in this turn. */
  readonly grownAtMs: () => number | null;
}

/**
 * Keeps a customer company while their turn takes long: one message for one stretch of waiting, however often the turn
 * is tried and whatever else they write meanwhile.
 */
export class TurnHold {
  private cancel: () => void = () => undefined;
  private writing: Promise<void> | null = null;
  private readonly said: Message[] = [];

  constructor(
    private readonly turn: Turn,
    private readonly settings: HoldSettings,
    private readonly parts: HoldParts,
  ) {}

  /** From now on the time counts, and anew from each piece of an answer. */
  start(): void {
    this.lookAfter(this.turn.settings.patience.holdAfterMs);
  }

  /** Resolves when nothing more is said, with what was: a commit that came in between would be answered by it. */
  async end(): Promise<readonly Message[]> {
    this.cancel();
    await this.writing;
    return this.said;
  }

  /** Says it, unless it was said before. Never rejects: a turn does not fail for want of it. */
  tell(key: 'ladder.hold' | 'ladder.later'): Promise<void> {
    this.writing ??= this.write(key);
    return this.writing;
  }

  private lookAfter(ms: number): void {
    const { clock } = this.parts;
    this.cancel = clock.alarm(ms, () => {
      const grownAtMs = this.settings.grownAtMs();
      const { holdAfterMs } = this.turn.settings.patience;
      const restMs = grownAtMs === null ? 0 : grownAtMs + holdAfterMs - clock.nowMs();
      if (restMs > 0) this.lookAfter(restMs);
      else void this.tell('ladder.hold');
    });
  }

  private async write(key: 'ladder.hold' | 'ladder.later'): Promise<void> {
    const { conversation, id: turnId, settings } = this.turn;
    const [oldest] = conversation.inbox;
    const newest = takenOf(conversation).at(-1);
    if (oldest === undefined || newest === undefined) return;
    if (conversation.heldSeq >= oldest.seq) return;
    const { interims, clock, ids, rungs, telemetry, onCommitted } = this.parts;
    const nowMs = clock.nowMs();
    const notice: Draft = {
      id: `${turnId}-hold`,
      kind: 'text',
      author: SYSTEM,
      text: say(key, settings.wording),
      atMs: nowMs,
      turnId,
    };
    const untilMs = nowMs + this.settings.laneTtlMs;
    const take = { holder: ids.unique(), nowMs, untilMs };
    const { id: conversationId, tenant, fence, ownership } = conversation;
    const held = { conversationId, fence, ownership, seq: newest.seq, notice, take };
    try {
      const after = await interims.hold(held);
      if (after === null) return;
      this.said.push(numbered(notice, after.lastSeq));
      rungs.note('held', { tenant, turnId });
      onCommitted(after, take);
    } catch (error) {
      telemetry.error('turn.not-held', error, { turn: turnId });
    }
  }
}
