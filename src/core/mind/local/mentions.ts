import type { ActionParameter, ActionValue } from '../../domain/action.js';
import { termsOf } from '../../domain/text-terms.js';
import { cuesOf } from './parameter-kinds.js';

/** A value found in a line, whatever is said about it. */
export interface Mention {
  readonly value: ActionValue;
  readonly start: number;
  readonly end: number;
}

/** Words between a cue and its value: "the number of my order is". */
const CUE_WITHIN = 6;

/** Characters in which a cue may stand. */
const CUE_CHARS_MAX = 80;

const GOING_ON =
  /^[\s,;.#]*(?:(?:or|and|no|sorry|i mean|i meant|actually|wait|oops|rather|correction)[\s,;.#]*)*$/i;
const JOINING = new Set(
  'is was are number no nr num id code identification reference ref to the my our a of for be s it its should will new at as by with called under say on'.split(
    ' ',
  ),
);
const DENYING =
  /\b(?:not|isn['’]?t|wasn['’]?t|instead of|rather than)(?: (?:the|my|to|for|number|order))*[\s#"'(]*$/i;
const LEFT_BEHIND = /\b(?:from|old|was|instead of|not)[\s#"'(]*$/i;
const CORRECTS = /\b(?:sorry|i mean|i meant|actually|correction|wait|oops|rather|no)\b/i;

/** A word that announces a value, and whose value it announces. */
export interface Cue {
  readonly parameter: ActionParameter;
  readonly start: number;
}

/** The cue right before a place of a line, with nothing but joining words between; null without one. */
export function cueBefore(
  line: string,
  at: number,
  parameters: readonly ActionParameter[],
): Cue | null {
  const from = Math.max(0, at - CUE_CHARS_MAX);
  const words = [...line.slice(from, at).matchAll(/[\p{L}\p{N}]+|[.!?;\uE000]/gu)];
  for (const { 0: word, index } of words.slice(-CUE_WITHIN).reverse()) {
    const term = termsOf(word)[0] ?? word.toLowerCase();
    const parameter = parameters.find((one) => cuesOf(one).has(term));
    if (parameter !== undefined) return { parameter, start: from + index };
    if (!JOINING.has(word.toLowerCase())) return null;
  }
  return null;
}

/** The word before a place of a line that is more than a joining one; null if a sentence begins there. */
export function wordBefore(line: string, at: number): string | null {
  const words = line
    .slice(Math.max(0, at - CUE_CHARS_MAX), at)
    .match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}#"'(]/gu);
  const word = words?.findLast((one) => !JOINING.has(one.toLowerCase()));
  return word === undefined || !/^[\p{L}\p{N}]/u.test(word) ? null : word;
}

/** Whether a mention goes on where another ended: "4711, sorry, 4712", "4711 or 4712". */
export function goesOn(line: string, before: Mention, next: Mention): boolean {
  return GOING_ON.test(line.slice(before.end, next.start));
}

/**
 * The one that is meant: not one that is denied or left behind ("from 4711 to 4712"), and of several the last if it
 * corrects the others. Null when that leaves none or several.
 */
export function meantOf<Found extends Mention>(
  found: readonly Found[],
  line: string,
): Found | null {
  const stated = found.filter(({ start }) => !DENYING.test(line.slice(0, start)));
  const several = new Set(stated.map(({ value }) => value)).size > 1;
  const kept = several
    ? stated.filter(({ start }) => !LEFT_BEHIND.test(line.slice(0, start)))
    : stated;
  const [first] = kept;
  const last = kept.at(-1);
  if (first === undefined || last === undefined) return null;
  if (kept.every(({ value }) => value === first.value)) return first;
  return CORRECTS.test(line.slice(first.end, last.start)) ? last : null;
}

/** Stands for what was taken out of a line; a private sign, so that it is part of no word, number or pattern. */
const BLANK = '\uE000';

/** The line with a place blanked, of the same length. */
export function without(line: string, { start, end }: Pick<Mention, 'start' | 'end'>): string {
  return line.slice(0, start) + BLANK.repeat(end - start) + line.slice(end);
}
