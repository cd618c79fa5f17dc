import type { Draft } from '../../../../src/core/domain/message.js';
import { ANA } from '../../../support/builders.js';
import { benches } from './customers-bench.js';

const bench = benches();
const author = { kind: 'agent', ...ANA } as const;

const long = (count: number) =>
  Array.from({ length: count }, (_, at) => `Line ${at} ${'x'.repeat(90)}`).join('\n\n');
const lines = (texts: readonly { words: string }[]) =>
  texts.flatMap(({ words }) => words.match(/Line \d+/g) ?? []).length;

/** A thread with an agent's reply in it. */
async function replied(text: string) {
  const { carol, app, room } = bench();
  const root = await carol.mentions(app, room, 'My order?');
  await (await bench().talk()).takesOver();
  await says('r1', text);
  return root;
}

async function says(id: string, text: string, more: Partial<Draft> = {}): Promise<void> {
  const talk = await bench().talk();
  const draft: Draft = { id, kind: 'text', author, text, atMs: talk.nowMs, ...more };
  const said = await talk.says(ANA, id, text, { claiming: false, draft });
  expect(said.kind).toBe('said');
  await bench().carry();
}

const edits = (id: string, text: string) => says(id, text, { kind: 'edit', revises: { id: 'r1' } });
const deletes = (id: string) => says(id, '', { kind: 'delete', revises: { id: 'r1' } });

test('other words take the place of the first ones', async () => {
  const root = await replied('It comes on Monday.');
  const [before] = bench().thread(root);
  await edits('e1', 'It comes on *Tuesday*.');
  await edits('e2', 'It comes on Friday.');
  expect(bench().thread(root)).toMatchObject([
    { ts: before?.ts, words: '*Ana Alvarez*\nIt comes on Friday.', metadata: before?.metadata },
  ]);
});

test('an edit that makes it longer adds posts, a shorter one takes them away', async () => {
  const root = await replied(long(5));
  await edits('e1', long(150));
  expect(lines(bench().thread(root))).toBe(150);
  expect(bench().thread(root).length).toBeGreaterThan(2);
  await edits('e2', long(140));
  expect(lines(bench().thread(root))).toBe(140);
  await edits('e3', 'Short.');
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual(['*Ana Alvarez*\nShort.']);
});

test('an edit that broke off in the middle is gone through again without a second copy', async () => {
  const root = await replied(long(5));
  const { slack } = bench();
  const before = slack.calls('chat.postMessage').length;
  slack.next(
    'chat.postMessage',
    { kind: 'cut-after' },
    { when: () => slack.calls('chat.postMessage').length === before + 2 },
  );
  await edits('e1', long(250));
  await bench().restart();
  await bench().carry();
  expect(lines(bench().thread(root))).toBe(250);
  const parts = bench()
    .thread(root)
    .map(({ metadata }) => JSON.stringify(metadata));
  expect(new Set(parts).size).toBe(parts.length);
});

test('words that are taken back go, all parts of them', async () => {
  const root = await replied(long(150));
  await deletes('d1');
  expect(bench().thread(root)).toEqual([]);
  await bench().carry();
  expect(bench().refusals).toEqual([]);
});

test('an edit of what is taken back is not shown', async () => {
  const root = await replied('It comes on Monday.');
  const talk = await bench().talk();
  const common = { author, atMs: talk.nowMs, revises: { id: 'r1' } };
  const edit = { id: 'e1', kind: 'edit', text: 'On Tuesday.', ...common } as const;
  const deletion = { id: 'd1', kind: 'delete', text: '', ...common } as const;
  await talk.says(ANA, 'e1', '', { claiming: false, draft: edit });
  await talk.says(ANA, 'd1', '', { claiming: false, draft: deletion });
  await bench().carry();
  await bench().carry();
  expect(bench().thread(root)).toEqual([]);
  expect(bench().slack.calls('chat.update')).toEqual([]);
});

test('where Slack does not let it be changed, a correction stands beside it', async () => {
  const root = await replied('It comes on Monday.');
  const { slack } = bench();
  slack.next('chat.update', { kind: 'refused', error: 'edit_window_closed' });
  await edits('e1', 'It comes on Tuesday.');
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual([
    '*Ana Alvarez*\nIt comes on Monday.',
    '*Ana Alvarez*\n_Correction of an earlier message:_\nIt comes on Tuesday.',
  ]);
  slack.next('chat.delete', { kind: 'refused', error: 'cant_delete_message' });
  await deletes('d1');
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual([
    '*Ana Alvarez*\nIt comes on Monday.',
    '*Ana Alvarez*\n_An earlier message was taken back. Please disregard it._',
  ]);
});

test('where an admin deleted it, new words are told as a correction, and a deletion is done', async () => {
  const root = await replied('It comes on Monday.');
  const { slack, bot, room } = bench();
  const [first] = bench().thread(root);
  const form = new URLSearchParams({ channel: room.id, ts: first?.ts ?? '' });
  const headers = { authorization: `Bearer ${bot.botToken}` };
  await fetch(`${slack.apiUrl}chat.delete`, { method: 'POST', headers, body: form });
  await edits('e1', 'It comes on Tuesday.');
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual(['*Ana Alvarez*\n_Correction of an earlier message:_\nIt comes on Tuesday.']);
  await deletes('d1');
  expect(bench().thread(root)).toEqual([]);
});

test('while Slack is away an edit waits, and then it is made', async () => {
  const root = await replied('It comes on Monday.');
  const { slack } = bench();
  slack.goesDown();
  await edits('e1', 'It comes on Tuesday.');
  slack.comesBack();
  await bench().carry(20_000);
  expect(
    bench()
      .thread(root)
      .map(({ words }) => words),
  ).toEqual(['*Ana Alvarez*\nIt comes on Tuesday.']);
});
