import type { Choice, Citation, Message } from '../../core/domain/message.js';

/** A message as a web client gets it. A customer's own message keeps the id its client gave it. */
export interface WireMessage {
  readonly id: string;
  readonly seq: number;
  readonly author: { readonly kind: string; readonly name: string };
  readonly text: string;
  readonly citations?: readonly Citation[];
  readonly choices?: readonly Choice[];
  readonly turnId?: string;
  readonly at: string;
}

export type WireEvent =
  | { readonly event: 'message'; readonly payload: WireMessage }
  | {
      readonly event: 'owner';
      readonly payload: { owner: string; ownership: number; agent?: string; seq: number };
    };

/** What a text on record looks like on the wire. Changes of owner have an event of their own. */
export function renderEvent(message: Message): WireEvent {
  if (message.kind === 'owner' && message.change) {
    return { event: 'owner', payload: { ...message.change, seq: message.seq } };
  }
  return { event: 'message', payload: renderMessage(message) };
}

export function renderMessage(message: Message): WireMessage {
  const { seq, author, text, citations, choices, turnId } = message;
  return {
    id: author.kind === 'customer' ? (message.wireId ?? message.id) : message.id,
    seq,
    author: { kind: author.kind, name: author.name },
    text,
    ...(citations ? { citations } : {}),
    ...(choices ? { choices } : {}),
    ...(turnId ? { turnId } : {}),
    at: new Date(message.atMs).toISOString(),
  };
}
