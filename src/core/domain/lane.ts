import type { Handoff } from './handoff.js';
import type { Message } from './message.js';
import type { TurnRecord } from './turn.js';

export type LaneName = 'customer' | 'desk';
export const LANE_NAMES: readonly LaneName[] = ['customer', 'desk'];

/**
 * `file`: a text that only has to reach `messages`. `deliver`: a text that also goes out. `turn`: a turn's history.
 * `card`: the newest state of a handoff. `mark`: what became of a reply, for the desk where it was said.
 */
export type LaneItemKind = 'file' | 'deliver' | 'turn' | 'card' | 'mark';

/** What a desk on a platform is to be told of a reply to the customer (P7). Only ever in the desk's lane. */
export interface Mark {
  readonly messageId: string;
  readonly seq: number;
  readonly state: 'delivered' | 'waiting' | 'failed';
  readonly reason?: string;
  /** The reply's own id where it was said; not there if it was said somewhere else than at that desk. */
  readonly wireId?: string;
}

/** One thing an outbox lane still owes. It leaves the lane only after its text is in `messages`. */
export interface LaneItem {
  readonly id: string;
  readonly kind: LaneItemKind;
  /** `withdrawn`: a claim came first; its number is kept as an empty message. */
  readonly state: 'pending' | 'taken' | 'withdrawn';
  /** Said by the bot or by Frontdesk for it: withdrawn by a claim. */
  readonly byBot: boolean;
  /**
   * Not yet handed to a platform, so even a taken item can still be withdrawn. False from the moment its courier is
   * about to hand it over: found so by another courier, it may have gone out or not.
   */
  readonly held: boolean;
  readonly attempts: number;
  readonly message?: Message;
  readonly turn?: TurnRecord;
  readonly handoff?: Handoff;
  readonly mark?: Mark;
}

/** An ordered part of the outbox. The lane's lease is its courier's; a retry holds back all that follows. */
export interface Lane {
  readonly fence: number;
  readonly holder: string;
  readonly leaseUntilMs: number;
  readonly notBeforeMs: number;
  readonly items: readonly LaneItem[];
}

export const EMPTY_LANE: Lane = {
  fence: 0,
  holder: '',
  leaseUntilMs: 0,
  notBeforeMs: 0,
  items: [],
};

/** The right to work on a lane, asked for in the same write that fills it. */
export interface TakeRequest {
  /** Unique per request; whoever finds it in `lane.holder` afterwards has the lane. */
  readonly holder: string;
  readonly nowMs: number;
  readonly untilMs: number;
}

/**
 * What became of one taken item. `retry` keeps it, and all behind it, until `notBeforeMs`; `isUnknown` if it may have
 * gone out all the same, `isPatient` if the try does not count because the room itself is broken.
 */
export type Settlement =
  | { readonly id: string; readonly kind: 'done' }
  | {
      readonly id: string;
      readonly kind: 'retry';
      readonly notBeforeMs: number;
      readonly isUnknown?: boolean;
      readonly isPatient?: boolean;
    };

/** What a courier takes note of in one write. */
export interface LaneSettlement {
  readonly fence: number;
  readonly settlements: readonly Settlement[];
  /** Withdrawn items whose empty number is filed. */
  readonly emptiedIds: readonly string[];
  /** Gives the lane back; without it the courier goes on with what it has taken, until `untilMs`. */
  readonly release: boolean;
  readonly untilMs?: number;
  /** The taken items that are handed over next, as one: from now on nobody can withdraw them. */
  readonly inHandIds?: readonly string[];
}

export function laneItem(
  kind: LaneItemKind,
  id: string,
  rest: Partial<Omit<LaneItem, 'kind' | 'id' | 'state' | 'attempts'>>,
): LaneItem {
  return { id, kind, state: 'pending', byBot: false, held: true, attempts: 0, ...rest };
}

/** Whether the lane can be taken: nobody works on it and no retry is pending. */
export function isLaneFree(lane: Lane, nowMs: number): boolean {
  return lane.leaseUntilMs <= nowMs && lane.notBeforeMs <= nowMs;
}

/**
 * Adds items. With a request, and if nothing is waiting before them, the same write takes the lane for its caller; a
 * second push of the same write goes along.
 */
