import { GatewayError } from '../../../../src/core/domain/errors.js';
import { eventually } from '../../../support/eventually.js';
import { benches } from './customers-bench.js';

const bench = benches();

/** The next messages find no room in their conversation. */
function isFullFor(messages: number): void {
  for (let one = 0; one < messages; one++) {
    bench().obstacles.push(new GatewayError('conversation.full'));
  }
}

const FULL = /could not take your message.*send it again/;

test('where nothing more fits the message is acknowledged, and whoever wrote it is told so', async () => {
  const { carol, app } = bench();
  isFullFor(1);
  const said = await carol.dm(app, 'Hello?');
  expect(said.answers.map(({ status }) => status)).toEqual([200]);
  await eventually(() => expect(bench().direct()).toHaveLength(1));
  expect(bench().direct()[0]?.text).toMatch(FULL);
  await carol.dm(app, 'Hello again');
  expect(bench().heard).toEqual(['Hello again']);
});

test('a flood is answered by one line a minute', async () => {
  const { carol, app, clock } = bench();
  clock.pass(60_000 - (clock.nowMs() % 60_000));
  isFullFor(6);
  for (let one = 0; one < 5; one++) await carol.dm(app, `Hello ${one}`);
  await bench().customers.stop();
  expect(bench().direct()).toHaveLength(1);
  await bench().restart();
  clock.pass(60_000);
  await carol.dm(app, 'Hello?');
  await eventually(() => expect(bench().direct()).toHaveLength(2));
  expect(bench().heard).toEqual([]);
});

test('in a thread each is told for themselves, and what was not meant for us is not told of', async () => {
  const { carol, dave, app, room, slack } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  isFullFor(2);
  await carol.says(room, 'Hello?', { thread: root });
  await dave.says(room, 'Hello?', { thread: root });
  await dave.says(room, 'Lunch?');
  await eventually(() => expect(slack.ephemerals).toHaveLength(2));
  expect(slack.ephemerals.map(({ user }) => user).sort()).toEqual(['Carol Chen', 'Dave Diaz']);
  expect(slack.ephemerals[0]?.text).toMatch(FULL);
});

test('a deletion that finds no room comes again', async () => {
  const { carol, app, slack } = bench();
  const said = await carol.dm(app, 'My number is 1001');
  isFullFor(1);
  const gone = await carol.deletes(said);
  expect(gone.answers.map(({ status }) => status)).toEqual([503]);
  await slack.redeliverUnacknowledged();
  const { inbox } = await bench().conversation();
  expect(inbox.map(({ kind }) => kind)).toEqual(['text', 'delete']);
});
