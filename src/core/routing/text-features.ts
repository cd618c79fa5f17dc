import { kindOf } from './word-kinds.js';

/** What a text is made of, for the linear model: features as 32-bit hashes, in two groups that are weighted apart. */
export interface TextFeatures {
  /** Words, pairs and triples of words, pairs with one left out between, kinds of words. */
  readonly words: readonly number[];
  /** Pieces of 2 to 5 characters inside words: they carry stems, endings and typing errors. */
  readonly pieces: readonly number[];
}

/** Characters looked at: what a customer wants is said early, and the longest line stays cheap. */
const CHARS_MAX = 600;

/** Signs that are kinds of their own: a question, a cry, a number. */
const MARKS: ReadonlySet<string> = new Set(['?', '!', '0']);

const PIECE_CHARS_MIN = 2;
const PIECE_CHARS_MAX = 5;

/** What a hash is of, so that a word and a pair never meet by their letters. */
const WORD = 1;
const PAIR = 2;
const SKIP = 3;
const EDGE = 4;
const PIECE = 5;
const KIND = 6;
const TRIPLE = 7;

/** Lower case, apostrophes gone, every number one sign; question and exclamation marks are words of their own. */
function featureWords(text: string): string[] {
  return (
    text
      .slice(0, CHARS_MAX)
      .toLowerCase()
      .replace(/['’`]/g, '')
      .replace(/\p{N}+/gu, '0')
      .match(/[\p{L}\p{M}]+|0|[?!]/gu) ?? []
  );
}

/** The words' kinds in their order, singly and with their neighbours: the frame a sentence is built on. */
function addKinds(found: readonly string[], words: number[]): void {
  let before = hashOf(KIND, 'start');
  let beforeThat = 0;
  for (const word of found) {
    const kind = kindOf(word) ?? (MARKS.has(word) ? word : null);
    if (kind === null) continue;
    const hash = hashOf(KIND, kind);
    if (hash === before) continue;
    words.push(hash, mix(KIND, before, hash));
    if (beforeThat !== 0) words.push(mix(KIND, mix(KIND, beforeThat, before), hash));
    beforeThat = before;
    before = hash;
  }
}

/** Work grows with the text's length only, up to `CHARS_MAX`. A text without words has no features. */
export function textFeatures(text: string): TextFeatures {
  const found = featureWords(text);
  const words: number[] = [];
  const pieces: number[] = [];
  const hashes = found.map((word) => hashOf(WORD, word));
  let before = EDGE;
  let beforeThat = 0;
  for (const [at, hash] of hashes.entries()) {
    const pair = mix(PAIR, before, hash);
    words.push(hash, pair);
    if (beforeThat !== 0) {
      words.push(mix(SKIP, beforeThat, hash), mix(TRIPLE, mix(PAIR, beforeThat, before), hash));
    }
    addPieces(found[at] ?? '', pieces);
    beforeThat = before;
    before = hash;
  }
  if (found.length > 0) words.push(mix(PAIR, before, EDGE));
  addKinds(found, words);
  return { words, pieces };
}

function addPieces(word: string, pieces: number[]): void {
  const padded = ` ${word} `;
  for (let start = 0; start < padded.length - 1; start += 1) {
    let hash = PIECE;
    const end = Math.min(padded.length, start + PIECE_CHARS_MAX);
    for (let at = start; at < end; at += 1) {
      hash = step(hash, padded.charCodeAt(at));
      if (at - start + 1 >= PIECE_CHARS_MIN) pieces.push(hash);
    }
  }
}

function hashOf(kind: number, word: string): number {
  let hash = kind;
  for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
  return hash;
}

function mix(kind: number, first: number, second: number): number {
  return step(step(step(kind, first), second), kind);
}

/** FNV-1a with a shift, so that short runs of characters spread over all bits. Signed: a Map finds small integers faster. */
function step(hash: number, value: number): number {
  const next = Math.imul(hash ^ value, 0x01000193);
  return next ^ (next >>> 15);
}
