import { randomUUID } from 'node:crypto';
import type { Delivery } from './delivery.js';
import type { JsonObject } from './json.js';
import { channelTypeOf, messageJson, repliesOf } from './message-json.js';
import type { FileRecord, MessageRecord, RoomRecord, UserRecord } from './model.js';
import { publishEvent, publishMessage } from './publish-event.js';
import type { SlackCore } from './slack-core.js';

export interface Draft {
  readonly text: string;
  readonly author: UserRecord | null;
  readonly threadTs?: string | null;
  readonly isBroadcast?: boolean;
  readonly blocks?: JsonObject[];
  readonly attachments?: JsonObject[];
  readonly metadata?: JsonObject | null;
  readonly botId?: string | null;
  readonly appId?: string | null;
  readonly username?: string | null;
  readonly subtype?: string | null;
  readonly files?: FileRecord[];
}

export interface Effect {
  readonly message: MessageRecord;
  readonly deliveries: Delivery[];
}

/** A message appears in a room: recorded, then told to every app there (its own author's app as well: the echo). */
export function post(core: SlackCore, room: RoomRecord, draft: Draft): Effect {
  const message = recordOf(core, room, draft);
  room.log.push(message);
  const seen = messageJson(room, message, core.url);
  const { author } = message;
  const isForeign = author !== null && author.team.id !== room.team.id;
  const event = {
    ...seen,
    ...(isForeign && { user_team: author.team.id, source_team: author.team.id }),
    ...(message.subtype === 'thread_broadcast' && { root: rootJson(core, room, message) }),
    event_ts: message.ts,
  };
  const deliveries = publishMessage(core, room, event);
  return { message, deliveries: [...deliveries, ...mentions(core, room, message, event)] };
}

function recordOf(core: SlackCore, room: RoomRecord, draft: Draft): MessageRecord {
  const isPerson = draft.author !== null && draft.author.bot === null;
  return {
    ts: core.mintTs(room),
    threadTs: draft.threadTs ?? null,
    isBroadcast: draft.isBroadcast ?? false,
    author: draft.author,
    botId: draft.botId ?? null,
    appId: draft.appId ?? null,
    username: draft.username ?? null,
    subtype: draft.subtype ?? subtypeOf(draft),
    clientMsgId: isPerson ? randomUUID() : null,
    files: draft.files ?? [],
    text: draft.text,
    blocks: withBlockIds(core, draft.blocks ?? []),
    attachments: draft.attachments ?? [],
    metadata: draft.metadata ?? null,
    edited: null,
    reactions: [],
    state: 'shown',
  };
}

function subtypeOf(draft: Draft): string | null {
  if (draft.username) return 'bot_message';
  if (draft.isBroadcast) return 'thread_broadcast';
  return (draft.files ?? []).length > 0 ? 'file_share' : null;
}

/** "If not specified, one will be generated": clicks name it. */
export function withBlockIds(core: SlackCore, blocks: JsonObject[]): JsonObject[] {
  return blocks.map((block) => ({ block_id: core.newId('b'), ...block }));
}

function rootJson(core: SlackCore, room: RoomRecord, reply: MessageRecord): JsonObject {
  const root = room.log.find((message) => message.ts === reply.threadTs);
  return root ? messageJson(room, root, core.url) : {};
}

/** The same text once more as app_mention, for each app it names; never in direct messages. */
function mentions(
  core: SlackCore,
  room: RoomRecord,
  message: MessageRecord,
  event: JsonObject,
): Delivery[] {
  if (room.kind === 'im' || message.author === null) return [];
  return core
    .installations()
    .filter(({ bot, state, scopes, app }) => {
      const isNamed = message.text.includes(`<@${bot.id}>`) && bot.id !== message.author?.id;
      const mayHear = scopes.has('app_mentions:read') && app.subscriptions.has('app_mention');
      return isNamed && mayHear && state === 'active' && core.isMember(room, bot);
    })
    .flatMap((only) =>
      publishEvent(core, {
        subscription: 'app_mention',
        scopes: [],
        event: { ...event, type: 'app_mention', channel: room.id },
        room,
        only,
      }),
    );
}

export interface Change {
  readonly text?: string;
  readonly blocks?: JsonObject[];
  readonly attachments?: JsonObject[];
  readonly metadata?: JsonObject | null;
  /** Null when it is no edit of words: an unfurl, or blocks replaced by an app. */
  readonly editor: UserRecord | null;
}

/** A message changes in place, and every app in the room is told what it was before. */
export function change(
  core: SlackCore,
  room: RoomRecord,
  message: MessageRecord,
  by: Change,
): Delivery[] {
  const before = messageJson(room, message, core.url);
  const ts = core.mintTs(room);
  if (by.text !== undefined) message.text = by.text;
  if (by.blocks !== undefined) message.blocks = withBlockIds(core, by.blocks);
  if (by.attachments !== undefined) message.attachments = by.attachments;
  if (by.metadata !== undefined) message.metadata = by.metadata;
  if (by.editor !== null) message.edited = { user: by.editor.id, ts };
  return changed(core, room, messageJson(room, message, core.url), before, ts);
}

