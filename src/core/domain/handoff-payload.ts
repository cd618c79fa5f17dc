import type { Conversation } from './conversation.js';
import type { EscalationReason, HandoffPayload, QuotedMessage } from './handoff.js';
import { CARD_MESSAGE_CHARS_MAX, CARD_MESSAGES_MAX, EVIDENCE_MAX } from './limits.js';
import type { Citation, Message } from './message.js';

/** Characters of the customer's words on the line that says what they want. */
const INTENT_CHARS_MAX = 200;

/** What is known about why and with what the bot stopped; all of it may be empty. */
export interface EscalationNotes {
  readonly reason: EscalationReason;
  readonly confidence?: number | null;
  readonly uncertainty?: string;
  readonly lastReasoning: string;
  readonly suggestedNextAction?: string;
  readonly draftReply?: string;
  readonly evidence?: readonly Citation[];
}

const NEXT_ACTION: Partial<Record<EscalationReason, string>> = {
  user_request: 'Greet the customer and take over; they asked for a person.',
  model_unavailable: 'Answer the open question; the bot could not.',
  turn_failed: 'Answer the open question; the bot failed on it repeatedly.',
  unsupported: 'Check whether this is something we can help with.',
  agent_takeover: 'Continue the conversation.',
};

/**
 * Everything known without a model that lets a person continue instead of starting over. `earlier` is the talk before,
 * `open` what the customer still waits for.
 */
export function handoffPayload(
  conversation: Conversation,
  earlier: readonly Message[],
  open: readonly Message[],
  notes: EscalationNotes,
): HandoffPayload {
  const said = [...earlier, ...open].filter((one) => one.kind === 'text');
  const asked = open.length > 0 ? open : lastAsked(earlier);
  return {
    customer: conversation.customer,
    intent: clipped(asked.map((message) => message.text).join(' '), INTENT_CHARS_MAX),
    summary: summaryOf(conversation, earlier),
    actions: [],
    evidence: (notes.evidence ?? []).slice(0, EVIDENCE_MAX),
    accountFacts: [],
    confidence: notes.confidence ?? null,
    uncertainty: notes.uncertainty ?? '',
    lastReasoning: notes.lastReasoning,
    suggestedNextAction: notes.suggestedNextAction || (NEXT_ACTION[notes.reason] ?? ''),
    draftReply: notes.draftReply ?? '',
    costUsd: 0,
    messages: said.slice(-CARD_MESSAGES_MAX).map(quoted),
  };
}

function lastAsked(earlier: readonly Message[]): readonly Message[] {
  return earlier.filter((message) => message.author.kind === 'customer').slice(-1);
}

/** One line on how far things have come: how much was said, by whom, and whether a person was there before. */
function summaryOf(conversation: Conversation, earlier: readonly Message[]): string {
  const asked = earlier.filter((one) => one.author.kind === 'customer').length;
  const answers = earlier.filter((one) => one.author.kind === 'bot').length;
  const before =
    asked === 0
      ? 'First contact in this conversation.'
      : `Before this: ${count(asked, 'message')} by the customer, ${count(answers, 'answer')} by the bot.`;
  const last = conversation.stretches.at(-1);
  const handled = last?.agent ? ` ${last.agent.name} ${last.outcome} an earlier handoff.` : '';
  return before + handled;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function quoted(message: Message): QuotedMessage {
  return {
    seq: message.seq,
    author: { kind: message.author.kind, name: message.author.name },
    text: clipped(message.text, CARD_MESSAGE_CHARS_MAX),
    atMs: message.atMs,
  };
}

export function clipped(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`;
}
