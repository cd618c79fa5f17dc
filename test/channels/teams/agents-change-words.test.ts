import type { Draft } from '../../../src/core/domain/message.js';
import { CHAT } from '../../support/teams/activities.js';
import { TEAMS_ANSWERS } from '../../support/teams/teams-failures.js';
import { deliveryBenches } from './delivery-bench.js';

const bench = deliveryBenches();
const long = (count: number) =>
  Array.from({ length: count }, (_, at) => `Line ${at} ${'x'.repeat(90)}`).join('\n\n');
const lines = () => bench().texts.flatMap((text) => text.match(/Line \d+/g) ?? []).length;

/** An agent has the case, and has said something. */
async function replied(text: string, more: Partial<Draft> = {}): Promise<void> {
  await bench().hears('m1');
  await bench().talk.takesOver();
  await bench().says('r1', text, more);
}

const edits = (id: string, text: string) =>
  bench().says(id, text, { kind: 'edit', revises: { id: 'r1' } });
const deletes = (id: string) => bench().says(id, '', { kind: 'delete', revises: { id: 'r1' } });

test('other words take the place of the first ones', async () => {
  await replied('It comes on Monday.');
  const [before] = bench().teams.shown(CHAT.id);
  await edits('e1', 'It comes on *Tuesday*.');
  await edits('e2', 'It comes on Friday.');
  expect(bench().teams.shown(CHAT.id)).toMatchObject([
    { id: before?.id, isEdited: true, text: '**Ana Alvarez**\n\nIt comes on Friday.' },
  ]);
});

test('an edit that makes it longer adds messages, a shorter one takes them away', async () => {
  await replied(long(5));
  await edits('e1', long(300));
  expect(lines()).toBe(300);
  expect(bench().texts.length).toBeGreaterThan(2);
  await edits('e2', long(290));
  expect(lines()).toBe(290);
  await edits('e3', 'Short.');
  expect(bench().texts).toEqual(['**Ana Alvarez**\n\nShort.']);
  await edits('e4', long(295));
  expect(lines()).toBe(295);
  await edits('e5', long(4));
  expect(bench().texts).toEqual([`**Ana Alvarez**\n\n${long(4)}`]);
});

test('words that are taken back go, with what came along and what was added', async () => {
  const picture = bench().files.add('cat.png', 'image/png', new Uint8Array(10));
  const report = bench().files.add('report.pdf', 'application/pdf', new Uint8Array(10));
  await replied(long(3), { files: [picture, report] });
  await edits('e1', long(300));
  expect(bench().texts.length).toBeGreaterThan(4);
  await deletes('d1');
  expect(bench().texts).toEqual([]);
});

test('somebody deleted it before: nothing is said about it', async () => {
  await replied('It comes on Monday.');
  const [shown] = bench().teams.shown(CHAT.id);
  bench().teams.failures.plan(TEAMS_ANSWERS.activityNotFound, { deed: 'delete' });
  await deletes('d1');
  expect(bench().texts).toEqual([shown?.text]);
});

test('where Teams does not let it be changed, a correction stands beside it', async () => {
  await replied('It comes on Monday.');
  bench().teams.failures.plan(TEAMS_ANSWERS.notEnoughPermissions, { deed: 'update' });
  await edits('e1', 'It comes on Tuesday.');
  bench().teams.failures.plan(TEAMS_ANSWERS.notEnoughPermissions, { deed: 'delete' });
  await deletes('d1');
  expect(bench().texts).toEqual([
    '**Ana Alvarez**\n\nIt comes on Monday.',
    '**Ana Alvarez**  \n*An earlier message was taken back. Please disregard it.*',
  ]);
  expect(bench().teams.calls('send')[1]?.body['text']).toBe(
    '**Ana Alvarez**  \n*Correction of an earlier message:*\n\nIt comes on Tuesday.',
  );
});

test('an edit that Teams is too busy for is made later', async () => {
  await replied('It comes on Monday.');
  bench().teams.failures.plan({ ...TEAMS_ANSWERS.throttled, retryAfterSeconds: 3 });
  await edits('e1', 'It comes on Tuesday.');
  expect(bench().texts).toEqual(['**Ana Alvarez**\n\nIt comes on Monday.']);
  await bench().carry(3_000);
  expect(bench().texts).toEqual(['**Ana Alvarez**\n\nIt comes on Tuesday.']);
});

test('an edit of what is taken back is not shown', async () => {
  await replied('It comes on Monday.');
  bench().teams.failures.plan(TEAMS_ANSWERS.unavailable, { deed: 'update' });
  await edits('e1', 'On Tuesday.');
  await deletes('d1');
  for (let at = 0; at < 3; at += 1) await bench().carry(30_000);
  expect(bench().texts).toEqual([]);
});
