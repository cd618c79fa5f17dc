import type { Chosen } from '../domain/card.js';
import type { Conversation, Place } from '../domain/conversation.js';
import type { Customer } from '../domain/customer.js';
import type { LaneItem } from '../domain/lane.js';
import type { SentFile } from '../domain/message.js';

/**
 * What became of handing items to a platform. `place` is where they stand there: kept with each text as `posted`, of a
 * card with the conversation. `retry` without a time leaves it to the retry plan; `isUnknown`: it may have gone out all
 * the same; `isPatient`: not the item but the room is broken, so it is tried until that is mended.
 */
export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly place?: string }
  | {
      readonly kind: 'retry';
      readonly reason: string;
      readonly afterMs?: number;
      readonly isUnknown?: boolean;
      readonly isPatient?: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string };

/** `isInDoubt`: they may have been handed over before, by a process that died or a call that broke: look first. */
export interface Circumstances {
  readonly signal: AbortSignal;
  readonly isInDoubt: boolean;
}

/**
 * One end of a lane: a customers' channel, or a desk. `shows: record` means that people see what is on record as soon
 * as it is settled (our web pages), `wire` that it has to be handed to a platform.
 */
export interface Delivery {
  readonly shows: 'record' | 'wire';
  /** How many of these texts, from the first on, may go out as one: at least one. */
  together(conversation: Conversation, items: readonly LaneItem[]): number;
  /** Hands over one item, or as many texts as `together` said, with one outcome for all of them. */
  deliver(
    conversation: Conversation,
    items: readonly LaneItem[],
    circumstances: Circumstances,
  ): Promise<DeliveryOutcome>;
}

/**
 * One thing a customer said, or did to what they said before, as a channel hands it over. `wireId` is what the platform
 * repeats when it sends it again; of an edit it names the edit, and `revises` the text it is about.
 */
export interface Arrival {
  readonly place: Place;
  readonly customer: Customer;
  readonly wireId: string;
  /** The platform's own thread it was said in, where a conversation is more than one of them. */
  readonly wireThread?: string;
  readonly text: string;
  readonly charsMax: number;
  /** Files that came along. `text` may be empty then. */
  readonly files?: readonly SentFile[];
  /** The answer that was pressed; `text` is its label. */
  readonly chosen?: Chosen;
  /** The press says whether an answer helped. The channel has seen that it was asked, and of whom. */
  readonly isFeedback?: boolean;
  readonly revises?: { readonly kind: 'edit' | 'delete'; readonly wireId: string };
  /** When it was put in these words, by the platform's clock: of two edits of a text the later one stands, however they come. */
  readonly editedAtMs?: number;
}

/** The message is durable: the channel may acknowledge it. */
export interface Accepted {
  readonly conversationId: string;
  readonly seq: number;
  readonly isNew: boolean;
}

/** What a channel calls for each message. A rejection means that nothing was recorded and the channel must refuse. */
export type Accept = (arrival: Arrival) => Promise<Accepted>;
