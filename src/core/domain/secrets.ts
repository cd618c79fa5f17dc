/** Where something stands that nobody may keep, and what is written in its place. */
export interface Secret {
  readonly start: number;
  readonly end: number;
  readonly mark: '[card number]' | '[secret]';
}

/** Digits of a payment card's number. */
const CARD_DIGITS_MIN = 13;
const CARD_DIGITS_MAX = 19;

/** Digits, grouped or not, among which a card's number may stand. */
const DIGIT_RUN = /(?<!\d)\d(?:[ \u00a0.–-]{0,2}\d){12,63}/g;

const CODE_WORD =
  '(?:cvv2?|cvc2?|csc|pin|otp|(?:security|verification|one[- ]time|card) (?:code|pin|password|passcode))';
const FILLING =
  "(?:code|number|no|nr|is|was|it['’]?s|to|for|of|on|the|my|this|card|back|new|should|be)";
const CODE = '\\d{3}[ -]\\d{3}(?!\\d)|\\d{3,12}(?!\\d)';

/** "cvv 123", "the PIN of my card is 4471". */
const CODE_AFTER = new RegExp(
  `\\b${CODE_WORD}(?:[\\s:=#(-]{1,3}${FILLING}\\b){0,6}[\\s:=#("'-]{1,3}(?<value>${CODE})`,
  'gid',
);
/** "4471 is my PIN". */
const CODE_BEFORE = new RegExp(
  `(?<![\\d.,-])(?<value>\\d{3,12}) (?:is|was) (?:my|the|our) (?:[a-z]{1,12} ){0,2}${CODE_WORD}\\b`,
  'gid',
);

const PASSWORD_WORD =
  '(?<![\\p{L}\\p{N}])(?:passwords?|passcode|passphrase|passwd|pwd|passwort|kennwort|wachtwoord|contraseña|senha|mot de passe|пароль)';
const QUOTED = '["“„«](?<quoted>[^"“”»\\n]{1,64})["“”»]';
/** "password is hunter2", "password for the shop: hunter2". */
const PASSWORD_AFTER = new RegExp(
  `${PASSWORD_WORD}(?: (?:for|of|to|on)(?: [\\p{L}\\p{N}'’-]{1,24}){1,3})?(?: ?[:=]\\s{0,3}|\\s(?:is|was|ist|war|est|es|to|это)\\s{1,3}[:]?\\s{0,3}(?:(?:now|still|just|simply) )?)(?:${QUOTED}|(?<value>[^\\s"“„«]{1,64}))`,
  'giud',
);
/** "password hunter2". */
const PASSWORD_BESIDE = new RegExp(
  `${PASSWORD_WORD} (?:${QUOTED}|(?<value>(?=[^\\s\\d]{0,64}\\d)(?=\\S{0,64}\\p{L})\\S{4,64}))`,
  'giud',
);
/** "hunter2 is my password". */
const PASSWORD_BEFORE = new RegExp(
  `(?<!\\S)(?<value>\\S{3,64}) (?:is|was) (?:my|the|our) (?:[\\p{L}]{1,20} )?${PASSWORD_WORD}`,
  'giud',
);

/** What is said of a password and is none. */
const NO_PASSWORD = new Set(
  `a about accepted again already also always an and anything as at bad be because been being blocked broken but can cant
  case changed compromised correct could denied did does doesnt dont empty enabled everything expired fine for forgotten
  from given gone good hacked help here hidden how i if im in incorrect invalid is isnt it its itself just known leaked
  locked long lost me missing must my needed never new no not nothing now off ok okay old on only or our outdated please
  protected really refused rejected required reset right safe same secret secure sent set short shown so something still
  stolen strong temporary that the there this to too unknown up valid very was weak what when where which who why will
  with working would wrong yes you your`.split(/\s+/),
);

/** Our side asks for one, and the answer has nothing beside it that says so. */
const ASKS_FOR_CODE = new RegExp(`\\b${CODE_WORD}\\b[^?.!\\n]{0,80}\\?\\s{0,3}$`, 'i');
const ASKS_FOR_PASSWORD = new RegExp(`${PASSWORD_WORD}[^?.!\\n]{0,80}\\?\\s{0,3}$`, 'iu');
const BARE_CODE = new RegExp(`(?<!\\d)(?<value>${CODE})`, 'gd');
const BARE_PASSWORD = /^\s{0,3}(?<value>\S{3,64})\s{0,3}$/dg;

