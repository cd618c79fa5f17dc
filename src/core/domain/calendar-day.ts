import { DAY_MS, dayOf, isoDay } from './day-of.js';

const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const WEEKDAY = /^(?:(on|this|this coming|coming|next|last|past|this past) )?(?:the )?(\w+day)$/;

/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** Days looked at on each side of today for one that was named without its month. */
const NEAR_DAYS_MAX = 31;

/**
 * The day somebody named, as `2026-05-04`; null where it could be several. What is not said is taken to be near: of a
 * day without a year, or without a month, it is the one nearest to when it was said (UTC); a weekday is the one to
 * come, unless it is called the last.
 */
export function calendarDay(said: string, atMs: number): string | null {
  const line = said
    .toLowerCase()
    .replaceAll(/[\s,]+/g, ' ')
    .trim();
  const today = Math.floor(atMs / DAY_MS);
  const weekday = weekdayOf(line, today);
  if (weekday !== null) return weekday;
  const day = dayOf(line, atMs);
  if (day === null) return null;
  if (day.startsWith('---')) return nearDay(day.slice(3), today);
  if (day.startsWith('--')) return nearYear(day.slice(2), today);
  return daysTo(day) === null ? null : day;
}

function weekdayOf(line: string, today: number): string | null {
  const [, which = '', name = ''] = WEEKDAY.exec(line) ?? [];
  const wanted = WEEKDAYS.indexOf(name);
  if (wanted < 0) return null;
  const ahead = (wanted - ((today + FIRST_WEEKDAY) % 7) + 7) % 7;
  if (/last|past/.test(which)) return isoDay(today + (ahead === 0 ? -7 : ahead - 7));
  return isoDay(today + (ahead === 0 ? 7 : ahead));
}

function nearDay(day: string, today: number): string | null {
  for (let away = 0; away <= NEAR_DAYS_MAX; away += 1) {
    for (const one of [isoDay(today + away), isoDay(today - away)]) {
      if (one.endsWith(`-${day}`)) return one;
    }
  }
  return null;
}

function nearYear(monthDay: string, today: number): string | null {
  const year = Number(isoDay(today).slice(0, 4));
  const days = [year - 1, year, year + 1]
    .map((one) => daysTo(`${one}-${monthDay}`))
    .filter((one) => one !== null);
  const [nearest] = days.sort((one, other) => Math.abs(one - today) - Math.abs(other - today));
  return nearest === undefined ? null : isoDay(nearest);
}

/**
 * Days from 1970-01-01 to a date; null for the 31st of February.
 * http://howardhinnant.github.io/date_algorithms.html#days_from_civil
 */
function daysTo(iso: string): number | null {
  const [fullYear = 0, month = 0, day = 0] = iso.split('-').map(Number);
  const year = month <= 2 ? fullYear - 1 : fullYear;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  return isoDay(days) === iso ? days : null;
}
