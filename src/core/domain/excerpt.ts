/** Characters that are read of a long message. */
export const EXCERPT_CHARS_MAX = 3_200;

/** Share of them at the end: people say what matters first, or last. */
const END_SHARE = 1 / 4;

/** Characters beside the cut that may belong to what it cuts in two. */
const TORN_CHARS_MAX = 80;

/**
 * What rules read of a message: all of it, or its beginning and its end on lines of their own. A word or number at the
 * cut is left out, so that half a card number does not pass for something else. `charsMax`: some hundreds at least.
 */
export function excerptOf(text: string, charsMax = EXCERPT_CHARS_MAX): string {
  if (text.length <= charsMax) return text;
  const endChars = Math.floor(charsMax * END_SHARE);
  const beginChars = charsMax - endChars;
  const left = text.slice(beginChars - TORN_CHARS_MAX, beginChars).replace(/[\d\s.-]*\S*$/, '');
  const right = text.slice(-endChars, TORN_CHARS_MAX - endChars).replace(/^\s*\S*[\d\s.-]*/, '');
  return `${text.slice(0, beginChars - TORN_CHARS_MAX)}${left}\n${right}${text.slice(TORN_CHARS_MAX - endChars)}`;
}
