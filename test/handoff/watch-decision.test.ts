import fc from 'fast-check';
import { type Conversation, EMPTY_CONVERSATION } from '../../src/core/domain/conversation.js';
import type { Handoff } from '../../src/core/domain/handoff.js';
import { openHandoff, withAlarms } from '../../src/core/domain/handoff.js';
import type { OpeningHours } from '../../src/handoff/hours.js';
import { type Timers, watchDecision } from '../../src/handoff/watch-decision.js';
import { ANA, BEN, newHandoff } from '../support/builders.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A Monday at ten in Berlin, when the shop of the tests is open until 18:00. */
const TEN = Date.parse('2026-11-23T10:00:00+01:00');

const TIMERS: Timers = {
  remindAfterMs: 5 * MINUTE,
  escalateAfterMs: 15 * MINUTE,
  nobodyAfterMs: 20 * MINUTE,
  agentSilentAfterMs: 10 * MINUTE,
  customerSilentAfterMs: 24 * HOUR,
};

const OFF: Timers = {
  remindAfterMs: 0,
  escalateAfterMs: 0,
  nobodyAfterMs: 0,
  agentSilentAfterMs: 0,
  customerSilentAfterMs: 0,
};

const HOURS: OpeningHours = {
  timeZone: 'Europe/Berlin',
  week: { mon: ['09:00-18:00'], tue: ['09:00-18:00'] },
  closed: [],
};

const EMPTY: Conversation = {
  ...EMPTY_CONVERSATION,
  id: 'c1',
  tenant: 'demo',
  channel: 'demo-web',
  thread: 'visit-1',
  customer: { id: 'visit-1', name: 'Visitor' },
  createdAtMs: TEN,
};

/** A conversation with a handoff, through these steps; by whom matters only for claims. */
function talk(steps: readonly Handoff['history'][number][], rest: Partial<Conversation> = {}) {
  const [first, ...others] = steps;
  const opened = openHandoff(newHandoff(EMPTY, first?.atMs ?? TEN));
  const last = steps.at(-1);
  const handoff: Handoff = {
    ...opened,
    state: last?.state ?? 'open',
    claimedBy: last?.state === 'claimed' ? (last.by ?? null) : null,
    history: [...opened.history, ...others],
  };
  const owner = last?.state === 'claimed' ? ('agent' as const) : ('waiting' as const);
  return { ...EMPTY, ...rest, owner, handoff };
}

const opened = { state: 'open', atMs: TEN } as const;
const claimed = (atMs: number) => ({ state: 'claimed', atMs, by: ANA }) as const;

/** What is done at each look, as a sweep that comes exactly in time would look. */
function looks(
  start: Conversation,
  untilMs: number,
  { timers = TIMERS, hours = null as OpeningHours | null, fromMs = TEN } = {},
): string[] {
  const seen: string[] = [];
  let conversation = start;
  let nowMs: number | null = fromMs;
  for (let count = 0; nowMs !== null && nowMs <= untilMs; count++) {
    if (count > 100) throw new Error('It looks for ever.');
    const at = (nowMs - TEN) / MINUTE;
    const decision = watchDecision(conversation, timers, hours, nowMs);
    const { fired, expires, waitingIds, nextAtMs, alarms } = decision;
    seen.push(...fired.map(({ kind }) => `${kind} ${at}`));
    seen.push(...waitingIds.map((id) => `waiting ${id} ${at}`));
    if (expires) return [...seen, `expires ${at}`];
    const told = conversation.unmarked.map((one) =>
      waitingIds.includes(one.messageId) ? { ...one, isWaitingTold: true } : one,
    );
    const { handoff } = conversation;
    conversation = {
      ...conversation,
      unmarked: told,
      handoff: handoff && withAlarms(handoff, alarms),
    };
    if (nextAtMs !== null && nextAtMs <= nowMs) throw new Error('It would look again at once.');
    nowMs = nextAtMs;
  }
  return seen;
}

