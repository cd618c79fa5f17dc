import type { MemoryStrategy } from '../domain/memory-strategy.js';

/**
 * What is kept word for word and what stands for the rest.
 *
 * | strategy | word for word | older talk |
 * |---|---|---|
 * | `window` | the newest messages | facts only, no summary |
 * | `summary` | the last few messages | a summary |
 * | `hybrid` | the newest messages, up to their share of the budget | a summary |
 * | `full` | everything while it fits | as `hybrid`, once it does not fit |
 * | `retrieval` | as `hybrid` | a summary, and the earlier exchanges that are about the new lines |
 */
export interface MemorySettings {
  readonly strategy: MemoryStrategy;
  /** Tokens of context the model is shown. */
  readonly budgetTokens: number;
  /** Messages shown word for word before older ones want summarising. */
  readonly windowMessages: number;
  /** A silence after which the customer is reminded of the talk instead of going on in it. */
  readonly resumeAfterMs: number;
  /** Turns of one episode after which the customer is told how to start afresh. */
  readonly afreshAfterTurns: number;
}
