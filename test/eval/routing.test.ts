import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { given } from '../../eval/measures/routing.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-eval-routing-'));
  await mkdir(join(folder, 'routing'));
});

afterEach(() => rm(folder, { recursive: true }));

const THINGS = ['sofa', 'lamp', 'shelf', 'desk', 'chair', 'mirror', 'carpet', 'stool'];

const questions = (route: string, ambiguous: boolean) =>
  THINGS.map((thing) => ({ text: `What does the ${thing} cost?`, route, ambiguous }));

const wishes = THINGS.map((thing) => ({
  text: `Cancel my order of the ${thing}.`,
  route: 'action_request',
  ambiguous: false,
}));

const write = (name: string, rows: readonly object[]) =>
  writeFile(join(folder, 'routing', name), rows.map((row) => JSON.stringify(row)).join('\n'));

test('rows that could have another type are not learnt from, and what they would have cost is told', async () => {
  const unclear = questions('action_request', true);
  await write('routing_train.jsonl', [
    ...questions('info_question', false),
    ...wishes,
    ...unclear,
    ...unclear,
    ...unclear,
  ]);
  await write('routing_test.jsonl', [
    { text: 'What does the wardrobe cost?', route: 'info_question', ambiguous: false },
    { text: 'Cancel my order of the wardrobe.', route: 'action_request', ambiguous: false },
    { text: 'What does the table cost?', route: 'action_request', ambiguous: true },
  ]);
  const figures = new Map((await given(folder)).map((one) => [one.measure, one]));
  expect(figures.get('routing: macro-F1, trained on given examples')).toMatchObject({
    figure: 1,
    n: 2,
  });
  expect(figures.get('routing: macro-F1, learnt from ambiguous rows')?.figure).toBeLessThan(1);
  expect(figures.get('routing: macro-F1, ambiguous rows too')).toMatchObject({ n: 3 });
});