export function pushed(lane: Lane, items: readonly LaneItem[], take: TakeRequest | null): Lane {
  if (items.length === 0) return lane;
  if (take !== null && lane.holder === take.holder) {
    return { ...lane, items: [...lane.items, ...items.map(asTaken)] };
  }
  if (take === null || lane.items.length > 0 || !isLaneFree(lane, take.nowMs)) {
    return { ...lane, items: [...lane.items, ...items] };
  }
  return {
    fence: lane.fence + 1,
    holder: take.holder,
    leaseUntilMs: take.untilMs,
    notBeforeMs: 0,
    items: items.map(asTaken),
  };
}

function asTaken(item: LaneItem): LaneItem {
  return { ...item, state: 'taken' };
}

/**
 * Puts the newest card in the place of an older one of the same handoff that nobody has taken up: behind it, the texts
 * of its thread could come out before it.
 */
export function withCard(lane: Lane, card: LaneItem, take: TakeRequest | null): Lane {
  const isOld = (item: LaneItem) =>
    item.kind === 'card' && item.state === 'pending' && item.handoff?.id === card.handoff?.id;
  const old = lane.items.find(isOld);
  if (old === undefined) return pushed(lane, [card], take);
  const items = lane.items
    .filter((item) => item === old || !isOld(item))
    .map((item) => (item === old ? { ...card, attempts: old.attempts, held: old.held } : item));
  return { ...lane, items };
}

/** Takes the first `max` items. Withdrawn ones keep their state; their courier files the empty number. */
export function taken(lane: Lane, take: TakeRequest, max: number): Lane | null {
  if (lane.items.length === 0 || !isLaneFree(lane, take.nowMs)) return null;
  const items = lane.items.map((item, index) =>
    item.state === 'withdrawn'
      ? item
      : { ...item, state: index < max ? ('taken' as const) : ('pending' as const) },
  );
  return {
    fence: lane.fence + 1,
    holder: take.holder,
    leaseUntilMs: take.untilMs,
    notBeforeMs: 0,
    items,
  };
}

/** A claim: what the bot has not sent is not sent any more. */
export function withdrawn(lane: Lane): Lane {
  const items = lane.items.map((item) =>
    item.byBot && (item.state === 'pending' || (item.state === 'taken' && item.held))
      ? { ...item, state: 'withdrawn' as const }
      : item,
  );
  return { ...lane, items };
}

/**
 * Takes note of what became of taken items; a withdrawn one leaves only when `emptied` names it, that is after its
 * empty number was filed. Returns null if the lane was taken over.
 */
export function settled(lane: Lane, settlement: LaneSettlement): Lane | null {
  const { fence, settlements, emptiedIds, release, untilMs } = settlement;
  if (lane.fence !== fence) return null;
  const done = new Set(settlements.filter((one) => one.kind === 'done').map((one) => one.id));
  const gone = new Set(emptiedIds);
  const retries = settlements.filter((one) => one.kind === 'retry');
  const counted = new Set(retries.filter((one) => !one.isPatient).map((one) => one.id));
  const [retry] = retries;
  const items = lane.items
    .filter((item) => (item.state === 'withdrawn' ? !gone.has(item.id) : !done.has(item.id)))
    .map((item) => {
      const attempts = item.attempts + (counted.has(item.id) ? 1 : 0);
      const state = release && item.state === 'taken' ? ('pending' as const) : item.state;
      return { ...item, attempts, state, held: isHeldAfter(item, settlement) };
    });
  return {
    ...lane,
    items,
    leaseUntilMs: release ? 0 : (untilMs ?? lane.leaseUntilMs),
    notBeforeMs: retry?.notBeforeMs ?? lane.notBeforeMs,
  };
}

/** An item in hand stays so until it is known not to have gone out. A withdrawn one is never handed over. */
function isHeldAfter(item: LaneItem, { settlements, inHandIds = [] }: LaneSettlement): boolean {
  if (inHandIds.includes(item.id) && item.state === 'taken') return false;
  const retry = settlements.find((one) => one.kind === 'retry' && one.id === item.id);
  return retry?.kind === 'retry' && !retry.isUnknown ? true : item.held;
}

/** When the lane has to be looked at again; null when nothing is owed. */
export function laneDueAtMs(lane: Lane): number | null {
  return lane.items.length === 0 ? null : Math.max(lane.leaseUntilMs, lane.notBeforeMs);
}
