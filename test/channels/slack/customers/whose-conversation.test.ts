import { benches } from './customers-bench.js';

const bench = benches();

const customer = async () => (await bench().conversation()).customer;

test('a thread stays with whoever asked in it, and a correction takes nothing away from them', async () => {
  const { carol, dave, app, room, channel, channels, bot } = bench();
  channels[0] = { ...channel, trustsEmail: true };
  const root = await carol.mentions(app, room, 'My order?');
  const carolAsked = await customer();
  expect(carolAsked).toMatchObject({ name: 'Carol Chen', email: expect.any(String) });
  await dave.says(room, 'lol', { thread: root });
  expect(bench().heard).toEqual(['My order?', 'lol']);
  expect(await customer()).toEqual(carolAsked);
  await carol.edits(root, `${bot.mention} My order 1001?`);
  expect(bench().heard).toHaveLength(3);
  expect(await customer()).toEqual(carolAsked);
  const [, lol] = (await bench().conversation()).inbox;
  expect(lol?.author.name).toBe('Dave Diaz');
});

test('a direct message is private; a room is not, though only one has spoken there', async () => {
  const { carol, app, room } = bench();
  await carol.dm(app, 'My order?');
  expect((await bench().conversation()).isPrivate).toBe(true);
  await carol.mentions(app, room, 'And my invoice?');
  const placed = await bench().conversation();
  expect([placed.inbox.at(-1)?.text, placed.isPrivate]).toEqual(['And my invoice?', false]);
});
