import type { Conversation } from '../core/domain/conversation.js';
import type { Handoff, HandoffPayload, QuotedMessage } from '../core/domain/handoff.js';
import { intentOf } from '../core/domain/handoff-payload.js';
import { isRevision, type Message } from '../core/domain/message.js';
import { truthOf } from '../core/domain/truth.js';

export interface ViewParts {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
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
  const { seq, kind, author, text, citations, card, files, change, revised, revises } = message;
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

/** The handoff without words that their authors have changed or taken back since it was opened. */
export function withNewestWords(handoff: Handoff, messages: readonly Message[]): Handoff {
  const revised = new Map(
    messages.flatMap((one) => (one.revised ? [[one.seq, one.text] as const] : [])),
  );
  if (revised.size === 0) return handoff;
  const { payload } = handoff;
  const quoted = payload.messages.map((one) => ({
    ...one,
    text: revised.get(one.seq) ?? one.text,
  }));
  const intent = newestIntent(payload, quoted);
  return { ...handoff, payload: { ...payload, intent, messages: quoted } };
}

/** Where the customer's own words say what they want, their newest ones do; a model's words for it stay. */
function newestIntent(payload: HandoffPayload, quoted: readonly QuotedMessage[]): string {
  const isAsked = (one: QuotedMessage) => one.author.kind === 'customer';
  const before = payload.messages.filter(isAsked).map(({ text }) => text);
  const after = quoted.filter(isAsked).map(({ text }) => text);
  const from = before.findIndex((_, at) => intentOf(before.slice(at)) === payload.intent);
  if (from === -1) return payload.intent;
  return intentOf(after.slice(from).filter((text) => text !== ''));
}
