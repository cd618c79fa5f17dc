import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SlackWebApi } from '../../../../src/channels/slack/slack-web-api.js';
import { TransportBench } from './transport-bench.js';

let bench: TransportBench;
const servers: Server[] = [];

beforeEach(() => {
  bench = new TransportBench();
});

afterEach(async () => {
  for (const server of servers.splice(0)) server.closeAllConnections();
  await bench.stop();
  expect(bench.slack.complaints).toEqual([]);
});

/** Some server that is not Slack's, and what it was asked. */
async function serve(
  status: number,
  headers: Record<string, string>,
  body = '',
): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((incoming, response) => {
    asked.push(incoming);
    incoming.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked };
}

describe('a call of the Web API', () => {
  test('brings back what Slack answered, under the bot’s token', async () => {
    const { slack, bot, room, workspace } = await bench.desk({ transport: 'http' });
    const said = { channel: room.id, text: 'hello', blocks: [{ type: 'divider' }] };
    const answer = await workspace.api.call('chat.postMessage', said);
    expect(answer).toMatchObject({
      kind: 'ok',
      body: { channel: room.id, ts: room.messages[0]?.ts },
    });
    expect(slack.calls('chat.postMessage')).toMatchObject([{ token: bot.botToken }]);
  });

  test('names what Slack refused', async () => {
    const { workspace, slack } = await bench.desk({ transport: 'http' });
    const { api } = workspace;
    expect(await api.call('chat.postMessage', { channel: 'C0NONE', text: 'x' })).toEqual({
      kind: 'refused',
      failure: { kind: 'platform', error: 'channel_not_found' },
    });
    slack.next('chat.update', { kind: 'http', status: 503 });
    expect(await api.call('chat.update', {})).toEqual({
      kind: 'refused',
      failure: { kind: 'http', status: 503 },
    });
    slack.next('chat.update', { kind: 'cut-before' });
    expect(await api.call('chat.update', {})).toEqual({
      kind: 'refused',
      failure: { kind: 'network' },
    });
  });

  test('is made once: who tries again is the outbox', async () => {
    const { workspace, slack } = await bench.desk({ transport: 'http' });
    for (const failure of [
      { kind: 'http', status: 500 },
      { kind: 'cut-after' },
      { kind: 'rate-limited', retryAfterSeconds: 1 },
    ] as const)
      slack.next('reactions.add', failure);
    for (let call = 0; call < 3; call += 1) await workspace.api.call('reactions.add', {});
    expect(slack.calls('reactions.add')).toHaveLength(3);
    slack.takeComplaints();
  });

  test('ends when the signal says so, or after its time', async () => {
    const { slack, room, bot, workspace } = await bench.desk({ transport: 'http' });
    const said = { channel: room.id, text: 'hello' };
    const failed = { kind: 'refused', failure: { kind: 'network' } };
    const stop = new AbortController();
    slack.next('chat.postMessage', { kind: 'hang-before' });
    const hanging = workspace.api.call('chat.postMessage', said, stop.signal);
    stop.abort();
    expect(await hanging).toEqual(failed);
    expect(await workspace.api.call('chat.postMessage', said, stop.signal)).toEqual(failed);
    slack.next('chat.postMessage', { kind: 'hang-before' });
    const hasty = new SlackWebApi(bot.botToken, slack.apiUrl, 100);
    expect(await hasty.call('chat.postMessage', said)).toEqual(failed);
    expect(room.messages).toEqual([]);
  });

  test('follows no redirect, and takes its token nowhere else', async () => {
    const elsewhere = await serve(200, { 'content-type': 'application/json' }, '{"ok":true}');
    const moved = await serve(307, { location: elsewhere.url });
    const api = new SlackWebApi('xoxb-secret', moved.url);
    expect(await api.call('auth.test', {})).toEqual({
      kind: 'refused',
      failure: { kind: 'network' },
    });
    expect(await api.call(`${elsewhere.url}auth.test`, {})).toMatchObject({ kind: 'refused' });
    expect(moved.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer xoxb-secret',
      'Bearer xoxb-secret',
    ]);
    expect(elsewhere.asked).toEqual([]);
  });

  test.each([
    ['a page of a proxy', 200, {}, '<h1>Login: xoxb-secret</h1>', { kind: 'network' }],
    ['too many without a time', 429, {}, '', { kind: 'http', status: 429 }],
    [
      'a time with an outage',
      503,
      { 'retry-after': '7' },
      '',
      { kind: 'http', status: 503, retryAfterMs: 7_000 },
    ],
  ] as const)('makes something of %s', async (_, status, headers, body, failure) => {
    const { url } = await serve(status, headers, body);
    const answer = await new SlackWebApi('xoxb-secret', url).call('auth.test', {});
    expect(answer).toEqual({ kind: 'refused', failure });
  });

  test('is not made while Slack said to wait, in that room', async () => {
    const { slack, acme, bot, room, ours, workspace, clock } = await bench.desk({
      transport: 'http',
    });
    const other = acme.createRoom('other', { members: [bot] });
    slack.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    const post = (channel: string) =>
      workspace.api.call('chat.postMessage', { channel, text: 'hello' });
    const limited = { kind: 'http', status: 429, retryAfterMs: 30_000 };
    expect(await post(room.id)).toEqual({ kind: 'refused', failure: limited });
    expect(await post(room.id)).toMatchObject({
      kind: 'refused',
      failure: { status: 429, retryAfterMs: expect.any(Number) },
    });
    expect(await post(other.id)).toMatchObject({ kind: 'ok' });
    expect(slack.calls('chat.postMessage')).toHaveLength(2);
    expect(ours.health().problem).toBe('held-back');
    clock.shiftMs = 31_000;
    expect(await post(room.id)).toMatchObject({ kind: 'ok' });
    expect(ours.health().problem).toBeNull();
  });
});

