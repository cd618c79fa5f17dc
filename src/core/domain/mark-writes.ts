/**
 * How the desk of a platform learns what became of its replies (P7): a reply waits in `unmarked` until its fate is
 * known, and becomes a mark in the desk's lane in the very write that makes it known.
 */
import type { Conversation, Unmarked } from './conversation.js';
import { type LaneItem, laneItem, type Mark, pushed } from './lane.js';
import { UNMARKED_MAX } from './limits.js';
import type { Message } from './message.js';

/** What became of a reply, as whoever handed it over knows it. */
export type Fate = Pick<Mark, 'messageId' | 'reason'> & {
  readonly state: 'delivered' | 'failed';
};

export function markItem(one: Unmarked, state: Mark['state'], reason?: string): LaneItem {
  const { messageId, seq, wireId } = one;
  const mark: Mark = {
    messageId,
    seq,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(wireId === undefined ? {} : { wireId }),
  };
  return laneItem('mark', `mark-${messageId}-${state}`, { mark });
}

/** A reply whose fate its desk is to be told. */
export function withUnmarked(
  unmarked: readonly Unmarked[],
  { id: messageId, seq, wireId }: Message,
  saidAtMs: number,
): readonly Unmarked[] {
  const wire = wireId === undefined ? {} : { wireId };
  const one: Unmarked = { messageId, seq, ...wire, saidAtMs, isWaitingTold: false };
  return [...unmarked, one].slice(-UNMARKED_MAX);
}

/** The last word on replies. What nobody waits to hear of is passed over. */
export function withFates(before: Conversation, fates: readonly Fate[]): Conversation {
  const known = new Map(fates.map((fate) => [fate.messageId, fate]));
  const items = before.unmarked.flatMap((one) => {
    const fate = known.get(one.messageId);
    return fate === undefined ? [] : [markItem(one, fate.state, fate.reason)];
  });
  if (items.length === 0) return before;
  return {
    ...before,
    unmarked: before.unmarked.filter((one) => !known.has(one.messageId)),
    lanes: { ...before.lanes, desk: pushed(before.lanes.desk, items, null) },
  };
}
