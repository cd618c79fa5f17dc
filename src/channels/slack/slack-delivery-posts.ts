import type { Choice } from '../../core/domain/card.js';
import { isFeedback } from '../../core/domain/feedback.js';
import type { Message } from '../../core/domain/message.js';
import { say } from '../../core/domain/texts.js';
import { actions, pressable, title } from './slack-blocks.js';
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
  return [begunWith(head, first), ...rest];
}

/** What was pressed on a post, by whom, and what is offered in the place of it. */
interface Pressed {
  readonly name: string;
  readonly choice: Choice;
  readonly next: readonly Choice[];
}

/** The post of a question once it is answered: without its buttons, and with who chose what. */
export function answeredPost(
  message: Message,
  part: number,
  { name, choice, next }: Pressed,
  parts: CustomerPostContext,
): SlackPost {
  const { card: _, ...bare } = message;
  const isWhole = part < answerPosts(message, parts).length;
  const post = (isWhole ? customerPosts(bare, parts)[part] : undefined) ?? slackPost('');
  const key = isFeedback(choice.id) ? 'feedback.thanks' : 'slack.customer.chosen';
  const words = say(key, parts.wording, { name, choice: choice.label });
  const line = shortenForSlack(literal(words), SLACK_CARD_PART_CHARS_MAX);
  const ended = endedWith(line, [post])[0] ?? post;
  const buttons = next.map(({ id, label }) =>
    pressable({ kind: 'choice', message: message.id, choice: id }, label),
  );
  return slackPost(ended.text, [...(ended.blocks ?? []), ...actions(buttons)]);
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
