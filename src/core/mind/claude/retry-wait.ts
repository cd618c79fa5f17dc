import { ERRORS } from '../../domain/errors.js';
import type { Failure } from './claude-errors.js';

export interface RetrySettings {
  readonly attemptsMax: number;
  /** The wait before the second try; it doubles with each further one. */
  readonly retryBaseMs: number;
  /** The longest wait. A provider that asks for a longer one is not waited for: a person is faster. */
  readonly retryMaxMs: number;
}

/** How long to wait before the next try; null: there is none. What may be tried again is said in the catalogue. */
export function retryWait(
  failure: Failure,
  attempt: number,
  settings: RetrySettings,
): number | null {
  if (!ERRORS[failure.code].retryable || attempt >= settings.attemptsMax) return null;
  const asked = failure.retryAfterMs ?? 0;
  if (asked > settings.retryMaxMs) return null;
  const doubled = settings.retryBaseMs * 2 ** (attempt - 1);
  return Math.max(asked, Math.min(doubled, settings.retryMaxMs));
}
