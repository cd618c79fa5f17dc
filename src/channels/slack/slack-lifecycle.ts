import { lifecycleEvent, parsed } from './slack-shapes.js';

/** What happens to our place in a workspace, rather than in a conversation. */
export interface SlackLifecycle {
  readonly what:
    | 'uninstalled'
    | 'tokens-revoked'
    | 'room-archived'
    | 'room-unarchived'
    | 'room-deleted'
    | 'room-renamed'
    | 'room-replaced'
    | 'bot-left'
    | 'bot-joined'
    | 'member-left'
    | 'member-joined';
  readonly team: string;
  readonly channel: string | null;
  readonly user: string | null;
  /** Of a renamed room: its new name. Of a replaced one: its new id. */
  readonly becomes: string | null;
}

/** https://docs.slack.dev/reference/events/ ; `group_…` are the private rooms' names of the same. */
const WHAT: ReadonlyMap<string, SlackLifecycle['what']> = new Map([
  ['app_uninstalled', 'uninstalled'],
  ['tokens_revoked', 'tokens-revoked'],
  ['channel_archive', 'room-archived'],
  ['group_archive', 'room-archived'],
  ['channel_unarchive', 'room-unarchived'],
  ['group_unarchive', 'room-unarchived'],
  ['channel_deleted', 'room-deleted'],
  ['group_deleted', 'room-deleted'],
  ['channel_rename', 'room-renamed'],
  ['group_rename', 'room-renamed'],
  ['channel_id_changed', 'room-replaced'],
  ['channel_left', 'bot-left'],
  ['group_left', 'bot-left'],
  ['member_left_channel', 'member-left'],
  ['member_joined_channel', 'member-joined'],
] as const);

/** Null: an event of another kind. */
export function lifecycleOf(
  type: string,
  event: unknown,
  team: string,
  ownUserId: string,
): SlackLifecycle | null {
  const what = WHAT.get(type);
  if (what === undefined) return null;
  const seen = parsed(lifecycleEvent, event, 'event');
  const { tokens } = seen;
  // Somebody takes back what the app may do in their own name, which we never use.
  if (tokens && (tokens.oauth ?? []).length > 0 && (tokens.bot ?? []).length === 0) return null;
  const user = seen.user ?? null;
  const channel = seen.old_channel_id ?? seen.channel?.id ?? null;
  const becomes = seen.new_channel_id ?? seen.channel?.name ?? null;
  return { what: user === ownUserId ? asOurs(what) : what, team, channel, user, becomes };
}

function asOurs(what: SlackLifecycle['what']): SlackLifecycle['what'] {
  if (what === 'member-left') return 'bot-left';
  return what === 'member-joined' ? 'bot-joined' : what;
}
