import type { ShownFile } from '../channels/file-view.js';
import type { Conversation } from '../core/domain/conversation.js';
import { isRevision, type Message } from '../core/domain/message.js';
import { truthOf } from '../core/domain/truth.js';

export interface ViewParts {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
  /** By the messages' ids. */
  readonly files: ReadonlyMap<string, readonly ShownFile[]>;
  /** The channel's clients report what they have shown. */
  readonly showsRecord: boolean;
  readonly nowMs: number;
}

/** The messages of a conversation as agents see them, each with what became of it. */
export function linesOf(parts: ViewParts): object[] {
  const seqs = new Map(parts.messages.map((message) => [message.id, message.seq]));
  const retried = new Set(parts.messages.flatMap((message) => message.retries ?? []));
  return parts.messages.map((message) => ({
    ...lineOf(message, seqs, parts),
    ...(retried.has(message.id) ? { retried: true } : {}),
  }));
}

function lineOf(message: Message, seqs: ReadonlyMap<string, number>, parts: ViewParts): object {
  const { seq, kind, author, text, citations, card, change, revised, revises } = message;
  const files = parts.files.get(message.id);
  const isSaid = (kind === 'text' || isRevision(message)) && author.kind !== 'customer';
  const { conversation, showsRecord, nowMs } = parts;
  return {
    seq,
    kind,
    author,
    text,
    at: new Date(message.atMs).toISOString(),
    ...(citations ? { citations } : {}),
    ...(card ? { card } : {}),
    ...(message.chosen ? { choice: text } : {}),
    ...(files ? { files } : {}),
    ...(change ? { change } : {}),
    ...(revised ? (revised.isGone ? { deleted: true } : { edited: true }) : {}),
    ...(revises ? { revises: seqs.get(revises.id) ?? null } : {}),
    truth: isSaid ? truthOf(message, conversation, showsRecord, nowMs) : null,
  };
}
