import type { Clock } from '../../core/ports/clock.js';
import { atMsOf } from './slack-ids.js';

/**
 * Age up to which something said may still be on its way to us: Slack sends again what we did not acknowledge at once,
 * after one minute and after five. https://docs.slack.dev/apis/events-api/#retries
 */
export const SLACK_FRESH_MS = 10 * 60_000;

/** Age from which on Slack brings something for the last time, as above. */
export const SLACK_LAST_TRY_MS = 4 * 60_000;

/** Whether something said then may still be on its way to us. */
export function isFresh(ts: string, clock: Clock): boolean {
  return clock.nowMs() - atMsOf(ts) < SLACK_FRESH_MS;
}
