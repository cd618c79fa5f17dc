import type { ActionSpec, ActionState, AttemptEnd } from '../domain/action.js';
import type { CardFact } from '../domain/card.js';
import type { Stretch } from '../domain/conversation.js';
import type { EscalationReason } from '../domain/handoff.js';
import type { Brief } from '../domain/handoff-payload.js';
import type { Author, Citation } from '../domain/message.js';
import type { Wording } from '../domain/texts.js';
import type { Route, TurnType } from '../domain/turn.js';
import type { CallPlace } from '../domain/usage.js';
import type { Passage } from './knowledge.js';

/** One line of talk as the model is shown it. */
export interface Line {
  readonly author: Author;
  readonly text: string;
  readonly atMs: number;
}

/** What the model is shown in one turn, already within the budget. */
export interface Context {
  /** What a model call for it is accounted to. */
  readonly place: CallPlace;
  /** What was decided about the turn; null while it is being decided. */
  readonly turnType: TurnType | null;
  /** The tenant's sentences, for a mind that has none of its own. */
  readonly wording: Wording;
  readonly tenant: { readonly id: string; readonly name: string; readonly botName: string };
  readonly customer: { readonly id: string; readonly name: string };
  /** What is known of the customer's account. */
  readonly accountFacts: readonly CardFact[];
  /** What the customer said in talk that still holds, oldest first: learnt, not vouched for. */
  readonly facts: readonly LearntFact[];
  /** What agents did in this conversation before, oldest first. */
  readonly stretches: readonly {
    readonly agent: string;
    readonly outcome: Stretch['outcome'];
    readonly note: string;
    /** What the agent promised, in their words. */
    readonly promises: readonly string[];
    readonly atMs: number;
  }[];
  /** What was done for the customer, or tried, oldest first, with its short result. */
  readonly actions: readonly {
    readonly title: string;
    readonly end: AttemptEnd;
    readonly result: string;
    readonly atMs: number;
  }[];
  /** What older talk was condensed to; null when all of it is in the window. */
  readonly summary: string | null;
  /** When the talk before ended, if the customer comes back after a long silence; else null. */
  readonly lastTalkAtMs: number | null;
  /** Earlier exchanges that may be about the new lines, oldest first, each stretch dated once. */
  readonly recalled: readonly { readonly atMs: number; readonly lines: readonly Line[] }[];
  /** Earlier talk, oldest first, without the new lines. */
  readonly window: readonly Line[];
  readonly passages: readonly Passage[];
  /** The customer's new lines of this turn, in order; never empty. */
  readonly lines: readonly Line[];
}

/** `kind` as in core/domain/fact.ts. */
export interface LearntFact {
  readonly kind: string;
  readonly value: string;
  readonly atMs: number;
}

/** Older talk that is to give way to a summary. */
export interface SummaryRequest {
  readonly place: CallPlace;
  readonly tenant: Context['tenant'];
  /** The summary so far, which the new one takes in; null for the first. */
  readonly previous: string | null;
  /** Oldest first; never empty. */
  readonly lines: readonly Line[];
}

/** Counts tokens as whoever answers would. */
export interface TokenMeter {
  /** By our own count, set right by what the provider has counted so far; rounded up. */
  estimate(text: string): number;
  /** What the provider counts for the request that would answer this; null without one, or when it does not say. */
  count(context: Context, signal: AbortSignal): Promise<number | null>;
}

export type Answer =
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly citations: readonly Citation[];
      readonly confidence: number;
      readonly why: string;
    }
  | ({
      readonly kind: 'escalate';
      readonly reason: EscalationReason;
      readonly confidence: number | null;
      readonly why: string;
    } & Brief);

export type { Brief };

/** What can be done for the customer, and what is known for it. */
export interface FillRequest {
  readonly context: Context;
  /** Of which one may be wanted; just the one under way, if one is. Never empty. */
  readonly offered: readonly ActionSpec[];
  /** What is under way; null when the action is still to be chosen. */
  readonly current: Pick<ActionState, 'name' | 'values' | 'askedFor' | 'stage'> | null;
}

/** What the customer's new lines say about an action. Nothing of it is checked yet. */
export interface Filled {
  /** Null: none of those offered is what the customer wants. */
  readonly action: string | null;
  /** What the lines state, by parameter; only what is new or changed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The lines are about something else, and what is under way can wait. */
  readonly isAside: boolean;
}

/**
 * Something that can answer. Any rejection, also by abort, means: no answer. It decides nothing about the
 * conversation; the turn engine does.
 */
export interface Mind {
  readonly name: string;
  /** Asked only when no rule decided. */
  route(context: Context, signal: AbortSignal): Promise<Route>;
  greet(context: Context, signal: AbortSignal): Promise<string>;
  /** `onText` gets the whole text so far; after another try of the model it may begin anew. */
  answer(context: Context, signal: AbortSignal, onText: (text: string) => void): Promise<Answer>;
  /** Reads an action's parameters out of what the customer said; it decides nothing and does nothing. */
  fill(request: FillRequest, signal: AbortSignal): Promise<Filled>;
  /** For a handoff that was decided without an answer; null when there is nothing to add to the record. */
  brief(context: Context, signal: AbortSignal): Promise<Brief | null>;
  /** Null when nothing was said that is worth a line. Whoever asks checks that it can be used. */
  summarise(request: SummaryRequest, signal: AbortSignal): Promise<string | null>;
  readonly meter: TokenMeter;
}
