import type { CardFact } from './card.js';
import type { Customer } from './customer.js';
import { ALARMS_MAX, HANDOFF_HISTORY_MAX } from './limits.js';
import type { AuthorKind, Citation, SentFile } from './message.js';

/** Reasons that lie in the talk, so that a model or a team's rule may give them. */
export const TALK_REASONS = [
  'policy_risk',
  'missing_evidence',
  'frustrated_user',
  'high_value_action',
  'user_request',
  'unsupported',
] as const;
export type TalkReason = (typeof TALK_REASONS)[number];

/**
 * Why a conversation goes to a person. Those that do not lie in the talk tell what happened to us, which nobody can know
 * beforehand; `agent_takeover` is an agent stepping in unasked.
 */
export const ESCALATION_REASONS = [
  ...TALK_REASONS,
  'model_unavailable',
  'budget_exhausted',
  'action_failed',
  'turn_limit',
  'turn_failed',
  'agent_takeover',
] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

export const HANDOFF_STATES = ['open', 'claimed', 'resolved', 'returned', 'expired'] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];

/** A person who works at a desk. */
export interface Agent {
  readonly id: string;
  readonly name: string;
}

export interface QuotedMessage {
  readonly seq: number;
  readonly author: { readonly kind: AuthorKind; readonly name: string };
  readonly text: string;
  /** What was sent along: names, and the ids under which the contents are kept. */
  readonly files?: readonly Pick<SentFile, 'name' | 'id'>[];
  readonly atMs: number;
}

/** What a customer stated, as a card shows it. */
export interface StatedFact extends CardFact {
  /** The message that states it; not there of one from before messages were named. */
  readonly sourceId?: string;
  /** The edit whose words state it, if one was made since the case was opened. */
  readonly revisedSeq?: number;
}

/** What talk before the quoted one was condensed to: it tells the messages up to `coveredSeq`. */
export interface OlderTalk {
  readonly text: string;
  readonly coveredSeq: number;
}

/** What lets a person go on instead of starting over. Empty text or list: nothing is known. */
export interface HandoffPayload {
  readonly customer: Customer;
  readonly intent: string;
  readonly summary: string;
  readonly actions: readonly { readonly name: string; readonly result: string }[];
  readonly evidence: readonly Citation[];
  readonly accountFacts: readonly CardFact[];
  /** What the customer stated in talk, vouched for by nobody. */
  readonly learnt?: readonly StatedFact[];
  /** Null or not there: nothing was condensed, a brief tells it, or words it rested on do not stand any more. */
  readonly older?: OlderTalk | null;
  /** The newest edit or deletion that was known when the case was opened. */
  readonly revisedSeq?: number;
  /** What the card should hold for this kind of conversation and nobody has said yet. */
  readonly missing?: readonly string[];
  /** How sure the bot was of its last answer, 0 to 1; null when it never had one. */
  readonly confidence: number | null;
  readonly uncertainty: string;
  /** Why the bot stopped. */
  readonly lastReasoning: string;
  readonly suggestedNextAction: string;
  readonly draftReply: string;
  readonly messages: readonly QuotedMessage[];
  /** An action that waits for an agent's yes; not there if none ever did. */
  readonly approval?: Approval;
}

/** What an agent is asked to approve, and what was decided. */
export interface Approval {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** What it would be done with. */
  readonly facts?: readonly CardFact[];
  /** When it is too late for a yes; not there if it never is. */
  readonly untilMs?: number;
  /** It was too late, or what it was for is not wanted any more. */
  readonly isOver?: boolean;
  readonly decision?: { readonly isApproved: boolean; readonly by: Agent; readonly atMs: number };
}

export interface HandoffStep {
  readonly state: HandoffState;
  readonly atMs: number;
  readonly by?: Agent;
  /** The press or reaction that brought it about, by its platform's own name. */
  readonly cause?: string;
}

/** Whether this press or reaction has brought about one of its steps already. */
export function wasCausedBy(
  { history }: Pick<Handoff, 'history'>,
  cause: string | undefined,
): boolean {
  return cause !== undefined && history.some((step) => step.cause === cause);
}

/** The case that follows an escalation. */
export interface Handoff {
  readonly id: string;
  readonly conversationId: string;
  readonly tenant: string;
  readonly channel: string;
  readonly state: HandoffState;
  /** Rises with every change, so that an older copy never replaces a newer one. */
  readonly revision: number;
  readonly reason: EscalationReason;
  readonly openedAtMs: number;
  readonly claimedBy: Agent | null;
  readonly closedAtMs: number | null;
  readonly payload: HandoffPayload;
  readonly history: readonly HandoffStep[];
  /** Names of timers that have fired for it, so that none fires twice. The oldest fall out. */
  readonly alarms: readonly string[];
  /** Whether it was right to hand off; not there until an agent was asked and has answered. */
  readonly verdict?: Verdict;
}

/** What an agent says of a closed case. */
export interface Verdict {
  readonly isRight: boolean;
  readonly by: Agent;
  readonly atMs: number;
}

export type NewHandoff = Omit<
  Handoff,
  'state' | 'revision' | 'claimedBy' | 'closedAtMs' | 'history' | 'alarms' | 'verdict'
>;

export function openHandoff(fresh: NewHandoff): Handoff {
  return {
    ...fresh,
    state: 'open',
    revision: 1,
    claimedBy: null,
    closedAtMs: null,
    history: [{ state: 'open', atMs: fresh.openedAtMs }],
    alarms: [],
  };
}

/** A handoff as it was stored, perhaps before it had all of today's fields. */
export function wholeHandoff(stored: Handoff): Handoff {
  return { ...stored, alarms: stored.alarms ?? [] };
}

/** Timers have fired. Nothing that a card shows changes with them, so neither does the revision. */
export function withAlarms(handoff: Handoff, alarms: readonly string[]): Handoff {
  return { ...handoff, alarms: [...handoff.alarms, ...alarms].slice(-ALARMS_MAX) };
}

/** Handoff ids name their conversation, so that an agent's request finds the aggregate without an index. */
export function handoffIdOf(conversationId: string, number: number): string {
  return `${conversationId}-${number}`;
}

export function conversationIdOf(handoffId: string): string | null {
  const match = /^([A-Za-z0-9_]+)-\d+$/.exec(handoffId);
  return match?.[1] ?? null;
}

export function isClosed(state: HandoffState): boolean {
  return state === 'resolved' || state === 'returned' || state === 'expired';
}

/** Who closed a case; null of one that is not closed, or that nobody closed but the customer's silence. */
export function closedBy({ state, history }: Handoff): Agent | null {
  const last = isClosed(state) ? history.at(-1) : undefined;
  return last?.by ?? null;
}

export function stepped(handoff: Handoff, step: HandoffStep, claimedBy: Agent | null): Handoff {
  return {
    ...handoff,
    state: step.state,
    revision: handoff.revision + 1,
    claimedBy,
    closedAtMs: isClosed(step.state) ? step.atMs : null,
    history: [...handoff.history, step].slice(-HANDOFF_HISTORY_MAX),
  };
}
