import { numbersSaid } from '../../domain/numbers-said.js';
import { wordsOf } from '../../domain/text-terms.js';

/** Words of a value that are looked for; a longer one is a text of its own, and is not split on. */
const WORDS_MAX = 200;

/** Words that may have been written apart in one identifier: "W 47 11". */
const JOINED_MAX = 6;

/**
 * Whether each word of a value stands in one of the texts: as a word, as one written apart or with other marks
 * ("A-1029" in "a1029"), or as the number of it. A value with a word from elsewhere was made up.
 */
export function isSaidIn(value: string, texts: readonly string[]): boolean {
  const wanted = wordsOf(value);
  if (wanted.length === 0 || wanted.length > WORDS_MAX) return false;
  const said = texts.map(wordsOf);
  const words = new Set(said.flat());
  const left = wanted.filter((word) => !words.has(word));
  if (left.length === 0) return true;
  const numbers = numbersSaid(value);
  const isNumber = numbers.length === 1 && wordsOf(value).every((word) => /^\d+$/.test(word));
  if (isNumber && texts.some((text) => hasNumber(text, numbers[0]?.value))) return true;
  return said.some((one) => hasJoined(one, wanted.join('')));
}

function hasNumber(text: string, value: number | undefined): boolean {
  return numbersSaid(text).some((one) => one.value === value);
}

function hasJoined(said: readonly string[], wanted: string): boolean {
  return said.some((first, at) => {
    let joined = first;
    for (let next = at + 1; joined.length < wanted.length && next < at + JOINED_MAX; next += 1) {
      joined += said[next] ?? '';
    }
    return joined === wanted;
  });
}
