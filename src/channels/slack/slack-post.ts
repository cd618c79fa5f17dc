import { plainLabel } from '../visible-text.js';
import { escapeSlack } from './slack-escape.js';
import {
  SLACK_CONFIRM_BUTTON_CHARS_MAX,
  SLACK_CONFIRM_TEXT_CHARS_MAX,
  SLACK_CONFIRM_TITLE_CHARS_MAX,
  SLACK_TEXT_CHARS_BEST,
} from './slack-limits.js';
import { shortenForSlack, shortenPlain } from './slack-split.js';

/**
 * Words with Slack's markup. `verbatim` keeps Slack from making links and mentions of what looks like one: only what
 * we wrote as `<…>` is. https://docs.slack.dev/reference/block-kit/composition-objects/text-object/
 */
export interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: true;
}

export interface SlackButton {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: PlainText;
  readonly value: string;
  readonly style?: 'primary' | 'danger';
  readonly accessibility_label?: string;
  readonly confirm?: {
    readonly title: PlainText;
    readonly text: PlainText;
    readonly confirm: PlainText;
    readonly deny: PlainText;
    readonly style: 'danger';
  };
}

export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Mrkdwn }
  | { readonly type: 'section'; readonly fields: readonly Mrkdwn[] }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] }
  | { readonly type: 'actions'; readonly elements: readonly SlackButton[] }
  | {
      readonly type: 'input';
      readonly block_id: string;
      readonly optional: true;
      readonly label: PlainText;
      readonly element: {
        readonly type: 'plain_text_input';
        readonly action_id: string;
        readonly multiline: boolean;
        readonly max_length: number;
      };
    };

/** What is handed to `chat.postMessage` and `chat.update`, but for where it goes. */
export interface SlackPost {
  /** For notifications, screen readers and search; also all there is if there are no blocks. */
  readonly text: string;
  readonly blocks?: readonly SlackBlock[];
  readonly parse: 'none';
  readonly link_names: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** The one way to make a message: none goes out that Slack would search for mentions, or fetch previews for. */
export function slackPost(text: string, blocks: readonly SlackBlock[] = []): SlackPost {
  return {
    text: shortenForSlack(text, SLACK_TEXT_CHARS_BEST),
    ...(blocks.length === 0 ? {} : { blocks }),
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** `text` is Slack's markup already, rendered or escaped. */
export function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Words that are never markup. Escaped all the same, and counted so: Slack stores them escaped. */
export function plainText(text: string, max: number): PlainText {
  const words = shortenPlain(escapeSlack(plainLabel(text)), max);
  // Slack refuses an empty one.
  return { type: 'plain_text', text: words === '' ? '…' : words, emoji: true };
}

export function section(text: string): SlackBlock {
  return { type: 'section', text: mrkdwn(text) };
}

export function context(...texts: readonly string[]): SlackBlock {
  return { type: 'context', elements: texts.map(mrkdwn) };
}

/** The question before a dangerous deed. */
export function confirmation(title: string, deed: string, deny: string): SlackButton['confirm'] {
  return {
    title: plainText(title, SLACK_CONFIRM_TITLE_CHARS_MAX),
    text: plainText(deed, SLACK_CONFIRM_TEXT_CHARS_MAX),
    confirm: plainText(deed, SLACK_CONFIRM_BUTTON_CHARS_MAX),
    deny: plainText(deny, SLACK_CONFIRM_BUTTON_CHARS_MAX),
    style: 'danger',
  };
}

/** Characters Slack counts of blocks, containers included. */
export function blocksChars(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).length;
}
