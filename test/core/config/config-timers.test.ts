import { complaint, load, SMALL } from './written-config.js';

function withDesk(lines: string): string {
  return SMALL.replace('    kind: local\n', `    kind: local\n${lines}`);
}

const HOURS = `    hours:
      timeZone: Europe/Berlin
      week:
        mon: ["09:00-12:30", "13:30-18:00"]
        sat: [10:00-24:00]
      closed: [2026-12-25]
`;

describe('When people are at a desk', () => {
  test('is always, and its timers run, unless the file says otherwise', async () => {
    const { main } = (await load(SMALL)).desks;
    expect(main).not.toHaveProperty('hours');
    expect(main?.timers).toEqual({
      remindAfterSeconds: 300,
      escalateAfterSeconds: 900,
      nobodyAfterSeconds: 1_200,
      agentSilentAfterSeconds: 600,
      customerSilentAfterSeconds: 86_400,
    });
  });

  test('is what the file says; on days it leaves out nobody is there', async () => {
    const { main } = (await load(withDesk(HOURS))).desks;
    expect(main?.hours).toEqual({
      timeZone: 'Europe/Berlin',
      week: {
        mon: ['09:00-12:30', '13:30-18:00'],
        tue: [],
        wed: [],
        thu: [],
        fri: [],
        sat: ['10:00-24:00'],
        sun: [],
      },
      closed: ['2026-12-25'],
    });
  });

  test.each<[string, string, string, string]>([
    [
      'a zone nobody knows',
      HOURS.replace('Europe/Berlin', 'Europe/Atlantis'),
      'desks.main.hours.timeZone is "Europe/Atlantis", which does not have the right form.',
      'such as Europe/Berlin.',
    ],
    [
      'no zone',
      HOURS.replace(/ +timeZone.*\n/, ''),
      'desks.main.hours.timeZone is missing.',
      'such as Europe/Berlin.',
    ],
    [
      'a time that ends before it begins',
      HOURS.replace('13:30-18:00', '18:00-13:30'),
      'desks.main.hours.week.mon[1] is "18:00-13:30", which does not have the right form.',
      'such as 09:00-12:30',
    ],
    [
      'a time on a clock of twelve hours',
      HOURS.replace('13:30-18:00', '1:30-6:00pm'),
      'desks.main.hours.week.mon[1] is "1:30-6:00pm", which does not have the right form.',
      'such as 09:00-12:30',
    ],
    [
      'a day there is not',
      HOURS.replace('2026-12-25', '2026-02-30'),
      'desks.main.hours.closed[0] is "2026-02-30", which does not have the right form.',
      'such as 2026-12-25',
    ],
    [
      'a day of another name',
      HOURS.replace('sat:', 'saturday:'),
      'desks.main.hours.week.saturday is not a setting.',
      'Known here: mon, tue, wed, thu, fri, sat, sun.',
    ],
    [
      'a timer that runs for more than a week',
      '    timers: { remindAfterSeconds: 604801 }\n',
      'desks.main.timers.remindAfterSeconds is 604801, which is too large.',
      'Use a whole number from 0 to 604800.',
    ],
    [
      'a timer that runs backwards',
      '    timers: { nobodyAfterSeconds: -1 }\n',
      'desks.main.timers.nobodyAfterSeconds is -1, which is too small.',
      'Use a whole number from 0 to 604800.',
    ],
  ])('cannot be %s', async (_what, lines, problem, remedy) => {
    const told = await complaint(withDesk(lines));
    expect(told).toContain(problem);
    expect(told).toContain(remedy);
  });
});
