import { type Message, numbered } from '../../src/core/domain/message.js';
import type { Filing } from '../../src/core/ports/archive.js';
import { draft } from '../support/builders.js';
import type { StoreKind } from '../support/stores.js';
import { storesOf } from './talk.js';

let records = 0;

/** The record of one conversation, from the outside. Its texts are the customer's. */
export function recordsOf(kind: StoreKind) {
  const stores = storesOf(kind);
  return () => {
    const id = `filed${++records}`;
    const { archive } = stores();
    return {
      id,
      archive,
      stores: stores(),
      text: (seq: number, text = `text ${seq}`, key = `${id}-m${seq}`): Message =>
        numbered(draft(key, text, 1_000 + seq, 'customer'), seq),
      file: (messages: readonly Message[], rest: Partial<Filing> = {}) =>
        archive.file({ conversationId: id, messages, turns: [], handoffs: [], ...rest }),
      all: () => archive.page(id, { after: 0, limit: 100 }),
    };
  };
}

/** An edit of a text, or its deletion, by its author. */
export function revision(
  target: Message,
  seq: number,
  text: string | null,
  rest: Partial<Message> = {},
): Message {
  return {
    id: `${target.id}-r${seq}`,
    seq,
    kind: text === null ? 'delete' : 'edit',
    author: target.author,
    text: text ?? '',
    atMs: 1_000 + seq,
    revises: { id: target.id },
    ...rest,
  };
}
