/**
 * Values a sentence may carry that are worth keeping word for word and that questions ask back for. English forms;
 * numbers, addresses and identifiers are the same in any language written with these digits and letters.
 */
export type ValueKind = 'time' | 'date' | 'amount' | 'number' | 'identifier' | 'contact' | 'name';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const NUMBER_WORD =
  '(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozen)';

/** No part of a form is without a limit: customers choose what is looked through, and a long run of one sign must not be. */
const FORMS: readonly (readonly [ValueKind, RegExp])[] = [
  [
    'time',
    /\b\d{1,2}(?:[:.]\d{2})?\s?(?:a\.?m|p\.?m)\b|\b\d{1,2}:\d{2}\b|\b\d{1,2} ?o['’]?clock\b|\b(?:noon|midday|midnight)\b/i,
  ],
  ['time', new RegExp(`\\b(?:at|until|till|before|after|around) ${NUMBER_WORD}\\b`, 'i')],
  [
    'date',
    /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:today|tomorrow|tonight|yesterday|weekend)\b|\b\d{1,2}(?:st|nd|rd|th)\b/i,
  ],
  ['date', /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\b/],
  ['date', new RegExp(`\\b${MONTH}\\.? \\d{1,2}\\b|\\b\\d{1,2}\\.? (?:of )?${MONTH}\\b`, 'i')],
  [
    'amount',
    /[$€£¥₹]\s?\d|\d\s?[$€£¥₹]|\b\d{1,15}(?:[.,]\d{1,15})? ?(?:dollars?|euros?|pounds?|bucks|cents?|usd|eur|gbp|credits?|percent|%)/i,
  ],
  ['number', /(?<![\p{L}\p{N}])\d{1,4}(?![\p{L}\p{N}]|[.:]\d)/u],
  ['number', new RegExp(`\\b${NUMBER_WORD}\\b`, 'i')],
  [
    'identifier',
    /\b\d{5,40}\b|#\s?\w{0,40}\d|\b(?=\w{0,40}\d)(?=\w{0,40}[A-Za-z])[\w-]{5,64}\b|\b[A-Z]{2,12}-?\d{1,40}\b/,
  ],
  [
    'identifier',
    /\b(?:id|number|code|pin|reference|booking|order|ticket|room|account)\b\D{0,12}\b\d{2,40}\b/i,
  ],
  ['contact', /\b[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,63}\b|(?:\+|\b)\d[\d ()-]{7,30}\d\b/],
  // A capital that no sentence begins with.
  ['name', /[\p{L}\p{N},;'’)]\s{1,3}\p{Lu}\p{Ll}/u],
];

/** Which kinds of value a text has. */
export function valuesIn(text: string): ReadonlySet<ValueKind> {
  return new Set(FORMS.filter(([, form]) => form.test(text)).map(([kind]) => kind));
}
