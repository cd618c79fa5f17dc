import type { ActionParameter, ActionSpec, ActionValue } from '../../domain/action.js';
import { asValue } from '../../domain/action-values.js';
import { numbersSaid } from '../../domain/numbers-said.js';
import { plain } from '../../domain/plain-line.js';
import { termsOf } from '../../domain/text-terms.js';
import {
  answeredWords,
  asksBack,
  correctedWords,
  isNoAnswer,
  ledWords,
  wordsAfterTo,
} from './free-words.js';
import {
  chosenBy,
  findChoices,
  findDays,
  findIdentifiers,
  findTruth,
  findWritten,
} from './mention-finders.js';
import { cueBefore, goesOn, type Mention, meantOf, without, wordBefore } from './mentions.js';
import { cuesOf, kindOf, type ParameterKind, wholeOf, wordsAbout } from './parameter-kinds.js';

export type Values = Readonly<Record<string, ActionValue>>;

/** A line of the customer and how it is to be read. */
export interface ReadLine {
  readonly text: string;
  readonly atMs: number;
  /** The parameter it may answer; null if nothing was asked. */
  readonly asked: ActionParameter | null;
  /** What is known already, and may be corrected; null if nothing is under way. */
  readonly known: Values | null;
}

/** A line while it is read: what was taken is blanked, so that nothing is read twice. */
interface Reading {
  readonly rest: string;
  readonly values: Values;
}

const MONEY =
  /\b(?:amount|sum|price|money|cost|refund|payment|total|value|fee|deposit|usd|eur|gbp|dollars?|euros?|pounds?)\b/i;

const CORRECTS =
  /^(?:no|nope|sorry|actually|oh|wait|correction|i mean(?:t)?|make (?:it|that)|change (?:it|that)|rather|instead|not|should be|it should be)\b/;

/** Words before a day to come, and signs that a day is told of. */
const TO_COME = /\b(?:to|for|until|till|by|from|starting|on)\s+(?:the\s+)?$/i;
const BYGONE =
  /\b(?:was|were|ordered|bought|arrived|did|got|received|paid|came|since|placed|delivered|purchased)\b/i;

/** In the order of how surely their values are told from everything else. */
const KINDS_IN_ORDER: readonly (readonly ParameterKind[])[] = [
  ['email', 'uri'],
  ['identifier'],
  ['date'],
  ['phone'],
  ['choice'],
  ['boolean'],
];

/** What a line states for an action's parameters. */
export function valuesInLine(line: ReadLine, spec: ActionSpec): Values {
  const { parameters } = spec;
  const { asked } = line;
  const isForWords = asked !== null && kindOf(asked) === 'words';
  let reading: Reading = { rest: line.text, values: {} };
  for (const parameter of cuedFirst(parameters)) {
    reading = readCued(reading, parameter, line, parameters);
  }
  reading = readLed(reading, parameters, isForWords);
  if (!isForWords) {
    if (asked !== null) reading = readAsked(reading, asked, line, spec);
    for (const kinds of KINDS_IN_ORDER) {
      for (const parameter of parameters.filter((one) => kinds.includes(kindOf(one)))) {
        reading = readUncued(reading, parameter, line, spec);
      }
    }
    reading = readNumbers(reading, line, parameters);
  }
  return readAnswer(reading, line, parameters).values;
}

/** What earlier lines say only once: identifiers, found as surely as anything. */
export function identifiersInLine(text: string, { parameters }: ActionSpec): Values {
  const values: Record<string, ActionValue> = {};
  const identifiers = parameters.filter((one) => kindOf(one) === 'identifier');
  for (const parameter of identifiers) {
    const found = findIdentifiers(text, parameter).filter(({ value, start }) => {
      const cue = cueBefore(text, start, identifiers);
      if (cue !== null) return cue.parameter === parameter;
      return !/^\d+$/.test(String(value)) && isAlone(parameter, value, parameters);
    });
    const meant = meantOf(found, text);
    if (meant !== null) values[parameter.name] = meant.value;
  }
  return values;
}

function cuedFirst(parameters: readonly ActionParameter[]): readonly ActionParameter[] {
  return parameters.filter((one) => ['identifier', 'date', 'email', 'phone'].includes(kindOf(one)));
}

