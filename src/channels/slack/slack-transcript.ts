import type { Conversation } from '../../core/domain/conversation.js';
import { namesOf } from '../../core/domain/files.js';
import type { Message, SentFile } from '../../core/domain/message.js';
import { say, type Wording } from '../../core/domain/texts.js';
import { newest } from '../../core/domain/transcript.js';
import type { Archive } from '../../core/ports/archive.js';
import { title } from './slack-blocks.js';
import type { DeskFace } from './slack-desk-parts.js';
import { literal } from './slack-escape.js';
import { SLACK_CARD_PART_CHARS_MAX, SLACK_MODAL_BLOCKS_MAX } from './slack-limits.js';
import { deskPosts } from './slack-lines.js';
import { context, type SlackBlock } from './slack-post.js';
import { shortenForSlack } from './slack-split.js';
import { slackTime } from './slack-time.js';

/** Messages of one page. A page of long ones holds fewer. */
const PAGE_MESSAGES = 20;

/** Blocks of one page, so that the buttons below it still fit. */
const PAGE_BLOCKS_MAX = SLACK_MODAL_BLOCKS_MAX - 5;

/** Bytes of one page. Slack refuses a view of more than 250 kB (`view_too_large`). https://docs.slack.dev/reference/methods/views.open/ */
const PAGE_BYTES_MAX = 150_000;

/** Which page: what precedes a number, or what follows one. */
export type TranscriptCursor = { readonly before: number } | { readonly after: number };

export const LAST_PAGE: TranscriptCursor = { before: Number.MAX_SAFE_INTEGER };

export interface TranscriptPage {
  readonly blocks: readonly SlackBlock[];
  /** Where the pages beside it are; null where there is none. */
  readonly older: TranscriptCursor | null;
  readonly newer: TranscriptCursor | null;
}

/** A page of all that was said, notes and changes of owner included. */
export async function transcriptPage(
  conversation: Conversation,
  archive: Archive,
  cursor: TranscriptCursor,
  face: DeskFace,
): Promise<TranscriptPage> {
  const isBackwards = 'before' in cursor;
  const filed = await archive.page(conversation.id, { ...cursor, limit: PAGE_MESSAGES + 1 });
  const isWithin = isBackwards
    ? ({ seq }: Message) => seq < cursor.before
    : ({ seq }: Message) => seq > cursor.after;
  // What the aggregate alone knows of is newer than the record.
  const [first = 0, last = 0] = [filed[0]?.seq, filed.at(-1)?.seq];
  const isAmongFiled = ({ seq }: Message) =>
    isBackwards
      ? seq >= first || filed.length <= PAGE_MESSAGES
      : seq <= last || filed.length <= PAGE_MESSAGES;
  const all = newest(conversation, filed, Number.MAX_SAFE_INTEGER)
    .filter(isWithin)
    .filter(isAmongFiled);
  const ordered = isBackwards ? [...all].reverse() : all;
  const shown = fitting(ordered, face);
  const lines = isBackwards ? [...shown].reverse() : shown;
  const [from, to] = [lines[0]?.seq, lines.at(-1)?.seq];
  const isMore = shown.length < ordered.length || filed.length > PAGE_MESSAGES;
  const hasBeside = isBackwards ? cursor.before <= conversation.lastSeq : cursor.after > 0;
  const older = from !== undefined && (isBackwards ? isMore : hasBeside);
  const newer = to !== undefined && (isBackwards ? hasBeside : isMore);
  return {
    blocks: lines.flatMap(({ blocks }) => blocks),
    older: older ? { before: from } : null,
    newer: newer ? { after: to } : null,
  };
}

interface Line {
  readonly seq: number;
  readonly blocks: readonly SlackBlock[];
}

/** The first of them that fit into a modal; at least one. */
function fitting(messages: readonly Message[], face: DeskFace): Line[] {
  const lines: Line[] = [];
  let [blocks, bytes] = [0, 0];
  for (const message of messages.slice(0, PAGE_MESSAGES)) {
    const line = { seq: message.seq, blocks: blocksOf(message, face) };
    blocks += line.blocks.length;
    bytes += Buffer.byteLength(JSON.stringify(line.blocks));
    if (lines.length > 0 && (blocks > PAGE_BLOCKS_MAX || bytes > PAGE_BYTES_MAX)) break;
    lines.push(line);
  }
  return lines;
}

function blocksOf(message: Message, face: DeskFace): SlackBlock[] {
  const { wording } = face;
  const time = context(slackTime(message.atMs));
  if (message.kind === 'owner')
    return [context(`${ownerLine(message, wording)} · ${slackTime(message.atMs)}`)];
  if (message.revised?.isGone) {
    const gone = literal(say('desk.line.gone', wording));
    return [context(`${title(message.author.name)} · ${gone}`), time];
  }
  const blocks = deskPosts(message, face).flatMap((post) => post.blocks ?? []);
  const { files = [] } = message;
  const named = files.length === 0 ? [] : [context(filesLine(files, wording))];
  return [...blocks, ...named, time].slice(0, PAGE_BLOCKS_MAX);
}

function filesLine(files: readonly SentFile[], wording: Wording): string {
  const line = say('slack.desk.files', wording, { files: namesOf(files) });
  return shortenForSlack(literal(line), SLACK_CARD_PART_CHARS_MAX);
}

function ownerLine({ change }: Message, wording: Wording): string {
  const line = say(`desk.owner.${change?.owner ?? 'bot'}`, wording, { agent: change?.agent ?? '' });
  return shortenForSlack(literal(line), SLACK_CARD_PART_CHARS_MAX);
}
