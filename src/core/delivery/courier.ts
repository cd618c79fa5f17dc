import type { Conversation } from '../domain/conversation.js';
import {
  LANE_NAMES,
  type Lane,
  type LaneItem,
  type LaneName,
  type Settlement,
  type TakeRequest,
} from '../domain/lane.js';
import { LANE_TAKE_MAX, RECENT_IDS_MAX } from '../domain/limits.js';
import { emptied, emptiedDuplicate, type Message } from '../domain/message.js';
import { asRevised } from '../domain/transcript.js';
import type { Archive, Filing } from '../ports/archive.js';
import type { Delivery } from '../ports/channel.js';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/ids.js';
import type { Outbox } from '../ports/outbox.js';
import { changed, type Signals } from '../ports/signals.js';
import type { Telemetry } from '../ports/telemetry.js';
import { nextAttempt, type RetrySettings } from './retry-plan.js';

interface CourierParts {
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly settings: () => RetrySettings & { readonly leaseTtlMs: number };
  /** The end of a conversation's lane: its channel, or its tenant's desk. */
  readonly deliveryOf: (conversation: Conversation, lane: LaneName) => Delivery;
}

/** What became of one item, and what of it goes on record. */
interface Handled {
  readonly settlement: Settlement;
  readonly failed: Message | null;
}

/**
 * Takes what a lane owes, puts it on record, hands it over and settles it, in order. A text leaves the lane only after
 * it is on record; an item that fails for now holds back all behind it; one that fails for good is passed over with
 * its reason on record.
 */
export class Courier {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(private readonly parts: CourierParts) {}

  /** Goes on with lanes that a write has taken along with its own change. Returns at once. */
  carry(conversation: Conversation, take: TakeRequest): void {
    const lanes = LANE_NAMES.filter((lane) => conversation.lanes[lane].holder === take.holder);
    const others = LANE_NAMES.filter(
      (lane) => !lanes.includes(lane) && conversation.lanes[lane].items.length > 0,
    );
    if (lanes.length > 0) this.track(this.carryTaken(conversation, lanes));
    for (const lane of others) this.track(this.run(conversation.id, lane));
  }

  /** Works on a lane until nothing is owed or it must wait. Never rejects. */
  async run(conversationId: string, lane: LaneName): Promise<void> {
    try {
      while (!this.stopping.signal.aborted) {
        const taken = await this.take(conversationId, lane);
        if (taken === null) return;
        const goesOn = await this.work(taken, [lane]);
        if (!goesOn) return;
      }
    } catch (error) {
      this.parts.telemetry.error('delivery.failed', error, { conversation: conversationId, lane });
    }
  }

  /** Finishes what is under way; what was not reached is due on record. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  private async carryTaken(conversation: Conversation, lanes: readonly LaneName[]): Promise<void> {
    try {
      const goesOn = await this.work(conversation, lanes);
      if (!goesOn) return;
    } catch (error) {
      this.parts.telemetry.error('delivery.failed', error, { conversation: conversation.id });
      return;
    }
    await Promise.all(lanes.map((lane) => this.run(conversation.id, lane)));
  }

  private async take(conversationId: string, lane: LaneName): Promise<Conversation | null> {
    const { outbox, clock, ids, settings } = this.parts;
    const nowMs = clock.nowMs();
    const request = { holder: ids.unique(), nowMs, untilMs: nowMs + settings().leaseTtlMs };
    return outbox.take(conversationId, lane, request, LANE_TAKE_MAX);
  }

  /** One pass over taken lanes: all texts on record first, then each lane on its own. True: more may be owed. */
  private async work(conversation: Conversation, lanes: readonly LaneName[]): Promise<boolean> {
    const items = lanes.flatMap((lane) => owed(conversation.lanes[lane]));
    const old = await this.oldDuplicates(conversation, items);
    await this.parts.archive.file(filingOf(conversation, items, old));
    const passes = await Promise.all(lanes.map((lane) => this.deliver(conversation, lane, old)));
    return passes.some((goesOn) => goesOn);
  }