describe('who is who in a workspace', () => {
  test('people, guests, bots and strangers are told apart', async () => {
    const { slack, acme, ana, bot, workspace } = await bench.desk({ transport: 'http' });
    const guest = acme.createPerson('Gus', { guest: 'single-channel', email: null });
    const robot = acme.createPerson('Robo', { isBot: true });
    const globex = slack.createTeam('Globex');
    const cara = globex.createPerson('Cara', { tz: 'America/New_York' });
    acme.createRoom('shared', { sharedWith: [globex], members: [cara, bot] });
    expect(await workspace.person(ana.id)).toEqual({
      id: ana.id,
      team: acme.id,
      name: 'Ana',
      timeZone: 'Europe/Berlin',
      email: 'ana@acme.example',
      isBot: false,
      isGuest: false,
      isStranger: false,
      isGone: false,
      isUnclear: false,
    });
    expect(await workspace.person(guest.id)).toMatchObject({ isGuest: true, isStranger: false });
    expect(await workspace.person(guest.id)).not.toHaveProperty('email');
    expect(await workspace.person(robot.id)).toMatchObject({ isBot: true });
    expect(await workspace.person(cara.id)).toMatchObject({
      team: globex.id,
      isStranger: true,
      timeZone: 'America/New_York',
    });
    expect(await workspace.person('U0NOBODY')).toMatchObject({
      name: 'U0NOBODY',
      isStranger: true,
      isBot: false,
    });
  });

  test('is asked once by many at a time, and again after ten minutes', async () => {
    const { slack, ana, workspace, clock } = await bench.desk({ transport: 'http' });
    await Promise.all(Array.from({ length: 5 }, () => workspace.person(ana.id)));
    await workspace.person(ana.id);
    expect(slack.calls('users.info')).toHaveLength(1);
    clock.shiftMs = 10 * 60_000 + 1;
    await workspace.person(ana.id);
    expect(slack.calls('users.info')).toHaveLength(2);
  });

  test('of whom Slack cannot say anything is asked again soon', async () => {
    const { slack, ana, workspace, clock } = await bench.desk({ transport: 'http' });
    slack.next('users.info', { kind: 'http', status: 500 });
    expect(await workspace.person(ana.id)).toMatchObject({ name: ana.id, isStranger: true });
    clock.shiftMs = 11_000;
    expect(await workspace.person(ana.id)).toMatchObject({ name: 'Ana', isStranger: false });
  });

  test('who we are is asked until Slack says it, and once then', async () => {
    const { slack, bot, workspace } = await bench.desk({ transport: 'http', isOff: true });
    slack.next('auth.test', { kind: 'http', status: 500 });
    await expect(workspace.self()).rejects.toMatchObject({
      code: 'slack.unavailable',
      details: { error: 'http_500' },
    });
    const self = { userId: bot.user.id, botId: bot.user.bot?.id };
    expect(await Promise.all([workspace.self(), workspace.self()])).toEqual([self, self]);
    expect(slack.calls('auth.test')).toHaveLength(2);
  });

  test('a token of another workspace is none', async () => {
    const { slack, acme, app } = await bench.desk({ transport: 'http', isOff: true });
    const globex = slack.createTeam('Globex');
    const other = app.install(globex);
    const ours = bench.app({
      name: 'other',
      transport: 'http',
      signingSecret: app.signingSecret,
      appToken: null,
      apiUrl: slack.apiUrl,
      workspaces: [{ name: 'acme', team: acme.id, botToken: other.botToken }],
    });
    await expect(ours.workspace(acme.id)?.self()).rejects.toMatchObject({
      details: { error: 'wrong_team' },
    });
    expect(ours.health().problem).toBe('wrong-workspace');
    expect(ours.workspace(globex.id)).toBeNull();
  });

  test('all pages of a room’s members are read, and kept for a minute', async () => {
    const { slack, acme, room, workspace, clock } = await bench.desk({ transport: 'http' });
    const crowd = Array.from({ length: 450 }, (_, index) => acme.createPerson(`P${index}`));
    room.add(...crowd);
    const seen = await workspace.members(room.id);
    expect(seen.size).toBe(452);
    expect(slack.calls('conversations.members')).toHaveLength(3);
    await workspace.members(room.id);
    expect(slack.calls('conversations.members')).toHaveLength(3);
    clock.shiftMs = 61_000;
    await workspace.members(room.id);
    expect(slack.calls('conversations.members')).toHaveLength(6);
  });

  test('who is in a room or a group that Slack does not show is an error, not nobody', async () => {
    const { acme, ana, workspace } = await bench.desk({ transport: 'http' });
    const group = acme.createGroup('agents', [ana]);
    expect([...(await workspace.groupMembers(group.id))]).toEqual([ana.id]);
    await expect(workspace.groupMembers('S0NONE')).rejects.toMatchObject({
      code: 'slack.unavailable',
      details: { error: 'no_such_subteam' },
    });
    await expect(workspace.members('C0NONE')).rejects.toMatchObject({
      code: 'slack.unavailable',
      details: { error: 'channel_not_found' },
    });
  });
});
