import type { Card } from '../../core/domain/card.js';
import { type Citation, isRevision, type Message } from '../../core/domain/message.js';
import type { ShownFile } from '../file-view.js';

/** A message as a web client gets it. A customer's own message keeps the id its client gave it. */
export interface WireMessage {
  readonly id: string;
  readonly seq: number;
  readonly author: { readonly kind: string; readonly name: string };
  readonly text: string;
  readonly citations?: readonly Citation[];
  readonly card?: Card;
  readonly choice?: { readonly message: string; readonly id: string };
  readonly files?: readonly ShownFile[];
  readonly turnId?: string;
  readonly edited?: true;
  readonly deleted?: true;
  readonly at: string;
}

/** Who said or revised it. */
type By = WireMessage['author'];

export type WireEvent =
  | { readonly event: 'message'; readonly payload: WireMessage }
  | {
      readonly event: 'edit';
      readonly payload: { seq: number; target: string; author: By; text: string; at: string };
    }
  | {
      readonly event: 'delete';
      readonly payload: { seq: number; target: string; author: By; at: string };
    }
  | {
      readonly event: 'owner';
      readonly payload: { owner: string; ownership: number; agent?: string; seq: number };
    };

/** The files of messages as a page gets them, by the messages' ids. */
export type FilesShown = ReadonlyMap<string, readonly ShownFile[]>;

/** What a text on record looks like on the wire. Changes of owner and revisions have events of their own. */
export function renderEvent(message: Message, files: FilesShown): WireEvent {
  if (message.kind === 'owner' && message.change) {
    return { event: 'owner', payload: { ...message.change, seq: message.seq } };
  }
  return isRevision(message)
    ? renderRevision(message)
    : { event: 'message', payload: renderMessage(message, files) };
}

function renderRevision(message: Message): WireEvent {
  const { seq, text, revises, author: by } = message;
  const author = { kind: by.kind, name: by.name };
  const at = new Date(message.atMs).toISOString();
  const target = revises?.wireId ?? revises?.id ?? '';
  return message.kind === 'edit'
    ? { event: 'edit', payload: { seq, target, author, text, at } }
    : { event: 'delete', payload: { seq, target, author, at } };
}

export function renderMessage(message: Message, filesShown: FilesShown): WireMessage {
  const { seq, author, text, citations, card, chosen, turnId, revised } = message;
  const files = filesShown.get(message.id);
  return {
    id: author.kind === 'customer' ? (message.wireId ?? message.id) : message.id,
    seq,
    author: { kind: author.kind, name: author.name },
    text,
    ...(citations ? { citations } : {}),
    ...(card ? { card } : {}),
    ...(chosen ? { choice: { message: chosen.messageId, id: chosen.choiceId } } : {}),
    ...(files ? { files } : {}),
    ...(turnId ? { turnId } : {}),
    ...(revised ? (revised.isGone ? { deleted: true } : { edited: true }) : {}),
    at: new Date(message.atMs).toISOString(),
  };
}
