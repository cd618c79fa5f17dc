/**
 * The table of writes (docs/ARCHITECTURE.md): what each conditional update of the aggregate does, as pure functions.
 * The embedded store runs them inside a transaction; the MongoDB store says the same in pipeline operators, and a
 * differential test holds the two equal. A condition that does not hold is a value, never an exception.
 */
import type { Acting } from './action.js';
import {
  type Conversation,
  cardItem,
  EMPTY_CONVERSATION,
  type Episode,
  newEpisode,
  type Place,
  type Stretch,
  withDue,
} from './conversation.js';
import type { Customer } from './customer.js';
import type { Fact } from './fact.js';
import { type NewHandoff, openHandoff } from './handoff.js';
import { type LaneItem, laneItem, pushed, type TakeRequest, withCard } from './lane.js';
import { INBOX_MAX, LANE_ITEMS_MAX, RECENT_IDS_MAX } from './limits.js';
import { type MemoryAfterTurn, memoryAfterTurn } from './memory-writes.js';
import { type Draft, emptiedDuplicate, isRevision, type Message, numbered } from './message.js';
import { newerEdit, withRecentEdit } from './recent-edits.js';
import type { TurnRecord } from './turn.js';

/**
 * What `record` gives back. `duplicate`: it is on record with that number, or newer words in the place of the same text
 * are. `full`: nothing was recorded, the channel must refuse.
 */
export type RecordResult =
  | {
      readonly kind: 'recorded';
      readonly seq: number;
      readonly conversation: Conversation;
    }
  | { readonly kind: 'duplicate'; readonly seq: number }
  | { readonly kind: 'full' };

export interface RecordCommand {
  readonly conversationId: string;
  readonly place: Place;
  readonly customer: Customer;
  readonly draft: Draft;
  readonly nowMs: number;
  /** Takes the desk lane along if the message goes there. */
  readonly take: TakeRequest;
}

export interface Written<Result> {
  readonly conversation: Conversation | null;
  readonly result: Result;
}

export function newConversation(command: RecordCommand): Conversation {
  return {
    ...EMPTY_CONVERSATION,
    ...command.place,
    id: command.conversationId,
    customer: command.customer,
    createdAtMs: command.nowMs,
    episode: newEpisode(1, command.nowMs),
  };
}

/** A conversation from before places were told apart learns the kind of its own with the next message. */
function knownPlace(found: Conversation | null, { place }: RecordCommand): Conversation | null {
  if (found === null || found.isPrivate !== undefined) return found;
  return place.isPrivate === undefined ? found : { ...found, isPrivate: place.isPrivate };
}

export function withRecentId(
  recent: Conversation['recentIds'],
  id: string,
  seq: number,
): Conversation['recentIds'] {
  return [...recent, { id, seq }].slice(-RECENT_IDS_MAX);
}

/** Dedupe and append in one step: apart, a crash between them would lose the message for good. */
export function record(found: Conversation | null, command: RecordCommand): Written<RecordResult> {
  const before = knownPlace(found, command) ?? newConversation(command);
  const known = before.recentIds.find((recent) => recent.id === command.draft.id);
  if (known) return { conversation: null, result: { kind: 'duplicate', seq: known.seq } };
  const newer = newerEdit(before.recentEdits, command.draft);
  if (newer) return { conversation: null, result: { kind: 'duplicate', seq: newer.seq } };
  if (
    before.inbox.length >= INBOX_MAX ||
    before.lanes.desk.items.length >= LANE_ITEMS_MAX ||
    before.lanes.customer.items.length >= LANE_ITEMS_MAX
  ) {
    return { conversation: null, result: { kind: 'full' } };
  }
  const seq = before.lastSeq + 1;
  const message = numbered(command.draft, seq);
  if (message.kind === 'feedback') return recordedFeedback(before, message);
  const forBot = before.owner === 'bot';
  const item = laneItem('deliver', message.id, { message });
  const conversation = withDue({
    ...before,
    customer: customerAfter(before.customer, command),
    lastSeq: seq,
    recentIds: withRecentId(before.recentIds, message.id, seq),
    recentEdits: withRecentEdit(before.recentEdits, message),
    customerAtMs: message.kind === 'text' ? command.nowMs : before.customerAtMs,
    watchAtMs: forBot ? before.watchAtMs : command.nowMs,
    inbox: forBot ? [...before.inbox, message] : before.inbox,
    lanes: forBot
      ? before.lanes
      : { ...before.lanes, desk: pushed(before.lanes.desk, [item], command.take) },
  });
  return { conversation, result: { kind: 'recorded', seq, conversation } };
}

/**
 * Whose conversation it is: of whoever spoke first. In a thread others speak, too, and are the authors of what they say.
 *
 * | what is recorded | comes to |
 * |---|---|
 * | a message of the customer's own | what is known of them, with what it brings; it takes away only email and facts, which hold as long as they are vouched for |
 * | somebody else's, or a revision | what is known of them |
 */
function customerAfter(known: Customer, { customer, draft }: RecordCommand): Customer {
  if (customer.id !== known.id || isRevision(draft)) return known;
  const { facts: _, email: __, ...lasting } = known;
  return { ...lasting, ...customer };
}

/**
 * Feedback wakes no turn, reaches no desk and is no sign of life for any timer. It is filed behind the answer it is
 * about and that one's turn, so it waits in the customer's lane, whoever owns the conversation.
 */
