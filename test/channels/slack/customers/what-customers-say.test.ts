import { GatewayError } from '../../../../src/core/domain/errors.js';
import { eventually } from '../../../support/eventually.js';
import { benches } from './customers-bench.js';

const bench = benches();

test('a direct message is recorded with who wrote it, and acknowledged', async () => {
  const { carol, app, acme, arrivals } = bench();
  const said = await carol.dm(app, 'Where is my order?');
  expect(said.answers.map(({ status }) => status)).toEqual([200]);
  expect(arrivals).toHaveLength(1);
  expect(arrivals[0]).toMatchObject({
    text: 'Where is my order?',
    wireId: `${acme.id}:${said.roomId}:${said.ts}`,
    place: { tenant: 'demo', channel: 'acme-slack', thread: `${acme.id}:${said.roomId}` },
    customer: {
      id: `${acme.id}:${carol.id}`,
      name: 'Carol Chen',
      about: [{ name: 'time-zone', value: 'Europe/Berlin' }],
    },
  });
  expect(arrivals[0]?.customer.email).toBeUndefined();
});

test('all direct messages of a person are one conversation', async () => {
  const { carol, app, arrivals } = bench();
  await Promise.all(['one', 'two', 'three'].map((text) => carol.dm(app, text)));
  expect(new Set(arrivals.map(({ place }) => place.thread)).size).toBe(1);
  expect([...bench().heard].sort()).toEqual(['one', 'three', 'two']);
});

test('a mention, heard of twice and sent again, is recorded once', async () => {
  const { carol, app, room, arrivals, acme } = bench();
  const said = await carol.mentions(app, room, 'Where is my order?');
  expect(said.deliveries).toHaveLength(2);
  for (const delivery of said.deliveries) {
    expect((await delivery.again()).status).toBe(200);
    expect((await delivery.again({ withoutRetryHeaders: true })).status).toBe(200);
  }
  expect(arrivals.map(({ text, place }) => [text, place.thread])).toEqual([
    ['Where is my order?', `${acme.id}:${room.id}:${said.ts}`],
  ]);
});

test('replies in our thread need no mention; other talk in the room is not for us', async () => {
  const { carol, dave, app, room } = bench();
  await carol.says(room, 'Nice weather.');
  const root = await carol.mentions(app, room, 'My order?');
  await carol.says(room, 'It is 1001.', { thread: root });
  await dave.says(room, 'Mine is late, too.', { thread: root });
  const other = await dave.says(room, 'Lunch?');
  await carol.says(room, 'Yes!', { thread: other });
  expect(bench().heard).toEqual(['My order?', 'It is 1001.', 'Mine is late, too.']);
});

test('a mention within a thread of others begins a conversation there', async () => {
  const { carol, dave, app, room } = bench();
  const root = await dave.says(room, 'Has anybody had a late order?');
  await carol.says(room, 'Yes.', { thread: root });
  await carol.mentions(app, room, 'how late may it be?', { thread: root });
  await dave.says(room, 'Mine is a week late.', { thread: root });
  expect(bench().heard).toEqual(['how late may it be?', 'Mine is a week late.']);
});

test('a reply that comes before the mention it belongs to is taken, and the mention later', async () => {
  const { carol, app, room, obstacles } = bench();
  obstacles.push(new GatewayError('store.unavailable'), new GatewayError('store.unavailable'));
  const root = await carol.mentions(app, room, 'My order?');
  expect(root.answers.map(({ status }) => status)).toEqual([503, 503]);
  await carol.says(room, 'It is 1001.', { thread: root });
  await bench().slack.redeliverUnacknowledged();
  expect(bench().heard).toEqual(['It is 1001.', 'My order?']);
});

test('while Slack cannot say whose thread it is, the reply is to come again', async () => {
  const { carol, app, room, obstacles, slack } = bench();
  obstacles.push(new GatewayError('store.unavailable'), new GatewayError('store.unavailable'));
  const root = await carol.mentions(app, room, 'My order?');
  slack.next('conversations.replies', { kind: 'http', status: 503 });
  const reply = await carol.says(room, 'It is 1001.', { thread: root });
  expect(reply.answers.map(({ status }) => status)).toEqual([503]);
  await slack.redeliverUnacknowledged();
  expect([...bench().heard].sort()).toEqual(['It is 1001.', 'My order?']);
});

