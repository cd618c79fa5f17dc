import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { banking, faq, spoken } from '../../eval/measures/knowledge.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eval-knowledge-'));
  await mkdir(join(folder, 'retrieval'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, ...rows: object[]): Promise<void> {
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  await writeFile(join(folder, 'retrieval', `${name}.jsonl`), lines);
}

const figuresOf = (figures: readonly { measure: string; figure: number }[]): number[] =>
  figures.map(({ figure }) => figure);

test('an article counts from its best passage, and only the first right one', async () => {
  await write(
    'tau2_banking_docs',
    {
      id: 'a',
      title: 'Lamps',
      text: '## Care\n\nDust a lamp.\n\n## Bulbs\n\nA lamp takes a bulb.',
    },
    { id: 'b', title: 'Rugs', text: 'No lamp on a rug, but a rug below.' },
  );
  await write(
    'tau2_banking_queries_dev',
    { query: 'lamp', gold: ['b'] },
    { query: 'rug', gold: ['b', 'a'] },
    { query: 'sofa', gold: ['a'] },
  );
  const [found = 0, mean = 0] = figuresOf(await banking(folder));
  expect(found).toBeCloseTo(2 / 3, 10);
  expect(mean).toBeCloseTo((1 / 2 + 1) / 3, 10);
});

test('each bot is asked its own questions, and one that has none of it should be unsure', async () => {
  const docs = [
    { id: 'x/late', bot: 'x', title: 'late', questions: ['Why is it late?', 'Not here yet'] },
    { id: 'x/hours', bot: 'x', title: 'hours', questions: ['When are you open?'] },
    { id: 'y/pay', bot: 'y', title: 'pay', questions: ['Can I pay by card?'] },
  ];
  await write('hint3_faq_docs', ...docs, {
    id: 'y/late',
    bot: 'y',
    title: 'late',
    questions: ['so late'],
  });
  await write('hint3_faq_docs_dev', ...docs);
  await write(
    'hint3_faq_queries_dev',
    { bot: 'x', query: 'so late', gold: ['x/late'], answerable: true },
    { bot: 'x', query: 'open now?', gold: ['x/late'], answerable: true },
    { bot: 'y', query: 'so late', gold: [], answerable: false },
  );
  expect(figuresOf(await faq(folder))).toEqual([0.5, 1]);
});

test('a spoken question is understood with what was said before it', async () => {
  const turn = (text: string) => ({ text });
  await write(
    'dstc10_faq_docs',
    { id: '1', entity: 'Grand Inn', title: 'Is there parking?', text: 'Yes.' },
    { id: '2', entity: 'Sea Inn', title: 'Is there parking?', text: 'No.' },
  );
  await write(
    'dstc10_spoken_queries_dev',
    {
      turns: [turn('try the sea inn'), turn('and parking')],
      knowledge_seeking: true,
      gold: ['2'],
    },
    { turns: [turn('thanks')], knowledge_seeking: false, gold: [] },
  );
  expect(await spoken(folder)).toMatchObject([{ figure: 1, n: 1, target: null }]);
});
