import { z } from 'zod';
import { openingSpan } from '../domain/opening-span.js';
import { wholeNumber } from './config-fields.js';

/** A week. What runs longer than that is no reminder any more. */
const TIMER_SECONDS_MAX = 604_800;

/** Opening times of one day; more than a few are a mistake. */
const SPANS_MAX = 10;

/** Some years of holidays. */
const CLOSED_DATES_MAX = 500;

function seconds(usual: number, description: string) {
  return wholeNumber(0, TIMER_SECONDS_MAX, `${description}, in seconds; 0 turns it off`).default(
    usual,
  );
}

/** When somebody is reminded that a handoff goes nowhere. */
export const timers = z
  .strictObject({
    remindAfterSeconds: seconds(300, 'Time an unclaimed handoff waits before the desk is reminded'),
    escalateAfterSeconds: seconds(900, 'Time it waits before further people or rooms are called'),
    nobodyAfterSeconds: seconds(
      1_200,
      'Time it waits before the customer is told that nobody has been free so far',
    ),
    agentSilentAfterSeconds: seconds(
      600,
      'Time a customer waits for the agent who has the handoff before the desk is told',
    ),
    customerSilentAfterSeconds: seconds(
      86_400,
      'Time a customer leaves the agent unanswered before the handoff is closed; it also passes outside the opening hours',
    ),
  })
  .prefault({})
  .describe('When somebody is told that a handoff waits');

function isTimeZone(name: unknown): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(name) }) !== null;
  } catch {
    // RangeError: Intl knows no such zone.
    return false;
  }
}

function isSpan(text: unknown): boolean {
  return openingSpan(String(text)) !== null;
}

const span = z
  .stringFormat('opening-time', isSpan)
  .describe(
    'Time somebody is there, such as 09:00-12:30, on a clock of 24 hours; 24:00 is the end of the day',
  );

function day(name: string) {
  return z.array(span).max(SPANS_MAX).default([]).describe(`When somebody is there on ${name}`);
}

/** When people are at a desk. Without it somebody always is. */
export const hours = z
  .strictObject({
    timeZone: z
      .stringFormat('time-zone', isTimeZone)
      .describe('Time zone of the opening hours, by its IANA name, such as Europe/Berlin'),
    week: z
      .strictObject({
        mon: day('Mondays'),
        tue: day('Tuesdays'),
        wed: day('Wednesdays'),
        thu: day('Thursdays'),
        fri: day('Fridays'),
        sat: day('Saturdays'),
        sun: day('Sundays'),
      })
      .describe('Opening hours by the day of the week; on a day that is left out nobody is there'),
    closed: z
      .array(z.iso.date().describe('Date such as 2026-12-25'))
      .max(CLOSED_DATES_MAX)
      .default([])
      .describe('Dates on which nobody is there whatever the day of the week'),
  })
  .describe(
    'When people are at the desk; outside these hours its timers rest, and customers are told when people are back; if absent, somebody always is',
  );
