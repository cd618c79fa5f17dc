import { choicesCard } from '../../../../src/core/domain/card.js';
import { eventually } from '../../../support/eventually.js';
import { benches } from './customers-bench.js';

const bench = benches();

test('a message does not wait for the name of its author, and the name comes with a later one', async () => {
  const { carol, app, slack, acme, clock } = bench();
  const id = `${acme.id}:${carol.id}`;
  slack.next('users.info', { kind: 'hang-before' });
  const said = carol.dm(app, 'Hello?');
  await eventually(() => expect(slack.calls('users.info')).toHaveLength(1));
  clock.pass(1_000);
  expect((await said).answers.map(({ status }) => status)).toEqual([200]);
  expect((await bench().conversation()).customer).toEqual({ id, name: carol.id });
  // Slack has said that it cannot tell; it is asked again after a while.
  await bench().workspace.person(carol.id);
  clock.pass(60_000);
  await carol.dm(app, 'Anybody there?');
  expect((await bench().conversation()).customer).toMatchObject({ id, name: 'Carol Chen' });
});

test('somebody whom the conversation knows keeps their name while Slack cannot tell it', async () => {
  const { carol, app, slack, clock } = bench();
  await carol.dm(app, 'Hello?');
  const known = (await bench().conversation()).customer;
  expect(known.name).toBe('Carol Chen');
  clock.pass(60 * 60_000);
  slack.next('users.info', { kind: 'http', status: 503 });
  await carol.dm(app, 'Anybody there?');
  const now = await bench().conversation();
  expect(now.customer).toEqual(known);
  expect(now.inbox.map(({ author }) => author.name)).toEqual(['Carol Chen', 'Carol Chen']);
});

test('nor do they lose it, or their address, by a press', async () => {
  const { carol, app, slack, clock, channel, channels } = bench();
  channels[0] = { ...channel, trustsEmail: true };
  await carol.dm(app, 'Hello?');
  const known = (await bench().conversation()).customer;
  expect(known).toMatchObject({ name: 'Carol Chen', email: expect.any(String) });
  const card = choicesCard('size', 'buttons', [{ id: 'big', label: 'Big' }]);
  await bench().answers('Which size?', { card });
  await bench().carry();
  clock.pass(60 * 60_000);
  slack.next('users.info', { kind: 'http', status: 503 });
  const [asked] = bench().direct();
  await carol.presses(asked as NonNullable<typeof asked>, 'Big');
  const now = await bench().conversation();
  expect([now.inbox.at(-1)?.text, now.customer]).toEqual(['Big', known]);
});
