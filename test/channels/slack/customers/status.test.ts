import { eventually } from '../../../support/eventually.js';
import { benches } from './customers-bench.js';

const bench = benches();

const shown = () => bench().slack.statuses.map(({ threadTs, status }) => [threadTs, status]);

async function typing(on: boolean): Promise<void> {
  bench().stores.signals.publish({
    kind: 'typing',
    conversationId: await bench().conversationId(),
    author: { kind: 'bot', name: 'Bot' },
    on,
  });
}

test('the bot is seen thinking in the thread until it answers', async () => {
  const { carol, app, room, clock } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await eventually(() => expect(shown()).toEqual([[root.ts, 'is thinking…']]));
  await typing(true);
  await bench().answers('On its way.');
  await typing(false);
  await bench().carry();
  clock.pass(10_000);
  await bench().customers.stop();
  expect(shown()).toEqual([
    [root.ts, 'is thinking…'],
    [root.ts, ''],
  ]);
  expect(bench().slack.calls('assistant.threads.setStatus')).toHaveLength(1);
});

test('a turn that says nothing takes it away', async () => {
  const { carol, app, room, clock } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await eventually(() => expect(shown()).toHaveLength(1));
  await typing(true);
  await typing(false);
  clock.pass(10_000);
  await eventually(() => expect(shown().at(-1)).toEqual([root.ts, '']));
  expect(clock.alarms).toBe(0);
});

test('in a direct message it is taken away with the answer', async () => {
  const { carol, app } = bench();
  const said = await carol.dm(app, 'My order?');
  await eventually(() => expect(shown()).toEqual([[said.ts, 'is thinking…']]));
  await bench().answers('On its way.');
  await bench().carry();
  await eventually(() => expect(shown().at(-1)).toEqual([said.ts, '']));
});

test('where a person answers, nobody is seen thinking', async () => {
  const { carol, app } = bench();
  await carol.dm(app, 'My order?');
  await eventually(() => expect(shown()).toHaveLength(1));
  const talk = await bench().talk();
  await talk.takesOver();
  await carol.dm(app, 'Hello?');
  await bench().customers.stop();
  expect(shown().filter(([, status]) => status !== '')).toHaveLength(1);
});

test('an app that may not show it asks once an hour, and takes messages all the same', async () => {
  const { carol, app, slack, clock } = bench();
  const calls = () => slack.calls('assistant.threads.setStatus');
  slack.next(
    'assistant.threads.setStatus',
    { kind: 'refused', error: 'missing_scope' },
    { times: 2 },
  );
  await carol.dm(app, 'one');
  await eventually(() => expect(calls()[0]?.result).toBe('missing_scope'));
  await bench().answers('1');
  await bench().carry();
  await carol.dm(app, 'two');
  await bench().customers.stop();
  expect(calls()).toHaveLength(1);
  clock.pass(61 * 60_000);
  await carol.dm(app, 'three');
  await eventually(() => expect(calls()).toHaveLength(2));
  expect(bench().heard).toEqual(['one', 'two', 'three']);
});
