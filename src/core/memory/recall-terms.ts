import type { ValueKind } from '../domain/telling-values.js';
import { stem, wordsOf } from '../domain/text-terms.js';

/** Words that frame a question or a sentence without saying what it is about. */
const FRAME_WORDS = new Set(
  `a about again ago all also am an and any are as ask asked at back be been before but by can could date day did do does
  done earlier ever first for from gave get give given go going got had has have he her hers him his how i if in initially
  is it its just know last lately latest let like many may me mention mentioned might mine more most much my need needed
  newest no not number of oh ok okay on or originally our out people please previous previously recent recently remember
  remind s said say she should so some t tell than thank thanks that the their them then there these they this those time
  to today told too until up us want wanted was we were what when where which who whom whose why will with would yes you
  your`.split(/\s+/),
);

/** Different words of one question that are looked for; a longer message names its subject well before this. */
const ASKED_TERMS_MAX = 64;

/** How a question asks for a value, and the kinds that answer it. */
const ASKED: readonly (readonly [RegExp, readonly ValueKind[]])[] = [
  [/\b(?:what|which) time\b|\bhow (?:late|early)\b|\b(?:what|which) hour\b/i, ['time']],
  [/\b(?:what|which)(?: \w+)? (?:day|date)s?\b|\bdate\b/i, ['date']],
  [/\bwhen\b/i, ['time', 'date']],
  [/\bhow many\b/i, ['number']],
  [/\bhow much\b|\b(?:price|cost|fee|paid|pay|refund(?:ed)?)\b/i, ['amount', 'number']],
  [/\b(?:number|id|code|pin|reference)\b/i, ['identifier', 'number']],
  [/\b(?:e-?mail|phone|contact)\b/i, ['contact']],
  [/\bwhere\b|\bwho(?:m|se)?\b|\b(?:city|place|address|name|location)\b/i, ['name']],
];

/** A question about the first time looks from the other end. */
const FIRST_CUE = /\b(?:first|originally|initially|at the (?:start|beginning))\b/i;

/** The comparable words of a text, with repetitions. Unlike in articles, numbers and names are what people ask back for. */
export function recallTerms(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !FRAME_WORDS.has(word))
    .map(stem);
}

export interface Asked {
  readonly terms: readonly string[];
  /** The kinds of value that would answer it; empty when it asks for none in particular. */
  readonly kinds: ReadonlySet<ValueKind>;
  readonly isAboutFirst: boolean;
}

/** What a question looks for in earlier talk. `about`: what it leans on, which names matters but asks for nothing. */
export function askedOf(question: string, about = ''): Asked {
  const kinds = ASKED.filter(([form]) => form.test(question)).flatMap(([, asked]) => asked);
  return {
    terms: [...new Set([question, about].flatMap(recallTerms))].slice(0, ASKED_TERMS_MAX),
    kinds: new Set(kinds),
    isAboutFirst: FIRST_CUE.test(question),
  };
}