function recordedFeedback(before: Conversation, message: Message): Written<RecordResult> {
  const { seq, id } = message;
  const conversation = withDue({
    ...before,
    lastSeq: seq,
    recentIds: withRecentId(before.recentIds, id, seq),
    lanes: { ...before.lanes, customer: pushed(before.lanes.customer, [fileItem(message)], null) },
  });
  return { conversation, result: { kind: 'recorded', seq, conversation } };
}

export interface LeaseRequest {
  readonly nowMs: number;
  readonly untilMs: number;
}

/** Takes the right to work on the inbox. Raises `fence`, so that an older worker's commit is refused. */
export function lease(before: Conversation, request: LeaseRequest): Conversation | null {
  if (before.owner !== 'bot' || before.inbox.length === 0) return null;
  if (before.leaseUntilMs > request.nowMs) return null;
  return withDue({
    ...before,
    fence: before.fence + 1,
    attempts: before.attempts + 1,
    leaseUntilMs: request.untilMs,
  });
}

/** Keeps the lease. Refused when it was taken over, was given back or has run out for somebody else. */
export function renew(before: Conversation, fence: number, untilMs: number): Conversation | null {
  if (before.fence !== fence || before.leaseUntilMs === 0) return null;
  return withDue({ ...before, leaseUntilMs: untilMs });
}

/** Gives the lease back unworked. `counted`: the attempt failed and counts towards the poison limit. */
export function giveBack(
  before: Conversation,
  fence: number,
  untilMs: number,
  counted: boolean,
): Conversation | null {
  if (before.fence !== fence) return null;
  const attempts = counted ? before.attempts : Math.max(0, before.attempts - 1);
  return withDue({ ...before, leaseUntilMs: untilMs, attempts });
}

export interface CommitCommand {
  readonly conversationId: string;
  readonly fence: number;
  readonly ownership: number;
  readonly takenIds: readonly string[];
  /** Old duplicates among the taken: their numbers stay, without text. */
  readonly droppedIds: readonly string[];
  readonly replies: readonly Draft[];
  readonly turn: TurnRecord;
  /** An escalation: the handoff it opens, and the mark of the change of owner. */
  readonly escalation: { readonly handoff: NewHandoff; readonly mark: Draft } | null;
  readonly episode: Episode;
  readonly memory: MemoryAfterTurn;
  readonly facts: readonly Fact[];
  readonly stretches: readonly Stretch[];
  /** What is done for the customer from now on; its revision is one higher. Null: this turn has nothing to do with it. */
  readonly acting: Acting | null;
  readonly nowMs: number;
  /** How long the lease goes on if the inbox is not empty afterwards. */
  readonly leaseUntilMs: number;
  readonly take: TakeRequest;
}

function fileItem(message: Message): LaneItem {
  return laneItem('file', message.id, { message });
}

/**
 * What a turn came to, made real: texts get their numbers, the inbox lets go of what the turn took, an escalation
 * changes the owner, and the lease ends or goes on. Refused if the lease or the owner changed in between: then nothing
 * the turn produced is ever said.
 */
export function commit(before: Conversation, command: CommitCommand): Conversation | null {
  if (before.fence !== command.fence || before.ownership !== command.ownership) return null;
  // What became of an action meanwhile must not be overwritten by what a turn knew of it.
  if (command.acting !== null && command.acting.revision !== before.acting.revision + 1)
    return null;
  const took = new Set(command.takenIds);
  const worked = before.inbox.filter((message) => took.has(message.id));
  const rest = before.inbox.filter((message) => !took.has(message.id));
  const drafts = command.escalation
    ? [command.escalation.mark, ...command.replies]
    : [...command.replies];
  const said = drafts.map((draft, index) => numbered(draft, before.lastSeq + 1 + index));
  const owed = [
    ...worked.map((message) =>
      fileItem(command.droppedIds.includes(message.id) ? emptiedDuplicate(message) : message),
    ),
    ...said.map((message) =>
      message.kind === 'text'
        ? laneItem('deliver', message.id, { message, byBot: true })
        : fileItem(message),
    ),
    laneItem('turn', command.turn.id, { turn: command.turn }),
  ];
  const customer = pushed(before.lanes.customer, owed, command.take);
  const after: Conversation = {
    ...before,
    lastSeq: before.lastSeq + said.length,
    inbox: rest,
    attempts: rest.length > 0 ? 1 : 0,
    leaseUntilMs: rest.length > 0 ? command.leaseUntilMs : 0,
    episode: command.episode,
    memory: memoryAfterTurn(before.memory, command.memory),
    facts: command.facts,
    stretches: command.stretches,
    acting: command.acting ?? before.acting,
    lanes: { ...before.lanes, customer },
  };
  return withDue(
    command.escalation ? escalated(after, command.escalation.handoff, command) : after,
  );
}

/** The second half of an escalating commit; what is left in the inbox goes to the people who are asked for. */
function escalated(after: Conversation, fresh: NewHandoff, command: CommitCommand): Conversation {
  const handoff = openHandoff(fresh);
  const desk = [
    cardItem(handoff),
    ...after.inbox.map((message) => laneItem('deliver', message.id, { message })),
  ];
  return {
    ...after,
    owner: 'waiting',
    ownership: after.ownership + 1,
    inbox: [],
    attempts: 0,
    leaseUntilMs: 0,
    handoff,
    handoffCount: after.handoffCount + 1,
    watchAtMs: command.nowMs,
    lanes: { ...after.lanes, desk: pushed(after.lanes.desk, desk, command.take) },
  };
}

/** Puts the newest state of a handoff into the desk lane. */
export function withCardOf(conversation: Conversation, card: LaneItem, take: TakeRequest) {
  return {
    ...conversation.lanes,
    desk: withCard(conversation.lanes.desk, card, take),
  };
}
