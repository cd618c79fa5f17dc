const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something took, as people say it: `5 minutes`, `3 hours`. Always rounded down, and never nothing. */
export function durationInWords(ms: number, language: string): string {
  if (ms < HOUR_MS) return inUnits(Math.max(1, Math.floor(ms / MINUTE_MS)), 'minute', language);
  if (ms < 2 * DAY_MS) return inUnits(Math.floor(ms / HOUR_MS), 'hour', language);
  return inUnits(Math.floor(ms / DAY_MS), 'day', language);
}

function inUnits(count: number, unit: string, language: string): string {
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, style).format(count);
}

/** A day and a time that are near, with the zone they are meant in: `Monday, November 23 at 09:00 AM GMT+1`. */
export function momentInWords(atMs: number, timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(atMs);
}

/** A time for those whose zone nobody knows: `Nov 21, 2026, 12:15 PM UTC`. */
export function timeInWords(atMs: number, language: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, style).format(atMs)} UTC`;
}

/** A day that is told with a quote, by UTC: `18 Nov`, `18. November`. */
export function dayInWords(atMs: number, language: string): string {
  const isEnglish = language === 'en';
  return new Intl.DateTimeFormat(isEnglish ? 'en-GB' : language, {
    day: 'numeric',
    month: isEnglish ? 'short' : 'long',
    timeZone: 'UTC',
  }).format(atMs);
}
