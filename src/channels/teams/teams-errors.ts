import { say, type TextKey, type Wording } from '../../core/domain/texts.js';
import type { DeliveryOutcome } from '../../core/ports/channel.js';
import { TEAMS_BROKEN_WAIT_MS, TEAMS_BUSY_WAIT_MS, TEAMS_OUTAGE_WAIT_MS } from './teams-limits.js';
import { TeamsFailure } from './teams-shapes.js';

/**
 * `final`: it never will work, as it is. `busy`: later it will. `down`: Teams has trouble of its own. `broken`: nothing
 * of this bot works until somebody mends it, and what is to be delivered waits. `odd`: as likely to pass as not.
 */
type Kind = 'final' | 'busy' | 'down' | 'broken' | 'odd';
type Words = TextKey extends infer Key
  ? Key extends `teams.error.${infer Rest}`
    ? Rest
    : never
  : never;

interface Meaning {
  readonly kind: Kind;
  readonly words: Words;
}

/** Tries that count while Teams is away, each after a longer wait. What goes on for longer is no fault of the message. */
const OUTAGE_ATTEMPTS = 3;

/**
 * Teams' errors by what they mean for us: by their code first, then by their status. Source:
 * https://learn.microsoft.com/microsoftteams/platform/resources/bot-v3/bot-conversations/bots-conversations#status-codes-from-bot-conversational-apis
 * and, of blocked bots, https://learn.microsoft.com/answers/questions/5858588
 */
const CODES: readonly (readonly [Kind, Words, readonly string[]])[] = [
  ['final', 'not-there', ['BotNotInConversationRoster', 'ForbiddenOperationException']],
  [
    'final',
    'blocked',
    ['ConversationBlockedByUser', 'MessageWritesBlocked', 'BotDisabledByUser', 'BotBlockedByUser'],
  ],
  ['final', 'disabled', ['BotDisabledByAdmin']],
  ['final', 'forbidden', ['NotEnoughPermissions']],
  ['final', 'host', ['InvalidBotApiHost', 'ServiceUrlRefused']],
  ['final', 'message-gone', ['ActivityNotFoundInConversation']],
  ['final', 'room-gone', ['ConversationNotFound']],
  ['final', 'too-long', ['MessageSizeTooBig']],
  ['broken', 'token', ['BotNotRegistered', 'BotUnknown']],
  ['busy', 'busy', ['Throttled', 'PreconditionFailed']],
];

const STATUSES: readonly (readonly [Kind, Words, readonly number[]])[] = [
  // 501: the Agents Playground, which deletes nothing.
  ['final', 'refused', [400, 405, 406, 415, 422, 501]],
  ['broken', 'token', [401]],
  ['final', 'forbidden', [403]],
  ['final', 'room-gone', [404, 410]],
  ['down', 'down', [408]],
  ['busy', 'busy', [412, 429]],
  ['final', 'too-long', [413]],
];

const BY_CODE: ReadonlyMap<string, Meaning> = new Map(
  CODES.flatMap(([kind, words, codes]) => codes.map((code) => [code, { kind, words }] as const)),
);
const BY_STATUS: ReadonlyMap<number, Meaning> = new Map(
  STATUSES.flatMap(([kind, words, all]) => all.map((status) => [status, { kind, words }] as const)),
);

/** Codes the table knows, for the tests. */
export const KNOWN_TEAMS_CODES: readonly string[] = [...BY_CODE.keys()];

/** What becomes of a message that could not be handed over. `problem`: what somebody has to mend, or wait for. */
export interface TeamsVerdict {
  readonly outcome: DeliveryOutcome;
  readonly problem: string | null;
}

/** How far the message had come. `isUnknown`: something of it may stand in Teams. */
export interface TeamsAttempt {
  readonly attempts: number;
  readonly isUnknown: boolean;
}

/**
 * | Teams | the message |
 * |---|---|
 * | refuses it for good: the bot is out, blocked, turned off; the chat is gone | fails |
 * | refuses the bot's credentials | waits until they are mended, tries do not count |
 * | asks to wait | waits, tries do not count |
 * | is away | is tried again, and then waits as for broken credentials |
 * | answers what we do not know | is tried again, and fails in the end |
 */
export function teamsVerdict(
  failure: TeamsFailure,
  { attempts, isUnknown }: TeamsAttempt,
  wording: Wording,
): TeamsVerdict {
  const { kind, words } = meaningOf(failure);
  const reason = say(`teams.error.${words}`, wording, { error: named(failure) });
  const unknown = isUnknown || failure.isUnknown ? { isUnknown: true } : {};
  const waits = (afterMs: number, problem: string | null): TeamsVerdict => ({
    outcome: { kind: 'retry', reason, afterMs, isPatient: true, ...unknown },
    problem,
  });
  const { retryAfterMs } = failure;
  switch (kind) {
    case 'final':
      return { outcome: { kind: 'failed', reason }, problem: null };
    case 'broken':
      return waits(retryAfterMs ?? TEAMS_BROKEN_WAIT_MS, reason);
    case 'busy':
      return waits(retryAfterMs ?? TEAMS_BUSY_WAIT_MS, null);
    case 'down':
      if (attempts + 1 >= OUTAGE_ATTEMPTS) {
        return waits(retryAfterMs ?? TEAMS_OUTAGE_WAIT_MS, reason);
      }
      return { outcome: retry(reason, retryAfterMs, unknown), problem: null };
    case 'odd':
      return { outcome: retry(reason, retryAfterMs, unknown), problem: null };
  }
}

/** Whether it is about this call, and trying again is of no use. */
export function isFinal(failure: TeamsFailure): boolean {
  return meaningOf(failure).kind === 'final';
}

/** What was to be changed or deleted is not there any more. */
export function isGone(failure: TeamsFailure): boolean {
  return failure.status === 404 || failure.status === 410;
}

/** A failure of the connector; anything else is a fault of ours. */
export function asTeamsFailure(error: unknown): TeamsFailure {
  if (error instanceof TeamsFailure) return error;
  throw error;
}

function retry(
  reason: string,
  afterMs: number | null,
  unknown: { readonly isUnknown?: boolean },
): DeliveryOutcome {
  return { kind: 'retry', reason, ...(afterMs === null ? {} : { afterMs }), ...unknown };
}

/** Teams names a code, and some of them under one that says less: the first we know counts. */
function meaningOf({ status, code }: TeamsFailure): Meaning {
  const [first] = code.split(' ').flatMap((one) => BY_CODE.get(one) ?? []);
  if (first !== undefined) return first;
  if (status === 0) return { kind: 'down', words: 'network' };
  const known = BY_STATUS.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return { kind: 'down', words: 'down' };
  return { kind: 'odd', words: 'unknown' };
}

function named({ status, code }: TeamsFailure): string {
  return [status === 0 ? '' : String(status), code].filter((one) => one !== '').join(' ');
}