/** One of a message's files is deleted: a stone is left in its place. */
export function withoutFile(
  core: SlackCore,
  room: RoomRecord,
  message: MessageRecord,
  name: string,
): Delivery[] {
  const before = messageJson(room, message, core.url);
  const file = message.files.find((one) => one.name === name);
  if (!file) throw new Error(`there is no file ${name}`);
  file.state = 'deleted';
  return changed(core, room, messageJson(room, message, core.url), before, core.mintTs(room));
}

/** https://docs.slack.dev/reference/events/message/message_changed */
function changed(
  core: SlackCore,
  room: RoomRecord,
  message: JsonObject,
  before: JsonObject,
  ts: string,
): Delivery[] {
  return publishMessage(core, room, {
    subtype: 'message_changed',
    hidden: true,
    ts,
    event_ts: ts,
    message,
    previous_message: before,
  });
}

/** A root's count of replies moved: message_changed without an edit, which must not be read as one. */
export function replyCountChanged(
  core: SlackCore,
  room: RoomRecord,
  root: MessageRecord,
): Delivery[] {
  const after = messageJson(room, root, core.url);
  const before = { ...after, reply_count: Math.max(0, repliesOf(room, root.ts).length - 1) };
  return changed(core, room, after, before, core.mintTs(room));
}

/** A message goes. A root with replies leaves a tombstone, so the thread stays. */
export function remove(core: SlackCore, room: RoomRecord, message: MessageRecord): Delivery[] {
  const before = messageJson(room, message, core.url);
  const hasReplies = message.threadTs === null && repliesOf(room, message.ts).length > 0;
  message.state = hasReplies ? 'tombstone' : 'deleted';
  const ts = core.mintTs(room);
  if (hasReplies) return changed(core, room, messageJson(room, message, core.url), before, ts);
  // https://docs.slack.dev/reference/events/message/message_deleted
  const deliveries = publishMessage(core, room, {
    subtype: 'message_deleted',
    hidden: true,
    ts,
    event_ts: ts,
    deleted_ts: message.ts,
    previous_message: before,
  });
  const root = room.log.find((other) => other.ts === message.threadTs);
  return root ? [...deliveries, ...replyCountChanged(core, room, root)] : deliveries;
}

/** Adds or takes a reaction; false when it was so already. */
export function react(
  core: SlackCore,
  room: RoomRecord,
  message: MessageRecord,
  user: UserRecord,
  name: string,
  how: 'added' | 'removed',
): Delivery[] | false {
  const reaction = message.reactions.find((other) => other.name === name);
  const had = reaction?.users.includes(user.id) ?? false;
  if (had === (how === 'added')) return false;
  if (!reaction) message.reactions.push({ name, users: [user.id] });
  else if (how === 'added') reaction.users.push(user.id);
  else reaction.users.splice(reaction.users.indexOf(user.id), 1);
  const gone = message.reactions.findIndex(({ users }) => users.length === 0);
  if (gone >= 0) message.reactions.splice(gone, 1);
  return publishEvent(core, {
    subscription: `reaction_${how}`,
    scopes: ['reactions:read'],
    event: {
      type: `reaction_${how}`,
      user: user.id,
      reaction: name,
      item: { type: 'message', channel: room.id, ts: message.ts },
      ...(message.author !== null && { item_user: message.author.id }),
      event_ts: core.mintTs(room),
    },
    room,
  });
}

/** Somebody comes in: a visible line, and the event of the membership. */
export function join(
  core: SlackCore,
  room: RoomRecord,
  user: UserRecord,
  inviter: UserRecord | null,
): Delivery[] {
  if (room.members.has(user.id)) return [];
  room.members.add(user.id);
  const by = inviter === null ? {} : { inviter: inviter.id };
  const message = recordOf(core, room, joinDraft(user));
  room.log.push(message);
  const line = { ...messageJson(room, message, core.url), ...by, event_ts: message.ts };
  return [...publishMessage(core, room, line), ...memberEvent(core, room, user, 'joined', by)];
}

function joinDraft(user: UserRecord): Draft {
  return { text: `<@${user.id}> has joined the channel`, author: user, subtype: 'channel_join' };
}

export function leave(core: SlackCore, room: RoomRecord, user: UserRecord): Delivery[] {
  room.members.delete(user.id);
  return memberEvent(core, room, user, 'left', {});
}

function memberEvent(
  core: SlackCore,
  room: RoomRecord,
  user: UserRecord,
  how: 'joined' | 'left',
  more: JsonObject,
): Delivery[] {
  const type = `member_${how}_channel`;
  const letter = channelTypeOf(room) === 'group' ? 'G' : 'C';
  return publishEvent(core, {
    subscription: type,
    scopes: ['channels:read', 'groups:read'],
    event: {
      type,
      user: user.id,
      channel: room.id,
      channel_type: letter,
      team: user.team.id,
      ...more,
      event_ts: core.mintTs(room),
    },
    room,
  });
}
