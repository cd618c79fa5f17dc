import {
  type ApiMethods,
  type BotCall,
  joinedRoom,
  requireRoomScope,
  roomScopes,
  visibleRoom,
} from '../api-method.js';
import { ApiRefusal } from '../api-refusal.js';
import type { JsonObject } from '../json.js';
import { messageJson } from '../message-json.js';
import type { MessageRecord, RoomRecord, UserRecord } from '../model.js';

/** https://docs.slack.dev/apis/web-api/pagination; the documents advise 200, allow 999 and default to 100. */
const PAGE_DEFAULT = 100;
const PAGE_MAX = 999;
/** https://docs.slack.dev/reference/methods/conversations.open: one user, or up to eight. */
const OPEN_USERS_MAX = 8;

const PAGING_ARGS = { cursor: 'text', limit: 'count' } as const;
const TIMELINE_ARGS = {
  ...PAGING_ARGS,
  oldest: 'text',
  latest: 'text',
  inclusive: 'flag',
  include_all_metadata: 'flag',
} as const;

/** https://docs.slack.dev/reference/methods/conversations.history and its neighbours. */
export const conversationMethods: ApiMethods = {
  'conversations.info': {
    token: 'bot',
    scopes: roomScopes('read'),
    tier: 3,
    args: { channel: 'text!', include_locale: 'flag', include_num_members: 'flag' },
    run: info,
  },
  'conversations.history': {
    token: 'bot',
    scopes: roomScopes('history'),
    tier: 3,
    args: { channel: 'text!', ...TIMELINE_ARGS },
    run: history,
  },
  'conversations.replies': {
    token: 'bot',
    scopes: roomScopes('history'),
    tier: 3,
    args: { channel: 'text!', ts: 'text!', ...TIMELINE_ARGS },
    run: replies,
  },
  'conversations.members': {
    token: 'bot',
    scopes: roomScopes('read'),
    tier: 4,
    args: { channel: 'text!', ...PAGING_ARGS },
    run: members,
  },
  'conversations.open': {
    token: 'bot',
    scopes: roomScopes('write'),
    tier: 3,
    args: { channel: 'text', users: 'text', return_im: 'flag', prevent_creation: 'flag' },
    run: open,
  },
};

function info(call: BotCall): JsonObject {
  const room = visibleRoom(call, call.args.text('channel'));
  requireRoomScope(call, room, 'read');
  const count = call.args.flag('include_num_members') ? { num_members: room.members.size } : {};
  return { channel: { ...channelJson(call, room), ...count } };
}

