import { namesOf } from '../../core/domain/files.js';
import type { Message } from '../../core/domain/message.js';
import { say } from '../../core/domain/texts.js';
import { title } from './slack-blocks.js';
import { literal } from './slack-escape.js';
import { SLACK_ID } from './slack-ids.js';
import { SLACK_CARD_PART_CHARS_MAX, SLACK_SECTION_CHARS_MAX } from './slack-limits.js';
import { answerPosts, type LineContext } from './slack-lines.js';
import { context, type SlackPost, section, slackPost } from './slack-post.js';
import { shortenForSlack } from './slack-split.js';

export interface CustomerPostContext extends LineContext {
  /** Slack's id of who is answered; null where only one person can be meant. */
  readonly addressed: string | null;
}

/** What is said to a customer, with whose words it is and whom it is for where that is not plain. */
export function customerPosts(message: Message, parts: CustomerPostContext): SlackPost[] {
  return headedPosts(message, headOf(message, parts), parts);
}

/** New words for what cannot be changed any more. */
export function correctionPosts(message: Message, parts: CustomerPostContext): SlackPost[] {
  const key = message.kind === 'delete' ? 'slack.customer.taken-back' : 'slack.customer.corrected';
  const line = `_${literal(say(key, parts.wording))}_`;
  const head = [headOf(message, parts), line].filter((one) => one !== '').join('\n');
  return headedPosts(message, head, parts);
}

function headedPosts(message: Message, head: string, parts: CustomerPostContext): SlackPost[] {
  const [first = slackPost(''), ...rest] = answerPosts(message, parts);
  const posts = [begunWith(head, first), ...rest];
  const line = filesLine(message, parts);
  return line === '' ? posts : endedWith(line, posts);
}

/** The post of a question once it is answered: without its buttons, and with who chose what. */
export function answeredPost(
  message: Message,
  part: number,
  chosen: { readonly name: string; readonly label: string },
  parts: CustomerPostContext,
): SlackPost {
  const { card: _, ...bare } = message;
  const isWhole = part < answerPosts(message, parts).length;
  const post = (isWhole ? customerPosts(bare, parts)[part] : undefined) ?? slackPost('');
  const { name, label } = chosen;
  const words = say('slack.customer.chosen', parts.wording, { name, choice: label });
  const line = shortenForSlack(literal(words), SLACK_CARD_PART_CHARS_MAX);
  return endedWith(line, [post])[0] ?? post;
}

/** Notices are plain, and the bot is known by its own face; an agent's words are not. */
function headOf({ author }: Message, { addressed }: CustomerPostContext): string {
  const name = author.kind === 'agent' ? title(author.name) : '';
  const isMeant = addressed !== null && author.kind !== 'system' && SLACK_ID.test(addressed);
  return [name, ...(isMeant ? [`<@${addressed}>`] : [])].filter((one) => one !== '').join(' ');
}

function begunWith(head: string, post: SlackPost): SlackPost {
  if (head === '') return post;
  const [first, ...rest] = post.blocks ?? [];
  const words = first?.type === 'section' && 'text' in first ? first.text.text : null;
  const fits = words !== null && head.length + 1 + words.length <= SLACK_SECTION_CHARS_MAX;
  const blocks = fits
    ? [section(`${head}\n${words}`), ...rest]
    : [section(head), ...(post.blocks ?? [])];
  return slackPost(post.text === '' ? head : `${head}\n${post.text}`, blocks);
}

function endedWith(line: string, posts: readonly SlackPost[]): SlackPost[] {
  return posts.map((post, at) =>
    at < posts.length - 1
      ? post
      : slackPost(post.text === '' ? line : `${post.text}\n${line}`, [
          ...(post.blocks ?? []),
          context(line),
        ]),
  );
}

/** What somebody wanted to send along and could not. */
function filesLine({ files = [] }: Message, { wording }: CustomerPostContext): string {
  if (files.length === 0) return '';
  const words = say('files.not-passed-on', wording, { files: namesOf(files) });
  return shortenForSlack(literal(words), SLACK_CARD_PART_CHARS_MAX);
}
