import type { EscalationReason } from '../domain/handoff.js';
import type { Author, Citation } from '../domain/message.js';
import type { Route } from '../domain/turn.js';
import type { Passage } from './knowledge.js';

/** One line of talk as the model is shown it. */
export interface Line {
  readonly author: Author;
  readonly text: string;
  readonly atMs: number;
}

/** What the model is shown in one turn, already within the budget. */
export interface Context {
  readonly tenant: { readonly id: string; readonly name: string; readonly botName: string };
  readonly customer: { readonly id: string; readonly name: string };
  /** What agents did in this conversation before, oldest first. */
  readonly stretches: readonly {
    readonly agent: string;
    readonly outcome: string;
    readonly note: string;
    readonly atMs: number;
  }[];
  /** Earlier talk, oldest first, without the new lines. */
  readonly window: readonly Line[];
  readonly passages: readonly Passage[];
  /** The customer's new lines of this turn, in order; never empty. */
  readonly lines: readonly Line[];
}

export type Answer =
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly citations: readonly Citation[];
      readonly confidence: number;
      readonly why: string;
    }
  | {
      readonly kind: 'escalate';
      readonly reason: EscalationReason;
      readonly confidence: number | null;
      readonly uncertainty: string;
      readonly suggestedNextAction: string;
      readonly draftReply: string;
      readonly why: string;
    };

/**
 * Something that can answer. Any rejection, also by abort, means: no answer. It decides nothing about the
 * conversation; the turn engine does.
 */
export interface Mind {
  readonly name: string;
  /** Asked only when no rule decided. */
  route(context: Context, signal: AbortSignal): Promise<Route>;
  greet(context: Context, signal: AbortSignal): Promise<string>;
  /** `onText` gets the whole text so far, each time it has grown. */
  answer(context: Context, signal: AbortSignal, onText: (text: string) => void): Promise<Answer>;
}