describe('A handoff nobody claims', () => {
  test('is reminded of, calls further people, and the customer is told; each once', () => {
    expect(looks(talk([opened]), TEN + 48 * HOUR)).toEqual([
      'remind 5',
      'escalate 15',
      'nobody 20',
    ]);
  });

  test('begins again when it is released', () => {
    const released = [opened, claimed(TEN + 7 * MINUTE), { state: 'open', atMs: TEN + HOUR }];
    const before = talk(released as Handoff['history'][number][]);
    const handoff = before.handoff && withAlarms(before.handoff, [`remind@${TEN}`]);
    expect(looks({ ...before, handoff }, TEN + 48 * HOUR, { fromMs: TEN + HOUR })).toEqual([
      'remind 65',
      'escalate 75',
      'nobody 80',
    ]);
  });

  test.each<[string, Partial<Timers>, string[]]>([
    ['no reminder', { remindAfterMs: 0 }, ['escalate 15', 'nobody 20']],
    ['no escalation', { escalateAfterMs: 0 }, ['remind 5', 'nobody 20']],
    ['no notice', { nobodyAfterMs: 0 }, ['remind 5', 'escalate 15']],
  ])('where config wants it: %s', (_what, off, seen) => {
    expect(looks(talk([opened]), TEN + HOUR, { timers: { ...TIMERS, ...off } })).toEqual(seen);
  });

  test('is not looked at again where all timers are off', () => {
    expect(watchDecision(talk([opened]), OFF, null, TEN).nextAtMs).toBeNull();
  });

  test('after a long stop of ours needs no reminder besides all else', () => {
    const { fired, alarms, nextAtMs } = watchDecision(talk([opened]), TIMERS, null, TEN + HOUR);
    expect(fired.map(({ kind }) => kind)).toEqual(['escalate', 'nobody']);
    expect(alarms).toEqual([`remind@${TEN}`, `escalate@${TEN}`, `nobody@${TEN}`]);
    expect(nextAtMs).toBeNull();
  });

  test('says since when it has waited', () => {
    const { fired } = watchDecision(talk([opened]), TIMERS, null, TEN + 5 * MINUTE);
    expect(fired).toEqual([{ kind: 'remind', sinceMs: TEN }]);
  });
});

describe('Outside the opening hours', () => {
  const at = (iso: string) => Date.parse(iso);

  test('nobody is reminded; the customer is told once, and the rest waits for the morning', () => {
    const late = at('2026-11-23T20:00:00+01:00');
    const talkAt = talk([{ state: 'open', atMs: late }]);
    const seen = looks(talkAt, late + 20 * HOUR, { hours: HOURS, fromMs: late });
    const nine = (at('2026-11-24T09:00:00+01:00') - TEN) / MINUTE;
    expect(seen).toEqual([
      `closed ${(late - TEN) / MINUTE}`,
      `remind ${nine + 5}`,
      `escalate ${nine + 15}`,
      `nobody ${nine + 20}`,
    ]);
  });

  test('a customer who still waits when people go home is told so then', () => {
    const late = at('2026-11-23T17:57:00+01:00');
    const seen = looks(talk([{ state: 'open', atMs: late }]), late + 10 * HOUR, {
      hours: HOURS,
      fromMs: late,
    });
    expect(seen).toEqual([`closed ${8 * 60}`]);
  });

  test('a customer who is not answered while it is open is not told that it closes later', () => {
    const { nextAtMs, fired } = watchDecision(talk([opened]), OFF, HOURS, TEN);
    expect(fired).toEqual([]);
    expect(nextAtMs).toBe(at('2026-11-23T18:00:00+01:00'));
  });

  test('what runs out at the very moment of closing is told in two writes', () => {
    const from = at('2026-11-23T17:40:00+01:00');
    const open = talk([{ state: 'open', atMs: from }]);
    const closing = from + 20 * MINUTE;
    const first = watchDecision(open, TIMERS, HOURS, closing);
    expect(first.fired.map(({ kind }) => kind)).toEqual(['escalate', 'closed']);
    expect(first.nextAtMs).toBe(closing + 1);
    const handoff = withAlarms(open.handoff, first.alarms);
    const second = watchDecision({ ...open, handoff }, TIMERS, HOURS, closing + 1);
    expect(second.fired.map(({ kind }) => kind)).toEqual(['nobody']);
    expect(second.nextAtMs).toBeNull();
  });

  test('an agent may rest, a customer who is silent is not waited for any longer', () => {
    const late = at('2026-11-23T17:55:00+01:00');
    const waits = talk([opened, claimed(TEN)], { customerAtMs: late, agentAtMs: TEN });
    const nine = (at('2026-11-24T09:00:00+01:00') - TEN) / MINUTE;
    expect(looks(waits, late + 20 * HOUR, { hours: HOURS, fromMs: late })).toEqual([
      `agent-silent ${nine + 5}`,
    ]);
    const silent = talk([opened, claimed(TEN)], { customerAtMs: TEN, agentAtMs: late });
    expect(looks(silent, late + 48 * HOUR, { hours: HOURS, fromMs: late })).toEqual([
      `expires ${(late + 24 * HOUR - TEN) / MINUTE}`,
    ]);
  });

  test('where nobody ever comes back, no timer runs', () => {
    const hours = { ...HOURS, week: {} };
    const { fired, nextAtMs } = watchDecision(talk([opened]), TIMERS, hours, TEN);
    expect(fired.map(({ kind }) => kind)).toEqual(['closed']);
    expect(nextAtMs).toBeNull();
  });
});

