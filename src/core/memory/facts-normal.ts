import type { FactKind } from '../domain/fact.js';
import { MONTHS, NUMBER_WORDS } from './facts-words.js';

const DAY_MS = 86_400_000;
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/[$]|usd|dollar|bucks/i, 'USD'],
  [/€|eur/i, 'EUR'],
  [/£|gbp|pound|quid/i, 'GBP'],
];

/** The same meaning as the same text. What cannot be decided stays as it was said, in lower case. */
export function normalOf(kind: FactKind, value: string, atMs: number): string {
  const said = value.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  switch (kind) {
    case 'time':
      return normalTime(said) ?? said;
    case 'date':
      return normalDate(said.replaceAll(',', ''), atMs) ?? said;
    case 'people':
      return normalCount(said) ?? said;
    case 'amount':
      return normalAmount(said);
    case 'phone':
      return said.replaceAll(/[^\d+x]/g, '');
    case 'reference':
      return said.replaceAll(/[^\p{L}\p{N}-]/gu, '').toUpperCase();
    case 'name':
    case 'email':
      return said;
  }
}

/** `19:30`; `7:30`, without a leading zero, where morning or evening was not said. */
function normalTime(said: string): string | null {
  const half = halfOf(said);
  const clock = said.replace(/\s?(?:[ap]\.?\s?m\b.*|in the .*|at night.*|o['’]clock.*)$/, '');
  const around =
    /^(half|quarter|[\w-]+?)(?:[- ]an hour)?(?: ?min(?:ute)?s?)?[- ](to|till?|past|before|after) (.+)$/.exec(
      clock,
    );
  if (around !== null) {
    const [, much = '', side = '', hour = ''] = around;
    const minutes = much === 'half' ? 30 : much === 'quarter' ? 15 : numberOf(much);
    const full = minutesOf(hour);
    if (minutes === null || full === null) return null;
    return clockText(/^(?:past|after)$/.test(side) ? full + minutes : full - minutes, half, hour);
  }
  const minutes = minutesOf(clock);
  return minutes === null ? null : clockText(minutes, half, clock);
}

function halfOf(said: string): 'am' | 'pm' | null {
  if (/\d\s?a\.?\s?m\b|\ba\.?m\b|morning/.test(said)) return 'am';
  return /\d\s?p\.?\s?m\b|\bp\.?m\b|afternoon|evening|night\b|tonight/.test(said) ? 'pm' : null;
}

/** Minutes since midnight as far as the words say: "7:15", "1815", "six forty-five", "noon". */
function minutesOf(text: string): number | null {
  if (/\b(?:noon|midday)\b/.test(text)) return 12 * 60;
  if (/\bmidnight\b/.test(text)) return 0;
  const [, hour, minute = '0'] = /(?<!\d)(\d{1,2}?)(?:[:. ]?(\d{2}))?(?!\d)/.exec(text) ?? [];
  if (hour !== undefined) return Number(hour) * 60 + Number(minute);
  const [, first = '', rest] = /^([a-z]+)(?:[- ]([a-z]+(?:-[a-z]+)?))?/.exec(text) ?? [];
  const hours = numberOf(first);
  return hours === null ? null : hours * 60 + (numberOf(rest ?? '') ?? 0);
}

function clockText(minutes: number, half: 'am' | 'pm' | null, said: string): string {
  const day = (minutes + 1440) % 1440;
  const hour = Math.floor(day / 60);
  const minute = String(day % 60).padStart(2, '0');
  const isSure = hour > 12 || hour === 0 || /noon|midday|midnight|^0\d/.test(said);
  if (half === null && !isSure) return `${hour}:${minute}`;
  const later = half === 'pm' && hour < 12 ? 12 : 0;
  const earlier = half === 'am' && hour === 12 ? 12 : 0;
  return `${String(hour + later - earlier).padStart(2, '0')}:${minute}`;
}

/** `2031-05-04`, `--05-04` without a year, `---04` for a day of some month; days from now in UTC. */
function normalDate(said: string, atMs: number): string | null {
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
function isoDay(days: number): string {
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

function normalCount(said: string): string | null {
  const counts = (said.match(/[\w-]+/g) ?? []).map(numberOf).filter((count) => count !== null);
  return counts.length === 0 ? null : String(counts.reduce((sum, count) => sum + count, 0));
}

/** `740.00 USD`. A comma or dot before exactly three digits parts thousands. */
function normalAmount(said: string): string {
  const figures = (/\d[\d.,]*/.exec(said)?.[0] ?? '').replace(/[.,]$/, '');
  const plain = figures.replaceAll(/[.,](?=\d{3}(?!\d))/g, '').replace(',', '.');
  const currency = CURRENCIES.find(([form]) => form.test(said))?.[1] ?? '';
  return `${Number(plain).toFixed(2)} ${currency}`.trim();
}

function numberOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  const [tens = '', ones] = word.split('-');
  const base = NUMBER_WORDS.get(tens);
  if (base === undefined) return null;
  return base + (ones === undefined ? 0 : (NUMBER_WORDS.get(ones) ?? 0));
}
