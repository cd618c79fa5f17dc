import type { Conversation } from '../domain/conversation.js';
import type { LaneItem, LaneName } from '../domain/lane.js';
import type { Fate } from '../domain/mark-writes.js';
import { isForCustomer, type Message } from '../domain/message.js';
import type { Archive } from '../ports/archive.js';
import type { Delivery, DeliveryOutcome } from '../ports/channel.js';
import type { Clock } from '../ports/clock.js';
import type { Outbox, SettleCommand } from '../ports/outbox.js';
import { changed, type Signals } from '../ports/signals.js';
import type { Telemetry } from '../ports/telemetry.js';
import { whileLaneIsHeld } from './lane-keeper.js';
import { nextAttempt, patientWaitMs, type RetrySettings } from './retry-plan.js';

export interface CarrierParts {
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly settings: () => RetrySettings & { readonly leaseTtlMs: number };
}

type Notes = Pick<SettleCommand, 'settlements' | 'cardAt' | 'marks'>;

/** A lane that is being worked on, and what it works with. */
interface Round {
  readonly lane: LaneName;
  readonly fence: number;
  readonly delivery: Delivery;
  /** Texts that are on record under another number, which go nowhere. */
  readonly old: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

const NOTHING: Notes = { settlements: [] };

/**
 * Hands the taken items of one lane to a platform, one after the other, each taken in hand by a write of its own: until
 * then a claim withdraws it (P5), and from then on whoever finds it knows that it may have gone out (P6). The same write
 * takes note of the one before, so that a crash leaves at most one in doubt. Texts that go out as one are one here.
 */
export class WireCarrier {
  /** `onMarked`: the desk's lane was given something by what became of the customer's. */
  constructor(
    private readonly parts: CarrierParts,
    private readonly onMarked: (conversation: Conversation) => void,
  ) {}

  /** True: more may be owed. `old`: texts that are on record under another number, which go nowhere. */
  async carry(
    taken: Conversation,
    lane: LaneName,
    delivery: Delivery,
    old: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { fence, items } = taken.lanes[lane];
    const round: Round = { lane, fence, delivery, old, signal };
    let now = taken;
    let notes = NOTHING;
    const over = new Set<string>();
    for (const { id } of items.filter((item) => item.state === 'taken')) {
      if (signal.aborted) break;
      if (over.has(id)) continue;
      const item = now.lanes[lane].items.find((one) => one.id === id);
      if (item?.state !== 'taken') continue;
      if (!goesOut(item, old)) {
        notes = { ...notes, settlements: [...notes.settlements, { id, kind: 'done' }] };
        continue;
      }
      if (isTakenBack(now, item, lane)) {
        notes = withTakenBack(notes, [item], lane);
        continue;
      }
      const group = groupOf(now, item, round);
      const next = await this.takeInHand(now, group, notes, round);
      if (next === null) return false;
      now = next;
      for (const one of group) over.add(one.id);
      const back = group.filter((one) => isTakenBack(next, one, lane));
      const still = group.filter((one) => !isWithdrawn(next, lane, one.id) && !back.includes(one));
      notes = still.length === 0 ? NOTHING : await this.handOver(next, still, round);
      notes = withTakenBack(notes, back, lane);
      if (notes.settlements.some((one) => one.kind === 'retry')) break;
    }
    const emptiedIds = items.filter((item) => item.state === 'withdrawn').map((item) => item.id);
    const last = { conversationId: taken.id, lane, fence, ...notes, emptiedIds, release: true };
    const after = await this.settle(last);
    if (after === null) return false;
    this.parts.signals.publish(changed(after, lane === 'desk' || after.owner !== 'bot'));
    const left = after.lanes[lane];
    return left.items.length > 0 && left.notBeforeMs <= this.parts.clock.nowMs();
  }

  private takeInHand(
    { id: conversationId }: Conversation,
    group: readonly LaneItem[],
    notes: Notes,
    { lane, fence }: Round,
  ): Promise<Conversation | null> {
    return this.settle({
      conversationId,
      lane,
      fence,
      ...notes,
      emptiedIds: [],
      release: false,
      untilMs: this.parts.clock.nowMs() + this.parts.settings().leaseTtlMs,
      inHandIds: group.map((one) => one.id),
    });
  }

  private async settle(command: SettleCommand): Promise<Conversation | null> {
    const after = await this.parts.outbox.settle(command);
    const told = new Set(command.marks?.map((fate) => fate.messageId));
    const isNews = ({ mark }: LaneItem) => mark !== undefined && told.has(mark.messageId);
    if (after?.lanes.desk.items.some(isNews)) this.onMarked(after);
    return after;
  }

  private async handOver(
    conversation: Conversation,
    items: readonly LaneItem[],
    round: Round,
  ): Promise<Notes> {
    const { delivery, lane, fence, signal } = round;
    const held = { conversationId: conversation.id, lane, fence };
    const ttlMs = this.parts.settings().leaseTtlMs;
    // Found in hand, it was somebody else's who never took note of it.
    const isInDoubt = items.some((item) => !item.held);
    const outcome = await whileLaneIsHeld(held, { ...this.parts, ttlMs }, (lost) =>
      delivery.deliver(conversation, items, {
        signal: AbortSignal.any([signal, lost]),
        isInDoubt,
      }),
    );
    switch (outcome.kind) {
      case 'sent':
        return this.sent(conversation, items, outcome.place, round);
      case 'retry':
        return this.again(conversation, items, outcome, round);
      case 'failed':
        return this.failed(conversation, items, outcome.reason, round);
    }
  }

