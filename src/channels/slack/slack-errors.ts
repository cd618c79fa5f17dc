import { say, type TextKey, type Wording } from '../../core/domain/texts.js';
import type { DeliveryOutcome } from '../../core/ports/channel.js';
import { SLACK_BROKEN_WAIT_MS, SLACK_UNKNOWN_ATTEMPTS_MAX } from './slack-limits.js';

/** What went wrong with a call, as the adapter tells it without Slack's own types. */
export type SlackFailure =
  | { readonly kind: 'platform'; readonly error: string; readonly retryAfterMs?: number }
  | { readonly kind: 'http'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly kind: 'network' };

/**
 * `retry`: later it may work. `final`: it never will, as it is. `channel-broken`: nothing works there until somebody
 * mends the room or the app, and what is to be delivered waits.
 */
export interface SlackVerdict {
  readonly kind: 'retry' | 'final' | 'channel-broken';
  /** For an agent, in the catalogue's words. */
  readonly words: string;
  readonly isKnown: boolean;
  readonly afterMs?: number;
}

type Kind = SlackVerdict['kind'];
type Words = TextKey extends infer Key
  ? Key extends `slack.error.${infer Rest}`
    ? Rest
    : never
  : never;

/**
 * Slack's errors by what they mean for us. Sources, under https://docs.slack.dev/reference/methods/ : the tables
 * "Errors" of chat.postMessage, chat.update, chat.delete, chat.postEphemeral, conversations.open, reactions.add and
 * views.open, and what they all share.
 */
const MEANINGS: readonly (readonly [Kind, Words, readonly string[]])[] = [
  ['channel-broken', 'room-gone', ['channel_not_found', 'channel_type_not_supported']],
  ['channel-broken', 'not-in-room', ['not_in_channel', 'user_not_in_channel', 'no_permission']],
  ['channel-broken', 'archived', ['is_archived']],
  [
    'channel-broken',
    'read-only',
    [
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_only_channel',
      'restricted_action_non_threadable_channel',
      'restricted_action_thread_locked',
      'ekm_access_denied',
      'posting_to_general_channel_denied',
      'posting_to_channel_denied',
      'channel_is_limited_access',
      'app_access_restricted',
      'messages_tab_disabled',
      'accesslimited',
    ],
  ],
  [
    'channel-broken',
    'token',
    [
      'not_authed',
      'invalid_auth',
      'account_inactive',
      'token_revoked',
      'token_expired',
      'access_denied',
      'org_login_required',
      'enterprise_is_restricted',
      'two_factor_setup_required',
      'team_not_found',
      'team_access_not_granted',
    ],
  ],
  ['channel-broken', 'scope', ['missing_scope', 'not_allowed_token_type']],
  [
    'final',
    'person-gone',
    ['user_not_found', 'user_not_visible', 'user_disabled', 'users_not_found', 'cannot_dm_bot'],
  ],
  ['final', 'message-gone', ['message_not_found', 'thread_not_found', 'cant_delete_message']],
  [
    'final',
    'not-editable',
    [
      'cant_update_message',
      'edit_window_closed',
      'is_inactive',
      'external_channel_migrating',
      'message_not_owned_by_app',
      'cant_broadcast_message',
      'no_dual_broadcast_content_update',
      'streaming_state_conflict',
      'thread_locked',
      'not_reactable',
      'no_access',
    ],
  ],
  [
    'final',
    'too-long',
    ['msg_too_long', 'msg_blocks_too_long', 'metadata_too_large', 'too_many_attachments'],
  ],
  [
    'final',
    'refused',
    [
      'no_text',
      'invalid_blocks',
      'invalid_blocks_format',
      'invalid_arguments',
      'invalid_arg_name',
      'invalid_array_arg',
      'invalid_charset',
      'invalid_form_data',
      'invalid_post_type',
      'missing_post_type',
      'invalid_json',
      'json_not_object',
      'invalid_metadata_format',
      'invalid_metadata_schema',
      'metadata_must_be_sent_from_app',
      'block_mismatch',
      'too_many_contact_cards',
      'as_user_not_supported',
      'deprecated_endpoint',
      'method_deprecated',
      'unknown_method',
      'expired_trigger_id',
      'exchanged_trigger_id',
      'invalid_trigger_id',
      'view_too_large',
      'not_found',
      'hash_conflict',
      'invalid_name',
      'too_many_emoji',
      'too_many_reactions',
      'invalid_attachments',
      'attachment_payload_limit_exceeded',
      'markdown_text_conflict',
      'cannot_reply_to_message',
      'send_on_behalf_not_allowed',
    ],
  ],
  [
    'final',
    'connect',
    [
      'slack_connect_canvas_sharing_blocked',
      'slack_connect_file_link_sharing_blocked',
      'slack_connect_file_upload_sharing_blocked',
      'slack_connect_clip_sharing_blocked',
      'slack_connect_lists_sharing_blocked',
      'slack_connect_blocked_file_type',
    ],
  ],
  ['retry', 'busy', ['rate_limited', 'ratelimited', 'message_limit_exceeded']],
  [
    'retry',
    'down',
    [
      'internal_error',
      'fatal_error',
      'service_unavailable',
      'request_timeout',
      'timeout',
      'update_failed',
    ],
  ],
  ['retry', 'moving', ['team_added_to_org']],
];

