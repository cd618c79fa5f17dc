import { type ApiMethods, type BotCall, joinedRoom } from '../api-method.js';
import { ApiRefusal } from '../api-refusal.js';
import { type JsonObject, textIn } from '../json.js';
import { fileJson } from '../message-json.js';
import type { FileRecord } from '../model.js';
import { post } from '../room-effects.js';
import { refuse, threadOf } from './message-content.js';

/** https://docs.slack.dev/messaging/working-with-files#uploading_files: an address, the bytes, then the sharing. */
export const fileMethods: ApiMethods = {
  'files.getUploadURLExternal': {
    token: 'bot',
    scopes: ['files:write'],
    tier: 4,
    // The page says alt_txt, @slack/web-api 8.2 sends alt_text.
    args: {
      filename: 'text!',
      length: 'count!',
      alt_txt: 'text',
      alt_text: 'text',
      snippet_type: 'text',
    },
    run: uploadUrl,
  },
  'files.completeUploadExternal': {
    token: 'bot',
    scopes: ['files:write'],
    tier: 4,
    args: {
      files: 'list!',
      channel_id: 'text',
      channels: 'text',
      thread_ts: 'text',
      initial_comment: 'text',
      blocks: 'list',
    },
    run: complete,
  },
  // https://docs.slack.dev/reference/methods/files.info
  'files.info': {
    token: 'bot',
    scopes: ['files:read'],
    tier: 4,
    args: { file: 'text!', count: 'count', page: 'count', cursor: 'text', limit: 'count' },
    run: info,
  },
  // https://docs.slack.dev/reference/methods/files.delete
  'files.delete': {
    token: 'bot',
    scopes: ['files:write'],
    tier: 3,
    args: { file: 'text!' },
    run: deleteFile,
  },
};

/** A file is there for whoever sits in a room where it was shared. */
function info({ core, args, installation }: BotCall): JsonObject {
  const file = core.files.find(({ id }) => id === args.text('file'));
  const rooms = core.rooms.filter((room) => core.isMember(room, installation.bot));
  const isSeen = rooms.some(({ log }) =>
    log.some(({ files }) => files.some((one) => one === file)),
  );
  if (!file || !(isSeen || file.owner === installation.bot)) throw new ApiRefusal('file_not_found');
  if (file.state === 'deleted') throw new ApiRefusal('file_deleted');
  return { file: fileJson(file, core.url) };
}

function deleteFile({ core, args, installation }: BotCall): JsonObject {
  const file = core.files.find(({ id }) => id === args.text('file'));
  if (!file) throw new ApiRefusal('file_not_found');
  if (file.state === 'deleted') throw new ApiRefusal('file_deleted');
  if (file.owner !== installation.bot) throw new ApiRefusal('cant_delete_file');
  file.state = 'deleted';
  return {};
}

function uploadUrl({ core, args, installation }: BotCall): JsonObject {
  const name = args.text('filename');
  const file: FileRecord = {
    id: core.newId('F'),
    name,
    title: name,
    mimetype: 'application/octet-stream',
    content: Buffer.alloc(0),
    declaredBytes: args.count('length', 0),
    team: installation.team,
    owner: installation.bot,
    state: 'announced',
  };
  core.files.push(file);
  return { upload_url: `${core.url}/upload/v1/${file.id}`, file_id: file.id };
}

function complete(call: BotCall): JsonObject {
  const { core, args, installation } = call;
  const files = args.list('files').map((wanted) => {
    const file = core.files.find(
      ({ id, owner }) => id === wanted['id'] && owner === installation.bot,
    );
    if (!file) throw new ApiRefusal('file_not_found');
    if (file.content.length !== file.declaredBytes) throw refuse(call, 'file_update_failed');
    if (file.state !== 'announced') throw refuse(call, 'file_not_found');
    file.state = 'shown';
    file.title = textIn(wanted['title']) || file.title;
    return file;
  });
  const channel = args.textOrNull('channel_id') ?? args.textOrNull('channels');
  if (channel !== null) {
    const room = joinedRoom(call, channel);
    if (room.isArchived) throw new ApiRefusal('is_archived');
    const draft = {
      text: args.text('initial_comment'),
      author: installation.bot,
      botId: installation.bot.bot?.id ?? null,
      appId: installation.app.id,
      threadTs: threadOf(call, room),
      files,
    };
    // Slack may answer before anybody sees it: https://github.com/slackapi/bolt-js/issues/2115
    if (core.lateShares === null) post(core, room, draft);
    else core.lateShares.push(() => post(core, room, draft));
  }
  return { files: files.map((file) => fileJson(file, core.url)) };
}
