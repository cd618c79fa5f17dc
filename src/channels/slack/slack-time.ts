import { plainLabel } from '../visible-text.js';
import { escapeSlack, literal } from './slack-escape.js';
import { shortenPlain } from './slack-split.js';

/** Longer words for a moment are cut where they only stand in for it. */
const FALLBACK_CHARS_MAX = 100;

/** The last second that is read as a date: the end of the year 9999. */
const SECONDS_MAX = 253_402_300_799;

/**
 * A moment as each reader's own clock says it. `words` say it where no clock is asked, as in an old client; without any
 * it is said in UTC. What is no moment is its words alone.
 * https://docs.slack.dev/messaging/formatting-message-text/#date-formatting
 */
export function slackTime(atMs: number, words = ''): string {
  const seconds = Math.floor(atMs / 1_000);
  const isMoment = seconds >= 0 && seconds <= SECONDS_MAX;
  if (!isMoment) return literal(plainLabel(words));
  // Nothing in it may end the mark or begin another part of it.
  const line = plainLabel(words).replaceAll('|', '¦') || inUtc(atMs);
  const fallback = shortenPlain(escapeSlack(line), FALLBACK_CHARS_MAX);
  return `<!date^${seconds}^{date_short_pretty} {time}|${fallback}>`;
}

/** `2026-11-21 15:40 UTC`. */
function inUtc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