/** What was asked for goes before what else a word or number might be. */
function readAsked(
  reading: Reading,
  asked: ActionParameter,
  line: ReadLine,
  spec: ActionSpec,
): Reading {
  return kindOf(asked) === 'number'
    ? readNumbers(reading, line, [asked])
    : readUncued(reading, asked, line, spec);
}

function mentionsFor(rest: string, parameter: ActionParameter, line: ReadLine): readonly Mention[] {
  const isAsked = parameter === line.asked;
  const kind = kindOf(parameter);
  switch (kind) {
    case 'email':
    case 'uri':
    case 'phone':
      return findWritten(rest, kind);
    case 'identifier':
      return findIdentifiers(rest, parameter);
    case 'date':
      return findDays(rest, line.atMs, isAsked);
    case 'choice':
      return findChoices(rest, parameter);
    case 'boolean':
      return [findTruth(rest, parameter, isAsked)].filter((one) => one !== null);
    case 'number':
    case 'words':
      return [];
  }
}

/** Values that stand right behind a word of their own parameter: "order 4711". */
function readCued(
  reading: Reading,
  parameter: ActionParameter,
  line: ReadLine,
  parameters: readonly ActionParameter[],
): Reading {
  const alike = parameters.filter((one) => kindOf(one) === kindOf(parameter));
  const found = mentionsFor(reading.rest, parameter, line);
  const cued = found.filter(({ start }) => {
    return cueBefore(reading.rest, start, alike)?.parameter === parameter;
  });
  const [first] = cued;
  if (first === undefined) return reading;
  const further = found.filter((one) => {
    const before = found[found.indexOf(one) - 1];
    return !cued.includes(one) && before !== undefined && goesOn(reading.rest, before, one);
  });
  const meant = meantOf(
    [...cued, ...further].sort((one, other) => one.start - other.start),
    reading.rest,
  );
  // Without its cue what is left of the line is about something else.
  const start = cueBefore(reading.rest, first.start, alike)?.start ?? first.start;
  return taken(reading, parameter, meant && { ...meant, start: Math.min(start, meant.start) });
}

/** Values that only one parameter can have, or the one that was asked for. */
function readUncued(
  reading: Reading,
  parameter: ActionParameter,
  line: ReadLine,
  spec: ActionSpec,
): Reading {
  const isAsked = parameter === line.asked;
  const isKnown = line.known?.[parameter.name] !== undefined;
  if (reading.values[parameter.name] !== undefined) return reading;
  if (isKnown && !isAsked && !corrects(line)) return reading;
  const found = mentionsFor(reading.rest, parameter, line).filter((one) =>
    isAsked ? true : mayStandAlone(one, parameter, line, reading.rest, spec),
  );
  const meant = meantOf(found, reading.rest);
  if (meant !== null || !isAsked || kindOf(parameter) !== 'choice') {
    return taken(reading, parameter, meant);
  }
  return asksBack(line.text) ? reading : taken(reading, parameter, chosenBy(line.text, parameter));
}

function mayStandAlone(
  mention: Mention,
  parameter: ActionParameter,
  line: ReadLine,
  rest: string,
  spec: ActionSpec,
): boolean {
  const { parameters } = spec;
  const kind = kindOf(parameter);
  const others = parameters.filter((one) => one !== parameter && kindOf(one) === kind);
  switch (kind) {
    case 'identifier': {
      const isYear = /^(?:19|20)\d\d$/.test(String(mention.value));
      if (isYear || !isAlone(parameter, mention.value, parameters)) return false;
      return line.known !== null || isNamedBefore(mention, rest, spec);
    }
    case 'date': {
      const before = rest.slice(0, mention.start);
      const isMoved = line.known !== null || (TO_COME.test(before) && !BYGONE.test(before));
      return others.length === 0 && isMoved;
    }
    case 'choice':
      return termsOf(rest.slice(mention.start, mention.end)).length > 0 || line.known !== null;
    default:
      return others.length === 0;
  }
}

/** Bare figures belong to the word before them: "refund 4711" names an order, "zip 19122" does not. */
function isNamedBefore({ value, start }: Mention, rest: string, spec: ActionSpec): boolean {
  if (!/^\d+$/.test(String(value))) return true;
  const word = wordBefore(rest, start);
  if (word === null || /^(?:or|and|no|not|but)$/i.test(word)) return true;
  const own = new Set(termsOf(wordsAbout(spec)));
  return termsOf(word).some((term) => own.has(term));
}

