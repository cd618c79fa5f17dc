import type { CardFact } from './card.js';

/** The person a conversation is with. `id` is the channel's own, unique within it. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  /** What the site or platform vouches for about their account. */
  readonly facts?: readonly CardFact[];
  /** What their own client says of itself; nobody vouches for it. */
  readonly about?: readonly CardFact[];
}
