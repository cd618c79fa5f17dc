import { z } from 'zod';
import type { SlackWorkspace } from './slack-workspace.js';

const room = z.object({
  channel: z.object({
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
    /** Not in every answer: only where not everybody may write. */
    is_read_only: z.boolean().default(false),
  }),
});

/** Whether, as far as Slack says without anything being posted, we can write in a room. */
export async function isOpenToUs(
  workspace: SlackWorkspace,
  channel: string,
  signal: AbortSignal,
): Promise<boolean> {
  const answer = await workspace.api.call('conversations.info', { channel }, signal);
  if (answer.kind === 'refused') return false;
  const seen = room.safeParse(answer.body);
  if (!seen.success) return false;
  const {
    is_archived: isArchived,
    is_member: isMember,
    is_read_only: isReadOnly,
  } = seen.data.channel;
  return isMember && !isArchived && !isReadOnly;
}

/** Whether Slack is there for us at all. */
export async function isOurTokenGood(
  { api }: SlackWorkspace,
  signal: AbortSignal,
): Promise<boolean> {
  const { kind } = await api.call('auth.test', {}, signal);
  return kind === 'ok';
}
