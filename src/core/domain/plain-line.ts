/** Characters at each end of a line the rules look at: what matters is said first or last, and rules stay cheap. */
const END_CHARS_MAX = 600;

/** Stands for what is left out of a long line; no phrase has it, so none is met by what stands at both sides. */
const LEFT_OUT = '…';

/** Lower case, apostrophes gone, other marks as spaces: what the rules and a tenant's phrases are compared in. */
export function plain(text: string): string {
  if (text.length <= 2 * END_CHARS_MAX) return bare(text);
  // A word cut in two is another word: "reagent" would end in "agent".
  const first = text.slice(0, END_CHARS_MAX).replace(/[\p{L}\p{N}]+$/u, '');
  const last = text.slice(-END_CHARS_MAX).replace(/^[\p{L}\p{N}]+/u, '');
  return `${bare(first)} ${LEFT_OUT} ${bare(last)}`;
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a plain line has a phrase in it, as whole words in a row. */
export function says(line: string, phrase: string): boolean {
  const words = plain(phrase);
  return words !== '' && ` ${line} `.includes(` ${words} `);
}
