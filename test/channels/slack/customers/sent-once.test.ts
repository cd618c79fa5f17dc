import { postMetadata } from '../../../../src/channels/slack/slack-finder.js';
import { eventually } from '../../../support/eventually.js';
import { benches, type CustomersBench } from './customers-bench.js';

const bench = benches();

/** Three posts' worth. */
const LONG = Array.from({ length: 150 }, (_, at) => `Line ${at} ${'x'.repeat(90)}`).join('\n\n');

const linesIn = (posts: readonly { words: string }[]) =>
  posts.flatMap(({ words }) => words.match(/Line \d+/g) ?? []);
const posts = () => bench().slack.calls('chat.postMessage');
const owed = async (one: CustomersBench) =>
  (await one.conversation()).lanes.customer.items.filter(({ kind }) => kind === 'deliver');

async function asked(text: string) {
  const { carol, app, room } = bench();
  const root = await carol.mentions(app, room, 'Tell me');
  await bench().answers(text);
  return root;
}

test.each(['cut-after', 'hang-after'] as const)(
  'what Slack took without our hearing of it is found and not posted again (%s)',
  async (kind) => {
    const root = await asked('On its way.');
    bench().slack.next('chat.postMessage', { kind });
    await bench().carry();
    expect(await owed(bench())).toMatchObject([{ held: false }]);
    await bench().restart();
    await bench().carry();
    expect(
      bench()
        .thread(root)
        .map(({ words }) => words),
    ).toEqual(['On its way.']);
    expect(await owed(bench())).toEqual([]);
    const filed = (await bench().filed()).find(({ author }) => author.kind === 'bot');
    expect(filed?.posted?.customer).toContain(bench().thread(root)[0]?.ts);
  },
);

test.each(['cut-before', 'hang-before', 'cut-after'] as const)(
  'of a long answer that broke off in the middle only the rest is posted (%s)',
  async (kind) => {
    const root = await asked(LONG);
    const { slack } = bench();
    slack.next('chat.postMessage', { kind }, { when: () => posts().length === 2 });
    await bench().carry();
    expect(bench().thread(root)).toHaveLength(kind === 'cut-after' ? 2 : 1);
    await bench().restart();
    await bench().carry();
    expect(linesIn(bench().thread(root))).toEqual(linesIn([{ words: LONG }]));
    expect(
      bench()
        .thread(root)
        .map(({ metadata }) => metadata?.['event_payload']),
    ).toMatchObject(
      bench()
        .thread(root)
        .map((_, part) => ({ part })),
    );
  },
);

test('of a long answer that Slack refused in the middle only the rest is posted', async () => {
  const root = await asked(LONG);
  const failure = { kind: 'rate-limited', retryAfterSeconds: 7 } as const;
  bench().slack.next('chat.postMessage', failure, { when: () => posts().length === 2 });
  await bench().carry();
  await bench().carry(8_000);
  expect(linesIn(bench().thread(root))).toEqual(linesIn([{ words: LONG }]));
});

test('in direct messages it is looked for among the messages', async () => {
  const { carol, app, slack } = bench();
  await carol.dm(app, 'Tell me');
  await bench().answers(LONG);
  slack.next('chat.postMessage', { kind: 'cut-after' });
  await bench().carry();
  await bench().carry();
  expect(linesIn(bench().direct())).toEqual(linesIn([{ words: LONG }]));
});

test('a post under somebody else’s name with our mark is not taken for ours', async () => {
  const root = await asked('On its way.');
  const { slack, acme, room } = bench();
  const other = slack.createApp('Forger').install(acme);
  room.add(other);
  slack.next('chat.postMessage', { kind: 'cut-before' });
  await bench().carry();
  const [item] = await owed(bench());
  const metadata = JSON.stringify(postMetadata(item?.id ?? '', 0));
  await post(other.botToken, { channel: room.id, thread_ts: root.ts, text: 'forged', metadata });
  await bench().carry();
  expect(
    bench()
      .thread(root)
      .map(({ words, text }) => words || text),
  ).toEqual(['forged', 'On its way.']);
});

test('a second copy that appears late is deleted, and the first one stays', async () => {
  const root = await asked('On its way.');
  const { slack, bot, room, clock } = bench();
  slack.next('chat.postMessage', { kind: 'cut-before' });
  await bench().carry();
  const [item] = await owed(bench());
  await bench().carry();
  const [first] = bench().thread(root);
  const metadata = JSON.stringify(postMetadata(item?.id ?? '', 0));
  await post(bot.botToken, { channel: room.id, thread_ts: root.ts, text: 'On its way.', metadata });
  expect(bench().thread(root)).toHaveLength(2);
  clock.pass(6_000);
  await eventually(() => expect(bench().thread(root)).toHaveLength(1));
  expect(bench().thread(root)[0]?.ts).toBe(first?.ts);
});

