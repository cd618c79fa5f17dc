import {
  type Card,
  type CardBlock,
  type CardButton,
  type CardFact,
  cardAsText,
  firstChoices,
} from '../../core/domain/card.js';
import { say, type Wording } from '../../core/domain/texts.js';
import { plainLabel } from '../visible-text.js';
import { linkHostsOf, webAddress } from '../web-links.js';
import { literal } from './slack-escape.js';
import {
  SLACK_ACTION_ID_CHARS_MAX,
  SLACK_ACTIONS_MAX,
  SLACK_BLOCKS_CHARS_MAX,
  SLACK_BLOCKS_MAX,
  SLACK_BUTTON_CHARS_MAX,
  SLACK_CARD_PART_CHARS_MAX,
  SLACK_FIELDS_MAX,
  SLACK_HEADER_CHARS_MAX,
  SLACK_INPUT_CHARS_MAX,
  SLACK_LABEL_CHARS_MAX,
  SLACK_SHORT_FACT_CHARS_MAX,
} from './slack-limits.js';
import { slackLink } from './slack-links.js';
import {
  blocksChars,
  confirmation,
  context,
  mrkdwn,
  plainText,
  type SlackBlock,
  type SlackButton,
  type SlackPost,
  section,
  slackPost,
} from './slack-post.js';
import { actionId, pressValue, type SlackPress } from './slack-press.js';
import { renderMrkdwn } from './slack-render.js';
import { shortenForSlack } from './slack-split.js';
import { slackTime } from './slack-time.js';

/** Parts of a card that are pressed. They stay whatever else has to go. */
const PRESSED: ReadonlySet<CardBlock['kind']> = new Set(['buttons', 'choices', 'input']);

/** Buttons of one row: few enough for a small row to be kept where a long one would have to go. */
const ROW_BUTTONS_MAX = Math.min(10, SLACK_ACTIONS_MAX);

export interface CardContext {
  readonly wording: Wording;
  /** Hosts that texts may link to. */
  readonly linkHosts: Iterable<string>;
  /** What the buttons are about: a handoff, or the message that asks. */
  readonly about: { readonly handoff: string } | { readonly message: string };
}

/** A card as one message. Its text tells all of it in words, with answers as numbered lines. */
export function cardPost(card: Card, parts: CardContext): SlackPost {
  return slackPost(literal(cardAsText(card)), cardBlocks(card, parts));
}

/**
 * A card as blocks, in its own order and within Slack's limits whatever it holds: long texts are shortened, then the
 * last ones are left out and a line says so. What can be pressed always stays.
 */
export function cardBlocks(card: Card, parts: CardContext): SlackBlock[] {
  const titled: SlackBlock[] =
    card.title === ''
      ? []
      : [{ type: 'header', text: plainText(card.title, SLACK_HEADER_CHARS_MAX) }];
  const rendered = card.blocks.map((block) => ({
    isPressed: PRESSED.has(block.kind),
    blocks: blocksOf(block, parts),
  }));
  const hint = context(say('slack.shortened', parts.wording));
  const room = {
    blocks: SLACK_BLOCKS_MAX - titled.length - 1,
    chars: SLACK_BLOCKS_CHARS_MAX - blocksChars([...titled, hint]),
  };
  const pressed = fitting(blocksWhere(rendered, true), room);
  const told = fitting(blocksWhere(rendered, false), room);
  return inOrder(titled, rendered, new Set([...pressed, ...told]), hint);
}

interface Rendered {
  readonly isPressed: boolean;
  readonly blocks: readonly SlackBlock[];
}

function blocksWhere(rendered: readonly Rendered[], isPressed: boolean): SlackBlock[] {
  return rendered.filter((one) => one.isPressed === isPressed).flatMap(({ blocks }) => blocks);
}

/** The first of them that fit; takes what they need from the room. */
function fitting(
  blocks: readonly SlackBlock[],
  room: { blocks: number; chars: number },
): SlackBlock[] {
  const first = blocks.findIndex((block) => {
    room.blocks -= 1;
    room.chars -= blocksChars([block]);
    return room.blocks < 0 || room.chars < 0;
  });
  return first === -1 ? [...blocks] : blocks.slice(0, first);
}

/** The hint stands where something is missing first. */
function inOrder(
  titled: readonly SlackBlock[],
  rendered: readonly Rendered[],
  kept: ReadonlySet<SlackBlock>,
  hint: SlackBlock,
): SlackBlock[] {
  const all = rendered.flatMap(({ blocks }) => blocks);
  const missing = all.findIndex((block) => !kept.has(block));
  const body = all.flatMap((block, at) => {
    const shown = kept.has(block) ? [block] : [];
    return at === missing ? [hint, ...shown] : shown;
  });
  return [...titled, ...body];
}

