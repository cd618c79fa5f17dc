import { choicesCard } from '../../../src/core/domain/card.js';
import type { Message } from '../../../src/core/domain/message.js';

const CUSTOMER = { kind: 'customer', id: 'visit-1', name: 'Visitor' } as const;

/** Something the customer said. */
export function said(seq: number, text: string, more: Partial<Message> = {}): Message {
  return { id: `m${seq}`, seq, kind: 'text', author: CUSTOMER, text, atMs: seq, ...more };
}

/** The customer puts other words in the place of what they said under `of`. */
export function edited(
  seq: number,
  of: number,
  text: string,
  more: Partial<Message> = {},
): Message {
  return said(seq, text, { kind: 'edit', revises: { id: `m${of}` }, ...more });
}

export function takenBack(seq: number, of: number): Message {
  return said(seq, '', { kind: 'delete', revises: { id: `m${of}` } });
}

/** The notice of a resolved case, with the question for a rating. */
export function ratingAsked(seq: number): Message {
  const choices = [1, 2, 3, 4, 5].map((stars) => ({ id: `rating-${stars}`, label: `${stars}` }));
  return {
    ...said(seq, 'How was this for you?'),
    author: { kind: 'system', id: 'frontdesk', name: 'Frontdesk' },
    card: choicesCard('rating', 'rating', choices),
  };
}

export function pressed(seq: number, on: number, choiceId: string): Message {
  return said(seq, 'Good', { chosen: { messageId: `m${on}`, choiceId } });
}
