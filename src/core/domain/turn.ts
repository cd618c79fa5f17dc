import type { Feedback } from './feedback.js';
import type { EscalationReason } from './handoff.js';

export const TURN_TYPES = [
  'info_question',
  'action_request',
  'account_issue',
  'unsupported',
  'escalation_candidate',
  'greeting',
] as const;
export type TurnType = (typeof TURN_TYPES)[number];

/** What a turn came to. `relayed` and `ignored` turns say nothing of the bot's own. */
export type Outcome = 'answered' | 'acted' | 'escalated' | 'relayed' | 'ignored';

/** The decision that comes first in every turn, with what it rests on. */
export interface Route {
  readonly type: TurnType;
  /** A command in the customer's words; its type is then `greeting`, as nothing is asked. */
  readonly command?: 'start-over';
  /** For `escalation_candidate`: why a person. */
  readonly escalation?: EscalationReason;
  /** The rule, classifier or model that decided, in words for `explain`. */
  readonly reason: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A fact that was shown: its value stays where facts are kept, so that what is taken back is gone here, too. */
export interface ShownFact {
  /** Of an account fact its name, of a learnt one its kind. */
  readonly name: string;
  /** Of a learnt one: the fact's id. */
  readonly id?: string;
}

/** What a part of the context took, and which facts it held. */
export interface ShownPart {
  readonly part: string;
  readonly tokens: number;
  /** Not there where it held none. */
  readonly facts?: readonly ShownFact[];
}

/** The history of one turn. It holds sizes, keys and reasons; texts stay in `messages`. */
export interface TurnRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly tenant: string;
  readonly channel: string;
  readonly episode: number;
  readonly messageSeqs: readonly number[];
  readonly route: Route;
  readonly outcome: Outcome;
  readonly escalation: EscalationReason | null;
  /** Why it ended as it did, in words for `explain`. */
  readonly why: string;
  readonly mind: string;
  /** The workflow it was worked by; not there where the tenant has none for it. */
  readonly workflow?: string;
  /** Rules that were met and signs of frustration, also those that decided nothing; not there where there were none. */
  readonly rules?: readonly string[];
  /** The handoff it opened. */
  readonly handoffId?: string;
  readonly context: readonly ShownPart[];
  readonly passages: readonly { readonly key: string; readonly score: number }[];
  /** The stars the customer gave, 1 to 5; not there when they gave none. */
  readonly rating?: number;
  /** Whether what this turn answered helped; not there until somebody says so, which may be long after. */
  readonly feedback?: Feedback;
  /** What was done for the customer in it, by name, and how that stood at its end; not there where nothing was. */
  readonly action?: { readonly name: string; readonly id: string; readonly stage: string };
  readonly attempts: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}
