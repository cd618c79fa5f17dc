import {
  isDoneAlready,
  KNOWN_SLACK_ERRORS,
  type SlackFailure,
  slackOutcome,
  slackVerdict,
} from '../../../src/channels/slack/slack-errors.js';

const WORDING = { language: 'en', overrides: {} } as const;
const verdict = (failure: SlackFailure) => slackVerdict(failure, WORDING);
const platform = (error: string) => verdict({ kind: 'platform', error });

test.each([
  ['is_archived', 'channel-broken', 'This Slack room is archived.'],
  [
    'not_in_channel',
    'channel-broken',
    'The bot is not in this Slack room. Invite it with /invite.',
  ],
  [
    'token_revoked',
    'channel-broken',
    'Slack refuses the token of the app. It has to be installed again.',
  ],
  ['msg_too_long', 'final', 'The message is too long for Slack.'],
  ['invalid_blocks', 'final', 'Slack did not accept the message (invalid_blocks).'],
  ['accesslimited', 'channel-broken', 'Slack lets nobody, or not the bot, write in this room.'],
  [
    'cannot_reply_to_message',
    'final',
    'Slack did not accept the message (cannot_reply_to_message).',
  ],
  ['ratelimited', 'retry', 'Slack asks to wait: too many messages.'],
  ['internal_error', 'retry', 'Slack has a problem of its own (internal_error).'],
])('%s is %s: %s', (error, kind, words) => {
  expect(platform(error)).toMatchObject({ kind, words, isKnown: true });
});

test('every known error has words without a hole, and stands in the table once', () => {
  for (const error of KNOWN_SLACK_ERRORS) {
    expect(platform(error).words).not.toMatch(/[{}]/);
    expect(platform(error).isKnown).toBe(true);
  }
  expect(new Set(KNOWN_SLACK_ERRORS).size).toBe(KNOWN_SLACK_ERRORS.length);
  expect(KNOWN_SLACK_ERRORS.length).toBeGreaterThan(60);
});

test('a flood waits as long as Slack wishes', () => {
  const flood = verdict({ kind: 'http', status: 429, retryAfterMs: 30_000 });
  expect(slackOutcome(flood, 50)).toEqual({
    kind: 'retry',
    reason: 'Slack asks to wait: too many messages.',
    afterMs: 30_000,
  });
});

test('what Slack or the network has is tried again, however often', () => {
  for (const failure of [{ kind: 'http', status: 503 }, { kind: 'network' }] as const) {
    expect(slackOutcome(verdict(failure), 50)).toEqual({
      kind: 'retry',
      reason: expect.stringMatching(/Slack/),
    });
  }
});

test('a broken room keeps what is to be delivered', () => {
  expect(slackOutcome(platform('is_archived'), 50)).toMatchObject({
    kind: 'retry',
    afterMs: 60_000,
  });
});

test('what is final fails at once, with the reason', () => {
  expect(slackOutcome(platform('msg_too_long'), 0)).toEqual({
    kind: 'failed',
    reason: 'The message is too long for Slack.',
  });
});

test('what nobody knows is tried a few times and named', () => {
  const unknown = platform('brand_new <!channel>');
  expect(unknown.words).toBe('Slack answered with a problem we do not know (brand_newchannel).');
  expect([0, 3, 4].map((attempts) => slackOutcome(unknown, attempts).kind)).toEqual([
    'retry',
    'retry',
    'failed',
  ]);
  expect(slackOutcome(verdict({ kind: 'http', status: 418 }), 4)).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('HTTP 418'),
  });
});

test('what is so already is no failure', () => {
  expect(isDoneAlready({ kind: 'platform', error: 'already_reacted' })).toBe(true);
  expect(isDoneAlready({ kind: 'platform', error: 'is_archived' })).toBe(false);
  expect(isDoneAlready({ kind: 'network' })).toBe(false);
});
