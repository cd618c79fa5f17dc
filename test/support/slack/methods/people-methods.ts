import {
  type ApiMethods,
  type BotCall,
  joinedRoom,
  messageIn,
  visibleRoom,
} from '../api-method.js';
import { ApiRefusal } from '../api-refusal.js';
import { requireTs } from '../arguments.js';
import type { JsonObject } from '../json.js';
import type { InstallationRecord, MessageRecord, RoomRecord, UserRecord } from '../model.js';
import { react } from '../room-effects.js';
import type { SlackCore } from '../slack-core.js';

/** https://docs.slack.dev/reference/methods/reactions.add: a message takes 23 different ones (too_many_emoji). */
const EMOJI_MAX = 23;
const EMOJI_NAME = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/;

/** Who is who, and their reactions. */
export const peopleMethods: ApiMethods = {
  'auth.test': { token: 'bot', scopes: [], tier: 'generous', args: {}, run: authTest },
  'users.info': {
    token: 'bot',
    scopes: ['users:read'],
    tier: 4,
    args: { user: 'text!', include_locale: 'flag' },
    run: usersInfo,
  },
  'usergroups.users.list': {
    token: 'bot',
    scopes: ['usergroups:read'],
    tier: 2,
    args: { usergroup: 'text!', include_disabled: 'flag', team_id: 'text' },
    run: groupUsers,
  },
  'reactions.add': {
    token: 'bot',
    scopes: ['reactions:write'],
    tier: 3,
    args: { channel: 'text!', name: 'text!', timestamp: 'text!' },
    run: (call) => setReaction(call, 'added'),
  },
  'reactions.remove': {
    token: 'bot',
    scopes: ['reactions:write'],
    tier: 2,
    args: { channel: 'text', name: 'text!', timestamp: 'text' },
    run: (call) => setReaction(call, 'removed'),
  },
};

function authTest({ installation }: BotCall): JsonObject {
  const { team, bot } = installation;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.handle,
    team_id: team.id,
    user_id: bot.id,
    bot_id: bot.bot?.id,
    is_enterprise_install: false,
  };
}

function usersInfo({ core, args, installation }: BotCall): JsonObject {
  const user = core.userById(args.text('user'));
  if (!user || !mayKnow(core, installation, user)) throw new ApiRefusal('user_not_found');
  return { user: userJson(user, installation, core.nowMs()) };
}

/** Strangers are known to a workspace only where a shared channel brings them together. */
function mayKnow(core: SlackCore, installation: InstallationRecord, user: UserRecord): boolean {
  if (user.team === installation.team) return true;
  return core.rooms.some(
    (room) =>
      room.members.has(user.id) && [room.team, ...room.sharedWith].includes(installation.team),
  );
}

/** https://docs.slack.dev/reference/objects/user-object */
function userJson(user: UserRecord, installation: InstallationRecord, nowMs: number): JsonObject {
  const isStranger = user.team !== installation.team;
  // The address needs its own scope, and a stranger's is their own workspace's business.
  const mayMail = installation.scopes.has('users:read.email') && !isStranger;
  return {
    id: user.id,
    team_id: user.team.id,
    name: user.handle,
    real_name: user.realName,
    deleted: false,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetSeconds(user.tz, nowMs),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.realName,
      team: user.team.id,
      ...(mayMail && user.email !== null && { email: user.email }),
      ...(user.bot !== null && { bot_id: user.bot.id, api_app_id: user.bot.appId }),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.guest !== 'none',
    is_ultra_restricted: user.guest === 'single-channel',
    is_bot: user.bot !== null,
    is_app_user: false,
    ...(isStranger && { is_stranger: true }),
    updated: 0,
  };
}

function offsetSeconds(tz: string, nowMs: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(nowMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function groupUsers({ core, args, installation }: BotCall): JsonObject {
  const group = core.groups.find(
    ({ id, team }) => id === args.text('usergroup') && team === installation.team,
  );
  if (!group) throw new ApiRefusal('no_such_subteam');
  return { users: [...group.users] };
}

function setReaction(call: BotCall, how: 'added' | 'removed'): JsonObject {
  const { core, args, installation } = call;
  const name = args.text('name');
  if (!EMOJI_NAME.test(name)) throw new ApiRefusal('invalid_name');
  if (!args.has('channel') || !args.has('timestamp')) throw new ApiRefusal('no_item_specified');
  requireTs(args.text('timestamp'), 'bad_timestamp');
  const room = how === 'added' ? openRoom(call) : joinedRoom(call, args.text('channel'));
  const message = messageIn(call, room, args.text('timestamp'));
  if (how === 'added') requireSpace(message, name);
  if (react(core, room, message, installation.bot, name, how) === false)
    throw new ApiRefusal(how === 'added' ? 'already_reacted' : 'no_reaction');
  return {};
}

function openRoom(call: BotCall): RoomRecord {
  const room = visibleRoom(call, call.args.text('channel'));
  if (!call.core.isMember(room, call.installation.bot)) throw new ApiRefusal('not_in_channel');
  if (room.isArchived) throw new ApiRefusal('is_archived');
  return room;
}

function requireSpace(message: MessageRecord, name: string): void {
  const isNew = message.reactions.every((reaction) => reaction.name !== name);
  if (isNew && message.reactions.length >= EMOJI_MAX) throw new ApiRefusal('too_many_emoji');
}
