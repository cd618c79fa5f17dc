import type { Handoff, HandoffPayload, QuotedMessage } from './handoff.js';
import { intentOf } from './handoff-payload.js';
import type { Message } from './message.js';

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
