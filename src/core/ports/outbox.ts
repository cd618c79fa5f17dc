import type { Conversation } from '../domain/conversation.js';
import type { LaneName, Settlement, TakeRequest } from '../domain/lane.js';
import type { AmendCommand, SayCommand, SayResult } from '../domain/ownership-writes.js';

export interface SettleCommand {
  readonly conversationId: string;
  readonly lane: LaneName;
  readonly fence: number;
  readonly settlements: readonly Settlement[];
  /** Withdrawn items whose empty number is filed. */
  readonly emptiedIds: readonly string[];
  /** Gives the lane back; without it the courier goes on with what it has taken. */
  readonly release: boolean;
}

export interface Glance {
  readonly id: string;
  readonly lastSeq: number;
  readonly ownership: number;
}

/** What is owed to customers and agents, in order. Every method but `glance` is one conditional durable update. */
export interface Outbox {
  say(command: SayCommand): Promise<SayResult>;
  /** Null: the handoff is closed. */
  amend(command: AmendCommand): Promise<Conversation | null>;
  /** Null: nothing to do, or somebody else is at it. */
  take(id: string, lane: LaneName, request: TakeRequest, max: number): Promise<Conversation | null>;
  /** Null: the lane was taken over. */
  settle(command: SettleCommand): Promise<Conversation | null>;
  /** A client of the customer has shown everything up to this number. */
  receive(id: string, seq: number): Promise<void>;
  /** What clients compare their place with when no signal reaches them. Unknown ids are left out. */
  glance(ids: readonly string[]): Promise<readonly Glance[]>;
}
