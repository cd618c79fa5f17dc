import type { Conversation } from './conversation.js';
import { isForCustomer, isRevision, type Message, withRevisions } from './message.js';

/**
 * The texts that so far live in the aggregate only: waiting for a turn, or for their lane. `pending` ones of the
 * customer lane are not said yet; a customer sees nothing at or behind the first of them (P4, P5).
 */
interface Held {
  readonly messages: ReadonlyMap<number, Message>;
  readonly horizon: number;
}

function held(conversation: Conversation): Held {
  const messages = new Map<number, Message>();
  for (const message of conversation.inbox) messages.set(message.seq, message);
  let horizon = Number.POSITIVE_INFINITY;
  for (const lane of [conversation.lanes.desk, conversation.lanes.customer]) {
    for (const item of lane.items) {
      if (item.message === undefined) continue;
      const isGone = item.state === 'withdrawn';
      const message = isGone ? { ...item.message, kind: 'empty' as const } : item.message;
      messages.set(message.seq, message);
      const isUnsaid = item.kind === 'deliver' && item.held && !isGone;
      const isWords = message.kind === 'text' || isRevision(message);
      // What only the desk waits for holds nothing back from the customer.
      if (lane === conversation.lanes.customer && isUnsaid && isWords) {
        horizon = Math.min(horizon, message.seq);
      }
    }
  }
  return { messages, horizon };
}

/** The first number that is not settled: of the texts before it none is withdrawn, and all are on record. */
export function heldFromSeq(conversation: Conversation): number {
  return Math.min(conversation.lastSeq + 1, ...held(conversation).messages.keys());
}

/**
 * One page of a conversation as its record and its aggregate together tell it. `filed` is the page read from the
 * record after the aggregate was read: a text leaves the aggregate only once it is filed, so none can be missing. Only
 * of what was withdrawn does the aggregate know more; the record's copy may have been revised or have failed since.
 * Nothing behind `last` is told, and no revision from behind it.
 */
function merge(
  conversation: Conversation,
  filed: readonly Message[],
  last = Number.POSITIVE_INFINITY,
): Message[] {
  const { messages } = held(conversation);
  const all = new Map<number, Message>(filed.map((message) => [message.seq, message]));
  for (const [seq, message] of messages) {
    if (message.kind === 'empty' || !all.has(seq)) all.set(seq, message);
  }
  const told = [...all.values()].filter((message) => message.seq <= last);
  return withRevisions(told.sort((one, other) => one.seq - other.seq));
}

/**
 * The last number a customer may see: before the first text that is not yet said, and never beyond what this copy of
 * the aggregate knows of. The record may hold newer texts already, and only a newer copy tells whether they were said
 * or withdrawn.
 */
export function lastShownSeq(conversation: Conversation): number {
  return Math.min(conversation.lastSeq, held(conversation).horizon - 1);
}

/** What follows a number, for the customer's eyes. */
export function customerPageAfter(
  conversation: Conversation,
  filed: readonly Message[],
  after: number,
  limit: number,
): Message[] {
  const last = lastShownSeq(conversation);
  return merge(conversation, cut(filed, limit), last)
    .filter((message) => message.seq > after)
    .filter((message) => isWithinPage(message, filed, limit))
    .filter(isForCustomer);
}

/** A page of what precedes a number. `before` is where the next one begins; null when there is none. */
export interface PageBefore {
  readonly messages: readonly Message[];
  readonly before: number | null;
}

/** What precedes a number, for the customer's eyes; at most `limit`, the newest of them. */
export function customerPageBefore(
  conversation: Conversation,
  filed: readonly Message[],
  before: number,
  limit: number,
): PageBefore {
  const last = lastShownSeq(conversation);
  // What the aggregate holds from before the record's page comes with the page it belongs to.
  const first = filed.length < limit ? 0 : (filed[0]?.seq ?? 0);
  const shown = merge(conversation, filed, last)
    .filter((message) => message.seq >= first && message.seq < before)
    .filter(isForCustomer);
  const messages = shown.slice(-limit);
  // What was cut off comes with the next page; otherwise that one begins where the record's page ended, if it was full.
  const isCut = shown.length > limit;
  const next = isCut ? (messages[0]?.seq ?? 1) : first;
  return { messages, before: next > 1 ? next : null };
}

/** The message with this number; null when there is none. `filed` holds at least that one, if it is on record. */
export function messageAt(
  conversation: Conversation,
  filed: readonly Message[],
  seq: number,
): Message | null {
  return merge(conversation, filed).find((message) => message.seq === seq) ?? null;
}

/** Everything from the first number of the record's page on, whatever it is. */
export function everythingFrom(
  conversation: Conversation,
  filed: readonly Message[],
  from: number,
): Message[] {
  return merge(conversation, filed).filter(({ seq }) => seq >= from);
}

/** The newest texts for people at a desk: everything but feedback and empty numbers. */
export function newest(
  conversation: Conversation,
  filed: readonly Message[],
  limit: number,
): Message[] {
  return merge(conversation, filed)
    .filter(({ kind }) => kind !== 'empty' && kind !== 'feedback')
    .slice(-limit);
}

/** The newest of what a turn may want to know: texts, changes of owner, and what was said of answers. */
export function newestForTurn(
  conversation: Conversation,
  filed: readonly Message[],
  limit: number,
): Message[] {
  return merge(conversation, filed)
    .filter(({ kind }) => kind !== 'empty')
    .slice(-limit);
}

function cut(filed: readonly Message[], limit: number): readonly Message[] {
  return filed.slice(0, limit);
}

/** A full page may be followed by more filed texts, so what the aggregate holds behind it must wait for the next page. */
function isWithinPage(message: Message, filed: readonly Message[], limit: number): boolean {
  const last = filed[limit - 1];
  return filed.length < limit || last === undefined || message.seq <= last.seq;
}

/**
 * The same texts with all that revises them applied, and before them those they revise that are still only in the
 * aggregate. Filed in whatever order, each is on record as it is now: a text filed after its own edit would otherwise
 * stand there as it was before.
 */
export function asRevised(conversation: Conversation, texts: readonly Message[]): Message[] {
  const ids = new Set(texts.flatMap((one) => one.revises?.id ?? []));
  if (ids.size === 0) return [...texts];
  const there = new Set(texts.map((one) => one.id));
  const others = [...held(conversation).messages.values()].filter(
    (one) => ids.has(one.id) && !there.has(one.id) && one.kind === 'text',
  );
  return withRevisions([...others, ...texts]);
}
