import {
  isFinal,
  isGone,
  KNOWN_TEAMS_CODES,
  teamsVerdict,
} from '../../../src/channels/teams/teams-errors.js';
import { TeamsFailure } from '../../../src/channels/teams/teams-shapes.js';
import { TEAMS_ANSWERS } from '../../support/teams/teams-failures.js';

const WORDING = { language: 'en', overrides: {} } as const;
const failure = (
  status: number,
  code = '',
  retryAfterMs: number | null = null,
  isUnknown = false,
) => new TeamsFailure(status, code, retryAfterMs, isUnknown);
const verdict = (one: TeamsFailure, attempts = 0, isUnknown = false) =>
  teamsVerdict(one, { attempts, isUnknown }, WORDING);

test('every code that Teams documents is known, and means one thing', () => {
  const documented = Object.values(TEAMS_ANSWERS).map(({ code }) => code);
  const named = new Set(documented.filter((code) => code !== '' && code !== 'ServiceError'));
  expect([...named].filter((code) => !KNOWN_TEAMS_CODES.includes(code))).toEqual([]);
  expect(new Set(KNOWN_TEAMS_CODES).size).toBe(KNOWN_TEAMS_CODES.length);
});

test.each([
  [403, 'BotNotInConversationRoster', /not in this Teams chat/],
  [404, 'BotNotInConversationRoster', /not in this Teams chat/],
  [403, 'ForbiddenOperationException', /not in this Teams chat/],
  [403, 'Forbidden MessageWritesBlocked', /has blocked the bot/],
  [403, 'ConversationBlockedByUser', /has blocked the bot/],
  [403, 'BotDisabledByUser', /has blocked the bot/],
  [403, 'BotDisabledByAdmin', /administrator/],
  [403, 'NotEnoughPermissions', /does not let the bot do this \(403 NotEnoughPermissions\)/],
  [403, '', /does not let the bot do this \(403\)/],
  [404, 'ConversationNotFound', /does not know this chat/],
  [404, 'ActivityNotFoundInConversation', /message is not there/],
  [404, '', /does not know this chat/],
  [400, 'BadArgument', /did not accept the message \(400 BadArgument\)/],
  [413, 'MessageSizeTooBig', /too long/],
  [501, 'DeleteActivityAPINotImplemented', /did not accept the message/],
  [0, 'ServiceUrlRefused', /served elsewhere/],
])('%i %s is final', (status, code, words) => {
  const one = failure(status, code);
  expect(verdict(one)).toEqual({
    outcome: { kind: 'failed', reason: expect.stringMatching(words) },
    problem: null,
  });
  expect(isFinal(one)).toBe(true);
});

test.each([
  [429, 'Throttled', 7_000, 7_000],
  [429, '', null, 2_000],
  [412, 'PreconditionFailed', null, 2_000],
])('%i %s waits as long as Teams says, and the try does not count', (status, code, said, waits) => {
  const { outcome, problem } = verdict(failure(status, code, said), 9);
  expect(outcome).toMatchObject({ kind: 'retry', afterMs: waits, isPatient: true });
  expect(outcome).not.toHaveProperty('isUnknown');
  expect(problem).toBeNull();
});

test.each([401, 403])('credentials that are refused with %i are waited for', (status) => {
  const { outcome, problem } = verdict(failure(status, 'BotNotRegistered'), 99);
  expect(outcome).toMatchObject({ kind: 'retry', afterMs: 60_000, isPatient: true });
  expect(problem).toMatch(/credentials/);
});

test.each([0, 408, 500, 502, 503, 504])('%i is tried again, and in the end waits', (status) => {
  const first = verdict(failure(status, '', null, true), 0);
  expect(first.outcome).toMatchObject({ kind: 'retry', isUnknown: true });
  expect(first.outcome).not.toHaveProperty('isPatient');
  expect(first.problem).toBeNull();
  const later = verdict(failure(status), 2);
  expect(later.outcome).toMatchObject({ kind: 'retry', isPatient: true, afterMs: 15_000 });
  expect(later.problem).not.toBeNull();
});

test('what nobody knows is tried as often as the plan says', () => {
  const { outcome } = verdict(failure(418, 'Teapot'), 50);
  expect(outcome).toEqual({
    kind: 'retry',
    reason: 'Teams answered with a problem we do not know (418 Teapot).',
  });
});

test('of a message in parts, what stands there already makes it unknown', () => {
  expect(verdict(failure(503), 0, true).outcome).toMatchObject({ isUnknown: true });
});

test('only what is not there is gone', () => {
  expect(isGone(failure(404, 'ActivityNotFoundInConversation'))).toBe(true);
  expect(isGone(failure(403))).toBe(false);
});
