import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokenLine, MissingFile, scoredOf, splitOf } from '../../eval/data.js';

interface Row {
  readonly text: string;
}

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-eval-'));
  await mkdir(join(folder, 'routing'));
});

afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, lines: readonly string[]) =>
  writeFile(join(folder, 'routing', name), lines.join('\n'));

const rows = (...texts: readonly string[]) => texts.map((text) => JSON.stringify({ text }));

const MANY = Array.from({ length: 500 }, (_, index) => `line ${index}`);

test.each(['lines_train.jsonl', 'lines_dev.jsonl', 'lines.jsonl'])(
  'a test file is scored and %s is learnt from',
  async (name) => {
    await write(name, rows('a', 'b'));
    await write('lines_test.jsonl', rows('c'));
    const { train, test, how } = await splitOf<Row>(folder, 'routing/lines');
    expect(train).toEqual([{ text: 'a' }, { text: 'b' }]);
    expect(test).toEqual([{ text: 'c' }]);
    expect(how).toContain('lines_test.jsonl');
  },
);

test('without a test file about a fifth is scored, always the same rows, each on one side', async () => {
  await write('lines_train.jsonl', rows(...MANY));
  const first = await splitOf<Row>(folder, 'routing/lines');
  await write('lines_train.jsonl', rows(...[...MANY].reverse()));
  const second = await splitOf<Row>(folder, 'routing/lines');
  const texts = (all: readonly Row[]) => all.map(({ text }) => text).sort();
  expect(texts(second.test)).toEqual(texts(first.test));
  expect(texts([...first.train, ...first.test])).toEqual([...MANY].sort());
  expect(first.test.length).toBeGreaterThan(60);
  expect(first.test.length).toBeLessThan(140);
});

test('rows of one group are all on the same side', async () => {
  await write('lines_train.jsonl', rows(...MANY));
  const groupOf = ({ text }: Row) => text.slice(-1);
  const { train, test } = await splitOf<Row>(folder, 'routing/lines', [], groupOf);
  const learnt = new Set(train.map(groupOf));
  expect(test.filter((row) => learnt.has(groupOf(row)))).toEqual([]);
});

test('where nothing is learnt, the test file is scored, or else what there is', async () => {
  await write('lines_dev.jsonl', rows('a'));
  expect((await scoredOf<Row>(folder, 'routing/lines')).rows).toEqual([{ text: 'a' }]);
  await write('lines_test.jsonl', rows('b'));
  expect((await scoredOf<Row>(folder, 'routing/lines')).rows).toEqual([{ text: 'b' }]);
});

test('a file that is not there is told by its names', async () => {
  const split = splitOf<Row>(folder, 'routing/none');
  await expect(split).rejects.toThrow(MissingFile);
  await expect(split).rejects.toThrow('routing/none_train.jsonl');
});

test.each([
  ['{"text": ', 'not JSON'],
  ['7', 'not an object'],
  ['{"words": "b"}', 'has no text'],
])('a broken line (%s) is told by file and number', async (line, reason) => {
  await write('lines_train.jsonl', [...rows('a'), '', line]);
  const split = splitOf<Row>(folder, 'routing/lines', ['text']);
  await expect(split).rejects.toThrow(BrokenLine);
  await expect(split).rejects.toThrow(`lines_train.jsonl:3: ${reason}`);
});
