/** Part of a day during which somebody is there, in minutes since midnight; `to` is the first that is not in it. */
export interface OpeningSpan {
  readonly from: number;
  readonly to: number;
}

const MINUTES_OF_DAY = 24 * 60;

/** Reads `09:00-12:30`, on a clock of 24 hours; null if it is nothing of the kind, or ends before it begins. */
export function openingSpan(text: string): OpeningSpan | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (match === null) return null;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const [from, to] = [60 * fromHour + fromMinute, 60 * toHour + toMinute];
  return from < to && to <= MINUTES_OF_DAY ? { from, to } : null;
}
