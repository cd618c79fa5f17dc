import type { TurnType } from '../domain/turn.js';

/** A line a customer could write, and the turn type it stands for. */
export interface RoutingExample {
  readonly text: string;
  readonly type: TurnType;
}

/** What a classifier makes of a customer's words. */
export interface Guess {
  readonly type: TurnType;
  /** How likely the type is right, 0 to 1. */
  readonly confidence: number;
  /** False: the words are unlike all it knows, or two types lie too close; somebody else should decide. */
  readonly isSure: boolean;
}

/** Decides the turn type at once, without a model call. The same words always give the same guess. */
export interface Classifier {
  /** `lines`: the customer's new lines of one turn, in order. */
  guess(lines: readonly string[]): Guess;
}
