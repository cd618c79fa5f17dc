import { answersOf } from '../../core/domain/card.js';
import type { Citation, Message } from '../../core/domain/message.js';
import { say, type Wording } from '../../core/domain/texts.js';
import type { Truth } from '../../core/domain/truth.js';
import { linkHostsOf, webAddress } from '../web-links.js';
import { actions, cardBlocks, pressable, quotedLines, title } from './slack-blocks.js';
import { literal } from './slack-escape.js';
import {
  SLACK_BLOCKS_CHARS_MAX,
  SLACK_CARD_PART_CHARS_MAX,
  SLACK_CONTEXT_ELEMENTS_MAX,
  SLACK_SECTION_CHARS_MAX,
} from './slack-limits.js';
import { slackLink } from './slack-links.js';
import {
  blocksChars,
  context,
  type SlackBlock,
  type SlackPost,
  section,
  slackPost,
} from './slack-post.js';
import { renderMrkdwn } from './slack-render.js';
import { shortenForSlack, splitForSlack } from './slack-split.js';

/** Characters of text in one message, so that what surrounds it still fits into `SLACK_BLOCKS_CHARS_MAX`. */
const POST_TEXT_CHARS_MAX = 6_000;

/** Characters of an address in a source's link; longer ones keep their title only. */
const SOURCE_CHARS_MAX = 500;

export interface LineContext {
  readonly wording: Wording;
  readonly linkHosts: Iterable<string>;
}

/**
 * What was said to a customer in Slack, as one message, or as several if it is longer than Slack takes. Sources and
 * answers to press come with the last one.
 */
export function answerPosts(message: Message, parts: LineContext): SlackPost[] {
  const { text, citations = [], card } = message;
  const hosts = linkHostsOf(parts.linkHosts, citations);
  const choices = answersOf(card).map(({ label }, at) => `${at + 1}. ${literal(label)}`);
  const after = [
    ...sourcesBlock(citations, parts.wording),
    ...(card ? cardBlocks(card, { ...parts, about: { message: message.id } }) : []),
  ];
  return posts(renderMrkdwn(text, hosts), { before: [], after, ending: choices });
}

/** What was said in a conversation, as the desk's thread shows it: who, and their words. */
export function deskPosts(message: Message, parts: LineContext): SlackPost[] {
  const { wording } = parts;
  const { author, citations = [], kind } = message;
  const before = headLines(message, wording);
  const after = sourcesBlock(citations, wording);
  const isOurs = author.kind === 'bot' || author.kind === 'system' || author.kind === 'agent';
  const words = isOurs
    ? renderMrkdwn(message.text, linkHostsOf(parts.linkHosts, citations))
    : literal(message.text.trim());
  if (kind === 'delete')
    return [
      slackPost(
        before[0] ?? '',
        before.map((line) => context(line)),
      ),
    ];
  const body = kind === 'edit' ? quotedLines(message.text) : words;
  return posts(body, { before, after, ending: [] });
}

/** Whose it is and, of anything but a plain text, what it is. */
function headLines({ author, kind, chosen }: Message, wording: Wording): string[] {
  const name = author.name;
  switch (kind) {
    case 'edit':
      return [shortLine(say('desk.line.edit', wording, { name }))];
    case 'delete':
      return [shortLine(say('desk.line.delete', wording, { name }))];
    case 'note':
      return [`${title(name)} · ${literal(say('desk.note.mark', wording))}`];
    case 'text':
    case 'owner':
    case 'feedback':
    case 'empty':
      return chosen === undefined
        ? [title(name)]
        : [`${title(name)} · ${literal(say('desk.line.pressed', wording))}`];
  }
}

function shortLine(text: string): string {
  return shortenForSlack(literal(text), SLACK_CARD_PART_CHARS_MAX);
}

interface Around {
  /** Small lines above the text, in Slack's markup. */
  readonly before: readonly string[];
  readonly after: readonly SlackBlock[];
  /** Lines the text alone ends with, where buttons cannot be seen. */
  readonly ending: readonly string[];
}

