import { GatewayError } from '../../../../src/core/domain/errors.js';
import { benches } from './customers-bench.js';

const bench = benches();

const kinds = async () =>
  (await bench().conversation()).inbox.map(({ kind, text }) => `${kind} ${text}`.trim());
/** Whether Slack need not bring any of its events again. A deleted reply also changes the count of its thread. */
const isTaken = ({ answers }: { answers: readonly { status: number }[] }) =>
  answers.every(({ status }) => status === 200);
const away = () => new GatewayError('store.unavailable');

test('what is taken back before it was heard of is not kept, and reaches no turn', async () => {
  const { carol, app, obstacles, slack } = bench();
  obstacles.push(away());
  const said = await carol.dm(app, 'my password is x');
  expect(isTaken(await carol.deletes(said))).toBe(false);
  await slack.redeliverUnacknowledged();
  await slack.redeliverUnacknowledged();
  expect((await kinds()).at(-1)).toBe('delete');
  await bench().answers('Hello');
  await bench().carry();
  expect((await bench().filed()).map(({ text }) => text)).toEqual(['', '', 'Hello']);
});

test('so it is in a thread of ours, with a mention, and in one that is about to be ours', async () => {
  const { carol, dave, app, room, obstacles, slack } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  obstacles.push(away());
  const reply = await dave.says(room, 'It is 1001', { thread: root });
  expect(isTaken(await dave.deletes(reply))).toBe(false);
  obstacles.push(away(), away());
  const mention = await dave.mentions(app, room, 'Secret 1');
  expect(isTaken(await dave.deletes(mention))).toBe(false);
  obstacles.push(away(), away(), away());
  const next = await carol.mentions(app, room, 'Anybody?');
  const quick = await carol.says(room, 'Secret 2', { thread: next });
  expect(isTaken(await carol.deletes(quick))).toBe(false);
  await slack.redeliverUnacknowledged();
  await slack.redeliverUnacknowledged();
  expect(slack.complaints).toEqual([]);
  const taken = bench().arrivals.filter(({ revises }) => revises?.kind === 'delete');
  expect(taken).toHaveLength(3);
});

test('a deletion of what was never for us, or long ago, is not asked for again', async () => {
  const { carol, dave, app, room, obstacles, clock } = bench();
  const chat = await dave.says(room, 'Lunch?');
  const reply = await carol.says(room, 'Yes', { thread: chat });
  expect(isTaken(await carol.deletes(reply))).toBe(true);
  expect(isTaken(await dave.deletes(chat))).toBe(true);
  const root = await dave.says(room, 'My order is late.');
  const before = await dave.says(room, 'Very late.', { thread: root });
  clock.pass(5_000);
  await carol.mentions(app, room, 'what can be done?', { thread: root });
  expect(isTaken(await dave.deletes(before))).toBe(true);
  obstacles.push(away());
  const old = await carol.dm(app, 'never heard');
  clock.pass(11 * 60_000);
  expect(isTaken(await carol.deletes(old))).toBe(true);
  expect(bench().heard).toEqual(['what can be done?']);
});

test('an edit that is brought again does not win over a newer one', async () => {
  const { carol, app, obstacles, slack } = bench();
  const said = await carol.dm(app, 'one');
  obstacles.push(away());
  const second = await carol.edits(said, 'two');
  const third = await carol.edits(said, 'three');
  await slack.redeliverUnacknowledged();
  for (const delivery of [...second.deliveries, ...third.deliveries]) {
    expect((await delivery.again()).status).toBe(200);
  }
  expect(await kinds()).toEqual(['text one', 'edit three']);
});

test('nor over words that were first heard of edited', async () => {
  const { carol, app, obstacles, slack } = bench();
  obstacles.push(away(), away());
  const said = await carol.dm(app, 'one');
  await carol.edits(said, 'two');
  const third = await carol.edits(said, 'three');
  await slack.redeliverUnacknowledged();
  for (const delivery of third.deliveries) await delivery.again();
  expect(await kinds()).toEqual(['text three']);
});

test('an edit of words that are taken in at this very moment is an edit', async () => {
  const { carol, app, obstacles, slack, customers, stores } = bench();
  obstacles.push(away());
  const said = await carol.dm(app, 'one');
  const { record } = stores.inbox;
  const inbox = jest.spyOn(stores.inbox, 'record').mockImplementationOnce(async (command) => {
    inbox.mockRestore();
    // Another process records the words as they were said first.
    const { editedAtMs: _, ...draft } = command.draft;
    await stores.inbox.record({ ...command, draft: { ...draft, text: 'one' } });
    return record.call(stores.inbox, command);
  });
  await carol.edits(said, 'two');
  await slack.redeliverUnacknowledged();
  expect(customers.problems()).toEqual([]);
  const conversation = await stores.conversations.load(
    (await stores.conversations.due(bench().clock.nowMs() + 1, 1, null))[0]?.id ?? '',
  );
  expect(conversation?.inbox.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'text one',
    'edit two',
  ]);
});
