import { LINE_END } from './teams-escape.js';

const FENCE = '```';

/** Below this a closed fence would leave no room for words. */
const PIECE_CHARS_MIN = 64;

/**
 * What is not cut within: a link, code in a line, an escaped sign, an entity, a word, a stretch of space. Bounded where
 * each of many openings would look for its end through all of the text.
 */
const ATOM =
  /\[(?:\\.|[^\]\\\n]){0,500}\]\([^)\n]{0,2000}\)|`[^`\n]+`|\\.|&#?\w+;|\s+|[^\s\\`[&]+|./gu;

/**
 * A text in Teams' Markdown in pieces of at most `max` characters, in order. It is cut between paragraphs if it can be,
 * else between lines, else between words. A code block that goes on is closed and opened again.
 */
export function splitForTeams(text: string, max: number): string[] {
  const limit = Math.max(max, PIECE_CHARS_MIN);
  if (text.trim() === '') return [];
  if (text.length <= limit) return [text];
  // Room for a fence before, one behind, and a line's two spaces.
  const room = limit - 2 * (FENCE.length + 1) - LINE_END.length;
  const pieces = new Pieces(room);
  for (const line of text.split('\n')) {
    for (const part of partsOf(line, room)) pieces.add(part);
  }
  return pieces.all();
}

/** The beginning of a text in Teams' Markdown, ended by an ellipsis where something is missing. */
export function shortenForTeams(text: string, max: number): string {
  if (text.length <= max) return text;
  const [first = ''] = splitForTeams(text, max - 2);
  return `${first}${first.endsWith(FENCE) ? '\n' : ''}…`;
}

class Pieces {
  private readonly done: string[] = [];
  private lines: string[] = [];
  private chars = 0;
  private isInFence = false;

  constructor(private readonly room: number) {}

  add(line: string): void {
    if (this.lines.length > 0 && this.chars + line.length > this.room) this.cut();
    this.lines.push(line);
    this.chars += line.length + 1;
    if (line.trim() === FENCE) this.isInFence = !this.isInFence;
  }

  all(): string[] {
    this.close(this.lines);
    return this.done;
  }

  /** Between paragraphs, if that does not leave most of the room empty. */
  private cut(): void {
    const gap = this.isInFence ? -1 : this.lines.lastIndexOf('');
    const before = gap === -1 ? '' : this.lines.slice(0, gap).join('\n');
    const isWorth = before.length >= this.room / 2 && isClosed(before);
    const rest = isWorth ? this.lines.slice(gap + 1) : [];
    const wasInFence = this.isInFence;
    this.close(isWorth ? this.lines.slice(0, gap) : this.lines, wasInFence);
    this.lines = wasInFence ? [FENCE, ...rest] : rest;
    this.chars = this.lines.reduce((sum, line) => sum + line.length + 1, 0);
  }

  private close(lines: readonly string[], isInFence = false): void {
    const words = isInFence ? [...lines, FENCE] : lines;
    const text = words.join('\n').replace(/^\n+|\s+$/g, '');
    // A block that has just begun goes on in the next piece only.
    const bare = isInFence ? text.replace(/(?:^|\n)```\n```$/, '').trimEnd() : text;
    if (bare !== '') this.done.push(bare);
  }
}

function isClosed(text: string): boolean {
  return text.split('\n').filter((line) => line.trim() === FENCE).length % 2 === 0;
}

function partsOf(line: string, room: number): string[] {
  if (line.length <= room) return [line];
  const parts: string[] = [''];
  for (const [atom] of line.matchAll(ATOM)) {
    for (const bit of atom.length > room ? bitsOf(atom, room) : [atom]) {
      const last = parts.at(-1) ?? '';
      if (last.length + bit.length <= room) parts[parts.length - 1] = last + bit;
      else parts.push(bit.trimStart());
    }
  }
  return parts;
}

/** A word longer than a message: cut between characters. */
function bitsOf(word: string, room: number): string[] {
  const bits: string[] = [''];
  for (const letter of word) {
    const last = bits.at(-1) ?? '';
    if (last.length + letter.length <= room) bits[bits.length - 1] = last + letter;
    else bits.push(letter);
  }
  return bits;
}