/** Whether no other parameter could have the value. */
function isAlone(
  parameter: ActionParameter,
  value: ActionValue,
  parameters: readonly ActionParameter[],
): boolean {
  return parameters.every(
    (one) =>
      one === parameter ||
      kindOf(one) !== 'identifier' ||
      !wholeOf(one.pattern ?? '').test(String(value)),
  );
}

function taken(reading: Reading, parameter: ActionParameter, mention: Mention | null): Reading {
  if (mention === null) return reading;
  const values = { ...reading.values, [parameter.name]: mention.value };
  return { rest: without(reading.rest, mention), values };
}

/** Words behind a lead-in of their own: "change my address to 12 Mill Lane". */
function readLed(
  reading: Reading,
  parameters: readonly ActionParameter[],
  isForWords: boolean,
): Reading {
  const free = parameters.filter((one) => kindOf(one) === 'words');
  let led = reading;
  for (const parameter of free) {
    const words = ledWords(led.rest, parameter);
    if (words !== null) led = withWords(led, parameter, words);
  }
  const [only] = free;
  if (only === undefined || free.length > 1 || isForWords || led.values[only.name] !== undefined) {
    return led;
  }
  const words = wordsAfterTo(led.rest);
  return words === null ? led : withWords(led, only, words);
}

function withWords(reading: Reading, parameter: ActionParameter, words: string): Reading {
  const value = wordsValue(parameter, words);
  if (value === null) return reading;
  const start = reading.rest.indexOf(words);
  const rest =
    start < 0 ? reading.rest : without(reading.rest, { start, end: start + words.length });
  return { rest, values: { ...reading.values, [parameter.name]: value } };
}

function wordsValue(parameter: ActionParameter, words: string): ActionValue | null {
  const { pattern } = parameter;
  if (pattern !== undefined && !wholeOf(pattern).test(words)) return null;
  return asValue(parameter, words);
}

/** Numbers: the one asked for, sums of money for an amount, or one beside a word of its parameter. */
function readNumbers(
  reading: Reading,
  line: ReadLine,
  parameters: readonly ActionParameter[],
): Reading {
  const numeric = parameters.filter((one) => kindOf(one) === 'number');
  return numeric.reduce((left, parameter) => {
    if (left.values[parameter.name] !== undefined) return left;
    const found = numbersSaid(left.rest);
    const isAmount = MONEY.test(`${parameter.title} ${parameter.name} ${parameter.description}`);
    const beside = found.filter(({ start, end }) => isBeside(line.text, start, end, parameter));
    const money = isAmount ? found.filter(({ isMoney }) => isMoney) : [];
    const isMeant = line.asked === parameter || (corrects(line) && numeric.length === 1);
    const open = isMeant ? found : [];
    const meant = [beside, money, open]
      .map((ones) => meantOf(ones, left.rest))
      .find((one) => one !== null);
    return taken(left, parameter, meant ?? null);
  }, reading);
}

function isBeside(line: string, start: number, end: number, parameter: ActionParameter): boolean {
  if (cueBefore(line, start, [parameter]) !== null) return true;
  const [next = ''] = /^(?:\s\p{L}+){1,3}/u.exec(line.slice(end)) ?? [];
  return termsOf(next).some((term) => cuesOf(parameter).has(term));
}

function corrects({ text, known }: ReadLine): boolean {
  return known !== null && CORRECTS.test(plain(text));
}

/** Words that were asked for, or that take the place of others. */
function readAnswer(
  reading: Reading,
  line: ReadLine,
  parameters: readonly ActionParameter[],
): Reading {
  const { asked } = line;
  const free = parameters.filter((one) => kindOf(one) === 'words');
  if (asked !== null && free.includes(asked)) {
    if (reading.values[asked.name] !== undefined || asksBack(line.text)) return reading;
    if (isNoAnswer(line.text)) return reading;
    const words = answeredWords(reading.rest, asked);
    return words === null ? reading : withWords(reading, asked, words);
  }
  const [only] = free;
  const isFree = only !== undefined && free.length === 1 && line.known !== null;
  if (!isFree || Object.keys(reading.values).length > 0) return reading;
  const words = correctedWords(reading.rest, only);
  return words === null ? reading : withWords(reading, only, words);
}
