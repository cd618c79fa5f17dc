import { cardAsText } from '../../core/domain/card.js';
import { namesOf } from '../../core/domain/files.js';
import type { Author, Citation, Message, SentFile } from '../../core/domain/message.js';
import { say, type Wording } from '../../core/domain/texts.js';
import { plainLabel } from '../visible-text.js';
import { linkHostsOf, webAddress } from '../web-links.js';
import { adaptiveCard, cardAttachment } from './teams-cards.js';
import { escapeTeams, LINE_END, literal } from './teams-escape.js';
import { TEAMS_CARD_PART_CHARS_MAX, TEAMS_LINK_CHARS_MAX } from './teams-limits.js';
import { renderTeams, teamsLink } from './teams-render.js';
import type { TeamsOutgoing } from './teams-shapes.js';
import { splitForTeams } from './teams-split.js';

/** Sources shown below an answer. */
const SOURCES_MAX = 9;

/** How a customer is spoken to. */
export interface TeamsPostContext {
  readonly wording: Wording;
  readonly linkHosts: Iterable<string>;
  /** Who is answered; null where only one person can be meant. */
  readonly addressed: Author | null;
  readonly charsMax: number;
}

/**
 * What was said, as messages of Teams: several if it is longer than one may be. Sources come with the last one. Cards and
 * pictures are messages of their own: Teams makes two of a text with a card, and only one of them could be changed later.
 */
export function textPosts(message: Message, parts: TeamsPostContext): TeamsOutgoing[] {
  return headedPosts(message, headOf(message, parts), parts);
}

/** New words for what cannot be changed any more. */
export function correctionPosts(message: Message, parts: TeamsPostContext): TeamsOutgoing[] {
  const key = message.kind === 'delete' ? 'teams.taken-back' : 'teams.corrected';
  const line = `*${literal(say(key, parts.wording))}*`;
  const head = headOf(message, parts);
  const lines = [head.text, line].filter((one) => one !== '').join(LINE_END);
  return headedPosts(message, { ...head, text: lines }, parts);
}

/** The answers to press that come with a message; null if it has none. */
export function cardPost(
  { card, id }: Message,
  { linkHosts }: Pick<TeamsPostContext, 'linkHosts'>,
): TeamsOutgoing | null {
  const content = card === undefined ? null : adaptiveCard(card, { messageId: id, linkHosts });
  if (card === undefined || content === null) return null;
  const words = cardAsText(card);
  const summary = words === '' ? {} : { summary: words.slice(0, TEAMS_CARD_PART_CHARS_MAX) };
  return { type: 'message', attachments: [cardAttachment(content)], ...summary };
}

/** A card's answers as numbered lines, where Teams does not take the card; null: nobody would type them. */
export function cardAsLines({ card }: Message): TeamsOutgoing | null {
  const words = card === undefined ? '' : cardAsText(card);
  return words === '' ? null : markdown(literal(words));
}

/** Lines about files that do not stand here themselves. */
export function filesPost(lines: readonly string[]): TeamsOutgoing {
  return markdown(lines.join('\n\n'));
}

/** Where a file can be fetched, or that it cannot. */
export function fileLine(file: SentFile, url: string | null, wording: Wording): string {
  const name = namesOf([file]);
  if (url === null) return literal(say('files.not-passed-on', wording, { files: name }));
  const [before = '', after = ''] = say('files.link', wording, { file: name, url: '\n' }).split(
    '\n',
  );
  return `${literal(before)}${teamsLink(url, '')}${literal(after)}`;
}

export function markdown(text: string): TeamsOutgoing {
  return { type: 'message', text, textFormat: 'markdown' };
}

interface Head {
  readonly text: string;
  readonly entities: readonly unknown[];
}

function headedPosts(message: Message, head: Head, parts: TeamsPostContext): TeamsOutgoing[] {
  const { citations = [], text } = message;
  const words = renderTeams(text, linkHostsOf(parts.linkHosts, citations));
  const sources = sourcesOf(citations, parts.wording);
  const whole = [head.text, words, sources].filter((one) => one.trim() !== '');
  const entities = head.entities.length === 0 ? {} : { entities: head.entities };
  return splitForTeams(whole.join('\n\n'), parts.charsMax).map((piece, at) =>
    at === 0 ? { ...markdown(piece), ...entities } : markdown(piece),
  );
}

/** Notices are plain, and the bot is known by its own face; an agent's words are not. */
function headOf({ author }: Message, { addressed }: TeamsPostContext): Head {
  const name = author.kind === 'agent' ? literal(plainLabel(author.name)) : '';
  const mention = addressed !== null && author.kind !== 'system' ? mentionOf(addressed) : null;
  const words = [
    ...(name === '' ? [] : [`**${name}**`]),
    ...(mention === null ? [] : [mention.text]),
  ];
  return { text: words.join(' '), entities: mention === null ? [] : [mention] };
}

/**
 * The one way of ours to mention somebody: their name, without any sign that could end the tag it stands in.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#add-mentions-to-your-messages
 */
function mentionOf({ id, name }: Author) {
  const words = plainLabel(name)
    .replace(/[<>&*_`~[\]\\]/g, '')
    .trim();
  if (words === '') return null;
  const [, account] = /^[^:]*:([0-9a-f]{8}-[0-9a-f-]{27})$/i.exec(id) ?? [];
  return {
    type: 'mention',
    text: `<at>${words}</at>`,
    mentioned: { id: account ?? id, name: words },
  };
}

/** The sources an answer rests on, each once, numbered. Only web addresses become links; the rest stays a title. */
function sourcesOf(citations: readonly Citation[], wording: Wording): string {
  const byPlace = new Map(citations.map((one) => [`${one.title}\n${one.url ?? ''}`, one]));
  if (byPlace.size === 0) return '';
  const lines = [...byPlace.values()]
    .slice(0, SOURCES_MAX)
    .map((one, at) => `${at + 1}. ${sourceOf(one)}`);
  return [`**${escapeTeams(say('teams.sources', wording))}**`, '', ...lines].join('\n');
}

function sourceOf({ title, url = '' }: Citation): string {
  const address = webAddress(url);
  const words = title.slice(0, TEAMS_CARD_PART_CHARS_MAX / 4);
  const isLink = address?.username === '' && address.href.length <= TEAMS_LINK_CHARS_MAX / 3;
  return isLink ? teamsLink(address.href, words) : literal(words);
}
