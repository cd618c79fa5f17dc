import { AFTER_NUMBER, BEFORE_NUMBER, oneOf } from './form-parts.js';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const DAY_NAME =
  '(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday|s)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\\b\\.?';
const WHOLE_DAY_NAME = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const YEAR = "(?:(?:19|20)\\d\\d|['’]\\d\\d)";
const ORDINAL_WORD = `(?:(?:twenty|thirty)[- ])?${oneOf('first second third fourth fifth sixth seventh eighth ninth')}|${oneOf('tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth')}`;
const ORDINAL = '(?:3[01]|[12]\\d|0?[1-9])\\s?(?:st|nd|rd|th)\\b';
const DAY = `(?:${ORDINAL}|(?:3[01]|[12]\\d|0?[1-9])(?![\\d:]|\\s?[ap]\\.?m)|(?:${ORDINAL_WORD})\\b)`;
const NAMED = `(?:${DAY_NAME},?\\s+(?:on )?(?:the )?)?`;
const IN_YEAR = `(?:,?\\s*(?:of )?${YEAR}|,? this year|,? next year)?`;
const COUNT = `(?:\\d{1,3}|${oneOf('a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty')}(?:[- ]${oneOf('one two three four five six seven eight nine')})?|a couple of|a few|some)`;
const LENGTH = '(?:more )?(?:business |working )?(?:days?|weeks?|months?|years?)';

/** Days as people write them: calendar dates in the usual notations, weekdays, feasts, and days counted from now. */
export const DATE_FORMS: readonly RegExp[] = [
  // 2031/05/04, Sunday 4/5/2031, 04-05-31
  `${NAMED}${BEFORE_NUMBER}(?:(?:19|20)\\d\\d([-/.])\\d{1,2}\\1\\d{1,2}|\\d{1,2}([-/.])\\d{1,2}\\2(?:\\d{4}|\\d{2})|\\d{1,2}/\\d{1,2})${AFTER_NUMBER}`,
  // Tuesday the 4th of May 2031, 4 May, 4th May
  `\\b${NAMED}${BEFORE_NUMBER}${DAY},?\\s(?:of\\s)?(?:the )?${MONTH}${IN_YEAR}(?: ${WHOLE_DAY_NAME}\\b)?`,
  // Sunday, May the 4th, 2031
  `\\b${NAMED}${MONTH}\\s+(?:the )?${DAY}(?! of us)${IN_YEAR}`,
  // Friday the 4th, Tuesday the 18th 2031
  `\\b${DAY_NAME},?\\s+(?:the )?${ORDINAL}(?: ${YEAR})?`,
  // in 3 days, 3 days from now, a week ago
  `\\bin (?:about )?${COUNT} ${LENGTH}(?: and ${COUNT} ${LENGTH})?\\b`,
  `${BEFORE_NUMBER}\\b${COUNT} ${LENGTH} (?:from (?:now|today|tomorrow)|ago|later)\\b`,
  // next Tuesday, Friday, Monday next week, next week Tuesday
  `\\b(?:(?:next|this|last|this coming|coming|this past|past) )(?:week )?${WHOLE_DAY_NAME}\\b`,
  `\\b${COUNT} weeks? from ${WHOLE_DAY_NAME}\\b`,
  `\\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:thu|thurs|tues|wed)\\b\\.?)(?: (?:next|this) week| coming)?(?! of (?:each|every)|\\w)`,
  // tomorrow, the day after tomorrow
  `\\b(?:the )?(?<value>(?:day (?:after tomm?orr?ow|before yesterday))|tomm?orr?ow|(?<!how are you |how are you doing )today|tonight|last night|yesterday|(?:this|yesterday) (?:evening|afternoon|morning))\\b`,
  // Christmas Eve, New Year's Eve 2031
  `\\b(?:christmas(?: eve| day)?|new year['’]?s?(?: eve| day)|valentine['’]?s day|independence day|thanksgiving(?: day)?|halloween|easter(?: sunday| monday)?|boxing day|(?:mother|father)['’]?s['’]? day)\\b(?: ${YEAR})?`,
  // the 10th, on the 6th
  `${BEFORE_NUMBER}${ORDINAL}(?: of (?:the|this|next|last) month)?(?! (?:of (?:each|every) month|floor|street|avenue|time|birthday|anniversary|person|order|one\\b))`,
  // since May, until September 2031, in March
  `\\b(?:in|since|until|till|from|last|next|this|before|after) (?<value>${MONTH}(?:,? ${YEAR})?)(?!\\s?\\d)`,
].map((form) => new RegExp(form, 'gid'));

/** A bare day of an answer to "which day?". */
export const BARE_DAY = new RegExp(`^\\W*(?:on )?(?:the )?(?<value>${DAY})\\W*$`, 'id');
