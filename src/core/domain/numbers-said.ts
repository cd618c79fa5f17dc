/** A number in a text, with the places of its figures and of the unit of money around them. */
export interface NumberSaid {
  readonly value: number;
  /** Whether it is a sum of money. */
  readonly isMoney: boolean;
  readonly start: number;
  readonly end: number;
}

/** Characters of a text that are read. */
const READ_CHARS_MAX = 4_000;

const UNITS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const TEENS = 'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Numbers in words up to ninety-nine, and words for a few. */
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map<string, number>([
  ...[...UNITS, ...TEENS].map((word, value) => [word, value] as const),
  ...TENS.map((word, at) => [word, 20 + 10 * at] as const),
  ...TENS.flatMap((tens, at) =>
    UNITS.slice(1, 10).map((unit, one) => [`${tens} ${unit}`, 21 + 10 * at + one] as const),
  ),
  ['both', 2],
  ['a pair', 2],
  ['a couple', 2],
  ['half a dozen', 6],
  ['a dozen', 12],
  ['a hundred', 100],
  ['one hundred', 100],
]);

/** Digits in groups of three, or in one run; up to two decimals. */
const FIGURES =
  "\\d{1,3}(?:[.,'’\\u00a0]\\d{3})+(?:[.,]\\d{1,2})?(?![\\d])|\\d{1,12}(?:[.,]\\d{1,2})?(?!\\d)";
const MONEY_BEFORE = '(?:us ?\\$|[$€£]|\\b(?:usd|eur|gbp) )';
const MONEY_AFTER = '(?:[$€£]|(?:usd|eur(?:os?)?|gbp|dollars?|pounds?|bucks|quid)\\b)';
const WORDS = [...NUMBER_WORDS.keys()]
  .sort((one, other) => other.length - one.length)
  .map((word) => word.replaceAll(' ', '[ -]'))
  .join('|');

/** A number beside letters, a path or a further group of digits is part of something longer. */
const FORM = new RegExp(
  `(?<![\\p{L}\\p{N}_#/:@+]|[\\p{L}\\p{N}][.,-])(?<before>${MONEY_BEFORE})?\\s?(?<number>-?(?:${FIGURES})|\\b(?:${WORDS})\\b)(?:\\s?(?<after>${MONEY_AFTER}))?(?![\\p{L}\\p{N}_/@]|[.,:-]\\d|-\\p{L})`,
  'giu',
);

/** Every number in a text, in figures or in words, in order. */
export function numbersSaid(text: string): readonly NumberSaid[] {
  const read = text.slice(0, READ_CHARS_MAX);
  return [...read.matchAll(FORM)].map(({ 0: whole, index, groups = {} }) => ({
    value: figureOf(groups['number'] ?? ''),
    isMoney: groups['before'] !== undefined || groups['after'] !== undefined,
    start: index + whole.length - whole.trimStart().length,
    end: index + whole.length,
  }));
}

/** One or two digits behind the last mark are decimals; all other marks part thousands. */
function figureOf(number: string): number {
  const word = number.toLowerCase().replaceAll('-', ' ');
  const inWords = NUMBER_WORDS.get(word);
  if (inWords !== undefined) return inWords;
  const [, whole = number, decimals = '0'] = /^(.*)[.,](\d{1,2})$/.exec(number) ?? [];
  const sign = number.startsWith('-') ? -1 : 1;
  return sign * Number(`${whole.replace(/\D/g, '')}.${decimals}`);
}
