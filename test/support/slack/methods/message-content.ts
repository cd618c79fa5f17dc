import { type BotCall, messageIn } from '../api-method.js';
import { ApiRefusal, refusalAt } from '../api-refusal.js';
import { type ArgumentSpecs, requireTs } from '../arguments.js';
import { checkBlocks, MESSAGE_BLOCKS_MAX } from '../check-blocks.js';
import { isObject, type JsonObject } from '../json.js';
import type { RoomRecord } from '../model.js';

/** https://docs.slack.dev/reference/methods/chat.postMessage#truncating: cut after 40,000 characters. */
const TEXT_CHARS_MAX = 40_000;
/** https://docs.slack.dev/reference/methods/chat.update#errors, msg_too_long. */
export const UPDATE_TEXT_CHARS_MAX = 4_000;
/** https://docs.slack.dev/reference/methods/chat.postMessage, argument markdown_text. */
const MARKDOWN_CHARS_MAX = 12_000;
/** https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments: at most 100. */
const ATTACHMENTS_MAX = 100;

export const CONTENT_ARGS = {
  text: 'text',
  blocks: 'list',
  attachments: 'list',
  markdown_text: 'text',
  metadata: 'object',
  parse: 'text',
  link_names: 'flag',
  as_user: 'flag',
} as const satisfies ArgumentSpecs;

export interface Content {
  readonly text: string;
  readonly blocks: JsonObject[];
  readonly attachments: JsonObject[];
  readonly metadata: JsonObject | null;
  readonly warnings: string[];
}

/** What a message shall say, with everything Slack would refuse refused. */
export function contentOf(call: BotCall): Content {
  const { args, core, method } = call;
  const markdown = args.text('markdown_text');
  if (markdown !== '' && (args.has('blocks') || args.has('text')))
    throw new ApiRefusal('markdown_text_conflict');
  if (markdown.length > MARKDOWN_CHARS_MAX) throw refuse(call, 'msg_too_long');
  const blocks = args.has('blocks')
    ? checkBlocks(method, args.list('blocks'), MESSAGE_BLOCKS_MAX, core.complaints)
    : [];
  const attachments = args.list('attachments');
  if (attachments.length > ATTACHMENTS_MAX) throw refuse(call, 'too_many_attachments');
  const text = args.text('text') || markdown;
  const isBlank = text === '' && blocks.length + attachments.length === 0;
  if (isBlank && !args.has('metadata')) throw new ApiRefusal('no_text');
  const isCut = text.length > TEXT_CHARS_MAX;
  if (isCut) core.complaints.add(`${method}: text of ${text.length} characters was cut`);
  return {
    text: text.slice(0, TEXT_CHARS_MAX),
    blocks,
    attachments,
    metadata: metadataOf(call),
    warnings: isCut ? ['message_truncated'] : [],
  };
}

/** A refusal that no correct client provokes. */
export function refuse(call: BotCall, error: string): ApiRefusal {
  call.core.complaints.add(`${call.method}: ${error}`);
  return new ApiRefusal(error);
}

/** https://docs.slack.dev/messaging/message-metadata: event_type is text, event_payload an object. */
function metadataOf(call: BotCall): JsonObject | null {
  const metadata = call.args.object('metadata');
  if (metadata === null) return null;
  const isWhole = typeof metadata['event_type'] === 'string' && isObject(metadata['event_payload']);
  if (isWhole) return metadata;
  call.core.complaints.add(`${call.method}: metadata needs event_type and event_payload`);
  throw refusalAt('invalid_metadata_format', ['metadata needs event_type and event_payload']);
}

/** The thread a message goes to; null in the room itself. */
export function threadOf(call: BotCall, room: RoomRecord): string | null {
  const { core, method } = call;
  const threadTs = call.args.textOrNull('thread_ts');
  if (threadTs === null) return null;
  requireTs(threadTs, 'thread_not_found');
  const root = core.message(room, threadTs);
  if (!root) {
    if (core.orphanReplies === 'shown-in-room') return null;
    throw new ApiRefusal('thread_not_found');
  }
  if (root.threadTs !== null) {
    // "Avoid using a reply's ts value; use its parent's value instead."
    core.complaints.add(`${method}: thread_ts ${threadTs} is a reply, not a root`);
    return root.threadTs;
  }
  if (root.subtype === 'channel_join') throw new ApiRefusal('cannot_reply_to_message');
  return threadTs;
}

/** One's own message, or Slack's word for meddling with another's. */
export function ownMessage(call: BotCall, room: RoomRecord, error: string) {
  const message = messageIn(call, room, call.args.text('ts'));
  const { installation } = call;
  const isOwn = message.author === installation.bot || message.botId === installation.bot.bot?.id;
  if (!isOwn) throw new ApiRefusal(error);
  return message;
}
