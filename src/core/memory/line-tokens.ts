import type { Message } from '../domain/message.js';

/** Counts the tokens of a text; see `TokenMeter` in core/ports/mind.ts. */
export type Estimate = (text: string) => number;

/** Speaker, role and time around one line in the prompt. */
const LINE_MARK_TOKENS = 16;

/** The mark around a fact. */
const FACT_MARK_TOKENS = 8;

/** What one line of talk takes. */
export function lineTokens(
  { author, text }: Pick<Message, 'author' | 'text'>,
  estimate: Estimate,
): number {
  return estimate(`${author.name} ${text}`) + LINE_MARK_TOKENS;
}

export function factTokens(name: string, value: string, estimate: Estimate): number {
  return estimate(`${name} ${value}`) + FACT_MARK_TOKENS;
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
