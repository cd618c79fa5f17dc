import { visibleText } from '../visible-text.js';

/** Stands between characters so that Teams does not read them as markup; has no width. */
export const BREAKER = '\u200b';

/** A line ends here, in a text in which a mere line feed is a space. */
export const LINE_END = '  \n';

/** Before the signs by which Teams makes a link of an address; what stands before them may be another piece of the text. */
const ADDRESS = /(?<!\s)(?=\/\/)|(?<=\bwww)(?=\.)/gi;

/** Signs that make a heading, an item, or a rule of the line they begin. */
const OPENING = /^([^\S\n]*\d{0,9})(?=(?:#{1,6}|[-+]|[.)])(?:\s|$)|[-=]+\s*$)/gm;

/**
 * Words within a line, for Teams' Markdown, to be read as they were written: nothing in them formats, is a tag, or
 * stands for another sign. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export function escapeTeams(text: string): string {
  return visibleText(text)
    .replace(/[\\`*~[\]]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The same for words in which no address becomes a link. */
export function literal(text: string): string {
  return escapeTeams(visibleText(text).replace(ADDRESS, BREAKER)).replaceAll('\n', LINE_END);
}

/** Lines that begin with a sign that would mean something there. */
export function withoutOpenings(text: string): string {
  return text.replace(OPENING, (before: string) => `${before}\\`);
}

/** Words in which no sign means anything but one: what looks like a tag might still be taken for one. */
export function codeText(text: string): string {
  return visibleText(text).replace(/<(?=[a-z/!?])/gi, `<${BREAKER}`);
}
