import { costOf, type ModelPrice } from '../domain/usage.js';
import type { Ledger } from '../ports/ledger.js';

/**
 * How long an entry may be open before its process is taken for dead. Longer than any try with its closing takes, or
 * a slow call would be closed under its owner's hands, and its real figures refused.
 */
export const LEFT_OPEN_MS = 15 * 60_000;

/** Entries closed in one go; the next sweep goes on. */
const LEFT_OPEN_CLOSED_MAX = 200;

/**
 * Closes entries whose process died before it could, with the estimate of their opening: what they really took, nobody
 * will ever hear. Returns how many. Safe to run anywhere at any time, because only the first closing of an entry counts.
 */
export async function closeLeftOpen(
  ledger: Ledger,
  prices: Readonly<Record<string, ModelPrice>>,
  nowMs: number,
  leftOpenMs = LEFT_OPEN_MS,
): Promise<number> {
  const left = await ledger.leftOpen(nowMs - leftOpenMs, LEFT_OPEN_CLOSED_MAX);
  for (const { id, estimate, model } of left) {
    await ledger.close({
      id,
      closedAtMs: nowMs,
      usage: estimate,
      isEstimated: true,
      costUsd: costOf(estimate, prices[model]),
      outcome: 'lost',
      reference: null,
    });
  }
  return left.length;
}