function blocksOf(block: CardBlock, parts: CardContext): SlackBlock[] {
  switch (block.kind) {
    case 'text':
      return textual(renderMrkdwn(block.text, hostsOf(parts)));
    case 'section': {
      const words = renderMrkdwn(block.text, hostsOf(parts));
      return textual(`${title(block.title)}\n${words}`);
    }
    case 'quote':
      return textual(`${author(block.author, block.url)}\n${quotedLines(block.text)}`);
    case 'facts':
      return facts(block.title, block.facts);
    case 'buttons':
      return actions(block.buttons.map((button) => deedButton(button, parts)));
    case 'choices':
      return actions(choiceButtons(block, parts));
    case 'input':
      return [
        {
          type: 'input',
          block_id: block.id.slice(0, SLACK_ACTION_ID_CHARS_MAX),
          optional: true,
          label: plainText(block.label, SLACK_LABEL_CHARS_MAX),
          element: {
            type: 'plain_text_input',
            action_id: block.id.slice(0, SLACK_ACTION_ID_CHARS_MAX),
            multiline: block.lines > 1,
            max_length: SLACK_INPUT_CHARS_MAX,
          },
        },
      ];
  }
}

function hostsOf({ linkHosts }: CardContext): ReadonlySet<string> {
  return linkHostsOf(linkHosts);
}

function textual(text: string): SlackBlock[] {
  const words = shortenForSlack(text.trim(), SLACK_CARD_PART_CHARS_MAX);
  return words === '' ? [] : [section(words)];
}

/** A heading or a name in bold: one line of words, none of them markup. */
export function title(words: string): string {
  const line = literal(plainLabel(words)).replaceAll('*', '∗');
  return line === '' ? '' : `*${shortenForSlack(line, SLACK_HEADER_CHARS_MAX)}*`;
}

/** Who is quoted; a source with its address is a link to it. */
function author(name: string, url: string | undefined): string {
  const address = webAddress(url ?? '');
  const isLink = address !== null && address.username === '' && address.href.length <= 500;
  return isLink ? slackLink(address.href, name) : title(name);
}

/** Somebody's own words, line by line as a quotation. */
export function quotedLines(text: string): string {
  return literal(text.trim())
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** Slack refuses a section without words. */
function sectionOf(words: string): SlackBlock[] {
  return words.trim() === '' ? [] : [section(words)];
}

/** Short facts side by side, long ones a line each. */
function facts(heading: string, all: readonly CardFact[]): SlackBlock[] {
  const known = all.map(({ name, value, atMs }) => ({
    name: title(name),
    value: factValue(value, atMs),
  }));
  const isLong = ({ value, atMs }: CardFact) =>
    atMs === undefined && literal(value).length > SLACK_SHORT_FACT_CHARS_MAX;
  const isShort = !all.some(isLong);
  const titled = title(heading) === '' ? [] : [section(title(heading))];
  if (known.length === 0) return [];
  if (!isShort) {
    return [
      ...titled,
      ...known.flatMap(({ name, value }) => sectionOf(`${name}\n${value}`.trim())),
    ];
  }
  const fields = known.map(({ name, value }) => mrkdwn(`${name}\n${value || '–'}`));
  return [
    ...titled,
    ...chunks(fields, SLACK_FIELDS_MAX).map(
      (some): SlackBlock => ({ type: 'section', fields: some }),
    ),
  ];
}

/** A time is told as each reader's clock has it. */
function factValue(value: string, atMs: number | undefined): string {
  const words = atMs === undefined ? literal(value) : slackTime(atMs, value);
  return shortenForSlack(words, SLACK_CARD_PART_CHARS_MAX / 2);
}

export function actions(buttons: readonly SlackButton[]): SlackBlock[] {
  return chunks(buttons, ROW_BUTTONS_MAX).map((elements) => ({ type: 'actions', elements }));
}

function deedButton(
  { id, label, style }: CardButton,
  { about, wording }: CardContext,
): SlackButton {
  const handoff = 'handoff' in about ? about.handoff : about.message;
  const button = pressable({ kind: 'deed', handoff, deed: id }, label);
  if (style === 'plain') return button;
  if (style === 'main') return { ...button, style: 'primary' };
  const confirm = confirmation(
    say('slack.confirm.title', wording),
    label,
    say('slack.confirm.deny', wording),
  );
  return { ...button, style: 'danger', ...(confirm === undefined ? {} : { confirm }) };
}

export function pressable(press: SlackPress, label: string): SlackButton {
  return {
    type: 'button',
    action_id: actionId(press).slice(0, SLACK_ACTION_ID_CHARS_MAX),
    text: plainText(label, SLACK_BUTTON_CHARS_MAX),
    value: pressValue(press),
  };
}

/** Answers to press. Of a rating the face is stars; what they mean is read out. */
function choiceButtons(
  { look, choices }: Extract<CardBlock, { kind: 'choices' }>,
  { about }: CardContext,
): SlackButton[] {
  const message = 'message' in about ? about.message : about.handoff;
  return firstChoices(choices).map(({ id, label }, at) => {
    const button = pressable({ kind: 'choice', message, choice: id }, label);
    if (look !== 'rating') return button;
    const stars = plainText('★'.repeat(at + 1), SLACK_BUTTON_CHARS_MAX);
    return { ...button, text: stars, accessibility_label: button.text.text };
  });
}

function chunks<One>(all: readonly One[], size: number): One[][] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, at) => all.slice(at * size, (at + 1) * size));
}
