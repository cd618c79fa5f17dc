import { apart, type Finder, type Mention, mentionsOf } from './facts-mention.js';
import { ALSO_GIVEN_NAMES, COMMON_WORDS } from './facts-words.js';

/** A word of a name, in any script that has words: "O'Brien", "Anne-Marie", "Łukasz". */
const WORD = "\\p{L}[\\p{L}\\p{M}]*(?:['’-]\\p{L}+)*";
const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}]*(?:['’-]\\p{L}+)*";
const INITIAL = '(?:\\s\\p{L}\\.)?';
const TITLE = '(?:(?:mr|mrs|ms|miss|dr|prof|sir|madam)\\b\\.?\\s)?';
/** Up to three words; which of them are really names is decided by `asName`. */
const WORDS = `${TITLE}(?<value>${WORD}${INITIAL}(?:\\s${WORD}){0,2})`;

/** What is said right before a name and hardly before anything else. */
const STRONG_CUES = [
  '\\b(?:my|the|his|her|our|first|last|full|sur|family|reservation|booking)\\s?names?(?:\\s(?:for|on|of) (?:it|the (?:reservation|booking|order)|my (?:reservation|booking|order)))?\\s?(?:is|was|are|would be|should be|:)\\s(?:is |just |under )?',
  '\\bname(?:\\s(?:is|of)|:|\\s?-)\\s?',
  '\\bname\\s',
  "\\b(?:the )?name(?:['’]?s)\\s",
  '\\b(?:under|in|on|by|with|for|using) (?:the|my) (?:last |first |full |same )?name,?(?: of| is)?,?\\s',
  '\\b(?:called?|know me|address me) (?:me|be|as)\\s',
  '\\bi (?:go by|am called|am known as)\\s',
  '\\bon behalf of\\s',
  '\\bknown as\\s',
  '\\b(?:mr|mrs|ms|dr)\\b\\.?\\s',
];

/** What may come before a name, but also before much else. */
const WEAK_CUES = [
  "\\b(?:this is|here is|it is|it['’]?s|i am|i['’]?m|im)\\s(?:called |named )?",
  "\\b(?:is|be|it|it['’]?s)\\s(?:probably |likely )?(?:under|by|for)\\s",
  '\\b(?:booked|ordered|reserved|listed|made|registered|reservation|booking|table|placed|order|filed)\\s(?:probably |likely )?(?:under|by|in|for|as)\\s',
  '\\bunder\\s',
  '\\bshould be\\s',
];

const AFTER_CUES =
  '\\s(?:is my (?:\\w+ )?name|is the (?:\\w+ )?name|is what you can call me|here\\b|speaking\\b)';

/** Two capitals are needed after these: "for" comes before anything. */
const booked = new RegExp(
  `(?:\\u0000|\\b(?:booking|booked|reservation|table|lunch|dinner|appointment|made)),?\\s(?:[Ii] think )?(?:for|under|by|in)\\s(?:[Ii] think )?(?<value>${CAPITAL}(?:\\s${CAPITAL}){1,2})`,
  'gud',
);
/** "Mara Lindqvist has a booking". */
const booker = new RegExp(
  `(?<value>${CAPITAL}\\s${CAPITAL})(?=\\shas (?:a|an|the|done|made|booked|reserved|ordered)\\b)`,
  'gud',
);

const strong = STRONG_CUES.map((cue) => new RegExp(`${cue}${WORDS}`, 'giud'));
const weak = WEAK_CUES.map((cue) => new RegExp(`${cue}${WORDS}`, 'giud'));
const before = new RegExp(`(?<value>(?:${WORD}\\s){0,2}${WORD})${AFTER_CUES}`, 'giud');
/** "Mara Lindqvist, party of six": who writes begins with the name. */
const opening = new RegExp(
  `^\\W*(?:(?:hi|hello|hey|yes|yeah|the|sure|ok|okay)\\b)?\\W*(?<value>${CAPITAL}(?:\\s${CAPITAL}){1,2})(?=\\W*$|,|\\s(?:party|table|for|at|on)\\b|\\s*\\u0000)`,
  'ud',
);
/** "…, Mara Lindqvist": who writes ends with the name. */
const ending = new RegExp(`[,.:]\\s+(?<value>${CAPITAL}\\s${CAPITAL})\\W*$`, 'ud');
const answer = new RegExp(
  `^\\W*(?:(?:yes|yeah|sure|ok|okay|hi|hello|it['’]?s|of course)\\b)?\\W*(?<value>${WORD}(?:\\s${WORD}){0,3})\\W*(?:please|thanks|thank you|\\u0000.*)?\\W*$`,
  'iud',
);
const capitals = new RegExp(`(?<value>${CAPITAL}(?:\\s${CAPITAL}){0,2})`, 'gud');

/** How words end that say what somebody is or does. */
const DESCRIBING = /(?:ing|ed|ly|able|ible|ous|ful|less|ive|ant|ent|ic|ness|tion)$/;

/** Names of people, told by what stands around them; a bare one only as an answer or at the very beginning or end. */
export const findNames: Finder = (text, asked) => {
  const found = apart([
    ...strong
      .flatMap((form) => mentionsOf('name', text, form))
      .flatMap((one) => asName(one, false)),
    ...mentionsOf('name', text, before).flatMap(asLastWords),
    ...weak.flatMap((form) => mentionsOf('name', text, form)).flatMap((one) => asName(one, true)),
    ...[booked, booker]
      .flatMap((form) => mentionsOf('name', text, form))
      .flatMap((one) => asName(one, true)),
    ...[opening, ending].flatMap((form) => first(text, form)).flatMap((one) => asName(one, true)),
  ]);
  return found.length > 0 || !asked.has('name') ? found : answered(text);
};

function answered(text: string): readonly Mention[] {
  const whole = first(text, answer).flatMap((one) => asName(one, false));
  if (whole.length > 0) return whole;
  return mentionsOf('name', text, capitals)
    .flatMap((one) => asName(one, true))
    .slice(-1);
}

/**
 * The leading words that can be a name. The first of several in capitals may also be a month or the like ("August
 * Berg"); after a weak cue (`isStrict`) small letters must not look like a word of description.
 */
function asName(one: Mention, isStrict: boolean): readonly Mention[] {
  const words = one.value.split(/\s/);
  const isCapital = isTitled(words[0] ?? '');
  const same = leading(words, (word) => isPart(word, isCapital));
  const isDouble = isCapital && same.length > 1 && ALSO_GIVEN_NAMES.has(plain(same[0] ?? ''));
  const kept = leading(same, (word, index) => !isCommon(word) || (isDouble && index === 0));
  const value = kept.join(' ');
  const isDescription = isStrict && !isCapital && kept.some((word) => DESCRIBING.test(word));
  const isNone = value === '' || isDescription || (isDouble && kept.length === 1);
  return isNone ? [] : [{ ...one, value, end: one.start + value.length }];
}

function leading<One>(all: readonly One[], holds: (one: One, index: number) => boolean): One[] {
  const end = all.findIndex((one, index) => !holds(one, index));
  return all.slice(0, end === -1 ? all.length : end);
}

function isPart(word: string, isCapital: boolean): boolean {
  return isTitled(word) === isCapital || /^\p{L}\.$/u.test(word);
}

/** A capital and then small letters; shouting says nothing about names. */
function isTitled(word: string): boolean {
  return /^\p{Lu}/u.test(word) && !/^\p{Lu}{3,}$/u.test(word);
}

function isCommon(word: string): boolean {
  return COMMON_WORDS.has(plain(word));
}

function plain(word: string): string {
  return word.toLowerCase().replace('’', "'");
}

function asLastWords(one: Mention): readonly Mention[] {
  const words = one.value.split(/\s/);
  const from = words.findLastIndex(isCommon) + 1;
  const value = words.slice(from).join(' ');
  return value === '' ? [] : [{ ...one, value, start: one.end - value.length }];
}

function first(text: string, pattern: RegExp): readonly Mention[] {
  const [start, end] = pattern.exec(text)?.indices?.groups?.['value'] ?? [0, 0];
  return end > start ? [{ kind: 'name', value: text.slice(start, end), start, end }] : [];
}
