import type { Draft } from '../../../../src/core/domain/message.js';
import { ANA } from '../../../support/builders.js';
import type { Said } from '../../../support/slack/slack-person.js';
import { benches } from './customers-bench.js';

const bench = benches();

/** What the bot shows under a message of Carol's. */
function under(root: Said): string[] {
  const { thread } = bench().slack.room(root.roomId).message(root);
  return thread.filter((one) => one.isFromBot).map(({ text }) => text);
}

/** What the bot shows outside of all threads. */
const outside = () =>
  bench()
    .direct()
    .map(({ text }) => text);

test('what is asked in a thread of a direct message is answered there, in one conversation', async () => {
  const { carol, app } = bench();
  const root = await carol.dm(app, 'Hello');
  await bench().answers('Good morning!');
  await bench().carry();
  expect([outside(), under(root)]).toEqual([['Good morning!'], []]);
  const id = await bench().conversationId();
  await carol.dm(app, 'My order?', { thread: root });
  expect(await bench().conversationId()).toBe(id);
  await bench().answers('On its way.');
  await bench().carry();
  expect([outside(), under(root)]).toEqual([['Good morning!'], ['On its way.']]);
  await carol.dm(app, 'Thanks');
  await bench().answers('You are welcome.');
  await bench().carry();
  expect(outside()).toEqual(['Good morning!', 'You are welcome.']);
});

test('what came in during a turn does not move its answer into another thread', async () => {
  const { carol, app } = bench();
  const one = await carol.dm(app, 'Hello');
  await carol.dm(app, 'My order?', { thread: one });
  const talk = await bench().talk();
  const leased = await talk.leased();
  await carol.dm(app, 'And my invoice?');
  const turnId = `${leased.id}-t${leased.fence}-${leased.inbox[0]?.seq ?? 0}`;
  const author = { kind: 'bot', id: 'bot', name: 'Bot' } as const;
  const text = 'On its way.';
  const reply: Draft = { id: 'r0', kind: 'text', author, text, atMs: talk.nowMs, turnId };
  expect(await talk.commit(leased, { replies: [reply] })).not.toBeNull();
  await bench().carry();
  expect([outside(), under(one)]).toEqual([[], ['On its way.']]);
});

test('after a crash the answer is looked for in its thread and stands there once', async () => {
  const { carol, app, slack } = bench();
  const root = await carol.dm(app, 'Hello');
  await carol.dm(app, 'My order?', { thread: root });
  await bench().answers('On its way.');
  slack.next('chat.postMessage', { kind: 'hang-after' });
  await bench().carry();
  await bench().carry(60_000);
  expect([outside(), under(root)]).toEqual([[], ['On its way.']]);
  expect(slack.calls('chat.postMessage')).toHaveLength(1);
});

test('an agent changes and takes back a reply where it stands', async () => {
  const { carol, app } = bench();
  const root = await carol.dm(app, 'Hello');
  await carol.dm(app, 'A person please', { thread: root });
  await (await bench().talk()).takesOver();
  await says('r1', 'Hi, this is Ana.');
  expect(under(root).join()).toContain('Hi, this is Ana.');
  await says('r2', 'Hello, this is Ana.', { kind: 'edit', revises: { id: 'r1' } });
  expect(under(root)).toHaveLength(1);
  expect(under(root).join()).toContain('Hello, this is Ana.');
  await says('r3', '', { kind: 'delete', revises: { id: 'r1' } });
  expect([outside(), under(root)]).toEqual([[], []]);
});

async function says(id: string, text: string, more: Partial<Draft> = {}): Promise<void> {
  const talk = await bench().talk();
  const author = { kind: 'agent', ...ANA } as const;
  const draft: Draft = { id, kind: 'text', author, text, atMs: talk.nowMs, ...more };
  await talk.says(ANA, id, text, { claiming: false, draft });
  await bench().carry();
}
