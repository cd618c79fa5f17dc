import type { Conversation } from '../domain/conversation.js';
import {
  LANE_NAMES,
  type Lane,
  type LaneItem,
  type LaneName,
  type TakeRequest,
} from '../domain/lane.js';
import { LANE_TAKE_MAX, RECENT_IDS_MAX } from '../domain/limits.js';
import { emptied, emptiedDuplicate, type Message } from '../domain/message.js';
import { asRevised } from '../domain/transcript.js';
import type { Filing } from '../ports/archive.js';
import type { Delivery } from '../ports/channel.js';
import type { IdSource } from '../ports/ids.js';
import { changed } from '../ports/signals.js';
import { type CarrierParts, WireCarrier } from './wire-carrier.js';

interface CourierParts extends CarrierParts {
  readonly ids: IdSource;
  /** The end of a conversation's lane: its channel, or its tenant's desk. */
  readonly deliveryOf: (conversation: Conversation, lane: LaneName) => Delivery;
}

/**
 * Takes what a lane owes, puts it on record, hands it over and settles it, in order. A text leaves the lane only after
 * it is on record; an item that fails for now holds back all behind it; one that fails for good is passed over with
 * its reason on record.
 */
export class Courier {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  private readonly carrier: WireCarrier;

  constructor(private readonly parts: CourierParts) {
    this.carrier = new WireCarrier(parts, ({ id }) => this.begin(id, 'desk'));
  }

  /** Goes on with lanes that a write has taken along with its own change. Returns at once. */
  carry(conversation: Conversation, take: TakeRequest): void {
    const lanes = LANE_NAMES.filter((lane) => conversation.lanes[lane].holder === take.holder);
    const others = LANE_NAMES.filter(
      (lane) => !lanes.includes(lane) && conversation.lanes[lane].items.length > 0,
    );
    if (lanes.length > 0) this.track(this.carryTaken(conversation, lanes));
    for (const lane of others) this.begin(conversation.id, lane);
  }

  /** Works on a lane that was given something by a write that did not take it along. Returns at once. */
  begin(conversationId: string, lane: LaneName): void {
    this.track(this.run(conversationId, lane));
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
    const delivery = this.parts.deliveryOf(conversation, lane);
    if (delivery.shows === 'wire') {
      return this.carrier.carry(conversation, lane, delivery, old, this.stopping.signal);
    }
    const { fence, items } = conversation.lanes[lane];
    const idsOf = (state: LaneItem['state']) =>
      items.filter((item) => item.state === state).map((item) => item.id);
    const after = await this.parts.outbox.settle({
      conversationId: conversation.id,
      lane,
      fence,
      settlements: idsOf('taken').map((id) => ({ id, kind: 'done' })),
      emptiedIds: idsOf('withdrawn'),
      release: true,
    });
    if (after === null) return false;
    this.parts.signals.publish(changed(after, lane === 'desk' || after.owner !== 'bot'));
    return after.lanes[lane].items.length > 0;
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

function owed(lane: Lane): readonly LaneItem[] {
  return lane.items.filter((item) => item.state !== 'pending');
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
