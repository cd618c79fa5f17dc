import type { TurnType } from './turn.js';

/** What one model call took, in tokens as the provider counts them. `inputTokens` are those not from its cache. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

export const NO_USAGE: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
};

/** USD per million tokens. */
export interface Rates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What a model costs; dearer for prompts above `promptTokens`, if the provider says so. */
export interface ModelPrice extends Rates {
  readonly above?: Rates & { readonly promptTokens: number };
}

const TOKENS_PER_PRICE = 1_000_000;

/** The cost of a call in USD; null without a price, which is never the same as zero (P9). */
export function costOf(usage: Usage, price: ModelPrice | undefined): number | null {
  if (price === undefined) return null;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  const prompt = inputTokens + cacheReadTokens + cacheWriteTokens;
  const rates = price.above && prompt > price.above.promptTokens ? price.above : price;
  const sum =
    inputTokens * rates.input +
    outputTokens * rates.output +
    cacheReadTokens * rates.cacheRead +
    cacheWriteTokens * rates.cacheWrite;
  return sum / TOKENS_PER_PRICE;
}

export type CallPurpose = 'route' | 'greet' | 'answer' | 'brief' | 'fill' | 'summarise';

/** What a model call is made for. */
export interface CallPlace {
  readonly tenant: string;
  readonly channel: string;
  readonly conversationId: string;
  readonly episode: number;
  readonly turnId: string;
}

/** An entry of the ledger as it is opened, before the call is made. */
export interface OpenedCall extends CallPlace {
  readonly id: string;
  readonly purpose: CallPurpose;
  readonly turnType: TurnType | null;
  readonly model: string;
  /** 1 for the first try of a call. */
  readonly attempt: number;
  readonly openedAtMs: number;
  /** What the call may take, by our own count: stands in if nothing better is ever heard of it. */
  readonly estimate: Usage;
}

/**
 * How a call ended. `isEstimated`: part of the usage is our own count, because the provider's final figure never came.
 * `outcome`: `ok`, or the code of what went wrong; `aborted` when we no longer wanted it; `uncited` for an answer that cites
 * nothing where it must. `reference`: the provider's own name of the answer, to find it on the provider's side; null if
 * none began.
 */
export interface ClosedCall {
  readonly id: string;
  readonly closedAtMs: number;
  readonly usage: Usage;
  readonly isEstimated: boolean;
  readonly costUsd: number | null;
  readonly outcome: string;
  readonly reference: string | null;
}

/** One model call (P9). `closed` is null while it runs, and for good if its process died. */
export interface LedgerEntry extends OpenedCall {
  readonly closed: Omit<ClosedCall, 'id'> | null;
}

/** What was spent on one conversation. `unpriced`: calls whose model has no price; they are not in `costUsd`. */
export interface Spent {
  readonly calls: number;
  readonly costUsd: number;
  readonly unpriced: number;
  readonly isEstimated: boolean;
}

export const NOTHING_SPENT: Spent = { calls: 0, costUsd: 0, unpriced: 0, isEstimated: false };

/** What a store has added up. `estimated`: calls that run still, or whose figures are partly our own. */
export function spentOn(sums: {
  readonly calls: number;
  readonly costUsd: number;
  readonly unpriced: number;
  readonly estimated: number;
}): Spent {
  const { calls, costUsd, unpriced, estimated } = sums;
  return { calls, costUsd, unpriced, isEstimated: estimated > 0 };
}