test('threads of others are asked about once while they are young, and then not at all', async () => {
  const { carol, dave, room, slack, clock } = bench();
  const root = await dave.says(room, 'Lunch?');
  await carol.says(room, 'Yes!', { thread: root });
  await dave.says(room, 'At noon.', { thread: root });
  expect(slack.calls('conversations.replies')).toHaveLength(1);
  const old = await dave.says(room, 'Dinner?');
  clock.pass(11 * 60_000);
  await carol.says(room, 'No.', { thread: old });
  expect(slack.calls('conversations.replies')).toHaveLength(1);
  expect(bench().heard).toEqual([]);
});

test('what cannot be recorded is not acknowledged, and is recorded once when it comes again', async () => {
  const { carol, app, obstacles, slack } = bench();
  for (const code of ['store.unavailable', 'stopping'] as const) {
    obstacles.push(new GatewayError(code));
    const said = await carol.dm(app, `Hello, ${code}`);
    expect(said.answers.map(({ status }) => status)).toEqual([503]);
  }
  await slack.redeliverUnacknowledged();
  expect([...bench().heard].sort()).toEqual(['Hello, stopping', 'Hello, store.unavailable']);
});

test('what is too long is answered by a line, once, and does not come again', async () => {
  const { carol, app, room, slack, bot } = bench();
  const said = await carol.mentions(app, room, 'x'.repeat(201));
  expect(said.answers.map(({ status }) => status)).toEqual([200, 200]);
  await eventually(() => expect(slack.ephemerals).toHaveLength(1));
  expect(slack.ephemerals[0]).toMatchObject({ user: 'Carol Chen', threadTs: null });
  expect(slack.ephemerals[0]?.text).toContain('200 characters');
  await carol.dm(app, 'y'.repeat(201));
  await eventually(() => expect(bench().direct()).toHaveLength(1));
  const bare = await carol.says(room, bot.mention);
  expect(bare.answers.map(({ status }) => status)).toEqual([200, 200]);
  await eventually(() => expect(slack.ephemerals).toHaveLength(2));
  expect(bench().heard).toEqual([]);
});

test('a message of files alone is taken by their names', async () => {
  const { carol, app, arrivals } = bench();
  await carol.uploads(carol.directRoomWith(app), { name: 'bill.pdf', content: 'x' });
  expect(arrivals).toMatchObject([{ text: '', files: [{ name: 'bill.pdf' }] }]);
});

test('bots are not customers', async () => {
  const { acme, app, room } = bench();
  const other = acme.createPerson('Robot', { isBot: true });
  room.add(other);
  await other.mentions(app, room, 'Beep');
  await room.hearsIntegration('Alarm', `${bench().bot.mention} fire`);
  expect(bench().heard).toEqual([]);
});

test('a guest of another company is a customer of their own workspace, without an address', async () => {
  const { slack, app, acme, channel, arrivals, bot, carol } = bench();
  channel.trustsEmail = true;
  const globex = slack.createTeam('Globex');
  const gil = globex.createPerson('Gil', { email: 'carol.chen@acme.example' });
  const shared = acme.createRoom('shared', { sharedWith: [globex], members: [gil, carol, bot] });
  await gil.mentions(app, shared, 'Hello');
  await carol.mentions(app, shared, 'Hello');
  expect(arrivals.map(({ customer }) => [customer.id, customer.email])).toEqual([
    [`${globex.id}:${gil.id}`, undefined],
    [`${acme.id}:${carol.id}`, 'carol.chen@acme.example'],
  ]);
});

test('a channel that names rooms comes first; where none listens, who asks is told so', async () => {
  const { channel, channels, carol, app, room, acme, bot, slack, arrivals } = bench();
  channel.rooms.push(room.id);
  const lounge = acme.createRoom('lounge', { members: [carol, bot] });
  channels.unshift({ ...channel, name: 'vip', rooms: ['C0OTHER'], direct: false });
  await carol.mentions(app, room, 'in the shop');
  await carol.dm(app, 'in private');
  await carol.mentions(app, lounge, 'in the lounge');
  await carol.says(lounge, 'not to us');
  expect(arrivals.map(({ text, place }) => [place.channel, text])).toEqual([
    ['acme-slack', 'in the shop'],
    ['acme-slack', 'in private'],
  ]);
  await eventually(() => expect(slack.ephemerals).toHaveLength(1));
  expect(slack.ephemerals[0]?.text).toBe('I do not take questions here.');
});
