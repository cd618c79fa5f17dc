import { GatewayError } from '../../../../src/core/domain/errors.js';
import { eventually } from '../../../support/eventually.js';
import { benches } from './customers-bench.js';

const bench = benches();

const kinds = async () =>
  (await bench().conversation()).inbox.map(({ kind, text, author }) => [kind, text, author.id]);

test('an edit changes what is on record, a preview of a link does not', async () => {
  const { carol, app, room, acme } = bench();
  const root = await carol.mentions(app, room, 'Order 1001 https://shop.example/1001');
  await room.unfurls(root, 'https://shop.example/1001');
  await carol.says(room, 'Thanks', { thread: root });
  await room.updatesReplyCount(root);
  await carol.edits(root, `${bench().bot.mention} Order 1002`);
  const id = `${acme.id}:${carol.id}`;
  expect(await kinds()).toEqual([
    ['text', 'Order 1001 https://shop.example/1001', id],
    ['text', 'Thanks', id],
    ['edit', 'Order 1002', id],
  ]);
});

test('an edit and a deletion that come again change nothing more', async () => {
  const { carol, app } = bench();
  const said = await carol.dm(app, 'My address is 1 Main Street');
  const edit = await carol.edits(said, 'My address is 2 Main Street');
  const deletion = await carol.deletes(said);
  for (const delivery of [...edit.deliveries, ...deletion.deliveries]) {
    expect((await delivery.again()).status).toBe(200);
  }
  expect((await kinds()).map(([kind]) => kind)).toEqual(['text', 'edit', 'delete']);
});

test('the root of a thread that is deleted is taken back, and its replies stay', async () => {
  const { carol, app, room } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await carol.says(room, 'It is 1001.', { thread: root });
  await carol.deletes(root);
  expect((await kinds()).map(([kind]) => kind)).toEqual(['text', 'text', 'delete']);
});

test('what is taken back after it was answered is on record by its author', async () => {
  const { carol, dave, app, room, acme } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await bench().answers('On its way.');
  await bench().carry();
  await dave.says(room, 'Mine, too.', { thread: root });
  await carol.deletes(root);
  expect(await kinds()).toEqual([
    ['text', 'Mine, too.', `${acme.id}:${dave.id}`],
    ['delete', '', `${acme.id}:${carol.id}`],
  ]);
});

test('changes of what was never for us change nothing', async () => {
  const { carol, dave, app, room } = bench();
  const before = await dave.says(room, 'Lunch?');
  await dave.edits(before, 'Dinner?');
  await dave.deletes(before);
  const root = await dave.says(room, 'My order is late.');
  await carol.mentions(app, room, 'what can be done?', { thread: root });
  await dave.edits(root, 'My order is very late.');
  await dave.deletes(root);
  expect(bench().heard).toEqual(['what can be done?']);
  expect(bench().refusals).toEqual([]);
});

test('what people said in a thread before we were in it stays among them', async () => {
  const { carol, dave, app, room, clock } = bench();
  const root = await dave.says(room, 'My order is late.');
  const reply = await dave.says(room, 'Very late.', { thread: root });
  clock.pass(5_000);
  await carol.mentions(app, room, 'what can be done?', { thread: root });
  await dave.edits(reply, 'Very, very late.');
  const later = await dave.says(room, 'Well?', { thread: root });
  await dave.edits(later, 'Well then?');
  expect(bench().heard).toEqual(['what can be done?', 'Well?', 'Well then?']);
});

test('an old message that is edited is not new', async () => {
  const { carol, bot, room, clock } = bench();
  const said = await carol.says(room, 'My order?');
  clock.pass(11 * 60_000);
  await carol.edits(said, `${bot.mention} My order?`);
  expect(bench().heard).toEqual([]);
});

test('a mention that is added by an edit begins a conversation', async () => {
  const { carol, bot, room } = bench();
  const said = await carol.says(room, 'My order?');
  await carol.edits(said, `${bot.mention} My order?`);
  expect(bench().heard).toEqual(['My order?']);
});

test('an edit that comes before the words it changes stands for them', async () => {
  const { carol, app, obstacles, slack } = bench();
  obstacles.push(new GatewayError('store.unavailable'));
  const said = await carol.dm(app, 'Order 1001');
  await carol.edits(said, 'Order 1002');
  await slack.redeliverUnacknowledged();
  expect((await kinds()).map(([kind, text]) => [kind, text])).toEqual([['text', 'Order 1002']]);
});

test('an edit that is too long is answered by a line, and the words before stand', async () => {
  const { carol, app } = bench();
  const said = await carol.dm(app, 'Order 1001');
  const { answers } = await carol.edits(said, 'x'.repeat(201));
  expect(answers.map(({ status }) => status)).toEqual([200]);
  await eventually(() => expect(bench().direct()).toHaveLength(1));
  expect((await kinds()).map(([kind]) => kind)).toEqual(['text']);
});
