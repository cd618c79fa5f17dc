export interface RetrySettings {
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
  readonly attemptsMax: number;
}

/** How long an item waits whose room is broken: as often as that is worth it, a mended room is found again. */
export function patientWaitMs(wishMs: number | undefined, { retryMaxMs }: RetrySettings): number {
  return Math.min(retryMaxMs, wishMs ?? retryMaxMs);
}

/**
 * When an item that failed for now is tried again: the platform's own wish if it has one, else doubling from the base.
 * Null: it was tried often enough and fails for good.
 */
export function nextAttempt(
  attempts: number,
  wishMs: number | undefined,
  settings: RetrySettings,
): number | null {
  if (attempts + 1 >= settings.attemptsMax) return null;
  const doubled = settings.retryBaseMs * 2 ** attempts;
  return Math.min(settings.retryMaxMs, Math.max(doubled, wishMs ?? 0));
}
