/** Characters of a line the rules look at: a wish is said early, and the rules stay cheap whatever comes in. */
const RULE_CHARS_MAX = 600;

/** Lower case, apostrophes gone, other marks as spaces: what the rules and a tenant's phrases are compared in. */
export function plain(text: string): string {
  return text
    .slice(0, RULE_CHARS_MAX)
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