function posts(text: string, { before, after, ending }: Around): SlackPost[] {
  const head = before.map((line) => context(line));
  const groups = grouped(splitForSlack(text, SLACK_SECTION_CHARS_MAX));
  const all = groups.map((group, at) => ({
    lines: [...(at === 0 ? before : []), ...group],
    blocks: [...(at === 0 ? head : []), ...group.map(section)],
  }));
  const last = all.at(-1);
  if (last !== undefined && blocksChars([...last.blocks, ...after]) <= SLACK_BLOCKS_CHARS_MAX) {
    last.blocks.push(...after);
    last.lines.push(...ending);
  } else {
    all.push({ lines: [...ending], blocks: [...after] });
  }
  return all.map(({ lines, blocks }) => slackPost(lines.join('\n'), blocks));
}

/** Pieces of one text, as many to a message as Slack takes. One group even if there is no text at all. */
function grouped(pieces: readonly string[]): string[][] {
  const groups: string[][] = [[]];
  let chars = 0;
  for (const piece of pieces) {
    const more = JSON.stringify(piece).length;
    if (chars > 0 && chars + more > POST_TEXT_CHARS_MAX) {
      groups.push([]);
      chars = 0;
    }
    groups.at(-1)?.push(piece);
    chars += more;
  }
  return groups;
}

/** The sources an answer rests on, each once, numbered. Only web addresses become links; the rest stays a title. */
export function sourcesBlock(citations: readonly Citation[], wording: Wording): SlackBlock[] {
  const byPlace = new Map(citations.map((one) => [`${one.title}\n${one.url ?? ''}`, one]));
  if (byPlace.size === 0) return [];
  const lines = [...byPlace.values()]
    .slice(0, SLACK_CONTEXT_ELEMENTS_MAX - 1)
    .map((one, at) => `${at + 1}. ${source(one)}`);
  return [context(literal(say('slack.sources', wording)), ...lines)];
}

function source({ title: name, url = '' }: Citation): string {
  const address = webAddress(url);
  const words = name.slice(0, SLACK_CARD_PART_CHARS_MAX / 4);
  const isLink = address?.username === '' && address.href.length <= SOURCE_CHARS_MAX;
  return isLink ? slackLink(address.href, words) : literal(words);
}

/** What became of an agent's reply, in words (P7). Null while there is nothing to tell. */
export function truthLine(truth: Truth, wording: Wording): string | null {
  switch (truth.state) {
    case 'delivered':
      return null;
    case 'failed':
      return literal(say('desk.truth.failed', wording, { reason: truth.reason }));
    case 'withdrawn':
      return say('desk.truth.withdrawn', wording);
    case 'waiting':
      switch (truth.reason) {
        case 'sending':
          return null;
        case 'retrying':
          return say('desk.truth.retrying', wording);
        case 'customer offline':
          return say('desk.truth.offline', wording);
      }
  }
}

/** The mark set on the reply itself, by Slack's name for it. */
export function truthReaction(truth: Truth): string | null {
  switch (truth.state) {
    case 'delivered':
      return 'white_check_mark';
    case 'failed':
      return 'x';
    case 'withdrawn':
      return 'no_entry_sign';
    case 'waiting':
      return truth.reason === 'sending' ? null : 'hourglass_flowing_sand';
  }
}

/** The line under a reply that failed, with a button to say it again. `deed` names the reply. */
export function failedPost(
  truth: Extract<Truth, { state: 'failed' }>,
  retry: { readonly handoff: string; readonly deed: string },
  wording: Wording,
): SlackPost {
  const line = shortenForSlack(truthLine(truth, wording) ?? '', SLACK_CARD_PART_CHARS_MAX);
  const button = pressable({ kind: 'deed', ...retry }, say('desk.retry', wording));
  return slackPost(line, [section(line), ...actions([button])]);
}
