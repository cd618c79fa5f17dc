import type { JsonObject } from './slack/json.js';
import { objectIn } from './slack/json.js';
import { CLAIM_BUTTON, StandInBench } from './slack/stand-in-bench.js';

let bench: StandInBench;

beforeEach(async () => {
  bench = new StandInBench();
  await bench.start();
});

afterEach(() => bench.stop());

describe('the Web API', () => {
  test('a post is what the room shows, its ts rise even within one millisecond', async () => {
    bench.clock.set(1_700_000_000_000);
    const { slack, room, call } = await bench.desk();
    const answers = await Promise.all(
      [1, 2, 3].map((n) => call('chat.postMessage', { channel: room.id, text: `line ${n}` })),
    );
    const ts = answers.map((answer) => String(answer['ts']));
    expect([...ts].sort()).toEqual(ts);
    expect(new Set(ts).size).toBe(3);
    expect(ts[0]).toMatch(/^1700000000\.\d{6}$/);
    expect(room.messages).toMatchObject([{ text: 'line 1', author: 'Frontdesk' }, {}, {}]);
    expect(slack.complaints).toEqual([]);
  });

  test('metadata comes back only to those who ask, and threads come in order', async () => {
    const { ana, room, call } = await bench.desk();
    const root = await ana.says(room, 'hello');
    const metadata = { event_type: 'reply', event_payload: { id: '1' } };
    const where = { channel: room.id, thread_ts: root.ts };
    await call('chat.postMessage', { ...where, text: 'hi', metadata });
    await ana.says(room, 'thanks', { thread: root });
    const asked = { channel: room.id, ts: root.ts };
    const plain = await call('conversations.replies', asked);
    const whole = await call('conversations.replies', { ...asked, include_all_metadata: true });
    expect(plain['messages']).toMatchObject([
      { text: 'hello', reply_count: 2 },
      { text: 'hi' },
      { text: 'thanks', parent_user_id: ana.id },
    ]);
    expect(JSON.stringify(plain)).not.toContain('event_payload');
    expect(whole['messages']).toMatchObject([{}, { metadata }, {}]);
    expect(room.message(root).thread.map((reply) => reply.text)).toEqual(['hi', 'thanks']);
  });

  test('a reply needs a root that is there', async () => {
    const { slack, ana, room, call } = await bench.desk();
    const reply = { channel: room.id, text: 'x', thread_ts: '1600000000.000001' };
    expect(await call('chat.postMessage', reply)).toMatchObject({ error: 'thread_not_found' });
    const root = await ana.says(room, 'root');
    const first = await ana.says(room, 'first', { thread: root });
    await call('chat.postMessage', { ...reply, thread_ts: first.ts });
    expect(slack.takeComplaints()).toEqual([expect.stringContaining('is a reply, not a root')]);
    await ana.deletes(root);
    expect(room.messages).toMatchObject([{ isDeleted: true, thread: [{}, { text: 'x' }] }]);
    slack.orphanReplies = 'shown-in-room';
    await call('chat.postMessage', reply);
    expect(room.messages.at(-1)).toMatchObject({ text: 'x', threadTs: null });
  });

  test('history pages from the newest, without replies', async () => {
    const { ana, room, call } = await bench.desk();
    for (const text of ['one', 'two', 'three']) await ana.says(room, text);
    const first = await call('conversations.history', { channel: room.id, limit: 2 });
    const { next_cursor: cursor } = objectIn(first['response_metadata']);
    const second = await call('conversations.history', {
      channel: room.id,
      limit: 2,
      cursor: String(cursor),
    });
    expect(first).toMatchObject({
      has_more: true,
      messages: [{ text: 'three' }, { text: 'two' }],
    });
    expect(second).toMatchObject({ has_more: false, messages: [{ text: 'one' }] });
  });

  test('what is too long, unknown or missing is refused, and complained about', async () => {
    const { slack, room, call } = await bench.desk();
    const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } };
    const long = { ...CLAIM_BUTTON, text: { type: 'plain_text', text: 'x'.repeat(76) } };
    const post = (args: JsonObject) => call('chat.postMessage', { channel: room.id, ...args });
    const many = Array.from({ length: 51 }, () => ({ type: 'divider' }));
    expect(await post({ blocks: [section] })).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
    expect(await post({ blocks: [{ type: 'actions', elements: [long] }] })).toMatchObject({
      error: 'invalid_blocks',
    });
    expect(await post({ blocks: many })).toMatchObject({ error: 'invalid_blocks' });
    expect(await post({})).toMatchObject({ error: 'no_text' });
    expect(await call('chat.postMessage', { text: 'x' })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await post({ text: 'x'.repeat(40_001) })).toMatchObject({
      warning: 'message_truncated',
    });
    await post({ text: 'x', colour: 'red' });
    expect(await call('chat.shout')).toMatchObject({ error: 'unknown_method' });
    expect(slack.takeComplaints()).toEqual([
      expect.stringContaining('3001'),
      expect.stringContaining('76'),
      expect.stringContaining('50 items'),
      expect.stringContaining('missing required field: channel'),
      expect.stringContaining('was cut'),
      expect.stringContaining('"colour"'),
      'unknown method chat.shout',
    ]);
  });

  test('tokens, scopes and membership are checked', async () => {
    const { acme, room, bot, app, call } = await bench.desk(['chat:write']);
    const post = { channel: room.id, text: 'x' };
    expect(await call('chat.postMessage', post, 'xoxb-no')).toMatchObject({
      error: 'invalid_auth',
    });
    expect(await call('users.info', { user: bot.user.id })).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    });
    expect(await call('chat.postMessage', post, app.appToken)).toMatchObject({
      error: 'not_allowed_token_type',
    });
    const hidden = acme.createRoom('hidden', { kind: 'private' });
    const open = acme.createRoom('open');
    expect(await call('chat.postMessage', { ...post, channel: hidden.id })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call('chat.postMessage', { ...post, channel: open.id })).toMatchObject({
      error: 'not_in_channel',
    });
    await room.archives();
    expect(await call('chat.postMessage', post)).toMatchObject({ error: 'is_archived' });
    await bot.revokesToken();
    expect(await call('chat.postMessage', post)).toMatchObject({ error: 'token_revoked' });
    await bot.uninstalls();
    expect(await call('auth.test')).toMatchObject({ error: 'account_inactive' });
  });

  test('only one’s own messages change, and text drops blocks and marks the edit', async () => {
    const { ana, room, call } = await bench.desk();
    const hers = await ana.says(room, 'hers');
    const blocks = [{ type: 'actions', elements: [CLAIM_BUTTON] }];
    const own = { channel: room.id, ts: '' };
    own.ts = String((await call('chat.postMessage', { ...own, text: 'card', blocks }))['ts']);
    await call('chat.update', { ...own, text: 'card 2', blocks });
    expect(room.messages[1]).toMatchObject({ text: 'card 2', isEdited: false });
    await call('chat.update', { ...own, text: 'card 3' });
    expect(room.messages[1]).toMatchObject({ blocks: [], isEdited: true });
    const other = { channel: room.id, ts: hers.ts };
    expect(await call('chat.update', { ...other, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call('chat.delete', other)).toMatchObject({ error: 'cant_delete_message' });
    await call('chat.delete', own);
    expect(await call('chat.delete', own)).toMatchObject({ error: 'message_not_found' });
    expect(room.deleted).toMatchObject([{ text: 'card 3' }]);
  });

  test('a reaction is set once and taken once', async () => {
    const { ana, room, call } = await bench.desk();
    const { ts } = await ana.says(room, 'hello');
    const args = { channel: room.id, timestamp: ts, name: 'eyes' };
    expect(await call('reactions.add', args)).toMatchObject({ ok: true });
    expect(await call('reactions.add', args)).toMatchObject({ error: 'already_reacted' });
    expect(room.messages[0]?.reactions).toEqual({ eyes: ['Frontdesk'] });
    expect(await call('reactions.remove', args)).toMatchObject({ ok: true });
    expect(await call('reactions.remove', args)).toMatchObject({ error: 'no_reaction' });
  });

  test('a stranger of Slack Connect is known as one, a guest as a guest', async () => {
    const { slack, acme, bot, call } = await bench.desk();
    bench.clock.set(1_700_000_000_000);
    const globex = slack.createTeam('Globex');
    const stan = globex.createPerson('Stan');
    const gus = acme.createPerson('Gus', { guest: 'single-channel' });
    const shared = acme.createRoom('shared', { sharedWith: [globex], members: [stan, bot] });
    const { deliveries } = await stan.says(shared, 'hi');
    expect(deliveries[0]?.payload).toMatchObject({
      is_ext_shared_channel: true,
      event: { user_team: globex.id },
    });
    const stranger = await call('users.info', { user: stan.id });
    expect(stranger['user']).toMatchObject({ is_stranger: true, team_id: globex.id });
    expect(JSON.stringify(stranger)).not.toContain('email');
    expect(await call('users.info', { user: gus.id })).toMatchObject({
      user: { is_restricted: true, is_ultra_restricted: true, tz_offset: 3600 },
    });
  });
});

