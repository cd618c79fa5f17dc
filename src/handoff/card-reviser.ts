import type { Conversation } from '../core/domain/conversation.js';
import type { Handoff, HandoffPayload, StatedFact } from '../core/domain/handoff.js';
import { LEARNT_MAX, learntOf } from '../core/domain/handoff-payload.js';
import type { TakeRequest } from '../core/domain/lane.js';
import { CARD_MESSAGES_MAX } from '../core/domain/limits.js';
import { isRevision, type Message, withRevisions } from '../core/domain/message.js';
import { withNewestWords } from '../core/domain/newest-words.js';
import { newest } from '../core/domain/transcript.js';
import type { Archive } from '../core/ports/archive.js';
import type { Clock } from '../core/ports/clock.js';
import type { Conversations } from '../core/ports/conversations.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Outbox } from '../core/ports/outbox.js';
import type { Telemetry } from '../core/ports/telemetry.js';
import type { DeskParts } from './desk-parts.js';

/**
 * How often what a card is to say is decided anew when something else of the case has changed meanwhile. The last time
 * it is written all the same: words that were taken back must go.
 */
const TRIES_MAX = 5;

interface ReviserParts extends Pick<DeskParts, 'settings' | 'factsAfter'> {
  readonly conversations: Conversations;
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
    const work = this.revise(conversation, last).catch((error) => {
      this.parts.telemetry.error('card.revise-failed', error, { conversation: conversation.id });
    });
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  /** Of several revisions at once each is decided on what the one before has left of the card. */
  private async revise(recorded: Conversation, revision: Message): Promise<void> {
    const { conversations, outbox, clock, ids } = this.parts;
    let now: Conversation | null = recorded;
    for (let left = TRIES_MAX - 1; left >= 0; left--) {
      if (now === null || now.handoff === null) return;
      const { id: handoffId, revision: seen } = now.handoff;
      const changes = await this.changesBy(revision, now, now.handoff);
      if (Object.keys(changes).length === 0) return;
      const nowMs = clock.nowMs();
      const take = { holder: ids.unique(), nowMs, untilMs: nowMs + this.parts.laneTtlMs() };
      const after = await outbox.amend({
        conversationId: now.id,
        handoffId,
        changes,
        ...(left === 0 ? {} : { revision: seen }),
        take,
      });
      if (after !== null) {
        this.parts.onChanged(after, take);
        return;
      }
      now = await conversations.load(recorded.id);
    }
  }

  private async changesBy(
    revision: Message,
    conversation: Conversation,
    handoff: Handoff,
  ): Promise<Partial<HandoffPayload>> {
    const { payload } = handoff;
    const lastSeq = payload.messages.at(-1)?.seq ?? 0;
    const query = { before: lastSeq + 1, limit: CARD_MESSAGES_MAX };
    const filed = await this.parts.archive.page(conversation.id, query);
    const texts = newest(conversation, filed, Number.MAX_SAFE_INTEGER);
    const isThere = texts.some(({ id }) => id === revision.id);
    const said = isThere ? texts : [...texts, revision];
    const target =
      said.find(({ id }) => id === revision.revises?.id) ?? (await this.filed(revision, handoff));
    const all = withRevisions(target === null || said.includes(target) ? said : [target, ...said]);
    const next = withNewestWords(handoff, all).payload;
    const stated =
      target !== null && target.seq <= lastSeq ? this.statedBy(revision, target, all, handoff) : [];
    const { intent, messages, learnt = [], older = null } = next;
    return {
      ...(messages === payload.messages ? {} : { intent, messages }),
      ...(next.learnt === payload.learnt && stated.length === 0
        ? {}
        : { learnt: [...stated, ...learnt].slice(0, LEARNT_MAX) }),
      ...(next.older === payload.older ? {} : { older }),
    };
  }

  /** The text a revision is about, where the card does not quote it. Null: it is not on record. */
  private async filed({ revises }: Message, handoff: Handoff): Promise<Message | null> {
    const { archive } = this.parts;
    const id = revises?.id ?? '';
    const [found] = await archive.known([id]);
    if (found === undefined) return null;
    const query = { before: found.seq + 1, limit: 1 };
    const [text] = await archive.page(handoff.conversationId, query);
    return text?.id === id ? text : null;
  }

  /** What the customer's new words state, unless something later has become of the text. */
  private statedBy(
    revision: Message,
    target: Message,
    all: readonly Message[],
    { tenant, payload }: Handoff,
  ): StatedFact[] {
    const isAbout = (one: Message) => isRevision(one) && one.revises?.id === target.id;
    const isLast = all.every(
      (one) => !isAbout(one) || (one.kind === 'edit' && one.seq <= revision.seq),
    );
    if (!isLast || revision.kind !== 'edit') return [];
    const facts = this.parts.factsAfter({
      facts: [],
      // For what was asked before it.
      window: all.filter(({ seq }) => seq < target.seq),
      taken: [revision],
      customerId: payload.customer.id,
    });
    const own = facts.filter(({ sourceId }) => sourceId === target.id);
    const { wording } = this.parts.settings(tenant);
    return learntOf(own, wording).map((fact) => ({ ...fact, revisedSeq: revision.seq }));
  }
}
