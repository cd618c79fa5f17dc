/** A number with what may not stand beside it: longer digits, prices, other notations. */
export const BEFORE_NUMBER = '(?<![\\w.:/$£€#-])';
export const AFTER_NUMBER = '(?![\\w/%$£€]|[.:,-]\\d)';

/** Words without their order of evaluation mattering: the longest come first. */
export function oneOf(words: string): string {
  const longestFirst = words
    .trim()
    .split(/\s+/)
    .sort((one, other) => other.length - one.length);
  return `(?:${longestFirst.join('|')})`;
}
