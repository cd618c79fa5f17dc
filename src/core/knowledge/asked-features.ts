import { stem, termsOf, wordsOf } from '../domain/text-terms.js';

/** What a question is made of, each with its weight. */
export type AskedFeatures = ReadonlyMap<string, number>;

/** Letters side by side within a word that are compared, so that a typing error spoils only a part of it. */
const PIECE_CHARS_MIN = 3;
const PIECE_CHARS_MAX = 5;

/** What each kind of feature weighs. Small words count: "Why is it late" has few others. */
const TERM = 1;
const WORD = 1;
const PAIR = 0.25;
const PIECE = 0.09;

/**
 * Terms, stems of all words, their pairs with the ends marked, and pieces of words. Each kind has its own mark, so
 * that none is taken for another.
 */
export function askedFeatures(text: string): AskedFeatures {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number): void => {
    features.set(feature, (features.get(feature) ?? 0) + weight);
  };
  const words = wordsOf(text);
  for (const term of termsOf(text)) add(`=${term}`, TERM);
  let before = '^';
  for (const word of words.map(stem)) {
    add(word, WORD);
    add(`${before} ${word}`, PAIR);
    before = word;
  }
  add(`${before} $`, PAIR);
  for (const piece of words.flatMap(piecesOf)) add(piece, PIECE);
  return features;
}

function piecesOf(word: string): string[] {
  const marked = `<${word}>`;
  const pieces: string[] = [];
  for (let chars = PIECE_CHARS_MIN; chars <= PIECE_CHARS_MAX; chars += 1) {
    for (let at = 0; at + chars <= marked.length; at += 1) {
      pieces.push(`~${marked.slice(at, at + chars)}`);
    }
  }
  return pieces;
}
