import { checkBlocks, MESSAGE_BLOCKS_MAX } from './check-blocks.js';
import { checkView } from './check-view.js';
import type { Answer } from './delivery.js';
import { isObject, type JsonObject, listIn, objectIn, parseJson, textIn } from './json.js';
import { openModal, replaceView } from './modals.js';
import type { ModalRecord, RoomRecord, UserRecord } from './model.js';
import { change, post, remove, withBlockIds } from './room-effects.js';
import type { SlackCore } from './slack-core.js';
import type { ResponseTicket } from './ticket-desk.js';

/** What Slack does with the words in an app's acknowledgement of a submitted modal. */
export function applySubmission(
  core: SlackCore,
  modal: ModalRecord,
  user: UserRecord,
  answer: Answer,
): void {
  if (answer.outcome !== 'acknowledged') return;
  const said = objectIn(parseJson(answer.body));
  const view = objectIn(said['view']);
  switch (said['response_action']) {
    case undefined:
    case 'clear':
      modal.isOpen = false;
      return;
    case 'errors':
      modal.errors = objectIn(said['errors']);
      return;
    case 'update':
      checkView('response_action update', view, core.complaints);
      replaceView(core, modal, view);
      return;
    case 'push':
      checkView('response_action push', view, core.complaints);
      openModal(core, { appId: modal.appId, teamId: modal.teamId, userId: user.id }, view);
      return;
    default:
      core.complaints.add(`unknown response_action ${String(said['response_action'])}`);
  }
}

/** A slash command's acknowledgement may speak at once, as text or as a message. */
export function applyCommand(core: SlackCore, ticket: ResponseTicket, answer: Answer): void {
  if (answer.outcome !== 'acknowledged' || answer.body === '' || answer.body === '{}') return;
  const parsed = parseJson(answer.body);
  respond(core, ticket, isObject(parsed) ? parsed : { text: answer.body });
}

const RESPONSE_FIELDS = new Set([
  'text',
  'blocks',
  'attachments',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'parse',
  'link_names',
  'unfurl_links',
  'unfurl_media',
  'metadata',
]);

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export function respond(core: SlackCore, ticket: ResponseTicket, said: JsonObject): void {
  for (const name of Object.keys(said))
    if (!RESPONSE_FIELDS.has(name)) core.complaints.add(`response_url: unknown field "${name}"`);
  const room = core.roomById(ticket.roomId);
  const user = core.userById(ticket.userId);
  if (!room || !user) return;
  const blocks = checkBlocks(
    'response_url',
    listIn(said['blocks']),
    MESSAGE_BLOCKS_MAX,
    core.complaints,
  );
  if (said['delete_original'] === true) {
    dropOriginal(core, ticket, room);
    return;
  }
  if (said['replace_original'] === true) {
    replaceOriginal(core, ticket, room, said, blocks);
    return;
  }
  speak(core, ticket, room, user, said, blocks);
}

function dropOriginal(core: SlackCore, ticket: ResponseTicket, room: RoomRecord): void {
  const ephemeral = core.ephemerals.find(({ id }) => id === ticket.ephemeralId);
  if (ephemeral) ephemeral.isDeleted = true;
  const message = ticket.messageTs === null ? undefined : core.message(room, ticket.messageTs);
  if (message) remove(core, room, message);
}

function replaceOriginal(
  core: SlackCore,
  ticket: ResponseTicket,
  room: RoomRecord,
  said: JsonObject,
  blocks: JsonObject[],
): void {
  const ephemeral = core.ephemerals.find(({ id }) => id === ticket.ephemeralId);
  if (ephemeral) {
    ephemeral.text = textIn(said['text']);
    ephemeral.blocks = withBlockIds(core, blocks);
  }
  const message = ticket.messageTs === null ? undefined : core.message(room, ticket.messageTs);
  if (message) change(core, room, message, { text: textIn(said['text']), blocks, editor: null });
}

function speak(
  core: SlackCore,
  ticket: ResponseTicket,
  room: RoomRecord,
  user: UserRecord,
  said: JsonObject,
  blocks: JsonObject[],
): void {
  const text = textIn(said['text']);
  const threadTs = textIn(said['thread_ts']) || null;
  const bot = core.users.find((other) => other.bot?.appId === ticket.appId);
  if (said['response_type'] === 'in_channel') {
    const by = { botId: bot?.bot?.id ?? null, appId: ticket.appId };
    post(core, room, { text, blocks, author: bot ?? null, threadTs, ...by });
    return;
  }
  core.ephemerals.push({
    id: core.newId('Em'),
    roomId: room.id,
    room: room.name,
    userId: user.id,
    user: user.realName,
    threadTs,
    appId: ticket.appId,
    ts: core.mintTs(room),
    text,
    blocks: withBlockIds(core, blocks),
    isDeleted: false,
  });
}
