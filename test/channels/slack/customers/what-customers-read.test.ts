import { choicesCard } from '../../../../src/core/domain/card.js';
import { SYSTEM } from '../../../../src/core/domain/message.js';
import { ANA } from '../../../support/builders.js';
import { benches } from './customers-bench.js';

const bench = benches();

test('an answer stands in the thread it is asked in, once, and the record knows where', async () => {
  const { carol, app, room, acme } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await bench().answers('On its **way**, see [the shop](https://shop.example/1001).', {
    citations: [{ title: 'Deliveries', url: 'https://shop.example/help', quote: '' }],
  });
  await bench().carry();
  await bench().carry();
  const [answer, ...others] = bench().thread(root);
  expect(others).toEqual([]);
  expect(answer?.words).toContain(
    'On its *way*, see <https://shop.example/1001|the shop>.\nSources:',
  );
  const filed = (await bench().filed()).find(({ author }) => author.kind === 'bot');
  expect(filed?.posted).toEqual({ customer: `${acme.id}:${room.id}:${answer?.ts}` });
});

test('in a direct message it stands among the messages', async () => {
  const { carol, app } = bench();
  await carol.dm(app, 'My order?');
  await bench().answers('On its way.');
  await bench().carry();
  expect(bench().direct()).toMatchObject([{ words: 'On its way.', threadTs: null }]);
});

