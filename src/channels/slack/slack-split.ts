const FENCE = '```';
const OPENING = `${FENCE}\n`;
const CLOSING = `\n${FENCE}`;

/** Below this a closed fence would leave no room for words. */
const PIECE_CHARS_MIN = 24;

/** Characters a hard cut steps back for letters that belong together (accents, parts of an emoji). */
const CLUSTER_CHARS_MAX = 16;

/** Begins a line that starts something and does not go on with the one before. */
const STARTS = /^\S/;

/**
 * A text in Slack's own markup in pieces of at most `max` characters, in order. It is cut between paragraphs if it can
 * be, else between lines (rather before a list item than within one), else between words. No piece cuts through a
 * link, an escape or a character; a code block that goes on is closed and opened again.
 */
export function splitForSlack(text: string, max: number): string[] {
  const limit = Math.max(max, PIECE_CHARS_MIN);
  const pieces: string[] = [];
  let rest = text.trim() === '' ? '' : text.replace(/^\n+/, '');
  let isInFence = false;
  while (rest !== '') {
    const opening = isInFence ? OPENING : '';
    if (opening.length + rest.length <= limit) {
      pieces.push(opening + rest);
      break;
    }
    const room = limit - opening.length - CLOSING.length;
    const whole = withoutLongToken(rest, room);
    const cut = cutBeforeFence(whole, cutAt(whole, room, isInFence), isInFence);
    const head = whole.slice(0, cut).trimEnd();
    const isOpen = fenceAfter(head, isInFence);
    if (head !== '') pieces.push(opening + head + (isOpen ? CLOSING : ''));
    const next = restAfter(whole.slice(cut), isOpen);
    rest = next.text;
    isInFence = next.isInFence;
  }
  return pieces;
}

/** The beginning of a text in Slack's markup, ended by an ellipsis where something is missing. */
export function shortenForSlack(text: string, max: number): string {
  if (text.length <= max) return text;
  const [first = ''] = splitForSlack(text, max - 2);
  const isFenced = first.endsWith(FENCE);
  return `${first}${isFenced ? '\n' : ''}…`;
}

/** Words for a plain text, already escaped, cut without breaking an escape or a character. */
export function shortenPlain(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, safeCut(text, max - 1)).trimEnd()}…`;
}

function restAfter(text: string, isOpen: boolean): { text: string; isInFence: boolean } {
  if (!isOpen) return { text: text.replace(/^\s*\n|^\s+/, ''), isInFence: false };
  const code = text.replace(/^\n/, '');
  const closed = /^```[^\S\n]*(?:\n|$)/.exec(code);
  if (closed === null) return { text: code, isInFence: code.trim() !== '' };
  return { text: code.slice(closed[0].length).replace(/^\n+/, ''), isInFence: false };
}

/** Whether a code block is open after the text. Our own renderer writes no other three backticks than fences. */
function fenceAfter(text: string, isInFence: boolean): boolean {
  const count = text.split(FENCE).length - 1;
  return count % 2 === 1 ? !isInFence : isInFence;
}

/** A code block that would begin with its fence alone begins in the next piece. */
function cutBeforeFence(text: string, cut: number, isInFence: boolean): number {
  const head = text.slice(0, cut).trimEnd();
  const isBare = head.endsWith(`\n${FENCE}`) && fenceAfter(head, isInFence);
  const before = head.length - FENCE.length - 1;
  return isBare && before > 0 ? before : cut;
}

interface Break {
  readonly at: number;
  readonly rank: 1 | 2 | 3;
}

function cutAt(text: string, room: number, isInFence: boolean): number {
  const breaks = breaksOf(text, room, isInFence);
  const last = (rank: number, from: number) =>
    breaks.findLast((one) => one.rank <= rank && one.at >= from)?.at;
  const line = last(1, room / 2) ?? last(2, room / 3) ?? last(3, room / 4);
  if (line !== undefined) return line;
  const space = outsideToken(text, text.lastIndexOf(' ', room));
  return space >= room / 4 ? space : safeCut(text, room);
}

/** Ends of lines within reach: 1 between paragraphs, 2 before a line that starts something, 3 any other. */
function breaksOf(text: string, room: number, isInFence: boolean): Break[] {
  const breaks: Break[] = [];
  let isOpen = isInFence;
  let from = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at <= room; at = text.indexOf('\n', from)) {
    isOpen = fenceAfter(text.slice(from, at), isOpen);
    const next = text.slice(at + 1, at + 5);
    const rank = isOpen ? 3 : next.startsWith('\n') ? 1 : STARTS.test(next) ? 2 : 3;
    if (at > 0) breaks.push({ at, rank });
    from = at + 1;
  }
  return breaks;
}

/** The last place at or before `at` where a cut harms neither a link, an escape nor a character. */
function safeCut(text: string, at: number): number {
  let cut = outsideEscape(text, outsideToken(text, at));
  const lowest = Math.max(1, cut - CLUSTER_CHARS_MAX);
  while (cut > lowest && isWithinCluster(text, cut)) cut -= 1;
  if (splitsPair(text, cut)) cut += cut > 1 ? -1 : 1;
  return cut > 0 ? cut : Math.max(at, 1);
}

/** The place itself, or the beginning of the `&amp;` it is in. */
function outsideEscape(text: string, at: number): number {
  const from = text.lastIndexOf('&', at - 1);
  const found = from === -1 ? null : /^&(?:amp|lt|gt);/.exec(text.slice(from, from + 5));
  return found !== null && from + found[0].length > at ? from : at;
}

function splitsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
}

function isWithinCluster(text: string, at: number): boolean {
  if (splitsPair(text, at)) return true;
  const after = text.codePointAt(at);
  const next = after === undefined ? '' : String.fromCodePoint(after);
  return /^(?:\p{M}|\p{Emoji_Modifier}|\u200d)/u.test(next) || text[at - 1] === '\u200d';
}

/** The place itself, or the beginning of the `<…>` it is in. Every other `<` is escaped. */
function outsideToken(text: string, at: number): number {
  const open = text.lastIndexOf('<', at - 1);
  if (at <= 0 || open === -1 || text.lastIndexOf('>', at - 1) > open) return at;
  return text.indexOf('>', at) === -1 ? at : open;
}

/** A link that would fill more than a piece is not a link any more. */
function withoutLongToken(text: string, room: number): string {
  const open = text.lastIndexOf('<', room);
  const close = open === -1 ? -1 : text.indexOf('>', open);
  if (close === -1 || close - open + 1 <= room) return text;
  const [address = '', label] = text.slice(open + 1, close).split('|');
  return text.slice(0, open) + (label ?? address) + text.slice(close + 1);
}
