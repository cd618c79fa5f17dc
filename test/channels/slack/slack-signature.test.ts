import {
  checkSlackSignature,
  signSlackRequest,
} from '../../../src/channels/slack/slack-signature.js';

/** The example of https://docs.slack.dev/authentication/verifying-requests-from-slack/ */
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const TIMESTAMP = '1531420618';
const NOW_MS = 1_531_420_618_000;
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const SIGNATURE = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const HEADERS = { 'x-slack-signature': SIGNATURE, 'x-slack-request-timestamp': TIMESTAMP };
const refused = (reason: string) => ({ kind: 'refused', reason });

test("Slack's own example is accepted, as text and as bytes", () => {
  expect(checkSlackSignature(SECRET, HEADERS, BODY, NOW_MS)).toEqual({ kind: 'ok' });
  expect(checkSlackSignature(SECRET, HEADERS, Buffer.from(BODY), NOW_MS)).toEqual({ kind: 'ok' });
});

test('another body, secret or time is not what was signed', () => {
  const later = { ...HEADERS, 'x-slack-request-timestamp': '1531420619' };
  expect(checkSlackSignature(SECRET, HEADERS, `${BODY} `, NOW_MS)).toEqual(refused('mismatch'));
  expect(checkSlackSignature('other', HEADERS, BODY, NOW_MS)).toEqual(refused('mismatch'));
  expect(checkSlackSignature(SECRET, later, BODY, NOW_MS)).toEqual(refused('mismatch'));
});

test('five minutes before or after is in time, more is not', () => {
  const at = (seconds: number) =>
    checkSlackSignature(SECRET, HEADERS, BODY, NOW_MS + seconds * 1000).kind;
  expect([at(-300), at(0), at(300)]).toEqual(['ok', 'ok', 'ok']);
  expect([at(-301), at(301)]).toEqual(['refused', 'refused']);
  expect(checkSlackSignature(SECRET, HEADERS, BODY, NOW_MS + 301_000)).toEqual(
    refused('out-of-time'),
  );
});

test('without a secret nobody is let in', () => {
  const signature = signSlackRequest('', TIMESTAMP, BODY);
  const headers = { ...HEADERS, 'x-slack-signature': signature };
  expect(checkSlackSignature('', headers, BODY, NOW_MS)).toEqual(refused('no-secret'));
});

test.each([
  ['unsigned', { 'x-slack-request-timestamp': TIMESTAMP }],
  ['unsigned', { 'x-slack-signature': SIGNATURE }],
  ['malformed', { ...HEADERS, 'x-slack-signature': [SIGNATURE, SIGNATURE] }],
  ['malformed', { ...HEADERS, 'x-slack-signature': SIGNATURE.slice(0, -1) }],
  ['malformed', { ...HEADERS, 'x-slack-signature': SIGNATURE.replace('v0', 'v1') }],
  ['malformed', { ...HEADERS, 'x-slack-signature': `v0=${'ä'.repeat(32)}` }],
  ['malformed', { ...HEADERS, 'x-slack-request-timestamp': '1531420618.0' }],
  ['malformed', { ...HEADERS, 'x-slack-request-timestamp': 'NaN' }],
  ['malformed', { ...HEADERS, 'x-slack-request-timestamp': '-1' }],
  ['malformed', { ...HEADERS, 'x-slack-request-timestamp': '' }],
])('%s: %j', (reason, headers) => {
  expect(checkSlackSignature(SECRET, headers, BODY, NOW_MS)).toEqual(refused(reason));
});
