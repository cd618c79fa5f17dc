import { AFTER_NUMBER, BEFORE_NUMBER, oneOf } from '../domain/form-parts.js';
import { apart, type Finder, mentionsOf } from './facts-mention.js';

const HOUR = '(?:2[0-4]|1\\d|0?\\d)';
const MINUTE = '[0-5]\\d';
const HOUR_WORD = oneOf('one two three four five six seven eight nine ten eleven twelve');
const LATE_HOUR_WORD = oneOf(
  'thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
);
const MINUTE_WORD = `(?:oh[- ]five|${oneOf('five ten fifteen twenty thirty forty fifty')}(?:[- ]five)?)`;
const NUMBER_WORD = `(?:${HOUR_WORD}|${LATE_HOUR_WORD}|a)`;
const HALF = '(?:\\s?[ap]\\.?\\s?m\\b\\.?)';
const DAY_PART = '(?:(?:in the )?(?:morning|afternoon|evening|night)|at night|tonight)';
/** What may follow a clock time and belongs to it. */
const TAIL = `(?:${HALF}(?:\\s${DAY_PART}\\b)?|\\s${DAY_PART}\\b|-?\\s?ish\\b(?: ${DAY_PART}\\b)?)`;
const SAID_BEFORE = '(?:(?:evening|night|morning|afternoon|tonight) at )';

/** Forms that are times wherever they stand, the longest first. */
const CLEAR = [
  // 10 to 4 p.m., half past two at night, 40 mins after 3, 5 minutes before noon
  `${BEFORE_NUMBER}(?:half[- ](?:past |an hour (?:before|after) )|(?:quarter|(?<!(?:from|between|sizes?|ages?|aged|takes?|within|in|of) )(?:[1-5]?[05]|${MINUTE_WORD})|(?:\\d{1,2}|${NUMBER_WORD}|${MINUTE_WORD}) ?min(?:ute)?s?) (?:to|past|till?|before|after) |(?:\\d{1,2}|${NUMBER_WORD}) past )(?:noon|midday|midnight|(?:${HOUR}(?::${MINUTE})?|${HOUR_WORD})(?!\\s?(?:people|persons?|guests?|adults?|kids|children|(?:business |working )?(?:days?|weeks?|months?|years?|nights|hours?|minutes?)|dollars?|euros?|pounds?)\\b)(?:\\s?o['’]?clock)?)${TAIL}?${AFTER_NUMBER}`,
  // 7:15, 07.45pm, 18:00 in the evening, 4:30-ish
  `${SAID_BEFORE}?${BEFORE_NUMBER}${HOUR}(?:[:]${MINUTE}|[.]${MINUTE}(?=${TAIL}))(?::${MINUTE})?(?:${TAIL}|\\s?hrs?\\b|\\s?hours\\b)?${AFTER_NUMBER}`,
  // 16 20 in the afternoon, 2 10 p.m., 845pm
  `${BEFORE_NUMBER}${HOUR} ?${MINUTE}${TAIL}${AFTER_NUMBER}`,
  // 6pm, 7 in the morning, 8 ish, 9 o'clock, 20hr
  `${SAID_BEFORE}?${BEFORE_NUMBER}(?:${HOUR}|${HOUR_WORD})(?! nights?\\b)(?:${TAIL}|\\s?o['’]?clock(?:\\s${DAY_PART}\\b)?|\\s?hrs?\\b|h\\b)${AFTER_NUMBER}`,
  // two forty-five, ten fifteen pm
  `\\b${HOUR_WORD}[- ](?:fifteen|thirty|(?:twenty|thirty|forty|fifty)[- ]five)${TAIL}?\\b`,
  '\\b(?:noon|midday|midnight)\\b',
  // in half an hour, in 2 hours, an hour from now, 10 minutes ago
  `\\bin (?:about |around |the next )?(?:half an hour|an hour(?: and a half)?|a couple of hours|(?:\\d{1,2}|${NUMBER_WORD}|${MINUTE_WORD}) (?:hours?|min(?:ute)?s?))\\b`,
  `\\b(?:half an hour|an hour|(?:\\d{1,2}|${NUMBER_WORD}) (?:hours?|min(?:ute)?s?)) (?:from now|ago)\\b`,
].map((form) => new RegExp(form, 'gid'));

/** What a bare number would be counted in, if it is no hour. */
const COUNTED =
  '(?!\\s?(?:%|people|persons?|ppl|pax|guests?|adults?|kids?|children|of (?:us|them|my|the)|members?|days?|weeks?|months?|years?|nights?|hours?|minutes?|mins?|dollars?|euros?|pounds?|usd|gbp|eur|st\\b|nd\\b|rd\\b|th\\b|stars?|tables?|rooms?|friends?|others?|more))';

/** A bare hour after a word that times follow: "at 6", "around eight", "before 10". */
const CUED = [
  // evening at 8
  new RegExp(`\\b${SAID_BEFORE}(?:${HOUR}|${HOUR_WORD})${AFTER_NUMBER}${COUNTED}`, 'gid'),
  // the 745 slot
  new RegExp(`\\bthe (?<value>${HOUR}[ .]?${MINUTE})(?= (?:one|slot)\\b)`, 'gid'),
  // 4.30, as the whole message
  new RegExp(`^\\W*(?<value>${HOUR}[ .]${MINUTE})\\W*$`, 'gid'),
  new RegExp(
    `(?:\\b(?:at|around|by|before|after|until|till?|since|(?:later|earlier|sooner) than)|@)\\s(?:about |around |like |maybe |say )?(?<value>(?:${HOUR}(?:\\s?[:.]?${MINUTE})?|${HOUR_WORD}))${AFTER_NUMBER}${COUNTED}(?!\\s(?:${oneOf('jan january feb february mar march apr april may june july aug august sep september oct october nov november dec december')})\\b)`,
    'gid',
  ),
  new RegExp(
    `\\b(?:between|from)\\s(?<value>${HOUR})${AFTER_NUMBER}(?=\\s(?:and|to|till|until)\\s${HOUR}${AFTER_NUMBER}${COUNTED}(?!\\s[a-z]{3,9}\\b))`,
    'gid',
  ),
  new RegExp(
    `\\b(?:between|from)\\s${HOUR}\\s(?:and|to|till|until)\\s(?<value>${HOUR})${AFTER_NUMBER}${COUNTED}(?!\\s[a-z]{3,9}\\b)`,
    'gid',
  ),
];

/** The one bare hour of an answer to "what time?". */
const BARE = new RegExp(
  `(?<!\\bof )${BEFORE_NUMBER}(?<value>${HOUR}[ .]?(?:${MINUTE})?|${HOUR_WORD}(?: ${MINUTE_WORD})?|${LATE_HOUR_WORD})${AFTER_NUMBER}${COUNTED}`,
  'gid',
);

/** Times of the day, with or without am and pm, in figures and in words; also "in two hours". */
export const findTimes: Finder = (text, asked) => {
  const clear = apart(CLEAR.flatMap((form) => mentionsOf('time', text, form)));
  const cued = apart([...clear, ...CUED.flatMap((form) => mentionsOf('time', text, form))]);
  if (cued.length > 0 || !asked.has('time')) return cued;
  return mentionsOf('time', text, BARE).slice(0, 1);
};
