/** What can be done for customers, and how far the doing of it has come in one conversation. */
import { ACTION_TEXT_CHARS_MAX, ATTEMPTS_HELD_MAX } from './limits.js';

/** What a parameter can be; a question is asked for one value at a time, so there is nothing with parts. */
export type ActionValue = string | number | boolean;
export type ActionValues = Readonly<Record<string, ActionValue>>;

export interface ActionParameter {
  readonly name: string;
  /** As it is shown to the customer. */
  readonly title: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly isRequired: boolean;
  /** The question for it; null: a usual one is asked. */
  readonly ask: string | null;
  /** The values there are, to be pressed; empty if there are too many to name. */
  readonly choices: readonly { readonly value: ActionValue; readonly label: string }[];
  /** A regular expression the value has to match, as in JSON Schema. */
  readonly pattern?: string;
  /** `date`, `email` and others, as in JSON Schema. */
  readonly format?: string;
}

/**
 * Who may have it done.
 *
 * | | who |
 * |---|---|
 * | `anyone` | whoever speaks in the conversation |
 * | `customer` | the one whose conversation it is |
 * | `account` | the same, and the channel or the business vouches for who they are |
 */
export const PERMISSIONS = ['anyone', 'customer', 'account'] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const RISKS = ['low', 'high'] as const;
export type Risk = (typeof RISKS)[number];

/** One thing that can be done for a tenant's customers, as its config declares it. */
export interface ActionSpec {
  readonly name: string;
  /** A few words that name it in a sentence: "change of address". */
  readonly title: string;
  /** When it is the right thing to do, for whoever decides that. */
  readonly description: string;
  /** Words customers ask for it with. */
  readonly phrases: readonly string[];
  /** In the order they are asked for. */
  readonly parameters: readonly ActionParameter[];
  /** High: an agent has to approve it, after the customer has confirmed it. */
  readonly risk: Risk;
  readonly permission: Permission;
  /** Account facts the customer must have, by name. */
  readonly facts: Readonly<Record<string, string>>;
  /** What the customer is asked before it is done, with `{parameter}` marks; null asks nothing where the risk is low. */
  readonly confirm: string | null;
  readonly timeoutMs: number;
  /** How long an agent may take to approve it. */
  readonly approvalMs: number;
}

/**
 * How far one action has come.
 *
 * | stage | what it waits for |
 * |---|---|
 * | `collecting` | the customer's answer to a question for a parameter |
 * | `confirming` | the customer's yes |
 * | `approving` | an agent's yes |
 * | `running` | the outcome: it was begun, so it must never be begun again |
 * | `done` | that the customer is told: it is known how it ended |
 * | `unknown` | nobody; that it may or may not have been done was told, and a late outcome still corrects it |
 */
export type ActionStage =
  | 'collecting'
  | 'confirming'
  | 'approving'
  | 'running'
  | 'done'
  | 'unknown';

/** Why it is not known that something was done. Worded by the catalogue: `action.trouble.<name>`. */
export const TROUBLES = [
  'unreachable',
  'private-address',
  'refused',
  'busy',
  'server-error',
  'redirect',
  'accepted',
  'bad-answer',
  'timeout',
  'broken-off',
  'process-ended',
  'not-configured',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/**
 * How one run ended. `text`: what the customer is told, already in words. `detail`: what the other side said, short, or
 * a status; it is data, and shown to agents only.
 */
export type ActionOutcome =
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'failed'; readonly trouble: Trouble; readonly detail: string }
  | { readonly kind: 'unknown'; readonly trouble: Trouble; readonly detail: string };

/** The one action a conversation has under way. */
export interface ActionState {
  /** The idempotency key: of its own for each wish, the same for every try to fulfil it. Never holds a fence. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly stage: ActionStage;
  readonly values: ActionValues;
  /** The parameter that was asked for last. */
  readonly askedFor: string | null;
  /** Answers in a row that were of no use. */
  readonly misses: number;
  /** Rises with every question to confirm, so that an old button confirms nothing else than it showed. */
  readonly version: number;
  /** Who wants it. */
  readonly byId: string;
  readonly startedAtMs: number;
  /** The last message it was decided on; once it runs, what came later waits for the next turn. */
  readonly throughSeq: number;
  /** The case an approval is asked for in. */
  readonly handoffId: string | null;
  /** When somebody must look although nobody writes: a run that should have ended, an approval that runs out. */
  readonly dueAtMs: number | null;
  readonly outcome: ActionOutcome | null;
}

/** What became of a wish. */
export const ATTEMPT_ENDS = [
  'done',
  'failed',
  'unknown',
  'cancelled',
  'rejected',
  'expired',
  'closed',
  'stopped',
] as const;
export type AttemptEnd = (typeof ATTEMPT_ENDS)[number];

/** The short result that is remembered of an action; raw answers of other systems are never kept. */
export interface ActionAttempt {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly end: AttemptEnd;
  /** In words for agents and for the model; of a done one what the customer was told. */
  readonly text: string;
  readonly atMs: number;
}

/** What is done and was done for a customer. `revision` rises with every change. */
export interface Acting {
  readonly revision: number;
  readonly current: ActionState | null;
  /** The newest, the oldest first. */
  readonly past: readonly ActionAttempt[];
}

export const EMPTY_ACTING: Acting = { revision: 0, current: null, past: [] };

/** The next state, with one attempt more on record if it is over. An attempt of the same id gives way to it. */
export function actingAfter(
  before: Acting,
  current: ActionState | null,
  ended: ActionAttempt | null = null,
): Acting {
  const others = before.past.filter(({ id }) => id !== ended?.id);
  const past = ended === null ? before.past : [...others, shortened(ended)];
  return { revision: before.revision + 1, current, past: past.slice(-ATTEMPTS_HELD_MAX) };
}

function shortened(attempt: ActionAttempt): ActionAttempt {
  const { text } = attempt;
  if (text.length <= ACTION_TEXT_CHARS_MAX) return attempt;
  return { ...attempt, text: `${text.slice(0, ACTION_TEXT_CHARS_MAX - 1)}…` };
}
