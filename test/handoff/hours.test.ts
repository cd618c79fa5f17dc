import fc from 'fast-check';
import {
  addOpenMs,
  closesAtMs,
  isOpen,
  type OpeningHours,
  opensAtMs,
} from '../../src/handoff/hours.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** A shop in Berlin with a break at noon and a short Friday. */
const BERLIN: OpeningHours = {
  timeZone: 'Europe/Berlin',
  week: {
    mon: ['09:00-12:30', '13:30-18:00'],
    tue: ['09:00-12:30', '13:30-18:00'],
    wed: ['09:00-12:30', '13:30-18:00'],
    thu: ['09:00-12:30', '13:30-18:00'],
    fri: ['09:00-14:00'],
  },
  closed: ['2026-12-25', '2026-12-26'],
};

const nights = (timeZone: string): OpeningHours => ({
  timeZone,
  week: { sat: ['20:00-24:00'], sun: ['00:00-06:00'] },
  closed: [],
});

describe('Somebody is at the desk', () => {
  test.each<[string, string, boolean]>([
    ['the minute it opens', '2026-11-23T09:00:00+01:00', true],
    ['not the second before', '2026-11-23T08:59:59+01:00', false],
    ['up to the break', '2026-11-23T12:29:59+01:00', true],
    ['not from the minute it closes', '2026-11-23T12:30:00+01:00', false],
    ['again after the break', '2026-11-23T13:30:00+01:00', true],
    ['not on a short Friday afternoon', '2026-11-27T15:00:00+01:00', false],
    ['not at the weekend', '2026-11-28T10:00:00+01:00', false],
    ['not on a holiday, though it is a Friday', '2026-12-25T10:00:00+01:00', false],
    ['on a summer day, by the clock on the wall', '2026-07-06T09:00:00+02:00', true],
    ['on a summer day, not before', '2026-07-06T08:59:59+02:00', false],
  ])('%s', (_what, moment, expected) => {
    expect(isOpen(BERLIN, at(moment))).toBe(expected);
  });

  test('always, where no hours are set', () => {
    expect(isOpen(null, 0)).toBe(true);
    expect(addOpenMs(null, 5, 7)).toBe(12);
    expect(opensAtMs(null, 5)).toBe(5);
    expect(closesAtMs(null, 5)).toBeNull();
  });

  test('on a day of 24 hours to its last moment', () => {
    const hours = { timeZone: 'UTC', week: { wed: ['00:00-24:00'] }, closed: [] };
    expect(isOpen(hours, at('2026-11-25T23:59:59.999Z'))).toBe(true);
    expect(isOpen(hours, at('2026-11-26T00:00:00Z'))).toBe(false);
    expect(isOpen(hours, at('2026-11-24T23:59:59.999Z'))).toBe(false);
  });

  test('on dates of the desk, not of Greenwich', () => {
    const hours = {
      timeZone: 'Pacific/Auckland',
      week: { mon: ['00:00-24:00'] },
      closed: ['2026-11-30'],
    };
    expect(isOpen(hours, at('2026-11-22T11:00:00Z'))).toBe(true);
    expect(isOpen(hours, at('2026-11-29T11:00:00Z'))).toBe(false);
  });
});