describe('failures', () => {
  test('a call can be accepted and never answered', async () => {
    const { slack, room, call } = await bench.desk();
    slack.next('chat.postMessage', { kind: 'cut-after' });
    slack.next('chat.postMessage', { kind: 'cut-before' });
    await expect(call('chat.postMessage', { channel: room.id, text: 'a' })).rejects.toThrow();
    await expect(call('chat.postMessage', { channel: room.id, text: 'b' })).rejects.toThrow();
    expect(room.messages.map((message) => message.text)).toEqual(['a']);
    expect(slack.calls('chat.postMessage')).toMatchObject([
      { status: 0, hadEffect: true },
      { status: 0, hadEffect: false },
    ]);
  });

  test('calls fail as told, for one room, and an invented error is noticed', async () => {
    const { slack, acme, room, bot, call } = await bench.desk();
    const other = acme.createRoom('other', { members: [bot] });
    const limited = { kind: 'rate-limited', retryAfterSeconds: 7 } as const;
    slack.next('chat.postMessage', limited, { times: 2, roomId: room.id });
    slack.next('chat.postMessage', { kind: 'http', status: 500 }, { roomId: room.id });
    const post = (channel: string) => call('chat.postMessage', { channel, text: 'x' });
    expect(await post(other.id)).toMatchObject({ ok: true });
    expect(await post(room.id)).toMatchObject({ status: 429, retryAfter: '7' });
    expect(await post(room.id)).toMatchObject({ status: 429 });
    expect(await post(room.id)).toMatchObject({ status: 500 });
    expect(await post(room.id)).toMatchObject({ ok: true });
    slack.next('chat.postMessage', { kind: 'refused', error: 'too_sad' });
    expect(slack.takeComplaints()).toEqual([expect.stringContaining('too_sad')]);
  });

  test('a room takes about one post a second when limits are on', async () => {
    bench.clock.set(1_700_000_000_000);
    const { slack, room, call } = await bench.desk();
    slack.rateLimits.on();
    const post = () => call('chat.postMessage', { channel: room.id, text: 'x' });
    const statuses = [await post(), await post(), await post()].map((one) => one['status']);
    expect(statuses).toEqual([200, 200, 429]);
    bench.clock.set(1_700_000_001_000);
    expect(await post()).toMatchObject({ ok: true });
    expect(await post()).toMatchObject({ status: 429, retryAfter: '1' });
  });

  test('Slack can be away and come back', async () => {
    const { slack, room, call } = await bench.desk();
    slack.goesDown();
    await expect(call('auth.test')).rejects.toThrow();
    slack.comesBack();
    await call('chat.postMessage', { channel: room.id, text: 'back' });
    expect(room.messages).toMatchObject([{ text: 'back' }]);
  });
});
