import { FACT_CHARS_MAX } from './limits.js';

/** Control and format characters, line breaks among them: they could end a line of ours or turn its letters round. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** What Markdown could take for a mark of its own. */
const MARKS = /[\\`*_[\]<>~|&#]/g;

/** Where an address would become a link by itself. */
const LINKS = /:(?=\/\/)|(?<=\bwww)\./gi;

/**
 * Words of another system, or of whoever wrote into it, for a sentence of ours: one line, not for ever, and no Markdown,
 * so that they are read as they stand and lead nowhere.
 */
export function plainWords(text: string): string {
  const line = text.replace(UNSEEN, ' ').trim();
  // By code points, of which none is longer than two: half of a letter is none.
  const letters = [...line.slice(0, 2 * FACT_CHARS_MAX + 2)];
  const isCut = letters.length > FACT_CHARS_MAX;
  const short = isCut ? `${letters.slice(0, FACT_CHARS_MAX - 1).join('')}…` : line;
  return short.replace(MARKS, '\\$&').replace(LINKS, '\\$&');
}
