import type { Place } from '../domain/conversation.js';
import type { Handoff } from '../domain/handoff.js';
import type { Message } from '../domain/message.js';
import type { TurnRecord } from '../domain/turn.js';

export interface Filing {
  readonly conversationId: string;
  readonly messages: readonly Message[];
  readonly turns: readonly TurnRecord[];
  readonly handoffs: readonly Handoff[];
}

/** A page of numbers: `after` goes forward, `before` goes back. Always returned in rising order. */
export type PageQuery =
  | { readonly after: number; readonly limit: number }
  | { readonly before: number; readonly limit: number };

/** One of a customer's conversations, with what a reader of its texts has to know first. */
export interface TalkOf {
  readonly id: string;
  readonly lastSeq: number;
  /** Up to this number the customer set the talk aside. */
  readonly startSeq: number;
}

/**
 * The record of texts, turns and handoffs. `file` is idempotent: a text that is there stays as it is; an empty number
 * replaces it, a failure and the places where it was posted are added to it, an edit or deletion by its own author changes
 * its words. Feedback is added to the turn whose answer it is about; of several the one with the highest number counts. A
 * handoff is only replaced by a newer one.
 */
export interface Archive {
  file(filing: Filing): Promise<void>;
  /** Those of these message ids that are already on record, with their numbers: old duplicates have another one. */
  known(ids: readonly string[]): Promise<readonly { readonly id: string; readonly seq: number }[]>;
  page(conversationId: string, query: PageQuery): Promise<readonly Message[]>;
  /** Null: there is none of this id, or it is not filed yet. */
  turn(id: string): Promise<TurnRecord | null>;
  /** The newest first. */
  turns(conversationId: string, limit: number): Promise<readonly TurnRecord[]>;
  /** This customer's conversations on one channel of one tenant, the one they last spoke in first. */
  talksOf(
    place: Pick<Place, 'tenant' | 'channel'>,
    customerId: string,
    limit: number,
  ): Promise<readonly TalkOf[]>;
}
