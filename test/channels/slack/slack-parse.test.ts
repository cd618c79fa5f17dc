import {
  addresseeOf,
  parseSlackCall,
  parseSlackEvent,
  type SlackSelf,
} from '../../../src/channels/slack/slack-parse.js';
import { GatewayError } from '../../../src/core/domain/errors.js';
import { eventWith, fixture } from './slack-fixture.js';

const SELF: SlackSelf = {
  userId: 'U0BOT',
  botId: 'B0BOT',
  appName: 'support',
  nameOf: (id) => ({ U0ANA: 'Ana' })[id],
};
const parse = (name: string) => parseSlackEvent(fixture(name), SELF);
const MESSAGE = 'T0001:C0SHOP:1700000001.000100';

test('a message in a room is what a customer said', () => {
  expect(parse('message')).toEqual({
    appId: 'A0001',
    eventId: 'Ev0001',
    kind: 'said',
    spot: { team: 'T0001', channel: 'C0SHOP', ts: '1700000001.000100', threadTs: null },
    customerId: 'U0ROSA',
    customerTeam: 'T0001',
    isFromOutside: false,
    text: 'my lamp & its cable flicker',
    wireId: MESSAGE,
    files: [],
    isMention: true,
    isDirect: false,
    isThreadReply: false,
    atMs: 1_700_000_001_000,
  });
});

test('the mention of the same message is the same message', () => {
  expect(parse('app-mention')).toEqual({ ...parse('message'), eventId: 'Ev0002' });
});

test('replies in threads and direct messages are told apart', () => {
  expect(parse('message-in-thread')).toMatchObject({
    kind: 'said',
    isThreadReply: true,
    isMention: false,
    spot: { threadTs: '1700000001.000100' },
  });
  expect(parse('message-direct')).toMatchObject({ kind: 'said', isDirect: true });
});

test('of files the names come along', () => {
  expect(parse('message-with-files')).toMatchObject({
    kind: 'said',
    text: '',
    files: [{ name: 'lamp.jpg' }, { name: 'Notes' }],
  });
});

test('a message somebody forwards is quoted', () => {
  const attachments = [
    { is_share: true, author_name: 'Ben', text: 'one\ntwo' },
    { text: 'unfurl' },
  ];
  expect(parseSlackEvent(eventWith('message', { attachments }), SELF)).toMatchObject({
    text: 'my lamp & its cable flicker\n> Ben: one\n> two',
  });
});

test('somebody of another company is known by their own workspace, we by ours', () => {
  expect(parse('message-connect')).toMatchObject({
    kind: 'said',
    customerTeam: 'T0OTHER',
    isFromOutside: true,
    wireId: MESSAGE,
  });
  expect(addresseeOf(fixture('message-connect'))).toEqual({ team: 'T0001', appId: 'A0001' });
});

test.each([
  ['message-own', 'own-echo'],
  ['message-other-bot', 'other-bot'],
  ['message-bot-subtype', 'other-bot'],
  ['channel-join', 'room-notice'],
  ['message-changed-unfurl', 'unfurl'],
  ['message-changed-unfurl-after-edit', 'unfurl'],
  ['message-changed-reply-count', 'reply-count'],
  ['message-replied', 'reply-count'],
  ['message-changed-own', 'own-echo'],
])('%s changes nothing: %s', (name, reason) => {
  expect(parse(name)).toMatchObject({ kind: 'ignored', reason });
});

test.each([
  'channel_leave',
  'channel_topic',
  'channel_purpose',
  'channel_name',
  'channel_archive',
  'ekm_access_denied',
  'assistant_app_thread',
  'something_new',
])('a message of the kind %s changes nothing', (subtype) => {
  const body = eventWith('message', {});
  const event = { ...(body['event'] as object), subtype };
  expect(parseSlackEvent({ ...body, event }, SELF)).toMatchObject({
    kind: 'ignored',
    reason: 'room-notice',
    what: subtype,
  });
});

test('hidden messages, Slackbot and other events change nothing', () => {
  const reason = (more: Record<string, unknown>) =>
    parseSlackEvent(eventWith('message', more), SELF);
  expect(reason({ hidden: true })).toMatchObject({ reason: 'hidden' });
  expect(reason({ user: 'USLACKBOT' })).toMatchObject({ reason: 'slackbot' });
  expect(reason({ user: undefined })).toMatchObject({ reason: 'nobody' });
  expect(reason({ type: 'team_join' })).toMatchObject({ reason: 'other-event', what: 'team_join' });
  expect(reason({ bot_id: 'B0ELSE', app_id: 'A0001' })).toMatchObject({ reason: 'own-echo' });
});

test('a real edit has new words and names the message', () => {
  expect(parse('message-changed')).toMatchObject({
    kind: 'edited',
    text: 'my lamp (https://shop.example/l)',
    wireId: `${MESSAGE}:edit:1700000009.000000`,
    revises: MESSAGE,
    atMs: 1_700_000_009_000,
  });
});