/** Characters of a question that are looked at, at its end. */
const QUESTION_CHARS_MAX = 200;

/**
 * Numbers of payment cards (by their check digit), codes named as CVV, PIN and the like, and passwords, in order and
 * apart. `question`: what was said right before by the other side, which may ask for one. Mostly English forms.
 */
export function secretsIn(text: string, question = ''): readonly Secret[] {
  const asked = question.slice(-QUESTION_CHARS_MAX);
  const codes = [CODE_AFTER, CODE_BEFORE, ...(ASKS_FOR_CODE.test(asked) ? [BARE_CODE] : [])];
  const words = [
    PASSWORD_AFTER,
    PASSWORD_BESIDE,
    PASSWORD_BEFORE,
    ...(ASKS_FOR_PASSWORD.test(asked) ? [BARE_PASSWORD] : []),
  ];
  return apart([
    ...cardsIn(text),
    ...codes.flatMap((form) => found(text, form)),
    ...words.flatMap((form) => found(text, form)).filter((one) => isPassword(text, one)),
  ]);
}

/** The text with a mark in the place of each secret. */
export function withoutSecrets(text: string, question = ''): string {
  let masked = '';
  let from = 0;
  for (const { start, end, mark } of secretsIn(text, question)) {
    masked += `${text.slice(from, start)}${mark}`;
    from = end;
  }
  return masked + text.slice(from);
}

function found(text: string, form: RegExp): Secret[] {
  return [...text.matchAll(form)].map(({ indices }) => {
    const [start, end] = indices?.groups?.['value'] ?? indices?.groups?.['quoted'] ?? [0, 0];
    const kept = /[.,;?)]*$/.exec(text.slice(start, end))?.[0].length ?? 0;
    return { start, end: end - kept, mark: '[secret]' as const };
  });
}

function isPassword(text: string, { start, end }: Secret): boolean {
  const word = text.slice(start, end).toLowerCase().replaceAll(/['’]/g, '');
  const isQuoted = /["“„«]/.test(text[start - 1] ?? '');
  return word !== '' && !word.startsWith('[') && (isQuoted || !NO_PASSWORD.has(word));
}

function cardsIn(text: string): Secret[] {
  return [...text.matchAll(DIGIT_RUN)].flatMap((run) => cardsInRun(run[0], run.index));
}

/** A run may have something else before or behind the card's number: a count, a date, another card. */
function cardsInRun(run: string, at: number): Secret[] {
  const places = [...run.matchAll(/\d/g)].map(({ index }) => index);
  const cards: Secret[] = [];
  let from = 0;
  while (from + CARD_DIGITS_MIN <= places.length) {
    const count = cardLength(run, places, from);
    if (count > 0) {
      const [start = 0, last = 0] = [places[from], places[from + count - 1]];
      cards.push({ start: at + start, end: at + last + 1, mark: '[card number]' });
    }
    from += Math.max(count, 1);
  }
  return cards;
}

/** Digits of the card's number that begins here, the longest that may be one; 0 when none does. */
function cardLength(run: string, places: readonly number[], from: number): number {
  const isBegin = from === 0 || places[from] !== (places[from - 1] ?? 0) + 1;
  if (!isBegin || !/[2-6]/.test(run[places[from] ?? 0] ?? '')) return 0;
  for (let count = CARD_DIGITS_MAX; count >= CARD_DIGITS_MIN; count--) {
    const to = from + count;
    const isEnd = to === places.length || (places[to] ?? 0) !== (places[to - 1] ?? 0) + 1;
    if (to > places.length || !isEnd) continue;
    if (hasCheckDigit(places.slice(from, to).map((place) => Number(run[place])))) return count;
  }
  return 0;
}

/** ISO/IEC 7812: every second digit from the right counts twice, and the sum ends in 0. */
function hasCheckDigit(digits: readonly number[]): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const weighed = at % 2 === 0 ? digit : digit * 2;
    return all + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}

/** In order; those that overlap as one. */
function apart(secrets: readonly Secret[]): Secret[] {
  const kept: Secret[] = [];
  for (const one of [...secrets].sort((a, b) => a.start - b.start)) {
    const last = kept.at(-1);
    if (last === undefined || one.start >= last.end) kept.push(one);
    else kept[kept.length - 1] = { ...last, end: Math.max(last.end, one.end) };
  }
  return kept;
}
