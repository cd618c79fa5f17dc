import type { Conversation } from '../domain/conversation.js';
import type { CommitCommand, LeaseRequest } from '../domain/conversation-writes.js';
import type { OwnCommand, OwnResult } from '../domain/ownership-writes.js';

/** `busy`: somebody else holds the lease until then. `idle`: no message waits for a turn. */
export type LeaseResult =
  | { readonly kind: 'leased'; readonly conversation: Conversation }
  | { readonly kind: 'busy'; readonly untilMs: number }
  | { readonly kind: 'idle' };

/** Where a page of due conversations ended. */
export interface DuePlace {
  readonly dueAtMs: number;
  readonly id: string;
}

/** The aggregate's decisions on turns and owners. Each method but `load` and `due` is one conditional durable update. */
export interface Conversations {
  load(id: string): Promise<Conversation | null>;
  /** Conversations whose `dueAtMs` has passed, the longest due first, behind the given place in that order. */
  due(nowMs: number, max: number, after: DuePlace | null): Promise<readonly Conversation[]>;
  lease(id: string, request: LeaseRequest): Promise<LeaseResult>;
  /** Null: the lease is lost. Otherwise the present ownership, so that a claim is noticed without any signal. */
  renew(id: string, fence: number, untilMs: number): Promise<{ ownership: number } | null>;
  giveBack(id: string, fence: number, untilMs: number, counted: boolean): Promise<void>;
  /** Null: superseded, nothing was written. */
  commit(command: CommitCommand): Promise<Conversation | null>;
  own(command: OwnCommand): Promise<OwnResult>;
}
