/** Letters that turn the direction of what follows, so that an address or a name reads as another one. */
const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/** Means nothing in a text, and platforms count it many times over, or refuse it. */
const CONTROLS = /(?![\n\t])[\p{Cc}]/gu;

/** Format characters, control characters, and tags: nothing a label needs, much that makes it lie. */
const UNSEEN = /(?!\u200d)[\p{Cf}\p{Cc}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu;

/** A joiner belongs between two parts of one emoji and nowhere else. */
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

/** Somebody's words without signs that only deceive. Its lines stay. */
export function visibleText(text: string): string {
  return text.replace(OVERRIDES, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '');
}

/** Spaces in a row that anybody writes; the parser of Markdown takes the square of their number in steps. */
const LONG_SPACE = / {101,}/g;

/** A text before it is read as Markdown, with long stretches of space cut short. */
export function withShortSpaces(text: string): string {
  return text.replace(LONG_SPACE, ' '.repeat(100));
}

/** Words for the face of a link, a button or a name: one line, nothing in it that cannot be seen. */
export function plainLabel(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNSEEN, '').replace(STRAY_JOINER, '').trim();
}
