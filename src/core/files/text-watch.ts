import { endingOf } from './file-name.js';
import { refused } from './refused.js';
import type { Watch } from './watch.js';

/**
 * Signs that texts have besides letters: white space, and what consoles leave in logs: bell, backspace, and escape, which
 * colours them.
 */
const TEXT_CODES = new Set([7, 8, 9, 10, 11, 12, 13, 27]);
const FIRST_LETTER = 32;
const DELETE = 127;

/**
 * What makes a browser run something, in HTML and SVG alike. The value of a link is looked at up to its first sign that
 * no scheme has, so that no part of the text is gone through again and again.
 */
const RUNS =
  /<\s{0,20}(?:[a-z]{1,20}:)?(?:script|iframe|object|embed|foreignobject|handler|set|animate)\b|\bon[a-z]{3,30}\s{0,20}=|javascript:|(?:href|src)\s{0,20}=(?:\s{0,20}["'])?[^"'>&=]{0,100}&(?:#|tab|newline|colon)|<!entity|<\?xml-stylesheet|data:text\/html/i;

const PAGE = /<\s{0,20}(?:!doctype\s{1,20}html|html|head|body|script|iframe)\b/i;

/** What runs, or is taken for a page, in data of whatever words. */
const RUNS_IN_DATA =
  /<\s{0,20}(?:[a-z]{1,20}:)?(?:script|iframe|foreignobject)\b|<\s{0,20}!doctype\s{1,20}html|javascript:|<!entity|<\?xml-stylesheet|data:text\/html/i;

/** Words of data are a browser's own only if they say so. A name with hidden signs may be one of these. */
const BROWSERS_OWN =
  /www\.w3\.org\/(?:1999\/xhtml|2000\/svg)|\bxmlns(?::[\w.-]{1,50})?\s{0,20}=\s{0,20}["'][^"'&>]{0,100}&/i;

const ROOT_OF_PAGE = /^<(?:[a-z]{1,20}:)?(?:html|svg)\b/i;
const PICTURE = /^<(?:[a-z]{1,20}:)?svg\b/i;

/** What may stand before the first element of a page or a picture. */
const PROLOG: readonly (readonly [begin: string, end: string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
];

/** Characters that are kept, so that what stands across two parts is seen: longer than anything looked for. */
const OVERLAP = 256;
/** Characters in which a page or a picture begins. */
const BEGINNING = 16_000;

/**
 * Text in any encoding that keeps ASCII, or UTF-16. Scripts for a shell, pages and pictures that run
 * something are refused.
 */
export class TextWatch implements Watch {
  private encoding: 'latin1' | 'utf16le' | 'utf16be' | null = null;
  private beginning = '';
  private last = '';
  private odd: Buffer = Buffer.alloc(0);
  /** Whether its first letter opens markup; null: there was none yet. */
  private isMarkup: boolean | null = null;
  private hasRuns = false;
  private hasRunsInData = false;
  private isBrowsersOwn = false;

  constructor(private readonly name: string) {}

  see(chunk: Buffer): void {
    const text = this.decode(chunk);
    if (!isText(text)) throw refused('kind');
    if (this.beginning.length < BEGINNING) this.beginning += text.slice(0, BEGINNING);
    if (this.beginning.startsWith('#!')) throw refused('kind');
    const letters = this.isMarkup === null ? text.trimStart() : text;
    if (letters !== '') this.isMarkup ??= letters.startsWith('<');
    // A log or a mail may quote a page; a page begins as one.
    if (this.isMarkup) this.seeMarkup(letters);
  }

  end(): string {
    if (this.isMarkup && this.runs()) throw refused('kind');
    if (this.isMarkup && PICTURE.test(firstElement(this.beginning))) return 'image/svg+xml';
    return endingOf(this.name) === 'csv' ? 'text/csv' : 'text/plain';
  }

  close(): void {
    this.last = '';
  }

  private seeMarkup(text: string): void {
    const around = this.last + text;
    this.hasRuns ||= RUNS.test(around) || PAGE.test(around);
    this.hasRunsInData ||= RUNS_IN_DATA.test(around);
    this.isBrowsersOwn ||= BROWSERS_OWN.test(around);
    this.last = around.slice(-OVERLAP);
  }

  private runs(): boolean {
    const isXml = this.beginning.trimStart().startsWith('<?xml') || endingOf(this.name) === 'xml';
    // A first element that is not to be found may be any.
    const root = firstElement(this.beginning);
    const isData = isXml && root !== '' && !ROOT_OF_PAGE.test(root) && !this.isBrowsersOwn;
    return isData ? this.hasRunsInData : this.hasRuns;
  }

  private decode(chunk: Buffer): string {
    const { bytes, encoding } = this.begin(chunk);
    if (encoding === 'latin1') return bytes.toString('latin1');
    const whole = Buffer.concat([this.odd, bytes]);
    const even = whole.length - (whole.length % 2);
    this.odd = Buffer.from(whole.subarray(even));
    const pairs = Buffer.from(whole.subarray(0, even));
    return (encoding === 'utf16be' ? pairs.swap16() : pairs).toString('utf16le');
  }

  private begin(chunk: Buffer) {
    if (this.encoding !== null) return { bytes: chunk, encoding: this.encoding };
    const mark = chunk.toString('hex', 0, 3);
    if (mark === 'efbbbf') this.encoding = 'latin1';
    else if (mark.startsWith('fffe')) this.encoding = 'utf16le';
    else if (mark.startsWith('feff')) this.encoding = 'utf16be';
    const skipped = this.encoding === null ? 0 : this.encoding === 'latin1' ? 3 : 2;
    this.encoding ??= unmarked(chunk);
    return { bytes: chunk.subarray(skipped), encoding: this.encoding };
  }
}

/** Half of what UTF-16 has of Latin letters are zeros, all on one side; no other text has any. */
function unmarked(beginning: Buffer): 'latin1' | 'utf16le' | 'utf16be' {
  const zeros = [0, 0] as [number, number];
  for (const [at, byte] of beginning.entries()) if (byte === 0) zeros[at % 2 === 0 ? 0 : 1]++;
  const isWide = zeros[0] + zeros[1] > beginning.length / 4;
  if (isWide && zeros[0] === 0) return 'utf16le';
  return isWide && zeros[1] === 0 ? 'utf16be' : 'latin1';
}

function isText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DELETE || (code < FIRST_LETTER && !TEXT_CODES.has(code))) return false;
  }
  return true;
}

/** The text from its first element on. Without one: nothing, which is no picture. */
function firstElement(text: string): string {
  let rest = text.trimStart();
  while (true) {
    const part = PROLOG.find(([begin]) => rest.startsWith(begin));
    if (part === undefined) return rest;
    const [, end] = part;
    const endsAt = rest.indexOf(end);
    if (endsAt < 0) return '';
    rest = rest.slice(endsAt + end.length).trimStart();
  }
}
