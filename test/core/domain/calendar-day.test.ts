import { calendarDay } from '../../../src/core/domain/calendar-day.js';

/** A Saturday. */
const NOW_MS = Date.UTC(2026, 10, 21, 9, 30);

test.each([
  ['2026-12-24', '2026-12-24'],
  ['2026/2/3', '2026-02-03'],
  ['24.12.2026', '2026-12-24'],
  ['4/4/2026', '2026-04-04'],
  ['3 December 2027', '2027-12-03'],
  ['December 3rd, 2026', '2026-12-03'],
  ['3 December', '2026-12-03'],
  ['the 1st of February', '2027-02-01'],
  ['20 October', '2026-10-20'],
  ['today', '2026-11-21'],
  ['tomorrow', '2026-11-22'],
  ['the day after tomorrow', '2026-11-23'],
  ['yesterday', '2026-11-20'],
  ['in 3 days', '2026-11-24'],
  ['in two weeks', '2026-12-05'],
  ['Saturday', '2026-11-28'],
  ['this Sunday', '2026-11-22'],
  ['next Friday', '2026-11-27'],
  ['last Friday', '2026-11-20'],
  ['last Saturday', '2026-11-14'],
  ['the 25th', '2026-11-25'],
  ['the 2nd', '2026-12-02'],
  ['29 February 2028', '2028-02-29'],
])('%s is %s', (said, day) => {
  expect(calendarDay(said, NOW_MS)).toBe(day);
});

test.each([
  '4/5/2026',
  '31 February 2026',
  '29 February 2027',
  'someday',
  'Christmas',
  'May',
  '45.13.2026',
])('%s is no day, or could be several', (said) => {
  expect(calendarDay(said, NOW_MS)).toBeNull();
});

test('days are told rightly through four centuries, leap years among them', () => {
  for (let year = 1970; year < 2370; year += 7) {
    for (const [month, day] of [
      [1, 1],
      [2, 28],
      [3, 1],
      [12, 31],
    ] as const) {
      const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      expect(calendarDay(iso, NOW_MS)).toBe(iso);
      const atMs = Date.parse(`${iso}T12:00:00Z`);
      const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
      const today = names[new Date(atMs).getUTCDay()] ?? '';
      expect(calendarDay(`next ${today}`, atMs)).toBe(
        new Date(atMs + 7 * 86_400_000).toISOString().slice(0, 10),
      );
    }
  }
});
