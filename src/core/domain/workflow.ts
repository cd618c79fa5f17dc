import type { FactKind } from './fact.js';
import type { TalkReason } from './handoff.js';
import type { MemoryStrategy } from './memory-strategy.js';
import type { TurnType } from './turn.js';

/** What a team can watch a kind of conversation by; docs/routing.md says what each one counts. */
export const MEASURES = [
  'rating',
  'resolved',
  'containment',
  'escalation_accuracy',
  'handoff_rate',
  'time_to_claim',
  'time_to_first_reply',
  'repeat_contact',
  'cost_per_resolved',
  'tokens_per_turn',
  'conversation_length',
  'drop_off_turn',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Currencies an amount can be told in; those that facts are normalized to. */
export const RULE_CURRENCIES = ['USD', 'EUR', 'GBP'] as const;
export type RuleCurrency = (typeof RULE_CURRENCIES)[number];

/** What a card may have to hold, besides account facts, and the kind of fact it is found as. */
export const CARD_PARTS: Readonly<Record<string, FactKind>> = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  'order number': 'reference',
  reference: 'reference',
  amount: 'amount',
  date: 'date',
  time: 'time',
  people: 'people',
};

/** Turn types that must be somebody's work; a greeting needs nothing of a workflow. */
export const SERVED_TYPES: readonly TurnType[] = [
  'info_question',
  'action_request',
  'account_issue',
  'unsupported',
  'escalation_candidate',
];

/** Turn types that end in an answer of the mind, so that there is a confidence to judge. */
export const ANSWERED_TYPES: readonly TurnType[] = [
  'info_question',
  'action_request',
  'account_issue',
];

/** When a rule hands off: all that is given has to hold, and something is given. */
export interface RuleCondition {
  /** Phrases of which the customer says one. */
  readonly topics?: readonly string[];
  /** The customer names more than this, in this currency or, without one, in any. */
  readonly amountOver?: { readonly value: number; readonly currency?: RuleCurrency };
  /** Account facts by name, with the value each has. */
  readonly account?: Readonly<Record<string, string>>;
  /** The answer is less sure than this, 0 to 1. */
  readonly confidenceUnder?: number;
}

/** A team's own reason to hand off, besides what every tenant has. */
export interface EscalationRule {
  readonly when: RuleCondition;
  readonly reason: TalkReason;
  /** What the card says of it; the condition that was met if absent. */
  readonly say?: string;
}

/** The worksheet of one kind of conversation, as a team filled it in. */
export interface Workflow {
  readonly name: string;
  readonly title: string;
  readonly turnTypes: readonly TurnType[];
  /** Phrases that tell this kind of conversation. None: it takes what no other one does. */
  readonly topics: readonly string[];
  /** How older talk is brought before the mind; null as everywhere at the tenant. */
  readonly strategy: MemoryStrategy | null;
  readonly accountFacts: 'all' | readonly string[];
  /** Names of articles, in which `*` stands for any characters. */
  readonly knowledge: 'all' | 'none' | readonly string[];
  readonly actions: readonly string[];
  readonly escalation: readonly EscalationRule[];
  /** What an agent needs on the card. */
  readonly must: readonly string[];
  readonly measures: { readonly primary: Measure; readonly guardrail: Measure };
}
