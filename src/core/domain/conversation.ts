import { type Acting, EMPTY_ACTING } from './action.js';
import type { Customer } from './customer.js';
import type { Fact } from './fact.js';
import { type Agent, type Handoff, isClosed, wholeHandoff } from './handoff.js';
import { EMPTY_LANE, type Lane, type LaneItem, laneDueAtMs, laneItem } from './lane.js';
import { EMPTY_MEMORY, type Memory } from './memory.js';
import type { Draft, Message, Owner } from './message.js';
import type { RecentEdit } from './recent-edits.js';

/** Where a conversation belongs: the platform's own thread within one channel of one tenant. */
export interface Place {
  readonly tenant: string;
  readonly channel: string;
  /** The platform's thread identity, opaque outside the channel's folder. */
  readonly thread: string;
  /**
   * Only this customer and our side can read along, as the channel knows. Where it is false or not known, nothing of
   * the customer's other talk is told.
   */
  readonly isPrivate?: boolean;
}

/** An agent's time with the customer, for the bot that takes over again. */
export interface Stretch {
  readonly handoffId: string;
  readonly agent: Agent | null;
  readonly outcome: 'resolved' | 'returned' | 'expired';
  readonly note: string;
  /** What the agent promised, word for word; not there until the bot has looked. */
  readonly promises?: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where a handoff's card stands: opaque outside the desk's own folder. */
export interface CardPlace {
  readonly handoffId: string;
  readonly place: string;
}

/** A reply said at a desk on a platform, of whose fate that desk has not been told the last word. */
export interface Unmarked {
  readonly messageId: string;
  readonly seq: number;
  /** Its id where it was said. */
  readonly wireId?: string;
  readonly saidAtMs: number;
  /** The desk was told that the customer has yet to see it. */
  readonly isWaitingTold: boolean;
}

/** A stretch of talk from its first message to its resolution, or to a long silence. */
export interface Episode {
  readonly number: number;
  readonly startedAtMs: number;
  readonly turns: number;
  /** Turns of type `unsupported`; the second one goes to a person. */
  readonly unsupported: number;
  /** How much there was to be frustrated about lately; it fades. */
  readonly frustration: number;
  /** The workflow the talk belongs to, by its name in the config; null while none is known. */
  readonly workflow: string | null;
  /** The customer was told that older talk was condensed to facts. */
  readonly wasTold: boolean;
  /** The customer was told how to start afresh. */
  readonly isAfreshSuggested: boolean;
}

export function newEpisode(number: number, startedAtMs: number): Episode {
  return {
    number,
    startedAtMs,
    turns: 0,
    unsupported: 0,
    frustration: 0,
    workflow: null,
    wasTold: false,
    isAfreshSuggested: false,
  };
}

/**
 * The aggregate: everything that is decided about one line of talk, in one bounded document. Each write of the
 * table in docs/ARCHITECTURE.md is one conditional update of it; the pure functions beside this file say what each one does, and both
 * stores are held to them.
 */
export interface Conversation extends Place {
  readonly id: string;
  readonly customer: Customer;
  readonly createdAtMs: number;
  readonly owner: Owner;
  /** Rises with every change of owner. */
  readonly ownership: number;
  /** Rises with every lease. */
  readonly fence: number;
  readonly leaseUntilMs: number;
  /** Leases since the last commit. */
  readonly attempts: number;
  readonly lastSeq: number;
  /** The highest number a client of the customer has shown. */
  readonly receivedSeq: number;
  readonly recentIds: readonly { readonly id: string; readonly seq: number }[];
  readonly recentEdits: readonly RecentEdit[];
  readonly inbox: readonly Message[];
  readonly lanes: { readonly customer: Lane; readonly desk: Lane };
  readonly stretches: readonly Stretch[];
  readonly handoff: Handoff | null;
  readonly handoffCount: number;
  /** The newest card that stands on a platform; its thread is where the case is talked about. */
  readonly cardAt: CardPlace | null;
  readonly episode: Episode;
  /** What stands for talk that is no longer shown word for word. */
  readonly memory: Memory;
  /** What the customer stated, learnt in talk; superseded ones among them. */
  readonly facts: readonly Fact[];
  /** What is being done and was done for the customer. */
  readonly acting: Acting;
  /** The newest of the customer's messages of which they were told that the answer takes longer. */
  readonly heldSeq: number;
  /** The newest replies whose desk waits to hear what became of them, the oldest first. */
  readonly unmarked: readonly Unmarked[];
  /** When somebody must look whether one of its timers has run out; null when nobody has to. */
  readonly watchAtMs: number | null;
  /** When the customer last said something. 0: never. */
  readonly customerAtMs: number;
  /** When an agent last said something to the customer. 0: never. */
  readonly agentAtMs: number;
  /** When a sweep must look at it; null when nothing is owed. */
  readonly dueAtMs: number | null;
}

export const EMPTY_CONVERSATION: Omit<
  Conversation,
  'id' | 'tenant' | 'channel' | 'thread' | 'customer' | 'createdAtMs'
> = {
  owner: 'bot',
  ownership: 0,
  fence: 0,
  leaseUntilMs: 0,
  attempts: 0,
  lastSeq: 0,
  receivedSeq: 0,
  recentIds: [],
  recentEdits: [],
  inbox: [],
  lanes: { customer: EMPTY_LANE, desk: EMPTY_LANE },
  stretches: [],
  handoff: null,
  handoffCount: 0,
  cardAt: null,
  episode: newEpisode(1, 0),
  memory: EMPTY_MEMORY,
  facts: [],
  acting: EMPTY_ACTING,
  heldSeq: 0,
  unmarked: [],
  watchAtMs: null,
  customerAtMs: 0,
  agentAtMs: 0,
  dueAtMs: null,
};

/** A conversation as it was stored, perhaps before it had all of today's fields. */
export function wholeConversation(stored: Conversation): Conversation {
  const { handoff, lanes } = stored;
  return {
    ...EMPTY_CONVERSATION,
    ...stored,
    episode: { ...EMPTY_CONVERSATION.episode, ...stored.episode },
    handoff: handoff && wholeHandoff(handoff),
    lanes: { customer: wholeLane(lanes.customer), desk: wholeLane(lanes.desk) },
  };
}

function wholeLane(stored: Lane): Lane {
  const items = stored.items.map((item) =>
    item.handoff ? { ...item, handoff: wholeHandoff(item.handoff) } : item,
  );
  return { ...stored, items };
}

/** Texts that no turn is waiting for. A session is of use only if it covers exactly this many. */
export function pastCount(conversation: Pick<Conversation, 'lastSeq' | 'inbox'>): number {
  return conversation.lastSeq - conversation.inbox.length;
}

/** The earliest moment something is owed: a turn, a lane's work, a look at its timers, a summary, an action. */
export function dueAtMs(conversation: Conversation): number | null {
  const [oldest] = conversation.inbox;
  const turn =
    conversation.owner === 'bot' && oldest !== undefined
      ? Math.max(conversation.leaseUntilMs, oldest.atMs)
      : null;
  const times = [
    turn,
    laneDueAtMs(conversation.lanes.customer),
    laneDueAtMs(conversation.lanes.desk),
    conversation.watchAtMs,
    conversation.memory.dueAtMs,
    conversation.acting.current?.dueAtMs ?? null,
  ].filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

export function withDue(conversation: Conversation): Conversation {
  return { ...conversation, dueAtMs: dueAtMs(conversation) };
}

/** The face of a handoff, as the desk lane carries it. */
export function cardItem(handoff: Handoff): LaneItem {
  return laneItem('card', `card-${handoff.id}-${handoff.revision}`, { handoff });
}

/** A change of owner as a message of the conversation. Its id follows from the ownership it leads to. */
export function ownerMark(
  conversationId: string,
  owner: Owner,
  ownership: number,
  agent: Agent | null,
  atMs: number,
): Draft {
  return {
    id: `${conversationId}-o${ownership}`,
    kind: 'owner',
    author: { kind: 'system', id: 'frontdesk', name: 'Frontdesk' },
    text: '',
    atMs,
    change: agent === null ? { owner, ownership } : { owner, ownership, agent: agent.name },
  };
}

/** Whether the conversation's open handoff is this one. */
export function hasHandoff(conversation: Conversation, handoffId: string): boolean {
  return conversation.handoff?.id === handoffId && !isClosed(conversation.handoff.state);
}
