export const DAY_MS = 86_400_000;

/** Beginnings of the months' names, in their order. */
const MONTHS: readonly string[] = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Numbers in words. "a" and "an" count one thing. */
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen`
    .split(/\s+/)
    .map((word, number) => [word, number] as const),
  ...'twenty thirty forty fifty'.split(' ').map((word, index) => [word, 20 + 10 * index] as const),
  ['a', 1],
  ['an', 1],
]);

/** `2031-05-04`, `--05-04` without a year, `---04` for a day of some month; days from now in UTC. */
export function dayOf(said: string, atMs: number): string | null {
  const days = daysAway(said);
  if (days !== null) return isoDay(Math.floor(atMs / DAY_MS) + days);
  const figures = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(said);
  if (figures !== null) return dateText(figures[1], Number(figures[2]), Number(figures[3]));
  const year = /\b(?:19|20)\d\d\b/.exec(said)?.[0];
  const parts = /\b(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})\b/.exec(said);
  if (parts !== null) {
    const [one, two] = [Number(parts[1]), Number(parts[2])];
    // Which of them is the month is only known where one of them cannot be it.
    if (year === undefined || (one <= 12 && two <= 12 && one !== two)) return null;
    return one > 12 ? dateText(year, two, one) : dateText(year, one, two);
  }
  const month = MONTHS.findIndex((name) => new RegExp(`\\b${name}`).test(said)) + 1;
  const day = /(?<!\d)(\d{1,2})\s?(?:st|nd|rd|th)?(?!\d)/.exec(said)?.[1];
  if (day === undefined || (month === 0 && !/\d\s?(?:st|nd|rd|th)\b/.test(said))) return null;
  return dateText(year, month, Number(day));
}

function daysAway(said: string): number | null {
  if (/after tomm?orr?ow/.test(said)) return 2;
  if (/tomm?orr?ow/.test(said) && !/from tom/.test(said)) return 1;
  if (/before yesterday/.test(said)) return -2;
  if (/yesterday|last night/.test(said)) return -1;
  if (/^(?:today|tonight|this (?:morning|afternoon|evening))$/.test(said)) return 0;
  const counted =
    /^(?:in (?:about )?)?([\w-]+) (?:more )?(day|week)s?(?: (from now|from today|later|ago))?$/.exec(
      said,
    );
  const count = numberOf(counted?.[1] ?? '');
  if (counted === null || count === null) return null;
  return count * (counted[2] === 'week' ? 7 : 1) * (counted[3] === 'ago' ? -1 : 1);
}

function dateText(year: string | undefined, month: number, day: number): string | null {
  if (month > 12 || day < 1 || day > 31) return null;
  const dayText = String(day).padStart(2, '0');
  if (month === 0) return year === undefined ? `---${dayText}` : null;
  return `${year ?? '-'}-${String(month).padStart(2, '0')}-${dayText}`;
}

/** A day since 1970-01-01 as a date; http://howardhinnant.github.io/date_algorithms.html#civil_from_days. */
export function isoDay(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A whole number in figures or in words ("twenty-one"); null for any other word. */
export function numberOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  const [tens = '', ones] = word.split('-');
  const base = NUMBER_WORDS.get(tens);
  if (base === undefined) return null;
  return base + (ones === undefined ? 0 : (NUMBER_WORDS.get(ones) ?? 0));
}
