import { say, type Wording } from '../../core/domain/texts.js';
import type { DeliveryOutcome } from '../../core/ports/channel.js';
import {
  type SlackFailure,
  type SlackVerdict,
  slackOutcome,
  slackVerdict,
} from './slack-errors.js';

/** What is missing in a direct message stays missing: nobody mends it, as somebody mends a room. */
const DIRECT_GONE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_not_in_channel',
]);

/** Our turn did not come in time; others are let in between, and then it is asked for again. */
const LATE_WAIT_MS = 1_000;

/** Tries that count while Slack is away, each after a longer wait. What goes on for longer is no fault of the message. */
const OUTAGE_ATTEMPTS = 3;

/** How often a Slack that is away is asked then. */
const OUTAGE_WAIT_MS = 15_000;

/** Slack's own words for not being there: as little about the message as a broken line. */
const AWAY: ReadonlySet<string> = new Set([
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** Its words for too many calls or messages. */
const FLOODED: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
]);

export interface Stopped {
  /** Null: its turn did not come in time. */
  readonly failure: SlackFailure | null;
  /** Something of it may stand in Slack. */
  readonly isUnknown: boolean;
  readonly attempts: number;
  readonly isDirect: boolean;
}

/** What becomes of a message that could not be handed over. `problem`: what somebody has to mend, or wait for. */
export interface StoppedOutcome {
  readonly outcome: DeliveryOutcome;
  readonly problem: string | null;
}

/**
 * | Slack | the message |
 * |---|---|
 * | refuses it for good | fails |
 * | says a direct message has no room any more | fails |
 * | does not let anybody, or us, into the room | waits until that is mended, tries do not count |
 * | asks to wait, or we were too slow | waits, tries do not count |
 * | is away | is tried again, and then waits as for a broken room |
 * | has a problem with it | is tried again, and fails in the end |
 */
export function stoppedOutcome(stopped: Stopped, wording: Wording): StoppedOutcome {
  const { failure, attempts } = stopped;
  const unknown = stopped.isUnknown ? { isUnknown: true } : {};
  const waits = (reason: string, afterMs: number, problem: string | null): StoppedOutcome => ({
    outcome: { kind: 'retry', reason, afterMs, isPatient: true, ...unknown },
    problem,
  });
  if (failure === null) return waits(say('slack.error.busy', wording), LATE_WAIT_MS, null);
  const verdict = slackVerdict(failure, wording);
  const { words, afterMs } = verdict;
  if (verdict.kind === 'channel-broken') {
    return stopped.isDirect && isLost(failure)
      ? { outcome: { kind: 'failed', reason: words }, problem: null }
      : waits(words, afterMs ?? OUTAGE_WAIT_MS, words);
  }
  if (isFlood(failure)) return waits(words, afterMs ?? LATE_WAIT_MS, null);
  const isLong = isOutage(failure, verdict) && attempts + 1 >= OUTAGE_ATTEMPTS;
  if (isLong) return waits(words, afterMs ?? OUTAGE_WAIT_MS, words);
  const outcome = slackOutcome(verdict, attempts);
  return {
    outcome: outcome.kind === 'retry' ? { ...outcome, ...unknown } : outcome,
    problem: null,
  };
}

function isLost(failure: SlackFailure): boolean {
  return failure.kind === 'platform' && DIRECT_GONE.has(failure.error);
}

function isFlood(failure: SlackFailure): boolean {
  return failure.kind === 'platform'
    ? FLOODED.has(failure.error)
    : failure.kind === 'http' && failure.status === 429;
}

/** Nothing that is about this message: nobody is there. */
function isOutage(failure: SlackFailure, { kind }: SlackVerdict): boolean {
  if (failure.kind === 'platform') return AWAY.has(failure.error);
  return kind === 'retry';
}
