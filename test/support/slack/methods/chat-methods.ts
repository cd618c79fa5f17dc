import {
  type ApiMethods,
  type BotCall,
  joinedRoom,
  requireScope,
  visibleRoom,
} from '../api-method.js';
import { ApiRefusal } from '../api-refusal.js';
import type { JsonObject } from '../json.js';
import { messageJson } from '../message-json.js';
import type { RoomRecord } from '../model.js';
import { change, post, remove, withBlockIds } from '../room-effects.js';
import {
  CONTENT_ARGS,
  type Content,
  contentOf,
  ownMessage,
  refuse,
  threadOf,
  UPDATE_TEXT_CHARS_MAX,
} from './message-content.js';

const DISGUISE_ARGS = { username: 'text', icon_emoji: 'text', icon_url: 'text' } as const;

/** https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours. */
export const chatMethods: ApiMethods = {
  'chat.postMessage': {
    token: 'bot',
    scopes: ['chat:write'],
    tier: 'posting',
    args: {
      channel: 'text!',
      ...CONTENT_ARGS,
      ...DISGUISE_ARGS,
      thread_ts: 'text',
      reply_broadcast: 'flag',
      unfurl_links: 'flag',
      unfurl_media: 'flag',
      mrkdwn: 'flag',
    },
    run: postMessage,
  },
  'chat.update': {
    token: 'bot',
    scopes: ['chat:write'],
    tier: 3,
    args: {
      channel: 'text!',
      ts: 'text!',
      ...CONTENT_ARGS,
      reply_broadcast: 'flag',
      file_ids: 'list',
    },
    run: update,
  },
  'chat.delete': {
    token: 'bot',
    scopes: ['chat:write'],
    tier: 3,
    args: { channel: 'text!', ts: 'text!', as_user: 'flag' },
    run: deleteMessage,
  },
  'chat.postEphemeral': {
    token: 'bot',
    scopes: ['chat:write'],
    tier: 4,
    args: {
      channel: 'text!',
      user: 'text!',
      ...CONTENT_ARGS,
      ...DISGUISE_ARGS,
      thread_ts: 'text',
    },
    run: postEphemeral,
  },
};

function postMessage(call: BotCall): JsonObject {
  const { core, args, installation } = call;
  const content = contentOf(call);
  const room = writableRoom(call);
  const threadTs = threadOf(call, room);
  const { message } = post(core, room, {
    ...content,
    author: installation.bot,
    botId: installation.bot.bot?.id ?? null,
    appId: installation.app.id,
    username: disguise(call),
    threadTs,
    isBroadcast: threadTs !== null && args.flag('reply_broadcast'),
  });
  clearStatus(call, room, threadTs);
  const answer = messageJson(room, message, core.url, true);
  return { channel: room.id, ts: message.ts, message: answer, ...warningsOf(content) };
}

/** A user id opens the direct room: https://docs.slack.dev/reference/methods/chat.postMessage#channels */
function writableRoom(call: BotCall): RoomRecord {
  const { core, installation } = call;
  const channel = call.args.text('channel');
  const user = core.userById(channel);
  const room = user ? core.directRoom(user, installation.bot).room : visibleRoom(call, channel);
  const isOpen = room.kind === 'public' && installation.scopes.has('chat:write.public');
  if (!core.isMember(room, installation.bot) && !isOpen) throw new ApiRefusal('not_in_channel');
  if (room.isArchived) throw new ApiRefusal('is_archived');
  return room;
}

function disguise(call: BotCall): string | null {
  const { args } = call;
  const wants = ['username', 'icon_emoji', 'icon_url'].some((name) => args.has(name));
  if (wants) requireScope(call.installation, ['chat:write.customize']);
  return args.textOrNull('username');
}

function warningsOf(content: Content): JsonObject {
  if (content.warnings.length === 0) return {};
  return {
    warning: content.warnings.join(','),
    response_metadata: { warnings: content.warnings },
  };
}

/** "The status is cleared automatically when the app sends a reply": docs of assistant.threads.setStatus. */
function clearStatus(call: BotCall, room: RoomRecord, threadTs: string | null): void {
  const { core } = call;
  const last = core.statuses.findLast(
    (status) => status.roomId === room.id && status.threadTs === threadTs,
  );
  if (last && last.status !== '') core.statuses.push({ ...last, status: '', at: core.nowMs() });
}

function update(call: BotCall): JsonObject {
  const { core, args } = call;
  const content = contentOf(call);
  if (args.text('text').length > UPDATE_TEXT_CHARS_MAX) throw refuse(call, 'msg_too_long');
  const room = visibleRoom(call, args.text('channel'));
  if (room.isArchived) throw new ApiRefusal('is_inactive');
  const message = ownMessage(call, room, 'cant_update_message');
  // "If the text argument is provided and blocks are not provided, the blocks will be removed … If blocks are used …
  // the edited flag will not be displayed": https://docs.slack.dev/reference/methods/chat.update
  const hasText = args.has('text') || args.has('markdown_text');
  const blocks = args.has('blocks') || hasText ? content.blocks : undefined;
  change(core, room, message, {
    ...(hasText && { text: content.text }),
    ...(blocks && { blocks }),
    ...(args.has('attachments') && { attachments: content.attachments }),
    ...(args.has('metadata') && { metadata: content.metadata }),
    editor: args.has('blocks') ? null : call.installation.bot,
  });
  return {
    channel: room.id,
    ts: message.ts,
    text: message.text,
    message: messageJson(room, message, core.url, true),
    ...warningsOf(content),
  };
}

function deleteMessage(call: BotCall): JsonObject {
  const room = visibleRoom(call, call.args.text('channel'));
  if (room.isArchived) throw new ApiRefusal('is_archived');
  const message = ownMessage(call, room, 'cant_delete_message');
  remove(call.core, room, message);
  return { channel: room.id, ts: message.ts };
}

function postEphemeral(call: BotCall): JsonObject {
  const { core, args, installation } = call;
  const content = contentOf(call);
  const room = joinedRoom(call, args.text('channel'));
  if (room.isArchived) throw new ApiRefusal('is_archived');
  const user = core.userById(args.text('user'));
  if (!user || !core.isMember(room, user)) throw new ApiRefusal('user_not_in_channel');
  disguise(call);
  const ts = core.mintTs(room);
  core.ephemerals.push({
    id: core.newId('Em'),
    roomId: room.id,
    room: room.name,
    userId: user.id,
    user: user.realName,
    threadTs: threadOf(call, room),
    appId: installation.app.id,
    ts,
    text: content.text,
    blocks: withBlockIds(core, content.blocks),
    isDeleted: false,
  });
  return { message_ts: ts, ...warningsOf(content) };
}