describe('A handoff that an agent has', () => {
  const claimedAt = (minutes: number) => [opened, claimed(TEN + minutes * MINUTE)];

  test('is not reminded of any more', () => {
    const begun = talk(claimedAt(1), { agentAtMs: TEN + MINUTE });
    expect(looks(begun, TEN + 10 * HOUR, { fromMs: TEN + MINUTE })).toEqual([]);
  });

  test('and has said nothing yet: the customer waits from the claim on', () => {
    const silent = talk(claimedAt(3), { customerAtMs: TEN });
    expect(looks(silent, TEN + 10 * HOUR, { fromMs: TEN + 3 * MINUTE })).toEqual([
      'agent-silent 13',
    ]);
  });

  test('and does not answer: the customer waits from their first words on', () => {
    const before = talk(claimedAt(1), {
      agentAtMs: TEN + 2 * MINUTE,
      customerAtMs: TEN + 5 * MINUTE,
    });
    const first = watchDecision(before, TIMERS, null, TEN + 5 * MINUTE);
    expect(first).toMatchObject({ fired: [], nextAtMs: TEN + 15 * MINUTE });
    // The customer asks again and again, and does not thereby put the alarm off.
    const handoff = withAlarms(before.handoff, first.alarms);
    const again = { ...before, handoff, customerAtMs: TEN + 14 * MINUTE };
    const second = watchDecision(again, TIMERS, null, TEN + 14 * MINUTE);
    expect(second).toMatchObject({ fired: [], alarms: [], nextAtMs: TEN + 15 * MINUTE });
    const third = watchDecision(again, TIMERS, null, TEN + 15 * MINUTE);
    expect(third.fired).toEqual([{ kind: 'agent-silent', sinceMs: TEN + 5 * MINUTE }]);
    // Nothing more until somebody speaks.
    const told = { ...again, handoff: withAlarms(handoff, third.alarms) };
    const later = { ...told, customerAtMs: TEN + HOUR };
    expect(watchDecision(later, TIMERS, null, TEN + HOUR)).toMatchObject({
      fired: [],
      nextAtMs: null,
    });
    // The agent answers, the customer asks anew: a wait of its own.
    const anew = { ...later, agentAtMs: TEN + 2 * HOUR, customerAtMs: TEN + 3 * HOUR };
    expect(looks(anew, TEN + 10 * HOUR, { fromMs: TEN + 3 * HOUR })).toEqual(['agent-silent 190']);
  });

  test('after another one had it: the wait is theirs from their claim on', () => {
    const steps = [
      opened,
      claimed(TEN),
      { state: 'open', atMs: TEN + HOUR, by: ANA } as const,
      { state: 'claimed', atMs: TEN + 2 * HOUR, by: BEN } as const,
    ];
    const waits = talk(steps, { agentAtMs: TEN + MINUTE, customerAtMs: TEN + 5 * MINUTE });
    expect(looks(waits, TEN + 10 * HOUR, { fromMs: TEN + 2 * HOUR })).toEqual(['agent-silent 130']);
  });

  test('and whom the customer leaves without an answer is closed', () => {
    const silent = talk(claimedAt(1), { agentAtMs: TEN + MINUTE, customerAtMs: TEN });
    expect(looks(silent, TEN + 48 * HOUR, { fromMs: TEN + MINUTE })).toEqual([
      `expires ${24 * 60 + 1}`,
    ]);
  });

  test.each<[string, Partial<Conversation>, Partial<Timers>]>([
    ['the customer spoke last', { agentAtMs: TEN, customerAtMs: TEN + 1 }, {}],
    ['nobody has said anything', { agentAtMs: 0, customerAtMs: 0 }, {}],
    ['the timer is off', { agentAtMs: TEN }, { customerSilentAfterMs: 0 }],
  ])('stays open if %s', (_what, rest, timers) => {
    const seen = looks(talk(claimedAt(0), rest), TEN + 100 * HOUR, {
      timers: { ...TIMERS, agentSilentAfterMs: 0, ...timers },
    });
    expect(seen).toEqual([]);
  });
});

