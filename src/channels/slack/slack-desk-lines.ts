import type { Handoff } from '../../core/domain/handoff.js';
import type { LaneItem } from '../../core/domain/lane.js';
import type { Message } from '../../core/domain/message.js';
import { say, type TextKey, type Wording } from '../../core/domain/texts.js';
import { actions, pressable, quotedLines, title } from './slack-blocks.js';
import type { DeskFace } from './slack-desk-parts.js';
import { literal } from './slack-escape.js';
import {
  SLACK_BLOCKS_CHARS_MAX,
  SLACK_BLOCKS_MAX,
  SLACK_CARD_PART_CHARS_MAX,
} from './slack-limits.js';
import { deskPosts } from './slack-lines.js';
import { slackLink } from './slack-links.js';
import {
  blocksChars,
  context,
  type SlackBlock,
  type SlackPost,
  section,
  slackPost,
} from './slack-post.js';
import type { SlackRoot } from './slack-root.js';
import { shortenForSlack } from './slack-split.js';

/** Texts that go out as one post. More is not easier to read. */
const TOGETHER_MAX = 10;

/** A sentence of ours in Slack's markup. Only what is in `markup` is not taken for plain words. */
export function spoken(
  key: TextKey,
  wording: Wording,
  words: Readonly<Record<string, string>> = {},
  markup: Readonly<Record<string, string>> = {},
): string {
  const text = literal(say(key, wording, words));
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => markup[name] ?? mark);
}

/** A link to a thread that opens Slack wherever it is pressed. */
export function threadLink({ team, channel, ts }: SlackRoot, words: string): string {
  const query = new URLSearchParams({ team, channel, message_ts: ts });
  return slackLink(`https://slack.com/app_redirect?${query}`, words);
}

/** What was said shortly before the handoff, as one post. Null: nothing was. */
export function introPost({ payload }: Handoff, { wording }: DeskFace): SlackPost | null {
  const said = payload.messages.filter(({ text }) => text.trim() !== '');
  if (said.length === 0) return null;
  const head = context(spoken('slack.desk.intro', wording));
  const lines = said.map(({ author, text }) => {
    const words = `${title(author.name)}\n${quotedLines(text)}`;
    return shortenForSlack(words, SLACK_CARD_PART_CHARS_MAX);
  });
  while (blocksChars([head, ...lines.map(section)]) > SLACK_BLOCKS_CHARS_MAX) lines.shift();
  return slackPost(lines.join('\n'), [head, ...lines.map(section)]);
}

/** What belongs together: texts a customer sent one after the other, as one post of ours shows them. */
export function togetherCount(items: readonly LaneItem[], face: DeskFace): number {
  const [first] = items;
  let blocks: SlackBlock[] = [];
  let count = 0;
  for (const item of items.slice(0, TOGETHER_MAX)) {
    // What may have gone out was one post, and has to be looked for as one.
    if (item.held !== first?.held || !isPlain(item.message)) break;
    const [post, ...others] = deskPosts(item.message, face);
    blocks = [...blocks, ...(post?.blocks ?? [])];
    const isTooLong =
      blocks.length > SLACK_BLOCKS_MAX || blocksChars(blocks) > SLACK_BLOCKS_CHARS_MAX;
    if (post === undefined || others.length > 0 || isTooLong) break;
    count += 1;
  }
  return Math.max(count, 1);
}

function isPlain(message: Message | undefined): message is Message {
  const { kind, author, card, files } = message ?? {};
  return kind === 'text' && author?.kind === 'customer' && !card && !files?.length;
}

/** Texts as one post, or one text as however many posts it takes. */
export function textPosts(messages: readonly Message[], face: DeskFace): SlackPost[] {
  const [first, ...others] = messages;
  if (first === undefined) return [];
  if (others.length === 0) return standing(first, face);
  const posts = messages.flatMap((message) => standing(message, face));
  return [joined(posts)];
}

/** A text as it reads now. Whoever took it back left a line. */
function standing(message: Message, face: DeskFace): SlackPost[] {
  const { revised } = message;
  if (revised?.isGone) return deskPosts({ ...message, kind: 'delete' }, face);
  const posts = deskPosts(message, face);
  if (revised === undefined) return posts;
  const mark = context(spoken('slack.desk.edited', face.wording));
  return posts.map((post, at) =>
    at === posts.length - 1 ? joined([post, slackPost('', [mark])]) : post,
  );
}

function joined(posts: readonly SlackPost[]): SlackPost {
  const text = posts.map((post) => post.text).filter((line) => line !== '');
  return slackPost(
    text.join('\n'),
    posts.flatMap(({ blocks = [] }) => blocks),
  );
}

/** A line of ours about a handoff that goes nowhere. `users` are Slack's own ids, and are called. */
export function alarmPost({ text }: Message, users: readonly string[]): SlackPost {
  const called = users.map((user) => `<@${user}>`).join(' ');
  const words = [called, literal(text)].filter((part) => part !== '').join(' ');
  return slackPost(words, [section(shortenForSlack(words, SLACK_CARD_PART_CHARS_MAX))]);
}

/** The line in another room. */
export function escalatedPost(
  root: SlackRoot,
  users: readonly string[],
  { wording }: DeskFace,
): SlackPost {
  const called = users.map((user) => `<@${user}> `).join('');
  const link = threadLink(root, say('slack.desk.open-thread', wording));
  const room = `<#${root.channel}>`;
  const words = `${called}${spoken('slack.desk.escalated', wording, {}, { room, link })}`;
  return slackPost(words, [section(words)]);
}

/** The line under words of an agent that were kept back, with the button that sends them all the same. */
export function heldBackPost(
  handoff: Pick<Handoff, 'id' | 'claimedBy'>,
  seq: number,
  { wording }: DeskFace,
): SlackPost {
  const agent = handoff.claimedBy?.name;
  const line =
    agent === undefined
      ? spoken('slack.desk.held-back.open', wording)
      : spoken('slack.desk.held-back', wording, { agent });
  const press = { kind: 'deed', handoff: handoff.id, deed: `send:${seq}` } as const;
  const button = pressable(press, say('slack.desk.send', wording));
  return slackPost(line, [section(line), ...actions([button])]);
}

export function plainLine(text: string): SlackPost {
  return slackPost(text, [context(text)]);
}
