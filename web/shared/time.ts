import { element } from './element.js';

/** A moment as the wire has it (ISO) or as a store does (epoch milliseconds). */
export type Moment = string | number;

/**
 * How this reader writes times: as their browser does where it speaks the page's language (`en-GB` on an English page),
 * else as that language does. Without one it is that of the document.
 */
function formatsFor(language = document.documentElement.lang): string | undefined {
  const kindOf = (tag: string) => tag.split('-')[0]?.toLowerCase();
  return language === '' || kindOf(navigator.language) === kindOf(language) ? undefined : language;
}

/** The time of day, as people of that language write it. */
export function clockWords(at: Moment, language?: string): string {
  return new Date(at).toLocaleTimeString(formatsFor(language), {
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** The day, with its year only when that is another one than now. */
export function dayWords(at: Moment, language?: string): string {
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  const year = isThisYear ? {} : { year: 'numeric' as const };
  return date.toLocaleDateString(formatsFor(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...year,
  });
}

/** How many days ago that was by the calendar: 0 is today, 1 yesterday. */
export function daysAgo(at: Moment): number {
  const then = new Date(at).setHours(0, 0, 0, 0);
  const today = new Date().setHours(0, 0, 0, 0);
  // Rounded, because a day of a clock change has 23 or 25 hours.
  return Math.round((today - then) / 86_400_000);
}

export function isSameDay(one: Moment, other: Moment): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** The time of day; of another day than today with its date before it. */
export function timeOf(at: Moment, language?: string): HTMLTimeElement {
  const clock = clockWords(at, language);
  const words = daysAgo(at) === 0 ? clock : `${dayWords(at, language)}, ${clock}`;
  const datetime = new Date(at).toISOString();
  return element(
    'time',
    { datetime, title: new Date(at).toLocaleString(formatsFor(language)) },
    words,
  );
}