describe('The time of the desk passes', () => {
  test.each<[string, string, number, string]>([
    ['while it is open', '2026-11-23T09:00:00+01:00', 15 * MINUTE, '2026-11-23T09:15:00+01:00'],
    ['to the very end', '2026-11-23T12:20:00+01:00', 10 * MINUTE, '2026-11-23T12:30:00+01:00'],
    ['not in the break', '2026-11-23T12:20:00+01:00', 15 * MINUTE, '2026-11-23T13:35:00+01:00'],
    ['not at night', '2026-11-23T17:55:00+01:00', 15 * MINUTE, '2026-11-24T09:10:00+01:00'],
    ['not before it opens', '2026-11-23T03:00:00+01:00', 5 * MINUTE, '2026-11-23T09:05:00+01:00'],
    ['not at the weekend', '2026-11-27T13:50:00+01:00', 20 * MINUTE, '2026-11-30T09:10:00+01:00'],
    ['not over the holidays', '2026-12-24T17:59:00+01:00', 5 * MINUTE, '2026-12-28T09:04:00+01:00'],
    ['over days', '2026-11-23T09:00:00+01:00', 20 * HOUR, '2026-11-25T14:00:00+01:00'],
  ])('%s', (_what, from, ms, expected) => {
    expect(iso(addOpenMs(BERLIN, at(from), ms))).toBe(iso(at(expected)));
  });

  test('at once, if none is asked for', () => {
    expect(addOpenMs(BERLIN, at('2026-11-28T10:00:00Z'), 0)).toBe(at('2026-11-28T10:00:00Z'));
  });

  test.each<[string, OpeningHours]>([
    ['where nobody ever is', { timeZone: 'UTC', week: {}, closed: [] }],
    ['where the times cannot be read', { timeZone: 'UTC', week: { mon: ['9-5'] }, closed: [] }],
  ])('never %s', (_what, hours) => {
    expect(addOpenMs(hours, at('2026-11-23T10:00:00Z'), MINUTE)).toBeNull();
    expect(opensAtMs(hours, at('2026-11-23T10:00:00Z'))).toBeNull();
  });

  test('no further ahead than we look', () => {
    const hours = { timeZone: 'UTC', week: { mon: ['10:00-10:01'] }, closed: [] };
    expect(iso(addOpenMs(hours, at('2026-11-23T10:00:00Z'), 8 * MINUTE))).toBe(
      '2027-01-11T10:01:00.000Z',
    );
    expect(addOpenMs(hours, at('2026-11-23T10:00:00Z'), 10 * MINUTE)).toBeNull();
  });
});

describe('When the clocks change', () => {
  test.each<[string, string, string, string, number, string]>([
    // The night of 29 March 2026, 02:00 becomes 03:00: from 00:00 to 06:00 there are five hours.
    [
      'in spring in Berlin, the hour that is skipped does not pass',
      'Europe/Berlin',
      '2026-03-28T20:00:00+01:00',
      '2026-03-29T06:00:00+02:00',
      9,
      '2026-03-29T05:00:00+02:00',
    ],
    // The night of 25 October 2026, 03:00 becomes 02:00: there are seven.
    [
      'in autumn in Berlin, the hour that is repeated passes twice',
      'Europe/Berlin',
      '2026-10-24T20:00:00+02:00',
      '2026-10-25T06:00:00+01:00',
      11,
      '2026-10-25T05:00:00+01:00',
    ],
    [
      'in spring in New York',
      'America/New_York',
      '2026-03-07T20:00:00-05:00',
      '2026-03-08T06:00:00-04:00',
      9,
      '2026-03-08T05:00:00-04:00',
    ],
    [
      'in autumn in New York',
      'America/New_York',
      '2026-10-31T20:00:00-04:00',
      '2026-11-01T06:00:00-05:00',
      11,
      '2026-11-01T05:00:00-05:00',
    ],
    // Lord Howe Island changes by half an hour.
    [
      'by half an hour on Lord Howe Island',
      'Australia/Lord_Howe',
      '2026-10-03T20:00:00+10:30',
      '2026-10-04T06:00:00+11:00',
      9.5,
      '2026-10-04T05:00:00+11:00',
    ],
  ])('%s', (_what, zone, opens, closes, hoursOpen, oneHourLess) => {
    const hours = nights(zone);
    expect(iso(opensAtMs(hours, at(opens) - 2 * HOUR))).toBe(iso(at(opens)));
    expect(iso(closesAtMs(hours, at(opens)))).toBe(iso(at(closes)));
    expect(iso(addOpenMs(hours, at(opens), hoursOpen * HOUR))).toBe(iso(at(closes)));
    const later = addOpenMs(hours, at(opens), (hoursOpen - 1) * HOUR);
    expect(iso(later)).toBe(iso(at(oneHourLess)));
  });

  test('an opening that is skipped begins when the clocks have changed', () => {
    const hours = { timeZone: 'Europe/Berlin', week: { sun: ['02:30-04:00'] }, closed: [] };
    expect(iso(opensAtMs(hours, at('2026-03-29T00:00:00Z')))).toBe('2026-03-29T01:00:00.000Z');
    expect(iso(addOpenMs(hours, at('2026-03-29T00:00:00Z'), HOUR))).toBe(
      '2026-03-29T02:00:00.000Z',
    );
  });

  test('a closing that is repeated closes twice', () => {
    const hours = { timeZone: 'Europe/Berlin', week: { sun: ['01:00-02:30'] }, closed: [] };
    const first = at('2026-10-25T02:30:00+02:00');
    expect(iso(closesAtMs(hours, at('2026-10-25T01:00:00+02:00')))).toBe(iso(first));
    expect(iso(opensAtMs(hours, first))).toBe('2026-10-25T01:00:00.000Z');
    expect(iso(closesAtMs(hours, first + 30 * MINUTE))).toBe('2026-10-25T01:30:00.000Z');
  });
});

