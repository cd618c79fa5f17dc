import { AFTER_NUMBER, BEFORE_NUMBER, oneOf } from '../domain/form-parts.js';
import { type Finder, mentionsOf } from './facts-mention.js';

const COUNT_WORD = oneOf(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
);
const COUNT = `(?:\\d{1,3}|${COUNT_WORD})`;
const WHO = oneOf(
  'people person persons ppl pax guests guest adults adult kids kid children child diners friends passengers travellers travelers travelers seats',
);

const EMAIL = /\b[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,}\b/dgi;

/** Nine digits and more, so that a date in figures is none. Country codes and the usual separators may be there. */
const PHONE =
  /(?<![\w/.:#-]|\d )(?:\+|\(\d)?\d(?:[ ().-]{0,2}\d){8,14}(?:\s?x\s?\d{2,6})?(?![\w/]|[ -]\d)/dgi;

const AMOUNTS = [
  /[$£€]\s?\d{1,3}(?:[ ,.]?\d{3})*(?:[.,]\d{1,2})?(?!\d)|[$£€]\s?\d+(?:[.,]\d{1,2})?/dgi,
  /(?<![\w.,])\d+(?:[.,]\d{3})*(?:[.,]\d{1,2})?\s?(?:[$£€]|(?:dollars?|euros?|pounds?|bucks|cents?|usd|eur|gbp|quid)\b)/dgi,
];

const NUMBERED = oneOf(
  'order booking reservation confirmation ticket reference ref invoice tracking account policy claim case customer serial parcel shipment transaction',
);
const CODE = '(?=[a-z-]{0,9}\\d)[a-z\\d][a-z\\d-]{2,24}';
/** "kl 20 41", as it is read out or written by ear. */
const SPACED_CODE = '(?:[a-z]{1,4} )?\\d{1,6}(?: [a-z]{1,4}\\b| \\d{1,6}\\b){0,4}';
const REFERENCES = [
  new RegExp(
    `\\b${NUMBERED}(?:\\s(?:confirmation|booking|reference|order))?(?:\\s?(?:number|no\\b\\.?|nr\\b\\.?|id|code))?(?:\\s(?:is|was))?\\s?[:#]?\\s?#?(?<value>${CODE})(?![\\w/:.]\\d)\\b`,
    'gid',
  ),
  new RegExp(
    `\\b(?:${NUMBERED}|pin)\\s(?:number|no\\b\\.?|nr\\b\\.?|id|code)(?:\\s(?:is|was))?\\s?[:#]?\\s?(?<value>${SPACED_CODE})\\b`,
    'gid',
  ),
  /(?<!\w)#(?<value>[A-Z\d-]*\d[A-Z\d-]*)\b/dgi,
  /\b(?<value>[A-Z]{2,4}-?\d{3,12})\b/dg,
];
const BARE_REFERENCE = new RegExp(
  `^\\W*(?:it['’]?s |it is )?(?<value>${CODE}|${SPACED_CODE})\\W*$`,
  'gid',
);

/** So many digits are a payment card's. It must never be kept, so it is no fact. */
const CARD_DIGITS_MIN = 13;

const PEOPLE = [
  new RegExp(
    `${BEFORE_NUMBER}\\b${COUNT} (?:${WHO})\\b(?:(?:,| and| &) (?:${COUNT}|a) (?:${WHO}|baby|infant)\\b)*`,
    'gid',
  ),
  new RegExp(
    `\\b(?:party|group|table|total) (?:of|for) (?<value>${COUNT})${AFTER_NUMBER}(?!\\s?[ap]\\.?m\\b| o['’]?clock)\\b`,
    'gid',
  ),
  new RegExp(`${BEFORE_NUMBER}\\b(?<value>${COUNT}) of us\\b`, 'gid'),
];
const BARE_PEOPLE = new RegExp(
  `${BEFORE_NUMBER}\\b(?<value>${COUNT})\\b${AFTER_NUMBER}(?!\\s?(?:[ap]\\.?m\\b|days?|weeks?|hours?))`,
  'gid',
);

export const findEmails: Finder = (text) => mentionsOf('email', text, EMAIL);

export const findPhones: Finder = (text) => mentionsOf('phone', text, PHONE).filter(isKeepable);

export const findAmounts: Finder = (text) =>
  AMOUNTS.flatMap((form) => mentionsOf('amount', text, form));

/** Numbers of orders, bookings, tickets and the like. */
export const findReferences: Finder = (text, asked) => {
  const found = REFERENCES.flatMap((form) => mentionsOf('reference', text, form));
  const all =
    found.length === 0 && asked.has('reference')
      ? mentionsOf('reference', text, BARE_REFERENCE)
      : found;
  return all.filter(isKeepable);
};

/** How many people something is for. */
export const findPeople: Finder = (text, asked) => {
  const found = PEOPLE.flatMap((form) => mentionsOf('people', text, form));
  if (found.length > 0 || !asked.has('people')) return found;
  return mentionsOf('people', text, BARE_PEOPLE).slice(0, 1);
};

function isKeepable({ value }: { readonly value: string }): boolean {
  return value.replaceAll(/x.*$|\D/gi, '').length < CARD_DIGITS_MIN || value.startsWith('+');
}