describe('A reply that the customer has not seen', () => {
  const unmarked = (id: string, saidAtMs: number, isWaitingTold = false) => ({
    messageId: id,
    seq: 1,
    saidAtMs,
    isWaitingTold,
  });

  test('is told to the desk five seconds later, once', () => {
    const { handoff } = talk([opened, claimed(TEN)]);
    const replies = [unmarked('a', TEN, true), unmarked('b', TEN), unmarked('c', TEN + 2_000)];
    const conversation = { ...EMPTY, handoff, unmarked: replies, agentAtMs: TEN };
    const second = 1 / 60;
    expect(looks(conversation, TEN + HOUR)).toEqual([
      `waiting b ${5 * second}`,
      `waiting c ${7_000 / MINUTE}`,
    ]);
  });

  test('is told when the case is closed already, too', () => {
    const conversation = { ...EMPTY, unmarked: [unmarked('a', TEN)] };
    expect(looks(conversation, TEN + HOUR)).toEqual([`waiting a ${5_000 / MINUTE}`]);
  });
});

test('Nothing is left to look for in a conversation that the bot has', () => {
  expect(watchDecision(EMPTY, TIMERS, HOURS, TEN)).toEqual({
    alarms: [],
    fired: [],
    expires: false,
    waitingIds: [],
    nextAtMs: null,
  });
});

describe('Whatever has happened, and however late anybody looks', () => {
  const minutes = fc.integer({ min: 0, max: 3 * 24 * 60 }).map((count) => TEN + count * MINUTE);
  const timer = fc.constantFrom(0, 1, 5 * MINUTE, 10 * MINUTE, 24 * HOUR);
  const anyTimers: fc.Arbitrary<Timers> = fc.record({
    remindAfterMs: timer,
    escalateAfterMs: timer,
    nobodyAfterMs: timer,
    agentSilentAfterMs: timer,
    customerSilentAfterMs: timer,
  });
  const anyTalk = fc
    .record({
      times: fc.array(minutes, { minLength: 1, maxLength: 5 }),
      customerAtMs: minutes,
      agentAtMs: fc.oneof(fc.constant(0), minutes),
      nowMs: minutes,
    })
    .map(({ times, customerAtMs, agentAtMs, nowMs }) => {
      const steps = [...times]
        .sort((one, other) => one - other)
        .map((atMs, index) => (index % 2 === 0 ? { state: 'open' as const, atMs } : claimed(atMs)));
      const latest = Math.max(nowMs, ...times, customerAtMs, agentAtMs);
      return { conversation: talk(steps, { customerAtMs, agentAtMs }), nowMs: latest };
    });

  test('what has been done is not done again, and the next look is later than this one', () => {
    fc.assert(
      fc.property(
        anyTalk,
        anyTimers,
        fc.constantFrom(null, HOURS, { ...HOURS, week: {} }),
        ({ conversation, nowMs }, timers, hours) => {
          const seen: string[] = [];
          let now: number | null = nowMs;
          let { handoff } = conversation;
          // Far more looks than there are timers; each of them does or plans something.
          for (let look = 0; now !== null && look < 20; look++) {
            const decision = watchDecision({ ...conversation, handoff }, timers, hours, now);
            if (decision.expires) return;
            seen.push(...decision.fired.map(({ kind, sinceMs }) => `${kind} ${sinceMs}`));
            handoff = withAlarms(handoff, decision.alarms);
            if (decision.nextAtMs !== null) expect(decision.nextAtMs).toBeGreaterThan(now);
            now = decision.nextAtMs;
          }
          expect(now).toBeNull();
          expect(new Set(seen).size).toBe(seen.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