test('while the thread cannot be looked into nothing is posted; without the right to look it is', async () => {
  const root = await asked('On its way.');
  const { slack } = bench();
  slack.next('chat.postMessage', { kind: 'cut-before' });
  slack.next('conversations.replies', { kind: 'http', status: 503 });
  await bench().carry();
  await bench().carry();
  expect(bench().thread(root)).toEqual([]);
  slack.next('conversations.replies', { kind: 'refused', error: 'missing_scope' });
  await bench().carry(10_000);
  expect(bench().thread(root)).toHaveLength(1);
});

test('a room that is archived is waited for, and seen as broken until something gets through', async () => {
  const root = await asked('On its way.');
  const { room, customers } = bench();
  await room.archives();
  for (let round = 0; round < 8; round++) await bench().carry(61_000);
  expect(await owed(bench())).toMatchObject([{ attempts: 0 }]);
  expect(customers.problems()).toEqual([`acme-slack ${room.id}: This Slack room is archived.`]);
  await room.unarchives();
  await bench().carry(61_000);
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual(['On its way.']);
  expect(customers.problems()).toEqual([]);
});

test('a token that is revoked is waited for, too', async () => {
  const { carol, app, bot, customers } = bench();
  await carol.dm(app, 'Tell me');
  await bench().answers('On its way.');
  bench().slack.next('chat.postMessage', { kind: 'refused', error: 'token_revoked' }, { times: 9 });
  for (let round = 0; round < 9; round++) await bench().carry(61_000);
  expect(customers.problems()).toHaveLength(1);
  await bench().carry(61_000);
  expect(
    bench()
      .direct()
      .map(({ words }) => words),
  ).toEqual(['On its way.']);
  expect(bot.user.id).toBeDefined();
});

test('somebody who cannot be written to any more is given up, with the reason', async () => {
  const { carol, app, slack, customers } = bench();
  await carol.dm(app, 'Tell me');
  await bench().answers('On its way.');
  slack.next('chat.postMessage', { kind: 'refused', error: 'channel_not_found' });
  await bench().carry();
  const filed = (await bench().filed()).find(({ author }) => author.kind === 'bot');
  expect(filed?.failure).toMatch(/does not know this room/);
  expect(customers.problems()).toEqual([]);
});

test('a flood is waited for as long as Slack wishes, however often, and nothing is lost or doubled', async () => {
  const root = await asked(LONG);
  const { slack } = bench();
  const failure = { kind: 'rate-limited', retryAfterSeconds: 7 } as const;
  slack.next('chat.postMessage', failure, { times: 8 });
  for (let round = 0; round < 6; round++) await bench().carry(8_000);
  expect(bench().customers.problems()).toEqual([]);
  for (let round = 0; round < 3; round++) await bench().carry(8_000);
  expect(linesIn(bench().thread(root))).toEqual(linesIn([{ words: LONG }]));
});

test('an outage of Slack, however long, loses nothing', async () => {
  const root = await asked('On its way.');
  const { slack, customers } = bench();
  slack.goesDown('503');
  for (let round = 0; round < 12; round++) await bench().carry(61_000);
  expect(customers.problems()).toEqual([expect.stringMatching(/Slack/)]);
  slack.comesBack();
  await bench().carry(61_000);
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual(['On its way.']);
  expect(customers.problems()).toEqual([]);
});

test('a room that is well again is known to be, though nothing more is said there', async () => {
  await asked('On its way.');
  const { room, customers } = bench();
  const { signal } = new AbortController();
  room.record.isArchived = true;
  await bench().carry();
  await customers.recheck(signal);
  expect(customers.problems()).toEqual([`acme-slack ${room.id}: This Slack room is archived.`]);
  room.record.isArchived = false;
  await customers.recheck(signal);
  expect(customers.problems()).toEqual([]);
});

test('a token that is good again is known to be, though nothing more is said', async () => {
  const { carol, app, bot, customers } = bench();
  const { signal } = new AbortController();
  await carol.dm(app, 'Tell me');
  await bench().answers('On its way.');
  bot.record.state = 'token-revoked';
  await bench().carry();
  await customers.recheck(signal);
  expect(customers.problems()).toHaveLength(1);
  bot.record.state = 'active';
  await customers.recheck(signal);
  expect(customers.problems()).toEqual([]);
});

async function post(token: string, fields: Record<string, string>): Promise<void> {
  const body = new URLSearchParams(fields);
  const headers = { authorization: `Bearer ${token}` };
  const url = `${bench().slack.apiUrl}chat.postMessage`;
  const answer = await fetch(url, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ ok: true });
}
