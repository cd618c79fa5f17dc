import { endingOf } from './file-name.js';
import { refused } from './refused.js';
import type { Watch } from './watch.js';

/** Signs that texts have besides letters: tab, line feed, form feed, carriage return, and escape, which colours logs. */
const TEXT_CODES = new Set([9, 10, 12, 13, 27]);
const FIRST_LETTER = 32;
const DELETE = 127;

/** What makes a browser run something, in HTML and SVG alike. */
const RUNS =
  /<\s{0,20}(?:[a-z]{1,20}:)?(?:script|iframe|object|embed|foreignobject|handler|set|animate)\b|\bon[a-z]{3,30}\s{0,20}=|javascript:|(?:href|src)\s{0,20}=\s{0,20}["']?[^"'>]{0,100}&(?:#|tab|newline|colon)|<!entity|<\?xml-stylesheet|data:text\/html/i;

const PAGE = /<\s{0,20}(?:!doctype\s{1,20}html|html|head|body|script|iframe)\b/i;
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
 * Text in any encoding that keeps ASCII, or UTF-16 with its mark. Scripts for a shell, pages and pictures that run
 * something are refused.
 */
export class TextWatch implements Watch {
  private encoding: 'latin1' | 'utf16le' | 'utf16be' | null = null;
  private beginning = '';
  private last = '';
  private odd: Buffer = Buffer.alloc(0);
  private hasRuns = false;
  private hasPage = false;

  constructor(private readonly name: string) {}

  see(chunk: Buffer): void {
    const text = this.decode(chunk);
    if (!isText(text)) throw refused('kind');
    if (this.beginning.length < BEGINNING) this.beginning += text.slice(0, BEGINNING);
    const around = this.last + text;
    this.hasRuns ||= RUNS.test(around);
    this.hasPage ||= PAGE.test(around);
    this.last = around.slice(-OVERLAP);
    if (this.beginning.startsWith('#!')) throw refused('kind');
  }

  end(): string {
    const isMarkup = this.beginning.trimStart().startsWith('<');
    // A log or a mail may quote a page; a page begins as one.
    if (isMarkup && (this.hasRuns || this.hasPage)) throw refused('kind');
    if (isMarkup && PICTURE.test(firstElement(this.beginning))) return 'image/svg+xml';
    return endingOf(this.name) === 'csv' ? 'text/csv' : 'text/plain';
  }

  close(): void {
    this.last = '';
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
    this.encoding ??= 'latin1';
    return { bytes: chunk.subarray(skipped), encoding: this.encoding };
  }
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
