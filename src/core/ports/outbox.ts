import type { CardPlace, Conversation } from '../domain/conversation.js';
import type { LaneName, LaneSettlement, TakeRequest } from '../domain/lane.js';
import type { Fate } from '../domain/mark-writes.js';
import type { AmendCommand, SayCommand, SayResult } from '../domain/ownership-writes.js';

export interface SettleCommand extends LaneSettlement {
  readonly conversationId: string;
  readonly lane: LaneName;
  /** Where a handoff's card now stands on its platform. */
  readonly cardAt?: CardPlace;
  /** Of the customer's lane: what became of replies. Those a desk waits to hear of become marks in its lane. */
  readonly marks?: readonly Fate[];
}

export interface Glance {
  readonly id: string;
  readonly lastSeq: number;
  readonly ownership: number;
}

/** What is owed to customers and agents, in order. Every method but `glance` is one conditional durable update. */
export interface Outbox {
  say(command: SayCommand): Promise<SayResult>;
  /** Null: the handoff is closed, or is not any more as it was when this was decided. */
  amend(command: AmendCommand): Promise<Conversation | null>;
  /** Null: nothing to do, or somebody else is at it. */
  take(id: string, lane: LaneName, request: TakeRequest, max: number): Promise<Conversation | null>;
  /** Null: the lane was taken over. */
  settle(command: SettleCommand): Promise<Conversation | null>;
  /**
   * A client of the customer has shown everything up to this number. Answers the conversation if its desk is to be told,
   * so that its lane wants looking after; else null.
   */
  receive(id: string, seq: number): Promise<Conversation | null>;
  /** What clients compare their place with when no signal reaches them. Unknown ids are left out. */
  glance(ids: readonly string[]): Promise<readonly Glance[]>;
}
