import { openingSpan } from '../core/domain/opening-span.js';

/**
 * When people are at a desk, and how much of their time has passed. A moment is open exactly if the clock on the wall of
 * the desk's zone shows an opening time; so an hour that daylight saving time skips never passes, and one that it repeats
 * passes twice.
 */

/** The days of a week as Intl shortens them in English, in small letters. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** `week` holds times such as `09:00-12:30`; on a day without any, and on the dates of `closed`, nobody is there. */
export interface OpeningHours {
  /** An IANA name. */
  readonly timeZone: string;
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Dates such as `2026-12-25`. */
  readonly closed: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How far ahead an opening is looked for. Whoever is away for longer is not coming back by a timer. */
export const OPEN_SEARCH_DAYS_MAX = 60;

/** Null hours: somebody is always there. */
export function isOpen(hours: OpeningHours | null, atMs: number): boolean {
  return hours === null || isOpenAt(hours, wallClock(hours.timeZone, atMs));
}

/** The moment at which so much open time has passed since `fromMs`; null if it is further than we look. */
export function addOpenMs(hours: OpeningHours | null, fromMs: number, ms: number): number | null {
  if (hours === null || ms <= 0) return fromMs + ms;
  let missingMs = ms;
  for (const piece of pieces(hours, fromMs)) {
    if (!piece.isOpen) continue;
    if (piece.toMs - piece.fromMs >= missingMs) return piece.fromMs + missingMs;
    missingMs -= piece.toMs - piece.fromMs;
  }
  return null;
}

/** When somebody is there next: now, if it is open; null if that is further than we look. */
export function opensAtMs(hours: OpeningHours | null, fromMs: number): number | null {
  return hours === null ? fromMs : firstPiece(hours, fromMs, true);
}

/** When nobody is there any more: now, if it is closed; null if that is further than we look. */
export function closesAtMs(hours: OpeningHours | null, fromMs: number): number | null {
  return hours === null ? null : firstPiece(hours, fromMs, false);
}

interface Piece {
  readonly isOpen: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Time from a moment on, cut where it opens, closes, begins a day or the clocks change. */
function* pieces(hours: OpeningHours, fromMs: number): Generator<Piece> {
  const endMs = fromMs + OPEN_SEARCH_DAYS_MAX * DAY_MS;
  let atMs = fromMs;
  while (atMs < endMs) {
    const wall = wallClock(hours.timeZone, atMs);
    const toMs = pieceEnd(hours, wall, atMs);
    yield { isOpen: isOpenAt(hours, wall), fromMs: atMs, toMs };
    atMs = toMs;
  }
}

function firstPiece(hours: OpeningHours, fromMs: number, wanted: boolean): number | null {
  for (const piece of pieces(hours, fromMs)) if (piece.isOpen === wanted) return piece.fromMs;
  return null;
}

/** The clock on the wall: what it shows decides, whatever the time is elsewhere. */
interface WallClock {
  readonly date: string;
  readonly weekday: Weekday;
  readonly msOfDay: number;
}

function isOpenAt(hours: OpeningHours, wall: WallClock): boolean {
  return spansOn(hours, wall).some(
    ({ from, to }) => from * MINUTE_MS <= wall.msOfDay && wall.msOfDay < to * MINUTE_MS,
  );
}

function spansOn(hours: OpeningHours, { date, weekday }: WallClock) {
  if (hours.closed.includes(date)) return [];
  return (hours.week[weekday] ?? []).flatMap((span) => openingSpan(span) ?? []);
}

/** Where the wall clock comes to the next opening, closing or midnight, or is set to another time before that. */
function pieceEnd(hours: OpeningHours, wall: WallClock, atMs: number): number {
  const bounds = spansOn(hours, wall).flatMap(({ from, to }) => [from * MINUTE_MS, to * MINUTE_MS]);
  const next = Math.min(DAY_MS, ...bounds.filter((bound) => bound > wall.msOfDay));
  const endMs = atMs + next - wall.msOfDay;
  return isUnchanged(hours, wall, atMs, endMs) ? endMs : changeWithin(hours, wall, atMs, endMs);
}

/** Whether the clock has simply gone on between two moments less than a day apart. */
function isUnchanged({ timeZone }: OpeningHours, wall: WallClock, atMs: number, laterMs: number) {
  const { msOfDay } = wallClock(timeZone, laterMs);
  return (wall.msOfDay + laterMs - atMs) % DAY_MS === msOfDay;
}

/** The moment at which the clocks are changed, of which there is at most one in a day. */
function changeWithin(hours: OpeningHours, wall: WallClock, atMs: number, endMs: number): number {
  let [beforeMs, afterMs] = [atMs, endMs];
  while (afterMs - beforeMs > 1) {
    const middleMs = Math.floor((beforeMs + afterMs) / 2);
    if (isUnchanged(hours, wall, atMs, middleMs)) beforeMs = middleMs;
    else afterMs = middleMs;
  }
  return afterMs;
}

/** Making one takes long, using one does not. Zones are named in the config, so there are few. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

function wallClock(timeZone: string, atMs: number): WallClock {
  const parts = formatOf(timeZone).formatToParts(atMs);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? '';
  const seconds = 3_600 * Number(part('hour')) + 60 * Number(part('minute'));
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    // Intl has no type for its own short names; they are these seven.
    weekday: part('weekday').toLowerCase() as Weekday,
    msOfDay: (seconds + Number(part('second'))) * 1_000 + (((atMs % 1_000) + 1_000) % 1_000),
  };
}
