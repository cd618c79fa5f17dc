import { actionsOnCard } from './action-words.js';
import type { CardFact } from './card.js';
import type { Conversation } from './conversation.js';
import { type Fact, standing } from './fact.js';
import { namesOf } from './files.js';
import type {
  EscalationReason,
  HandoffPayload,
  OlderTalk,
  QuotedMessage,
  StatedFact,
} from './handoff.js';
import {
  CARD_MESSAGE_CHARS_MAX,
  CARD_MESSAGES_MAX,
  EVIDENCE_MAX,
  FACT_CHARS_MAX,
} from './limits.js';
import type { Memory } from './memory.js';
import {
  type Citation,
  isRevision,
  type Message,
  type SentFile,
  withRevisions,
} from './message.js';
import { say, type Wording } from './texts.js';

/** Characters of the customer's words on the line that says what they want. */
const INTENT_CHARS_MAX = 200;

/** Characters of older talk's summary on a card: what must be known at a glance. */
const OLDER_CHARS_MAX = 600;

/** Facts learnt in talk that a card shows. */
export const LEARNT_MAX = 8;

/** The lines an agent reads first. Empty: nothing better is known than what the record itself says. */
export interface Brief {
  /** What the customer wants, in one sentence. */
  readonly intent: string;
  /** How far things have come, in two or three sentences. */
  readonly summary: string;
  readonly uncertainty: string;
  readonly suggestedNextAction: string;
  /** A reply the agent may send or edit. */
  readonly draftReply: string;
}

/** Characters of one line of a brief; a longer one is cut, so that a card stays one glance and the aggregate bounded. */
const BRIEF_CHARS_MAX = 2_000;

/** The lines of a brief that say something. */
export function saidOf(brief: Partial<Brief>): Partial<Brief> {
  const said = Object.entries(brief).filter(([, line]) => line.trim() !== '');
  return Object.fromEntries(said.map(([name, line]) => [name, clipped(line, BRIEF_CHARS_MAX)]));
}

/** What is known about why and with what the bot stopped; all of it may be empty. */
export interface EscalationNotes extends Partial<Brief> {
  readonly reason: EscalationReason;
  readonly confidence?: number | null;
  readonly lastReasoning: string;
  readonly evidence?: readonly Citation[];
}

/** What is known when a person is called. */
export interface KnownOfTalk {
  readonly conversation: Conversation;
  /** The talk before, oldest first. */
  readonly earlier: readonly Message[];
  /** What the customer still waits for. */
  readonly open: readonly Message[];
  /** What stands for still older talk; the conversation's own memory, if nothing else is given. */
  readonly memory?: Memory;
  /** What is vouched for about the customer; what the channel knows, if nothing else is given. */
  readonly accountFacts?: readonly CardFact[];
  /** What the customer stated. */
  readonly facts?: readonly Fact[];
}

/** Everything known without a model that lets a person continue instead of starting over. */
export function handoffPayload(
  known: KnownOfTalk,
  notes: EscalationNotes,
  wording: Wording,
): HandoffPayload {
  const { conversation, earlier, open, memory = conversation.memory } = known;
  const stands = (one: Message) => one.kind === 'text' && one.revised?.isGone !== true;
  const said = withRevisions([...earlier, ...open]).filter(stands);
  const { intent = '', summary = '', uncertainty = '' } = notes;
  const { suggestedNextAction = '', draftReply = '' } = notes;
  const brief = saidOf({ intent, summary, uncertainty, suggestedNextAction, draftReply });
  return {
    customer: conversation.customer,
    intent: intentOf(wishOf(open, said)),
    summary: summaryOf(conversation, earlier, wording),
    uncertainty: '',
    suggestedNextAction: nextAction(notes.reason, wording),
    draftReply: '',
    ...brief,
    actions: actionsOnCard(conversation.acting, wording),
    evidence: (notes.evidence ?? []).slice(0, EVIDENCE_MAX),
    accountFacts: known.accountFacts ?? conversation.customer.facts ?? [],
    learnt: learntOf(known.facts ?? conversation.facts, wording),
    older: brief.summary === undefined ? olderOf(memory) : null,
    revisedSeq: Math.max(memory.revisedSeq, ...[...earlier, ...open].map(revisedSeqOf)),
    confidence: notes.confidence ?? null,
    lastReasoning: notes.lastReasoning,
    messages: said.slice(-CARD_MESSAGES_MAX).map(quoted),
  };
}