  /** A message that went past the bot was not compared with the whole record when it was recorded. */
  private async oldDuplicates(
    conversation: Conversation,
    items: readonly LaneItem[],
  ): Promise<ReadonlySet<string>> {
    if (conversation.lastSeq <= RECENT_IDS_MAX) return new Set();
    const messages = items.flatMap((item) => item.message ?? []);
    const people = new Set(['customer', 'agent']);
    const theirs = messages.filter((message) => people.has(message.author.kind));
    if (theirs.length === 0) return new Set();
    const known = await this.parts.archive.known(theirs.map((message) => message.id));
    const seqs = new Map(theirs.map((message) => [message.id, message.seq]));
    return new Set(known.filter((one) => seqs.get(one.id) !== one.seq).map((one) => one.id));
  }

  private async deliver(
    conversation: Conversation,
    lane: LaneName,
    old: ReadonlySet<string>,
  ): Promise<boolean> {
    const settlements: Settlement[] = [];
    for (const item of conversation.lanes[lane].items) {
      if (item.state !== 'taken') continue;
      const isOld = item.message !== undefined && old.has(item.message.id);
      const handled = isOld ? done(item) : await this.handOver(conversation, lane, item);
      if (handled.failed) await this.fileFailure(conversation.id, handled.failed);
      settlements.push(handled.settlement);
      if (handled.settlement.kind === 'retry') break;
    }
    const withdrawn = conversation.lanes[lane].items.filter((item) => item.state === 'withdrawn');
    const after = await this.parts.outbox.settle({
      conversationId: conversation.id,
      lane,
      fence: conversation.lanes[lane].fence,
      settlements,
      emptiedIds: withdrawn.map((item) => item.id),
      release: true,
    });
    if (after === null) return false;
    this.parts.signals.publish(changed(after, lane === 'desk' || after.owner !== 'bot'));
    const { items, notBeforeMs } = after.lanes[lane];
    return items.length > 0 && notBeforeMs <= this.parts.clock.nowMs();
  }

  private async handOver(
    conversation: Conversation,
    lane: LaneName,
    item: LaneItem,
  ): Promise<Handled> {
    const { deliveryOf, telemetry, clock, settings } = this.parts;
    const delivery = deliveryOf(conversation, lane);
    const goesOut = item.kind === 'deliver' || item.kind === 'card';
    if (!goesOut || delivery.shows === 'record') return done(item);
    const outcome = await delivery.deliver(conversation, item, this.stopping.signal);
    if (outcome.kind === 'sent') return done(item);
    const waitMs =
      outcome.kind === 'retry' ? nextAttempt(item.attempts, outcome.afterMs, settings()) : null;
    const fields = { conversation: conversation.id, lane, item: item.id, reason: outcome.reason };
    if (waitMs !== null) {
      telemetry.warn('delivery.retry', { ...fields, waitMs });
      const notBeforeMs = clock.nowMs() + waitMs;
      return { settlement: { id: item.id, kind: 'retry', notBeforeMs }, failed: null };
    }
    telemetry.warn('delivery.gave-up', fields);
    const failed = item.message ? { ...item.message, failure: outcome.reason } : null;
    return { settlement: { id: item.id, kind: 'done' }, failed };
  }

  private async fileFailure(conversationId: string, failed: Message): Promise<void> {
    await this.parts.archive.file({ conversationId, messages: [failed], turns: [], handoffs: [] });
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

function owed(lane: Lane): readonly LaneItem[] {
  return lane.items.filter((item) => item.state !== 'pending');
}

function done(item: LaneItem): Handled {
  return { settlement: { id: item.id, kind: 'done' }, failed: null };
}

function filingOf(
  conversation: Conversation,
  items: readonly LaneItem[],
  old: ReadonlySet<string>,
): Filing {
  const texts = items.flatMap((item) => (item.message ? textOf(item, item.message, old) : []));
  return {
    conversationId: conversation.id,
    messages: asRevised(conversation, texts),
    turns: items.flatMap(({ turn }) => turn ?? []),
    handoffs: items.flatMap(({ handoff }) => handoff ?? []),
  };
}

function textOf(item: LaneItem, message: Message, old: ReadonlySet<string>): Message {
  if (old.has(message.id)) return emptiedDuplicate(message);
  return item.state === 'withdrawn' ? emptied(message) : message;
}
