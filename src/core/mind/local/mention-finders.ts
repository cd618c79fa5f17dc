import type { ActionParameter } from '../../domain/action.js';
import { asValue } from '../../domain/action-values.js';
import { calendarDay } from '../../domain/calendar-day.js';
import { BARE_DAY, DATE_FORMS } from '../../domain/date-forms.js';
import { plain, says } from '../../domain/plain-line.js';
import { termsOf } from '../../domain/text-terms.js';
import type { Mention } from './mentions.js';
import { wholeOf } from './parameter-kinds.js';

/** Words one identifier may be written in: "SW1A 1AA". */
const WORDS_MAX = 4;

/** Characters of one identifier. */
const IDENTIFIER_CHARS_MAX = 100;

const OPENING = /^[("'#¿¡«“‘<[]+/u;
const CLOSING = /[)"'.,;:!?»”’>\]]+$/u;
const COUNTED =
  /^\s*(?:[$€£%]|(?:usd|eur|euros?|gbp|dollars?|pounds?|bucks|days?|weeks?|months?|years?|hours?|minutes?|times|people|pieces?|items?|kg|km|am|pm)\b)/i;

const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w@])/gi;
const URI = /\bhttps?:\/\/[^\s<>"']{1,400}/gi;
const PHONE = /(?<![\w/.:#-])(?:\+|\(\d)?\d(?:[ ()./-]{0,2}\d){6,14}(?![\w/]|[ -]\d)/g;

const ISO_DAY = /^\d{4}-\d\d-\d\d$/;

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const BY_PLACE =
  /^(?:i (?:take|want|choose) )?(?:the )?(?:option |number )?(\w+)(?: one| option)?(?: please)?$/;

interface Word {
  readonly start: number;
  readonly end: number;
}

/** Whole words that match the parameter's pattern; a value is never cut out of a longer word. */
export function findIdentifiers(line: string, { pattern = '' }: ActionParameter): Mention[] {
  const whole = wholeOf(pattern);
  const words = wordsIn(line);
  const found: Mention[] = [];
  for (let at = 0; at < words.length; at += 1) {
    for (let count = Math.min(WORDS_MAX, words.length - at); count > 0; count -= 1) {
      const mention = identifierAt(line, words.slice(at, at + count), whole);
      if (mention === null) continue;
      found.push(mention);
      at += count - 1;
      break;
    }
  }
  return found;
}

function wordsIn(line: string): Word[] {
  return [...line.matchAll(/[^\s\uE000]+/g)].flatMap(({ 0: word, index }) => {
    const start = index + (OPENING.exec(word)?.[0].length ?? 0);
    const end = index + word.length - (CLOSING.exec(word)?.[0].length ?? 0);
    return end > start ? [{ start, end }] : [];
  });
}

function identifierAt(line: string, words: readonly Word[], whole: RegExp): Mention | null {
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? 0;
  if (end - start > IDENTIFIER_CHARS_MAX) return null;
  const written = line.slice(start, end).replace(/\s+/g, ' ');
  const isNumber = /^\d+$/.test(written);
  if (isNumber && (COUNTED.test(line.slice(end)) || /[$€£]\s?$/.test(line.slice(0, start)))) {
    return null;
  }
  const spellings = [written, `#${written}`, written.toUpperCase(), written.toLowerCase()];
  // A mark before it may be part of it, or only announce it.
  const hasMark = line[start - 1] === '#';
  // Every word could be one in capitals; with a figure in it, it hardly is a word.
  const mayBeRespelt = /\d/.test(written);
  const value = spellings.find(
    (one) =>
      whole.test(one) &&
      (one === written || mayBeRespelt) &&
      (hasMark || !one.startsWith('#') || written.startsWith('#')),
  );
  return value === undefined ? null : { value, start, end };
}

/** Days as ISO dates. `isAsked`: a bare number may be the day of a month. */
export function findDays(line: string, atMs: number, isAsked: boolean): Mention[] {
  const forms = isAsked ? [...DATE_FORMS, BARE_DAY] : DATE_FORMS;
  const found: Mention[] = [];
  for (const form of forms) {
    for (const match of matchesOf(line, form)) {
      const [start, end] = match.indices?.groups?.['value'] ?? [
        match.index,
        match.index + match[0].length,
      ];
      if (found.some((one) => start < one.end && end > one.start)) continue;
      const said = line.slice(start, end);
      const day = calendarDay(said, atMs) ?? (isAsked ? calendarDay(`the ${said}th`, atMs) : null);
      if (day !== null) found.push({ value: day, start, end });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

function matchesOf(line: string, form: RegExp): readonly RegExpExecArray[] {
  if (form.global) return [...line.matchAll(form)];
  const match = form.exec(line);
  return match === null ? [] : [match];
}

export function findWritten(line: string, kind: 'email' | 'uri' | 'phone'): Mention[] {
  const form = { email: EMAIL, uri: URI, phone: PHONE }[kind];
  return [...line.matchAll(form)].flatMap(({ 0: whole, index }) => {
    if (kind === 'phone' && ISO_DAY.test(whole)) return [];
    const value = kind === 'uri' ? whole.replace(/[.,;:!?)]+$/, '') : whole;
    return [{ value, start: index, end: index + value.length }];
  });
}

/** The values whose label or own name stands in the line, the longest first where one is part of another. */
export function findChoices(line: string, { choices }: ActionParameter): Mention[] {
  const spoken = choices.flatMap(({ value, label }) =>
    [label, String(value).replaceAll(/[_-]/g, ' ')].map((words) => ({ value, words })),
  );
  const found: Mention[] = [];
  const longestFirst = spoken.sort((one, other) => other.words.length - one.words.length);
  for (const { value, words } of longestFirst) {
    const inner = plain(words).split(' ').join('[^\\p{L}\\p{N}]+');
    if (inner === '') continue;
    const form = new RegExp(`(?<![\\p{L}\\p{N}])${inner}(?![\\p{L}\\p{N}])`, 'giu');
    for (const { 0: whole, index } of line.matchAll(form)) {
      const end = index + whole.length;
      if (found.some((one) => index < one.end && end > one.start)) continue;
      found.push({ value, start: index, end });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** An answer that names a choice in other forms of its words, or by its place in the list. */
export function chosenBy(line: string, parameter: ActionParameter): Mention | null {
  const { choices } = parameter;
  const whole = { start: 0, end: line.length };
  const [, place = ''] = BY_PLACE.exec(plain(line)) ?? [];
  const at = place === 'last' ? choices.length - 1 : ORDINALS.indexOf(place);
  const byPlace = choices[at] ?? choices[/^\d$/.test(place) ? Number(place) - 1 : -1];
  if (byPlace !== undefined) return { ...whole, value: byPlace.value };
  const exact = asValue(parameter, line.trim());
  if (exact !== null) return { ...whole, value: exact };
  const terms = new Set(termsOf(line));
  const fitting = choices.filter(({ label }) => {
    const own = termsOf(label);
    return own.length > 0 && own.every((term) => terms.has(term));
  });
  const [only, second] = fitting.length > 0 ? fitting : choices.filter(isBegunIn(terms));
  return only !== undefined && second === undefined ? { ...whole, value: only.value } : null;
}

/** "The warm one" for "Warm white": what a label begins with tells it from others, what it ends with may not. */
function isBegunIn(terms: ReadonlySet<string>) {
  return ({ label }: ActionParameter['choices'][number]): boolean => {
    const [first] = termsOf(label);
    return first !== undefined && terms.has(first);
  };
}

const YES =
  /^(?:yes|yeah|yep|yup|sure|of course|certainly|definitely|ok|okay|please do|correct|true|absolutely|i do|it is|right)\b/;
const NO = /^(?:no|nope|nah|not|dont|do not|never|false|without|i dont|it isnt|rather not)\b/;

/** A yes or no: as the answer to its question, or said with the parameter's own words. */
export function findTruth(
  line: string,
  { title }: ActionParameter,
  isAsked: boolean,
): Mention | null {
  const spoken = plain(line);
  // A yes takes no words away from what else the line may hold.
  const whole = { start: 0, end: 0 };
  const named = plain(title);
  const [, answer] =
    new RegExp(`\\b${named}(?: is| should be)? (yes|no|true|false)\\b`, 'u').exec(spoken) ?? [];
  if (answer !== undefined) return { ...whole, value: answer === 'yes' || answer === 'true' };
  if (says(spoken, `without ${named}`) || says(spoken, `no ${named}`)) {
    return { ...whole, value: false };
  }
  if (says(spoken, `with ${named}`)) return { ...whole, value: true };
  if (!isAsked) return null;
  if (NO.test(spoken)) return { ...whole, value: false };
  return YES.test(spoken) ? { ...whole, value: true } : null;
}
