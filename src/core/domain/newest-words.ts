import type { Handoff, HandoffPayload, OlderTalk, QuotedMessage, StatedFact } from './handoff.js';
import { intentOf } from './handoff-payload.js';
import { isRevision, type Message } from './message.js';

/** That a text was put in other words or taken back. */
interface Change {
  readonly id: string;
  readonly seq: number;
  /** The text's own number; null if it is not at hand. */
  readonly textSeq: number | null;
}

/**
 * The handoff without words that their authors have changed or taken back since it was opened; the very same if none of
 * it rests on such words. `messages` are those changes, as far as they are at hand, with the texts they are about.
 *
 * | of the card | comes to |
 * |---|---|
 * | a quote | its newest words, or none |
 * | what the customer wants, in their own words | their newest ones |
 * | a fact they stated | is left out |
 * | what older talk was condensed to | is left out if it tells such words, or nobody knows |
 */
export function withNewestWords(handoff: Handoff, messages: readonly Message[]): Handoff {
  const changes = changesIn(messages);
  if (changes.length === 0) return handoff;
  const { payload } = handoff;
  const quoted = newestQuotes(payload, messages);
  const { learnt, older } = payload;
  const newest: Partial<HandoffPayload> = {
    ...(quoted === payload.messages
      ? {}
      : { messages: quoted, intent: newestIntent(payload, quoted) }),
    ...(learnt?.some((fact) => isOutdated(fact, changes, payload))
      ? { learnt: learnt.filter((fact) => !isOutdated(fact, changes, payload)) }
      : {}),
    ...(older && tellsAny(older, changes, payload) ? { older: null } : {}),
  };
  const isSame = Object.keys(newest).length === 0;
  return isSame ? handoff : { ...handoff, payload: { ...payload, ...newest } };
}

function changesIn(messages: readonly Message[]): Change[] {
  const seqs = new Map(messages.map(({ id, seq }) => [id, seq]));
  return messages.flatMap((one) => {
    if (one.revised) return [{ id: one.id, seq: one.revised.seq, textSeq: one.seq }];
    if (!isRevision(one) || one.revises === undefined) return [];
    const { id } = one.revises;
    return [{ id, seq: one.seq, textSeq: seqs.get(id) ?? null }];
  });
}

function newestQuotes(
  payload: HandoffPayload,
  messages: readonly Message[],
): readonly QuotedMessage[] {
  const revised = new Map(
    messages.flatMap((one) => (one.revised ? [[one.seq, one.text] as const] : [])),
  );
  const isChanged = payload.messages.some(({ seq, text }) => (revised.get(seq) ?? text) !== text);
  if (!isChanged) return payload.messages;
  return payload.messages.map((one) => quotedAgain(one, revised.get(one.seq) ?? one.text));
}

/** Files go with the words they were sent along with, once those are taken back. */
function quotedAgain({ files, ...quote }: QuotedMessage, text: string): QuotedMessage {
  return { ...quote, text, ...(files === undefined || text === '' ? {} : { files }) };
}

function isOutdated(
  { sourceId, revisedSeq }: StatedFact,
  changes: readonly Change[],
  payload: HandoffPayload,
): boolean {
  const knownSeq = revisedSeq ?? payload.revisedSeq ?? 0;
  return changes.some(({ id, seq }) => id === sourceId && seq > knownSeq);
}

function tellsAny(
  { coveredSeq }: OlderTalk,
  changes: readonly Change[],
  { revisedSeq = 0 }: HandoffPayload,
): boolean {
  return changes.some(
    ({ seq, textSeq }) => seq > revisedSeq && (textSeq === null || textSeq <= coveredSeq),
  );
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
