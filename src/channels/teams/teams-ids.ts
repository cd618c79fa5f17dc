import type { TeamsScope } from './teams-shapes.js';

/** What in a conversation's id names the post that a channel's thread begins with. */
const THREAD = ';messageid=';

/**
 * Teams' name of a line of talk. In a channel each post begins one: Teams tells which with `;messageid=`, and what tries
 * bots on this machine leaves it out.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
 */
export function lineOf(conversationId: string, scope: TeamsScope, rootId: string | null): string {
  if (scope !== 'channel' || rootId === null || conversationId.includes(THREAD)) {
    return conversationId;
  }
  return `${conversationId}${THREAD}${rootId}`;
}

/** When an activity happened, as exact as Teams says it, so that two edits are never of the same moment. */
export function exactMsOf(timestamp: string): number | null {
  const ms = Date.parse(timestamp);
  if (!Number.isFinite(ms)) return null;
  const [, beyond = ''] = /\.\d{3}(\d{1,6})/.exec(timestamp) ?? [];
  return beyond === '' ? ms : ms + Number(beyond) / 10 ** beyond.length;
}

/** A person as customer: their account in their organization, or what Teams calls them here where it does not say. */
export function customerIdOf(organization: string, userId: string, accountId: string): string {
  return accountId === '' ? userId : `${organization}:${accountId}`;
}

/** When a message was sent, as its id tells it; null where the id is of another kind. */
export function saidAtMsOf(activityId: string): number | null {
  return /^\d{13}$/.test(activityId) ? Number(activityId) : null;
}