test('an edit that changes no word changes nothing', () => {
  const message = { user: 'U0ROSA', ts: '1.1', text: 'same', edited: { ts: '2.2' } };
  const previous_message = { user: 'U0ROSA', ts: '1.1', text: 'same' };
  expect(
    parseSlackEvent(eventWith('message-changed', { message, previous_message }), SELF),
  ).toMatchObject({ kind: 'ignored', reason: 'same-words' });
});

test('a deletion names the message, also of a thread that stays', () => {
  const deleted = { kind: 'deleted', customerId: 'U0ROSA', revises: MESSAGE };
  expect(parse('message-deleted')).toMatchObject({
    ...deleted,
    wireId: `${MESSAGE}:delete:1700000010.001000`,
  });
  expect(parse('message-changed-tombstone')).toMatchObject({
    ...deleted,
    wireId: `${MESSAGE}:delete:1700000009.000900`,
    spot: { threadTs: '1700000001.000100' },
  });
});

test('what the bot deletes is no deletion of the customer', () => {
  const previous_message = { user: 'U0BOT', bot_id: 'B0BOT', ts: '1.1' };
  expect(parseSlackEvent(eventWith('message-deleted', { previous_message }), SELF)).toMatchObject({
    kind: 'ignored',
    reason: 'own-echo',
  });
});

test('a reaction is known without its skin tone, and our own are none', () => {
  expect(parse('reaction-added')).toMatchObject({
    kind: 'reaction',
    isAdded: true,
    emoji: '+1',
    user: 'U0ANA',
    spot: { team: 'T0001', channel: 'C0DESK', ts: '1700000001.000100' },
  });
  expect(parseSlackEvent(eventWith('reaction-added', { user: 'U0BOT' }), SELF)).toMatchObject({
    reason: 'own-echo',
  });
  expect(
    parseSlackEvent(eventWith('reaction-added', { item: { type: 'file' } }), SELF),
  ).toMatchObject({ reason: 'not-a-message' });
});

test.each([
  ['app-uninstalled', { what: 'uninstalled', channel: null }],
  ['tokens-revoked', { what: 'tokens-revoked' }],
  ['channel-archive', { what: 'room-archived', channel: 'C0DESK', user: 'U0ANA' }],
  ['channel-rename', { what: 'room-renamed', channel: 'C0DESK', becomes: 'support' }],
  ['channel-left', { what: 'bot-left', channel: 'C0DESK' }],
  ['channel-id-changed', { what: 'room-replaced', channel: 'G0DESK', becomes: 'C0DESK' }],
  ['member-left-channel', { what: 'bot-left', channel: 'C0DESK', user: 'U0BOT' }],
])('%s is about our place in the workspace', (name, expected) => {
  expect(parse(name)).toMatchObject({ kind: 'lifecycle', team: 'T0001', ...expected });
});

test('Slack is answered when it asks who is there', () => {
  expect(parseSlackCall(fixture('url-verification'))).toMatchObject({ kind: 'verification' });
  expect(parseSlackCall({ type: 'app_rate_limited' })).toEqual({ kind: 'held-back' });
  expect(parseSlackCall(fixture('message'))).toMatchObject({ kind: 'event' });
});

test.each([
  ['event.ts', eventWith('message', { ts: 'secret words' })],
  ['event.channel', eventWith('message', { channel: 'secret words' })],
  ['event.user', eventWith('message', { user: 'U0:secret words' })],
  ['event.text', eventWith('message', { text: { secret: 'words' } })],
  ['event.message', eventWith('message-changed', { message: 'secret words' })],
  ['event.item', eventWith('reaction-added', { item: null })],
  ['team_id', { ...fixture('message'), team_id: 'secret words' }],
  ['event', { ...fixture('message'), event: 'secret words' }],
  ['payload', 'secret words'],
])('a payload with a wrong %s is refused by its name, quoting nothing', (field, body) => {
  const error = (() => {
    try {
      return parseSlackEvent(body, SELF);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(GatewayError);
  expect(error).toMatchObject({ code: 'request.invalid', details: { field } });
  expect(JSON.stringify(error)).not.toContain('secret');
});

test.each([
  ['the bot', { oauth: ['U0ANA'], bot: ['U0BOT'] }, 'lifecycle'],
  ['nobody by name', { oauth: [], bot: [] }, 'lifecycle'],
  ['a person alone', { oauth: ['U0ANA'], bot: [] }, 'ignored'],
  ['a person, with no word of bots', { oauth: ['U0ANA'] }, 'ignored'],
])('tokens that are revoked of %s', (_whose, tokens, kind) => {
  expect(parseSlackEvent(eventWith('tokens-revoked', { tokens }), SELF).kind).toBe(kind);
});
