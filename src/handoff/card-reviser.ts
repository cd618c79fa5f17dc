import type { Conversation } from '../core/domain/conversation.js';
import type { TakeRequest } from '../core/domain/lane.js';
import { CARD_MESSAGES_MAX } from '../core/domain/limits.js';
import { isRevision } from '../core/domain/message.js';
import { withNewestWords } from '../core/domain/newest-words.js';
import { newest } from '../core/domain/transcript.js';
import type { Archive } from '../core/ports/archive.js';
import type { Clock } from '../core/ports/clock.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Outbox } from '../core/ports/outbox.js';
import type { Telemetry } from '../core/ports/telemetry.js';

interface ReviserParts {
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly laneTtlMs: () => number;
  readonly onChanged: (conversation: Conversation, take: TakeRequest) => void;
}

/** Takes words off an open card that the customer has changed or taken back since it was written. */
export class CardReviser {
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: ReviserParts) {}

  /** Something was recorded while people have the conversation. Returns at once. */
  recorded(conversation: Conversation): void {
    const last = conversation.lanes.desk.items.at(-1)?.message;
    if (last === undefined || !isRevision(last) || conversation.handoff === null) return;
    const work = this.revise(conversation).catch((error) => {
      this.parts.telemetry.error('card.revise-failed', error, { conversation: conversation.id });
    });
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private async revise(conversation: Conversation): Promise<void> {
    const { handoff } = conversation;
    const last = handoff?.payload.messages.at(-1)?.seq;
    if (!handoff || last === undefined) return;
    const query = { before: last + 1, limit: CARD_MESSAGES_MAX };
    const filed = await this.parts.archive.page(conversation.id, query);
    const texts = newest(conversation, filed, Number.MAX_SAFE_INTEGER);
    const { intent, messages } = withNewestWords(handoff, texts).payload;
    if (messages === handoff.payload.messages) return;
    const nowMs = this.parts.clock.nowMs();
    const take = {
      holder: this.parts.ids.unique(),
      nowMs,
      untilMs: nowMs + this.parts.laneTtlMs(),
    };
    const after = await this.parts.outbox.amend({
      conversationId: conversation.id,
      handoffId: handoff.id,
      changes: { intent, messages },
      take,
    });
    if (after !== null) this.parts.onChanged(after, take);
  }
}