/** https://docs.slack.dev/reference/objects/conversation-object */
function channelJson(call: BotCall, room: RoomRecord): JsonObject {
  const { core, installation } = call;
  const isShared = room.sharedWith.length > 0;
  const common = { id: room.id, created: 0, is_archived: room.isArchived, is_org_shared: false };
  if (room.kind === 'im') {
    const other = [...room.members].find((id) => id !== installation.bot.id);
    return { ...common, is_im: true, user: other, is_user_deleted: false, priority: 0 };
  }
  return {
    ...common,
    name: room.name,
    name_normalized: room.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: room.kind === 'private',
    is_general: false,
    is_shared: isShared,
    is_ext_shared: isShared,
    is_pending_ext_shared: false,
    is_member: core.isMember(room, installation.bot),
    context_team_id: room.team.id,
    shared_team_ids: [room.team, ...room.sharedWith].map((team) => team.id),
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

function history(call: BotCall): JsonObject {
  const room = joinedRoom(call, call.args.text('channel'));
  requireRoomScope(call, room, 'history');
  const shown = room.log.filter(
    (message) => message.state !== 'deleted' && (message.threadTs === null || message.isBroadcast),
  );
  return page(call, room, inWindow(call, shown).reverse());
}

function replies(call: BotCall): JsonObject {
  const { core, args } = call;
  const room = joinedRoom(call, args.text('channel'));
  requireRoomScope(call, room, 'history');
  const ts = args.text('ts');
  const root = core.message(room, ts);
  if (!root) throw new ApiRefusal('thread_not_found');
  const thread = room.log.filter(
    (message) => message.threadTs === root.ts && message.state === 'shown',
  );
  // The parent comes whatever the window, as one sees in Slack.
  return page(call, room, [root, ...inWindow(call, thread)]);
}

function inWindow(call: BotCall, messages: MessageRecord[]): MessageRecord[] {
  const { args } = call;
  const oldest = args.textOrNull('oldest');
  const latest = args.textOrNull('latest');
  if (oldest !== null && Number.isNaN(Number(oldest))) throw new ApiRefusal('invalid_ts_oldest');
  if (latest !== null && Number.isNaN(Number(latest))) throw new ApiRefusal('invalid_ts_latest');
  const isInclusive = args.flag('inclusive');
  return messages.filter(({ ts }) => {
    const isAfter = oldest === null || later(ts, oldest) || (isInclusive && ts === oldest);
    const isBefore = latest === null || later(latest, ts) || (isInclusive && ts === latest);
    return isAfter && isBefore;
  });
}

/** Compared as micros: as floating seconds two ts may look the same. */
function later(one: string, other: string): boolean {
  return microsOf(one) > microsOf(other);
}

function microsOf(ts: string): number {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

function page(call: BotCall, room: RoomRecord, messages: MessageRecord[]): JsonObject {
  const { items, next } = pageOf(call, messages);
  const withMetadata = call.args.flag('include_all_metadata');
  return {
    messages: items.map((message) => messageJson(room, message, call.core.url, withMetadata)),
    has_more: next !== '',
    ...(next !== '' && { response_metadata: { next_cursor: next } }),
  };
}

function pageOf<Item>(call: BotCall, all: Item[]): { items: Item[]; next: string } {
  const limit = call.args.count('limit', PAGE_DEFAULT);
  if (limit < 1 || limit > PAGE_MAX) {
    call.core.complaints.add(`${call.method}: limit ${limit} is not within 1 and ${PAGE_MAX}`);
    throw new ApiRefusal('invalid_arguments');
  }
  const cursor = call.args.text('cursor');
  const [, from] = cursor === '' ? ['', '0'] : cursorText(cursor).split(':');
  const start = Number(from);
  if (!Number.isInteger(start)) throw new ApiRefusal('invalid_cursor');
  const end = start + limit;
  const next = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), next };
}

function cursorText(cursor: string): string {
  return Buffer.from(cursor, 'base64').toString('utf8');
}

function members(call: BotCall): JsonObject {
  const room = visibleRoom(call, call.args.text('channel'));
  requireRoomScope(call, room, 'read');
  const { items, next } = pageOf(call, [...room.members]);
  return { members: items, response_metadata: { next_cursor: next } };
}

function open(call: BotCall): JsonObject {
  const { core, args, installation } = call;
  if (args.has('channel')) {
    const room = visibleRoom(call, args.text('channel'));
    return { no_op: true, already_open: true, channel: { id: room.id } };
  }
  const ids = args.text('users').split(',').filter(Boolean);
  if (ids.length === 0) throw new ApiRefusal('users_list_not_supplied');
  if (ids.length > OPEN_USERS_MAX) throw new ApiRefusal('too_many_users');
  const [user] = ids.map((id) => requireUser(core.userById(id)));
  if (!user || ids.length > 1) throw new ApiRefusal('invalid_user_combination');
  const { room, isNew } = core.directRoom(user, installation.bot);
  const channel = args.flag('return_im') ? channelJson(call, room) : { id: room.id };
  return { ...(!isNew && { no_op: true, already_open: true }), channel };
}

function requireUser(user: UserRecord | undefined): UserRecord {
  if (!user) throw new ApiRefusal('user_not_found');
  return user;
}
