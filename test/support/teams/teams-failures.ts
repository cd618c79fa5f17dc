import type { Refusal } from './check-activity.js';

/** What a call is, as its method and path say. */
export type TeamsDeed = 'send' | 'typing' | 'update' | 'delete' | 'member' | 'members' | 'content';

/**
 * How a call fails. `hang`: no answer at all. `drop`: the connection ends before anything is done. `drop-after`: what
 * was asked for is done, and the connection ends without an answer.
 */
export type TeamsTrouble =
  | (Refusal & { readonly retryAfterSeconds?: number })
  | 'hang'
  | 'drop'
  | 'drop-after';

interface Planned {
  readonly deed: TeamsDeed | 'any';
  readonly conversationId: string | null;
  readonly trouble: TeamsTrouble;
  left: number;
}

/** Failures a test has planned, each for some calls. */
export class TeamsFailures {
  private readonly planned: Planned[] = [];

  plan(
    trouble: TeamsTrouble,
    {
      deed = 'any',
      conversationId = null,
      times = 1,
    }: {
      readonly deed?: TeamsDeed | 'any';
      readonly conversationId?: string | null;
      readonly times?: number;
    } = {},
  ): void {
    this.planned.push({ deed, conversationId, trouble, left: times });
  }

  next(deed: TeamsDeed, conversationId: string): TeamsTrouble | null {
    const found = this.planned.find(
      (one) =>
        one.left > 0 &&
        (one.deed === 'any' || one.deed === deed) &&
        (one.conversationId === null || one.conversationId === conversationId),
    );
    if (found === undefined) return null;
    found.left -= 1;
    return found.trouble;
  }

  /** Those that no call has met yet. */
  get unmet(): number {
    return this.planned.filter(({ left }) => left > 0).length;
  }

  clear(): void {
    this.planned.length = 0;
  }
}

/** Teams' own answers. https://learn.microsoft.com/microsoftteams/platform/resources/bot-v3/bot-conversations/bots-conversations#status-codes-from-bot-conversational-apis */
export const TEAMS_ANSWERS = {
  notRegistered: answer(401, 'BotNotRegistered', 'No registration found for this bot.'),
  disabledByAdmin: answer(403, 'BotDisabledByAdmin', 'The tenant admin disabled this bot'),
  notInRoster: answer(
    403,
    'BotNotInConversationRoster',
    "The bot isn't part of the conversation roster.",
  ),
  blockedByUser: answer(
    403,
    'ConversationBlockedByUser',
    'User blocked the conversation with the bot.',
  ),
  writesBlocked: answer(403, 'MessageWritesBlocked', 'Thread is blocked from message writes'),
  notInstalled: answer(
    403,
    'ForbiddenOperationException',
    "Bot isn't installed in user's personal scope",
  ),
  notEnoughPermissions: answer(403, 'NotEnoughPermissions', 'Not enough permissions.'),
  wrongHost: answer(403, 'InvalidBotApiHost', 'Invalid bot api host.'),
  conversationNotFound: answer(404, 'ConversationNotFound', 'Conversation not found.'),
  activityNotFound: answer(404, 'ActivityNotFoundInConversation', 'Conversation not found.'),
  preconditionFailed: answer(412, 'PreconditionFailed', 'Precondition failed, please try again.'),
  tooBig: answer(413, 'MessageSizeTooBig', 'Message size too large.'),
  throttled: answer(429, 'Throttled', 'Too many requests.'),
  internal: answer(500, 'ServiceError', 'Internal server error.'),
  badGateway: answer(502, 'ServiceError', 'Service dependency issue.'),
  unavailable: answer(503, '', ''),
  timeout: answer(504, '', ''),
} as const satisfies Readonly<Record<string, Refusal>>;

function answer(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
