import type { RuleCurrency } from './workflow.js';

/** A sum of money somebody named. */
export interface Amount {
  readonly value: number;
  readonly currency: RuleCurrency;
}

/** Characters of a text that are read. */
const READ_CHARS_MAX = 4_000;

const SIGNS: readonly (readonly [RuleCurrency, string])[] = [
  ['USD', 'us ?\\$|\\$|usd\\b|(?:us )?dollars?\\b|bucks\\b'],
  ['EUR', '€|eur(?:os?)?\\b'],
  ['GBP', '£|gbp\\b|pounds?\\b|quid\\b'],
];

/** Digits in groups of three, or in one run; up to two decimals. */
const NUMBER =
  "\\d{1,3}(?:[ .,'’\\u00a0]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d{1,12}(?:[.,]\\d{1,2})?(?!\\d)";
const SCALE = '(?:\\s?(?<scale>k|thousand|grand|m|million)\\b)?';

const FORMS: readonly (readonly [RuleCurrency, RegExp])[] = SIGNS.flatMap(([currency, sign]) => [
  [currency, new RegExp(`(?<![\\p{L}\\p{N}])(?:${sign})\\s?(?<number>${NUMBER})${SCALE}`, 'giu')],
  [currency, new RegExp(`(?<![\\p{L}\\p{N}.,])(?<number>${NUMBER})${SCALE}\\s?(?:${sign})`, 'giu')],
]);

/** Every sum of money in a text, whatever the sentence does with it. A number without a currency is none. */
export function amountsIn(text: string): readonly Amount[] {
  const read = text.slice(0, READ_CHARS_MAX);
  return FORMS.flatMap(([currency, form]) =>
    [...read.matchAll(form)].map(({ groups = {} }) => ({
      value: sumOf(groups['number'] ?? '') * timesOf(groups['scale'] ?? ''),
      currency,
    })),
  );
}

/** One or two digits behind the last mark are decimals; all other marks part thousands. */
function sumOf(number: string): number {
  const [, whole = number, decimals = '0'] = /^(.*)[.,](\d{1,2})$/.exec(number) ?? [];
  return Number(`${whole.replace(/\D/g, '')}.${decimals}`);
}

function timesOf(scale: string): number {
  switch (scale.toLowerCase()) {
    case '':
      return 1;
    case 'm':
    case 'million':
      return 1_000_000;
    default:
      return 1_000;
  }
}