const spans = fc
  .array(fc.tuple(fc.nat(1_439), fc.integer({ min: 1, max: 1_440 })), { maxLength: 3 })
  .map((all) => all.filter(([from, to]) => from < to).map(([from, to]) => `${hm(from)}-${hm(to)}`));

function hm(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const anyHours: fc.Arbitrary<OpeningHours> = fc.record({
  timeZone: fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Santiago',
    'Africa/Casablanca',
  ),
  week: fc.record({
    mon: spans,
    tue: spans,
    wed: spans,
    thu: spans,
    fri: spans,
    sat: spans,
    sun: spans,
  }),
  closed: fc.constantFrom([], ['2026-03-29'], ['2026-10-25', '2026-11-01']),
});

/** Around all changes of the clocks in these zones, and some ordinary days. */
const anyMoment = fc.integer({ min: at('2026-02-01T00:00:00Z'), max: at('2026-12-01T00:00:00Z') });

describe('Whatever the hours, the zone and the moment', () => {
  const quick = { numRuns: 60 };

  test('what has passed is what was asked for, as a minute hand counts it', () => {
    fc.assert(
      fc.property(
        anyHours,
        anyMoment.map((ms) => ms - (ms % MINUTE)),
        fc.integer({ min: 1, max: 900 }),
        (hours, from, minutes) => {
          const due = addOpenMs(hours, from, minutes * MINUTE);
          if (due === null || due - from > 3 * DAY) return;
          let open = 0;
          for (let now = from; now < due; now += MINUTE) open += isOpen(hours, now) ? 1 : 0;
          expect(open).toBe(minutes);
          expect(isOpen(hours, due - 1)).toBe(true);
        },
      ),
      quick,
    );
  });

  test('two waits in a row are one wait of both', () => {
    const wait = fc.integer({ min: 1, max: 10 * HOUR });
    fc.assert(
      fc.property(anyHours, anyMoment, wait, wait, (hours, from, one, other) => {
        const first = addOpenMs(hours, from, one);
        const both = addOpenMs(hours, from, one + other);
        if (first === null || both === null) return;
        expect(addOpenMs(hours, first, other)).toBe(both);
      }),
      quick,
    );
  });

  test('it opens where it is open and was not before, and closes likewise', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (hours, from) => {
        const opens = opensAtMs(hours, from);
        if (opens !== null) {
          expect(isOpen(hours, opens)).toBe(true);
          expect(opens === from || !isOpen(hours, opens - 1)).toBe(true);
        }
        const closes = closesAtMs(hours, from);
        if (closes === null) return;
        expect(isOpen(hours, closes)).toBe(false);
        expect(closes === from || isOpen(hours, closes - 1)).toBe(true);
      }),
      quick,
    );
  });
});
