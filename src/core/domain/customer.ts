import type { CardFact } from './card.js';

/** What clients say of themselves; named by the catalogue for whoever reads it. */
export interface About {
  readonly name: 'page' | 'language' | 'time-zone';
  readonly value: string;
}

/** What somebody is called who has not said who they are. */
export const VISITOR_NAME = 'Visitor';

/** The person a conversation is with. `id` is the channel's own, unique within it. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** What the site or platform vouches for about their account. */
  readonly facts?: readonly CardFact[];
  /** What their own client says of itself; nobody vouches for it. */
  readonly about?: readonly About[];
}