test('nothing that anybody writes mentions, broadcasts or forges a link', async () => {
  const { carol, app, room } = bench();
  const root = await carol.mentions(app, room, 'Hi');
  const evil = '<!channel> <@U000000001> @here [bank.example](https://evil.example) & <b>';
  await bench().answers(evil);
  await bench().carry();
  const [answer] = bench().thread(root);
  for (const text of [answer?.words ?? '<', answer?.text ?? '<']) {
    expect(text).not.toMatch(/<[!@#h]/);
    expect(text).toContain('&lt;!channel&gt;');
  }
  const [call] = bench().slack.calls('chat.postMessage');
  expect(call?.args).toMatchObject({
    parse: 'none',
    link_names: 'false',
    unfurl_links: 'false',
    unfurl_media: 'false',
  });
});

test('an agent is named, a notice is plain, and changes of owner are not shown', async () => {
  const { carol, app } = bench();
  await carol.dm(app, 'A person please');
  const talk = await bench().talk();
  await talk.takesOver();
  await talk.says(ANA, 'r1', 'I am *Ana*.', { claiming: false });
  await talk.notes(ANA, 'n1', 'secret');
  await bench().carry();
  await bench().carry();
  await talk.owns('resolve');
  await bench().carry();
  expect(
    bench()
      .direct()
      .map(({ words }) => words),
  ).toEqual(['*Ana Alvarez*\nI am _Ana_.', 'closed']);
});

test('files that an agent cannot send are named', async () => {
  const { carol, app } = bench();
  await carol.dm(app, 'My bill?');
  const talk = await bench().talk();
  await talk.takesOver();
  const author = { kind: 'agent', ...ANA } as const;
  const files = [{ name: 'bill <1>.pdf' }];
  const draft = { id: 'r1', kind: 'text', author, text: '', atMs: talk.nowMs, files } as const;
  await talk.says(ANA, 'r1', '', { claiming: false, draft });
  await bench().carry();
  await bench().carry();
  expect(
    bench()
      .direct()
      .map(({ words }) => words),
  ).toEqual([
    '*Ana Alvarez*',
    'bill &lt;1&gt;.pdf from Ana Alvarez could not be passed on to you: it is not there any more, or may not be fetched.',
  ]);
});

test('where several talk in a thread, an answer says whom it is for', async () => {
  const { carol, dave, app, room } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await bench().answers('On its way.');
  await bench().carry();
  await dave.says(room, 'And mine?', { thread: root });
  await bench().answers('Yours is late.');
  await bench().carry();
  await carol.says(room, 'Thanks!', { thread: root });
  await bench().answers('A pleasure.');
  await bench().carry();
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual(['On its way.', `${dave.mention}\nYours is late.`, `${carol.mention}\nA pleasure.`]);
  expect(bench().thread(root)[1]?.text).toBe(`${dave.mention}\nYours is late.`);
});

test('whoever writes while a turn is at work is not taken for who it answers', async () => {
  const { carol, dave, app, room } = bench();
  const root = await dave.mentions(app, room, 'Mine is late.');
  await bench().answers('Sorry.');
  await bench().carry();
  await carol.says(room, 'My order?', { thread: root });
  const talk = await bench().talk();
  const leased = await talk.leased();
  await dave.says(room, 'Still late!', { thread: root });
  const reply = {
    id: 'r-late',
    kind: 'text',
    author: { kind: 'bot', id: 'bot', name: 'Bot' },
    text: 'On its way.',
    atMs: talk.nowMs,
    turnId: `${leased.id}-t${leased.fence}-${leased.inbox[0]?.seq}`,
  } as const;
  await talk.commit(leased, { replies: [reply] });
  await bench().carry();
  expect(bench().thread(root).at(-1)?.words).toBe(`${carol.mention}\nOn its way.`);
});

test('an agent’s words in such a thread have both names', async () => {
  const { carol, dave, app, room } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await dave.says(room, 'And mine?', { thread: root });
  const talk = await bench().talk();
  await talk.takesOver();
  await talk.says(ANA, 'r1', 'Late.', { claiming: false });
  await bench().carry();
  await bench().carry();
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual([`*Ana Alvarez* ${dave.mention}\nLate.`]);
});

test('a long answer is several posts in order, and the first of them has the names', async () => {
  const { carol, app, room } = bench();
  const root = await carol.mentions(app, room, 'Tell me all');
  const text = Array.from({ length: 150 }, (_, at) => `Line ${at} ${'x'.repeat(90)}`).join('\n\n');
  await bench().answers(text, { author: { kind: 'agent', ...ANA } });
  await bench().carry();
  const posts = bench().thread(root);
  expect(posts.length).toBeGreaterThan(2);
  expect(posts.map(({ words }) => words.includes('Ana Alvarez'))).toEqual([
    true,
    ...posts.slice(1).map(() => false),
  ]);
  const lines = posts.flatMap(({ words }) => words.match(/Line \d+/g) ?? []);
  expect(lines).toEqual(Array.from({ length: 150 }, (_, at) => `Line ${at}`));
  const [filed] = (await bench().filed()).filter(({ author }) => author.kind === 'agent');
  expect(filed?.posted?.customer?.split(',')).toHaveLength(posts.length);
});

test('an answer to a thread whose root is gone stands in the room', async () => {
  for (const what of ['shown-in-room', 'refused'] as const) {
    const { carol, app, room, slack } = bench();
    slack.orphanReplies = what;
    const root = await carol.mentions(app, room, `My order (${what})?`);
    await bench().answers(`On its way (${what}).`);
    await carol.deletes(root);
    await bench().carry();
    expect(room.messages.filter((one) => one.isFromBot).at(-1)?.words).toBe(
      `On its way (${what}).`,
    );
  }
});

const YES_NO = choicesCard('sure', 'buttons', [
  { id: 'yes', label: 'Yes, please' },
  { id: 'no', label: 'No' },
]);

test('an answer that is pressed is said, and takes the place of the buttons', async () => {
  const { carol, app, room, arrivals } = bench();
  const root = await carol.mentions(app, room, 'Cancel my order');
  await bench().answers('Are you sure?', { card: YES_NO });
  await bench().carry();
  const [asked] = bench().thread(root);
  expect(asked?.buttons).toEqual(['Yes, please', 'No']);
  const both = await Promise.all([1, 2].map(() => carol.presses(asked ?? root, 'Yes, please')));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  await bench().customers.stop();
  expect(arrivals.map(({ text }) => text)).toEqual(['Cancel my order', 'Yes, please']);
  const filed = (await bench().filed()).find(({ card }) => card !== undefined);
  expect(arrivals.at(-1)?.chosen).toEqual({ messageId: filed?.id, choiceId: 'yes' });
  const [after] = bench().thread(root);
  expect(after?.buttons).toEqual([]);
  expect(after?.words).toContain('Are you sure?\nCarol Chen chose: Yes, please');
  expect(after?.metadata).toEqual(asked?.metadata);
});

test('a second press on a button that is still there says nothing twice', async () => {
  const { carol, app, room, arrivals, slack, clock } = bench();
  const root = await carol.mentions(app, room, 'Cancel my order');
  await bench().answers('Are you sure?', { card: YES_NO });
  await bench().carry();
  const [asked] = bench().thread(root);
  slack.next('chat.update', { kind: 'http', status: 503 });
  await carol.presses(asked ?? root, 'No');
  clock.pass(1_000);
  await carol.presses(asked ?? root, 'No');
  expect(arrivals.map(({ text }) => text)).toEqual(['Cancel my order', 'No']);
});

test('a button that is out of date, or forged, says nothing and is answered', async () => {
  const { carol, app, room, slack, arrivals } = bench();
  const root = await carol.mentions(app, room, 'Cancel my order');
  await bench().answers('Are you sure?', { card: YES_NO });
  await bench().carry();
  const [asked] = bench().thread(root);
  const [filed] = (await bench().filed()).filter(({ author }) => author.kind === 'bot');
  const author = { kind: 'bot', id: 'bot', name: 'Bot' } as const;
  const gone = { id: 'd1', kind: 'delete', author, text: '', atMs: 1, seq: 90 } as const;
  const { id: conversationId } = await bench().conversation();
  await bench().stores.archive.file({
    conversationId,
    messages: [{ ...gone, revises: { id: filed?.id ?? '' } }],
    turns: [],
    handoffs: [],
  });
  expect((await carol.presses(asked ?? root, 'No')).status).toBe(200);
  await bench().customers.stop();
  expect(arrivals).toHaveLength(1);
  expect(slack.ephemerals.map(({ text }) => text)).toEqual([
    'This question cannot be answered by a button any more.',
  ]);
});

test('a rating stays open for whose case it was when another gives it', async () => {
  const { carol, dave, app, room, arrivals } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await dave.says(room, 'Late!', { thread: root });
  const card = choicesCard('rating', 'rating', [
    { id: 'rating-1', label: 'Very bad' },
    { id: 'rating-2', label: 'Bad' },
  ]);
  await bench().answers('How was this for you?', { card, author: SYSTEM });
  await bench().carry();
  const [asked] = bench().thread(root);
  await dave.presses(asked ?? root, '★');
  await bench().restart();
  expect(bench().thread(root)[0]?.buttons).toHaveLength(2);
  await carol.presses(asked ?? root, '★★');
  await bench().customers.stop();
  expect(arrivals.map(({ text, customer }) => [text, customer.name]).slice(-2)).toEqual([
    ['Very bad', 'Dave Diaz'],
    ['Bad', 'Carol Chen'],
  ]);
  expect(bench().thread(root)[0]?.words).toContain('Carol Chen chose: Bad');
});
