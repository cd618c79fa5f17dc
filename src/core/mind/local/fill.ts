import type { ActionSpec } from '../../domain/action.js';
import { sentenceTexts } from '../../domain/sentences.js';
import { termsOf } from '../../domain/text-terms.js';
import type { Context, Filled, FillRequest, Line } from '../../ports/mind.js';
import { ownLines } from '../own-lines.js';
import { asksBack, isNoAnswer } from './free-words.js';
import { identifiersInLine, type Values, valuesInLine } from './line-values.js';
import { LINE_CHARS_MAX } from './on-record.js';
import { kindOf, wordsAbout } from './parameter-kinds.js';
import { isPretence } from './pretence.js';
import { toneOf } from './small-talk.js';
import { wantedAction } from './wish.js';

/** Earlier lines of the customer in which an identifier may still be meant. */
const EARLIER_LINES_MAX = 6;

/** Telling words from which a line that shares none with the action is about something else. */
const OTHER_TERMS_MIN = 3;

/** What may be meant as an order's, a customer's or an invoice's. */
const NUMBER = /\d{3}/;

const ANSWERING = /^\W*(?:yes|yeah|yep|sure|ok|okay|no|nope|nah)\b/i;

/** Format characters at the edge of a word, which nobody sees: they come along with what is pasted. */
const UNSEEN = /(?<![\p{L}\p{N}])\p{Cf}+|\p{Cf}+(?![\p{L}\p{N}])/gu;

/** What the customer's lines say about an action, by words and forms alone. Lines that pretend are not read. */
export function fillFrom({ context, offered, current }: FillRequest): Filled {
  const lines = context.lines.filter(
    ({ author, text }) => author.kind === 'customer' && !isPretence(text),
  );
  return current === null ? begun(context, lines, offered) : goneOn(lines, offered, current);
}

/** A wish, with what it states, and with identifiers that were named just before. */
function begun(context: Context, lines: readonly Line[], offered: readonly ActionSpec[]): Filled {
  const spec = wantedAction(
    lines.map(({ text }) => text),
    offered,
  );
  if (spec === null) return { action: null, values: {}, isAside: false };
  const stated = valuesOf(lines, (line) =>
    valuesInLine({ ...readable(line), asked: null, known: null }, spec),
  );
  // Somebody who names a number now does not mean the one before, even if theirs is none.
  const namesNumber = lines.some(({ text }) => NUMBER.test(text));
  const before = namesNumber ? {} : identifiersBefore(context, spec);
  return { action: spec.name, values: { ...before, ...stated }, isAside: false };
}

function goneOn(
  lines: readonly Line[],
  offered: readonly ActionSpec[],
  current: NonNullable<FillRequest['current']>,
): Filled {
  const spec = offered.find(({ name }) => name === current.name);
  if (spec === undefined) return { action: null, values: {}, isAside: false };
  const asked = spec.parameters.find(({ name }) => name === current.askedFor) ?? null;
  const read = lines.filter(({ text }) => toneOf(text) === null || isShortAnswer(text));
  const isForWords = asked !== null && kindOf(asked) === 'words';
  const stated = valuesOf(isForWords ? asOne(read) : read, (line) =>
    valuesInLine({ ...readable(line), asked, known: current.values }, spec),
  );
  const values = Object.fromEntries(
    Object.entries(stated).filter(([name, value]) => current.values[name] !== value),
  );
  const isYesOrNo =
    current.stage === 'confirming' || (asked !== null && kindOf(asked) === 'boolean');
  const isUseful = Object.keys(stated).length > 0;
  const isAside =
    !isUseful && lines.length > 0 && lines.every((line) => isElsewhere(line, spec, isYesOrNo));
  return { action: isAside ? null : spec.name, values, isAside };
}

/** Words that were asked for may come line by line. */
function asOne(lines: readonly Line[]): readonly Line[] {
  const told = lines.filter(({ text }) => !asksBack(text) && !isNoAnswer(text));
  const [first] = told;
  if (first === undefined) return lines;
  return [{ ...first, text: told.map(({ text }) => text.trim()).join('\n') }];
}

/** The last statement about a parameter holds. */
function valuesOf(lines: readonly Line[], read: (line: Line) => Values): Values {
  return Object.fromEntries(lines.flatMap((line) => Object.entries(read(line))));
}

function readable({ text, atMs }: Line): { readonly text: string; readonly atMs: number } {
  return { text: text.slice(0, LINE_CHARS_MAX).normalize('NFC').replaceAll(UNSEEN, ''), atMs };
}

function identifiersBefore(context: Context, spec: ActionSpec): Values {
  const earlier = ownLines(context).slice(-EARLIER_LINES_MAX);
  return valuesOf(
    earlier.filter(({ text }) => !isPretence(text)),
    (line) => identifiersInLine(readable(line).text, spec),
  );
}

/** "Yes", "no problem": polite, and an answer all the same. */
function isShortAnswer(text: string): boolean {
  return ANSWERING.test(text) || !/\b(?:thank|thanks|thx|bye|hello|hi)\b/i.test(text);
}

/** Small talk, a question, or a matter that shares no word with the action. */
function isElsewhere({ text }: Line, spec: ActionSpec, isYesOrNo: boolean): boolean {
  if (isYesOrNo && ANSWERING.test(text)) return false;
  if (toneOf(text) !== null) return true;
  if (isNoAnswer(text)) return false;
  if (sentenceTexts(text).some(asksBack)) return true;
  const terms = [...new Set(termsOf(text))];
  const own = new Set(termsOf(wordsAbout(spec)));
  return terms.length >= OTHER_TERMS_MIN && !terms.some((term) => own.has(term));
}
