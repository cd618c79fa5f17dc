import { estimateTokens } from './token-estimate.js';

/** A summary longer than this condenses too little to be worth what it leaves out. */
export const SUMMARY_TOKENS_MAX = 300;

/** A summary as it may be put in the place of what it covers; null when it is empty or too long to be one. */
export function usableSummary(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' || estimateTokens(trimmed) > SUMMARY_TOKENS_MAX ? null : trimmed;
}
