/**
 * Below this many hours with calls there is no usual yet: a new tenant's first busy day is none. Two or three working
 * days.
 */
export const HISTORY_HOURS_MIN = 24;

/** An hour below this is nobody's concern, however far above the usual. */
export const ANOMALY_USD_MIN = 1;

/** So many times the usual an hour must be, where hours hardly differ. */
const TIMES_USUAL_MIN = 3;

/** So many spreads above the usual, where hours differ much. Of hours without a cause about one in a hundred thousand is. */
const SPREADS_MIN = 6;

/** Makes the median distance from the median comparable with a standard deviation. */
const SPREAD_PER_DISTANCE = 1.4826;

/**
 * Whether an hour cost far more than the hours before it. By medians, because yesterday's anomaly must not make
 * today's usual. Returns the usual, or null when the hour is nothing special or there is nothing to compare it with.
 * `history`: what earlier hours that had calls cost, in any order.
 */
export function usualBelow(hourUsd: number, history: readonly number[]): number | null {
  if (hourUsd < ANOMALY_USD_MIN || history.length < HISTORY_HOURS_MIN) return null;
  const usual = median(history);
  const spread = SPREAD_PER_DISTANCE * median(history.map((usd) => Math.abs(usd - usual)));
  const limit = Math.max(usual * TIMES_USUAL_MIN, usual + spread * SPREADS_MIN);
  return hourUsd > limit ? usual : null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
