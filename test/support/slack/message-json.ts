import type { JsonObject } from './json.js';
import type { FileRecord, MessageRecord, RoomRecord } from './model.js';

/** How a room's kind is called in message events: https://docs.slack.dev/reference/events/message */
export function channelTypeOf(room: RoomRecord): 'channel' | 'group' | 'im' {
  switch (room.kind) {
    case 'public':
      return 'channel';
    case 'private':
      return 'group';
    case 'im':
      return 'im';
  }
}

/** The message object of history, updates, clicks and events: https://docs.slack.dev/reference/events/message */
export function messageJson(
  room: RoomRecord,
  message: MessageRecord,
  url: string,
  withMetadata = false,
): JsonObject {
  if (message.state === 'tombstone') return tombstoneJson(room, message);
  const parent = room.log.find((other) => other.ts === message.threadTs);
  return {
    type: 'message',
    ...(message.subtype !== null && { subtype: message.subtype }),
    ...(message.clientMsgId !== null && { client_msg_id: message.clientMsgId }),
    ...authorJson(message),
    text: message.text,
    ts: message.ts,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.files.length > 0 && {
      files: message.files.map((file) => shownFileJson(file, url)),
      upload: false,
      display_as_bot: false,
    }),
    ...(message.edited !== null && { edited: { ...message.edited } }),
    ...(message.reactions.length > 0 && { reactions: reactionsJson(message) }),
    ...(withMetadata && message.metadata !== null && { metadata: message.metadata }),
    ...(message.threadTs !== null
      ? { thread_ts: message.threadTs, parent_user_id: parent?.author?.id }
      : threadJson(room, message)),
  };
}

function authorJson(message: MessageRecord): JsonObject {
  const { author } = message;
  const team = author?.team.id;
  return {
    // A post under another name is a `bot_message` without a user, as classic integrations send it.
    ...(author !== null && message.username === null && { user: author.id, team }),
    ...(message.username !== null && { username: message.username }),
    ...(message.botId !== null && { bot_id: message.botId }),
    ...(message.appId !== null && { app_id: message.appId }),
    ...(message.botId !== null &&
      author !== null && {
        bot_profile: {
          id: message.botId,
          deleted: false,
          name: author.realName,
          updated: 0,
          app_id: message.appId,
          icons: {},
          team_id: team,
        },
      }),
  };
}

function reactionsJson(message: MessageRecord): JsonObject[] {
  return message.reactions.map(({ name, users }) => ({
    name,
    users: [...users],
    count: users.length,
  }));
}

/** A root knows its replies; a message without replies carries no thread field. */
export function threadJson(room: RoomRecord, root: MessageRecord): JsonObject {
  const replies = repliesOf(room, root.ts);
  const latest = replies.at(-1);
  if (!latest) return {};
  const users = [...new Set(replies.flatMap((reply) => reply.author?.id ?? []))];
  return {
    thread_ts: root.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}

export function repliesOf(room: RoomRecord, rootTs: string): MessageRecord[] {
  return room.log.filter((message) => message.threadTs === rootTs && message.state === 'shown');
}

/** A deleted root with replies: https://docs.slack.dev/messaging/retrieving-messages (subtype tombstone). */
function tombstoneJson(room: RoomRecord, message: MessageRecord): JsonObject {
  return {
    type: 'message',
    subtype: 'tombstone',
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    hidden: true,
    ts: message.ts,
    ...threadJson(room, message),
  };
}

/** A file as a message shows it. */
function shownFileJson(file: FileRecord, url: string): JsonObject {
  switch (file.state) {
    case 'deleted':
      return { id: file.id, mode: 'tombstone' };
    case 'hidden_by_limit':
      return { id: file.id, mode: 'hidden_by_limit' };
    case 'announced':
    case 'shown':
      return file.isToBeAsked
        ? { id: file.id, created: 0, mode: 'file_access', file_access: 'check_file_info' }
        : fileJson(file, url);
  }
}

/** https://docs.slack.dev/reference/objects/file-object */
export function fileJson(file: FileRecord, url: string): JsonObject {
  if (file.externalUrl !== undefined) return externalJson(file, file.externalUrl);
  const path = `files-pri/${file.team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created: 0,
    timestamp: 0,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? '',
    pretty_type: file.mimetype,
    user: file.owner.id,
    user_team: file.team.id,
    editable: false,
    size: file.content.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: file.privateUrl ?? `${url}/${path}/${name}`,
    url_private_download: file.privateUrl ?? `${url}/${path}/download/${name}`,
    permalink: `${url}/files/${file.owner.id}/${file.id}/${name}`,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

/** A remote file: Slack has its address alone. https://docs.slack.dev/messaging/adding-remote-files/ */
function externalJson(file: FileRecord, address: string): JsonObject {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    mode: 'external',
    is_external: true,
    external_type: 'app',
    external_url: address,
    url_private: address,
    file_access: 'visible',
  };
}

/** What Slack's own editor adds to a person's text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function richTextOf(text: string): JsonObject {
  return {
    type: 'rich_text',
    block_id: `r${text.length}`,
    elements: [{ type: 'rich_text_section', elements: textElements(text) }],
  };
}

/** Emoji that clients know the sign of. Of others, such as a workspace's own, Slack gives the name alone. */
const SIGNS: Readonly<Record<string, string>> = {
  '+1': '1f44d',
  thumbsup: '1f44d',
  slightly_smiling_face: '1f642',
  tada: '1f389',
  shipit: '',
};

/** https://docs.slack.dev/reference/block-kit/block-elements/emoji-element */
function textElements(text: string): JsonObject[] {
  const known = Object.keys(SIGNS).map((name) => name.replace('+', '\\+'));
  const code = new RegExp(`:(${known.join('|')})(?:::skin-tone-([2-6]))?:`, 'g');
  const elements: JsonObject[] = [];
  let from = 0;
  const say = (words: string) => {
    if (words !== '') elements.push({ type: 'text', text: words });
  };
  for (const { index, 0: all, 1: name = '', 2: tone } of text.matchAll(code)) {
    say(text.slice(from, index));
    from = index + all.length;
    const sign = SIGNS[name] ?? '';
    const toned = tone === undefined ? sign : `${sign}-1f3f${(Number(tone) + 9).toString(16)}`;
    elements.push({
      type: 'emoji',
      name,
      ...(sign !== '' && { unicode: toned }),
      ...(tone !== undefined && { skin_tone: Number(tone) }),
    });
  }
  say(text.slice(from));
  return elements;
}
