import type { ActionParameter, ActionValue } from './action.js';
import { plain } from './plain-line.js';

/** Characters of one value. What is longer was not meant as one. */
export const VALUE_CHARS_MAX = 500;

/** A currency beside a number is how people write amounts; which one it is, the number does not say. */
const CURRENCY =
  /^(?:[$€£]|us ?\$|(?:usd|eur|gbp)\b)\s*|\s*(?:[$€£]|(?:usd|eur(?:os?)?|gbp|dollars?|pounds?)\b)$/giu;

/** Digits in one run, or in groups of three by commas, and decimals behind a point; or one or two behind a comma. */
const NUMBER =
  /^[+-]?(?:\d{1,15}(?:\.\d{1,10})?|\d{1,3}(?:,\d{3})+\.\d{1,10}|\d{1,3}(?:,\d{3}){2,}|(?<comma>\d{1,15},\d{1,2}))$/;

/** A thousand to some, a fraction to others. */
const TWO_READINGS = /^[+-]?(?!0)\d{1,3}\.\d{3}$/;

const YES: readonly string[] = ['yes', 'y', 'yep', 'yeah', 'true', 'on'];
const NO: readonly string[] = ['no', 'n', 'nope', 'false', 'off'];

/**
 * What somebody wrote, as a value of the parameter's kind; null where that could be read in several ways or in none.
 * Whether the value may be used is another question, which the action's schema answers.
 */
export function asValue(
  { type, choices }: Pick<ActionParameter, 'type' | 'choices'>,
  given: unknown,
): ActionValue | null {
  if (choices.length > 0) return chosen(choices, given);
  switch (type) {
    case 'string':
      return textOf(given);
    case 'number':
    case 'integer':
      return numberOf(given);
    case 'boolean':
      return truthOf(given);
  }
}

/** By the value or by the label, however it is written. */
function chosen(choices: ActionParameter['choices'], given: unknown): ActionValue | null {
  const text = textOf(given);
  if (text === null) return null;
  const exact = choices.find(({ value }) => String(value) === text);
  if (exact !== undefined) return exact.value;
  const near = choices.filter(({ value, label }) =>
    [String(value), label].some((one) => sameWords(one, text)),
  );
  return near.length === 1 && near[0] !== undefined ? near[0].value : null;
}

function sameWords(one: string, other: string): boolean {
  const words = plain(one);
  return words === '' ? one.trim() === other : words === plain(other);
}

function textOf(given: unknown): string | null {
  if (typeof given === 'number') return Number.isFinite(given) ? String(given) : null;
  if (typeof given === 'boolean') return String(given);
  if (typeof given !== 'string') return null;
  const text = given.trim();
  return text === '' ? null : text;
}

function numberOf(given: unknown): number | null {
  if (typeof given === 'number') return Number.isFinite(given) ? given : null;
  if (typeof given !== 'string' || given.length > VALUE_CHARS_MAX) return null;
  const text = given.trim().replace(CURRENCY, '');
  const read = NUMBER.exec(text);
  if (read === null || TWO_READINGS.test(text)) return null;
  const isComma = read.groups?.['comma'] !== undefined;
  return Number(isComma ? text.replace(',', '.') : text.replaceAll(',', ''));
}

function truthOf(given: unknown): boolean | null {
  if (typeof given === 'boolean') return given;
  if (typeof given !== 'string') return null;
  const word = plain(given);
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}