/** What the customer stated and did not take back: the newest of each kind first. */
export function learntOf(facts: readonly Fact[], wording: Wording): StatedFact[] {
  return standing(facts)
    .slice(-LEARNT_MAX)
    .reverse()
    .map(({ kind, value, atMs, sourceId }) => ({
      name: say(`fact.${kind}`, wording),
      value: clipped(value.replace(/[.,;]+$/, ''), FACT_CHARS_MAX),
      atMs,
      sourceId,
    }));
}

function olderOf({ text, coveredSeq }: Memory): OlderTalk | null {
  return text === '' ? null : { text: clipped(text, OLDER_CHARS_MAX), coveredSeq };
}

function revisedSeqOf(message: Message): number {
  return isRevision(message) ? message.seq : (message.revised?.seq ?? 0);
}

/** What a customer wants, in their own words. */
export function intentOf(texts: readonly string[]): string {
  return clipped(texts.join(' '), INTENT_CHARS_MAX);
}

/** What the customer still waits for, or asked last. Files say what they are called. */
function wishOf(open: readonly Message[], said: readonly Message[]): readonly string[] {
  const waiting = said.filter((one) => open.some(({ seq }) => seq === one.seq));
  const asked = said.filter((one) => one.author.kind === 'customer').slice(-1);
  return (waiting.length > 0 ? waiting : asked).map(wordsOf);
}

function wordsOf({ text, files }: Message): string {
  return text || namesOf(files ?? []);
}

/** What to do next where the reason alone says it. */
function nextAction(reason: EscalationReason, wording: Wording): string {
  switch (reason) {
    case 'user_request':
    case 'model_unavailable':
    case 'turn_failed':
    case 'unsupported':
    case 'agent_takeover':
      return say(`brief.next.${reason}`, wording);
    case 'policy_risk':
    case 'missing_evidence':
    case 'frustrated_user':
    case 'high_value_action':
    case 'budget_exhausted':
    case 'action_failed':
    case 'turn_limit':
      return '';
  }
}

/** One line on how far things have come: how much was said, by whom, and whether a person was there before. */
function summaryOf(
  conversation: Conversation,
  earlier: readonly Message[],
  wording: Wording,
): string {
  const by = (kind: Message['author']['kind']) =>
    String(earlier.filter((one) => one.author.kind === kind).length);
  const [asked, answered] = [by('customer'), by('bot')];
  const last = conversation.stretches.at(-1);
  const lines = [
    asked === '0'
      ? say('brief.first-contact', wording)
      : say('brief.before', wording, { asked, answered }),
  ];
  if (last?.agent && last.outcome !== 'expired') {
    lines.push(say(`brief.${last.outcome}`, wording, { agent: last.agent.name }));
  }
  return lines.join(' ');
}

function quoted(message: Message): QuotedMessage {
  return {
    seq: message.seq,
    author: { kind: message.author.kind, name: message.author.name },
    text: clipped(wordsOf(message), CARD_MESSAGE_CHARS_MAX),
    ...(message.files ? { files: message.files.map(quotedFile) } : {}),
    atMs: message.atMs,
  };
}

/** Where a platform has it is for nobody who reads a card. */
function quotedFile({ name, id }: SentFile): Pick<SentFile, 'name' | 'id'> {
  return id === undefined ? { name } : { name, id };
}

export function clipped(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`;
}
