import type { Conversation } from '../domain/conversation.js';
import type { LaneItem, LaneName, Settlement } from '../domain/lane.js';
import type { Archive } from '../ports/archive.js';
import type { Delivery, DeliveryOutcome } from '../ports/channel.js';
import type { Clock } from '../ports/clock.js';
import type { Outbox, SettleCommand } from '../ports/outbox.js';
import { changed, type Signals } from '../ports/signals.js';
import type { Telemetry } from '../ports/telemetry.js';
import { nextAttempt, type RetrySettings } from './retry-plan.js';

export interface CarrierParts {
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly signals: Signals;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly settings: () => RetrySettings & { readonly leaseTtlMs: number };
}

type Notes = Pick<SettleCommand, 'settlements' | 'cardAt'>;

/**
 * Hands the taken items of one lane to a platform, one after the other, each taken in hand by a write of its own: until
 * then a claim withdraws it (P5), and from then on whoever finds it knows that it may have gone out (P6). The same write
 * takes note of the one before, so that a crash leaves at most one in doubt.
 */
export class WireCarrier {
  constructor(private readonly parts: CarrierParts) {}

  /** True: more may be owed. `old`: texts that are on record under another number, which go nowhere. */
  async carry(
    taken: Conversation,
    lane: LaneName,
    delivery: Delivery,
    old: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { fence, items } = taken.lanes[lane];
    const base = { conversationId: taken.id, lane, fence };
    let now = taken;
    let notes: Notes = { settlements: [] };
    for (const { id } of items.filter((item) => item.state === 'taken')) {
      if (signal.aborted) break;
      const item = now.lanes[lane].items.find((one) => one.id === id);
      if (item?.state !== 'taken') continue;
      if (!goesOut(item) || old.has(item.message?.id ?? '')) {
        notes = noted(notes, { id, kind: 'done' });
        continue;
      }
      const untilMs = this.parts.clock.nowMs() + this.parts.settings().leaseTtlMs;
      const inHand = { ...base, ...notes, emptiedIds: [], release: false, untilMs, inHandId: id };
      const next = await this.parts.outbox.settle(inHand);
      if (next === null) return false;
      now = next;
      notes = { settlements: [] };
      if (isWithdrawn(now, lane, id)) continue;
      notes = await this.handOver(now, lane, item, delivery, signal);
      if (notes.settlements.some((one) => one.kind === 'retry')) break;
    }
    const emptiedIds = items.filter((item) => item.state === 'withdrawn').map((item) => item.id);
    const after = await this.parts.outbox.settle({ ...base, ...notes, emptiedIds, release: true });
    if (after === null) return false;
    this.parts.signals.publish(changed(after, lane === 'desk' || after.owner !== 'bot'));
    const left = after.lanes[lane];
    return left.items.length > 0 && left.notBeforeMs <= this.parts.clock.nowMs();
  }

  private async handOver(
    conversation: Conversation,
    lane: LaneName,
    item: LaneItem,
    delivery: Delivery,
    signal: AbortSignal,
  ): Promise<Notes> {
    // Found in hand, it was somebody else's who never took note of it.
    const isInDoubt = !item.held;
    const outcome = await delivery.deliver(conversation, item, { signal, isInDoubt });
    switch (outcome.kind) {
      case 'sent':
        return this.sent(conversation, item, outcome);
      case 'retry':
        return this.again(conversation, lane, item, outcome);
      case 'failed':
        return this.failed(conversation, lane, item, outcome.reason);
    }
  }

  private async sent(
    conversation: Conversation,
    item: LaneItem,
    { wireId }: Extract<DeliveryOutcome, { kind: 'sent' }>,
  ): Promise<Notes> {
    const { id, message, handoff } = item;
    if (wireId !== undefined && message) await this.file(conversation, { ...message, wireId });
    const notes: Notes = { settlements: [{ id, kind: 'done' }] };
    if (wireId === undefined || !handoff) return notes;
    return { ...notes, cardAt: { handoffId: handoff.id, place: wireId } };
  }

  private async again(
    conversation: Conversation,
    lane: LaneName,
    item: LaneItem,
    { reason, afterMs, isUnknown = false }: Extract<DeliveryOutcome, { kind: 'retry' }>,
  ): Promise<Notes> {
    const waitMs = nextAttempt(item.attempts, afterMs, this.parts.settings());
    if (waitMs === null) return this.failed(conversation, lane, item, reason);
    const fields = { conversation: conversation.id, lane, item: item.id, reason, waitMs };
    this.parts.telemetry.warn('delivery.retry', fields);
    const notBeforeMs = this.parts.clock.nowMs() + waitMs;
    return { settlements: [{ id: item.id, kind: 'retry', notBeforeMs, isUnknown }] };
  }

  /** Passed over, with the reason on record: what follows must not wait for ever. */
  private async failed(
    conversation: Conversation,
    lane: LaneName,
    item: LaneItem,
    reason: string,
  ): Promise<Notes> {
    const { id, message } = item;
    this.parts.telemetry.warn('delivery.gave-up', {
      conversation: conversation.id,
      lane,
      item: id,
      reason,
    });
    if (message) await this.file(conversation, { ...message, failure: reason });
    return { settlements: [{ id, kind: 'done' }] };
  }

  private async file({ id }: Conversation, message: NonNullable<LaneItem['message']>) {
    const filing = { conversationId: id, messages: [message], turns: [], handoffs: [] };
    await this.parts.archive.file(filing);
  }
}

function goesOut({ kind }: LaneItem): boolean {
  return kind === 'deliver' || kind === 'card';
}

function noted(notes: Notes, settlement: Settlement): Notes {
  return { ...notes, settlements: [...notes.settlements, settlement] };
}

function isWithdrawn(conversation: Conversation, lane: LaneName, id: string): boolean {
  return conversation.lanes[lane].items.find((one) => one.id === id)?.state !== 'taken';
}