  private async sent(
    { id: conversationId }: Conversation,
    items: readonly LaneItem[],
    place: string | undefined,
    { lane }: Round,
  ): Promise<Notes> {
    const notes = { ...done(items), ...fates(items, { state: 'delivered' }, lane) };
    if (place === undefined) return notes;
    await this.file(conversationId, items, { posted: { [lane]: place } });
    const handoff = items.find((item) => item.kind === 'card')?.handoff;
    return handoff ? { ...notes, cardAt: { handoffId: handoff.id, place } } : notes;
  }

  private async again(
    conversation: Conversation,
    items: readonly LaneItem[],
    outcome: Extract<DeliveryOutcome, { kind: 'retry' }>,
    round: Round,
  ): Promise<Notes> {
    const { reason, afterMs, isUnknown = false, isPatient = false } = outcome;
    const settings = this.parts.settings();
    const attempts = Math.max(...items.map((item) => item.attempts));
    const waitMs = isPatient
      ? patientWaitMs(afterMs, settings)
      : nextAttempt(attempts, afterMs, settings);
    if (waitMs === null) return this.failed(conversation, items, reason, round);
    this.warn('delivery.retry', conversation, items, { lane: round.lane, reason, waitMs });
    const notBeforeMs = this.parts.clock.nowMs() + waitMs;
    return {
      settlements: items.map(({ id }) => ({
        id,
        kind: 'retry',
        notBeforeMs,
        isUnknown,
        isPatient,
      })),
    };
  }

  /** Passed over, with the reason on record: what follows must not wait for ever. */
  private async failed(
    conversation: Conversation,
    items: readonly LaneItem[],
    reason: string,
    { lane }: Round,
  ): Promise<Notes> {
    this.warn('delivery.gave-up', conversation, items, { lane, reason });
    const theirs = items.filter((item) => lane === 'customer' || !isAlsoForCustomer(item));
    await this.file(conversation.id, theirs, { failure: reason });
    return { ...done(items), ...fates(items, { state: 'failed', reason }, lane) };
  }

  private async file(
    conversationId: string,
    items: readonly LaneItem[],
    gain: Pick<Message, 'posted' | 'failure'>,
  ): Promise<void> {
    const messages = items.flatMap(({ message }) => (message ? [{ ...message, ...gain }] : []));
    if (messages.length === 0) return;
    await this.parts.archive.file({ conversationId, messages, turns: [], handoffs: [] });
  }

  private warn(
    event: string,
    { id: conversation }: Conversation,
    items: readonly LaneItem[],
    fields: Readonly<Record<string, unknown>>,
  ): void {
    const ids = items.map((item) => item.id).join(' ');
    this.parts.telemetry.warn(event, { conversation, items: ids, ...fields });
  }
}

function goesOut({ kind, message }: LaneItem, old: ReadonlySet<string>): boolean {
  if (kind === 'deliver') return !old.has(message?.id ?? '');
  return kind === 'card' || kind === 'mark';
}

/**
 * A reply whose author took it back before it was handed over is not shown for the moment until that follows; whoever
 * takes back what may stand there looks for it. A desk that waits to hear of the reply waits no longer.
 */
function isTakenBack({ lanes }: Conversation, { message }: LaneItem, lane: LaneName): boolean {
  if (lane !== 'customer' || message?.kind !== 'text' || message.author.kind !== 'agent') {
    return false;
  }
  const isBack = (one: Message | undefined) =>
    one?.kind === 'delete' && one.revises?.id === message.id && one.author.id === message.author.id;
  return lanes.customer.items.some((item) => isBack(item.message));
}

function withTakenBack(notes: Notes, items: readonly LaneItem[], lane: LaneName): Notes {
  if (items.length === 0) return notes;
  const { settlements } = done(items);
  const { marks = [] } = fates(items, { state: 'delivered' }, lane);
  return {
    ...notes,
    settlements: [...notes.settlements, ...settlements],
    marks: [...(notes.marks ?? []), ...marks],
  };
}

/**
 * What goes out with this item, itself included. What is in doubt goes once more exactly as it went the first time, when
 * whoever had it said how many belong together; with another text among them the first post could not be told from it.
 */
function groupOf(
  conversation: Conversation,
  first: LaneItem,
  { lane, delivery, old }: Round,
): readonly LaneItem[] {
  if (first.kind !== 'deliver') return [first];
  const { items } = conversation.lanes[lane];
  const behind = items.slice(items.indexOf(first));
  const isAlike = (item: LaneItem) =>
    item.kind === 'deliver' &&
    item.state === 'taken' &&
    item.held === first.held &&
    goesOut(item, old);
  const end = behind.findIndex((item) => !isAlike(item));
  const alike = end === -1 ? behind : behind.slice(0, end);
  if (!first.held) return alike;
  return alike.slice(0, Math.max(1, delivery.together(conversation, alike)));
}

function done(items: readonly LaneItem[]): Notes {
  return { settlements: items.map(({ id }) => ({ id, kind: 'done' })) };
}

/** What agents' replies among them came to, for the desk where they were said. */
function fates(
  items: readonly LaneItem[],
  fate: Omit<Fate, 'messageId'>,
  lane: LaneName,
): Pick<Notes, 'marks'> {
  const theirs = items.flatMap(({ message }) => (message?.author.kind === 'agent' ? message : []));
  if (lane !== 'customer' || theirs.length === 0) return {};
  return { marks: theirs.map(({ id }) => ({ messageId: id, ...fate })) };
}

/** In the desk's lane, a copy of a reply: whether that failed is decided in the customer's. */
function isAlsoForCustomer({ message }: LaneItem): boolean {
  return message !== undefined && message.author.kind !== 'customer' && isForCustomer(message);
}

function isWithdrawn(conversation: Conversation, lane: LaneName, id: string): boolean {
  return conversation.lanes[lane].items.find((one) => one.id === id)?.state !== 'taken';
}