const TABLE: ReadonlyMap<string, { readonly kind: Kind; readonly words: Words }> = new Map(
  MEANINGS.flatMap(([kind, words, errors]) =>
    errors.map((error) => [error, { kind, words }] as const),
  ),
);

/** Answers that say that what was wanted is so already: not failures. https://docs.slack.dev/reference/methods/reactions.add/ */
const DONE_ALREADY: ReadonlySet<string> = new Set([
  'already_reacted',
  'no_reaction',
  'already_in_channel',
]);

/** The errors the table knows, for the tests and for the stand-in. */
export const KNOWN_SLACK_ERRORS: readonly string[] = [...TABLE.keys()];

export function isDoneAlready(failure: SlackFailure): boolean {
  return failure.kind === 'platform' && DONE_ALREADY.has(failure.error);
}

/** Whether it is the whole workspace that shuts us out, and not one room. */
export function isShutOut(failure: SlackFailure): boolean {
  return failure.kind === 'platform' && TABLE.get(failure.error)?.words === 'token';
}

export function slackVerdict(failure: SlackFailure, wording: Wording): SlackVerdict {
  switch (failure.kind) {
    case 'network':
      return verdict('retry', 'network', wording, '');
    case 'http':
      return httpVerdict(failure.status, failure.retryAfterMs, wording);
    case 'platform': {
      const error = named(failure.error);
      const known = TABLE.get(error);
      if (known === undefined) {
        const unknown = verdict('retry', 'unknown', wording, error, failure.retryAfterMs);
        return { ...unknown, isKnown: false };
      }
      return verdict(known.kind, known.words, wording, error, failure.retryAfterMs);
    }
  }
}

/**
 * What the courier makes of it. A broken room keeps what is to be delivered: it is asked again later, and the adapter
 * reports it. What nobody knows is tried a few times, because it is as likely to pass as not, and named.
 */
export function slackOutcome(verdict: SlackVerdict, attempts: number): DeliveryOutcome {
  const { kind, words: reason, afterMs, isKnown } = verdict;
  if (kind === 'final') return { kind: 'failed', reason };
  if (!isKnown && attempts + 1 >= SLACK_UNKNOWN_ATTEMPTS_MAX) return { kind: 'failed', reason };
  return { kind: 'retry', reason, ...(afterMs === undefined ? {} : { afterMs }) };
}

function httpVerdict(status: number, afterMs: number | undefined, wording: Wording): SlackVerdict {
  const error = `HTTP ${status}`;
  if (status === 429) return verdict('retry', 'busy', wording, error, afterMs);
  if (status >= 500) return verdict('retry', 'down', wording, error, afterMs);
  return { ...verdict('retry', 'unknown', wording, error, afterMs), isKnown: false };
}

function verdict(
  kind: Kind,
  words: Words,
  wording: Wording,
  error: string,
  afterMs = kind === 'channel-broken' ? SLACK_BROKEN_WAIT_MS : undefined,
): SlackVerdict {
  const told = say(`slack.error.${words}`, wording, { error });
  return { kind, words: told, isKnown: true, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** An error's name is Slack's, but it comes from outside and is shown to people. */
function named(error: string): string {
  return error.replace(/[^a-zA-Z0-9_.-]/g, '').slice(0, 80) || 'unnamed';
}
