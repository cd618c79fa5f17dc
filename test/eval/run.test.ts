import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const RUN = join(__dirname, '../../eval/run.cjs');

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-eval-'));
  await mkdir(join(folder, 'memory'));
});

afterEach(() => rm(folder, { recursive: true }));

const evaluate = (...words: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    execFile(process.execPath, [RUN, ...words], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

const keyFacts = (...lines: readonly string[]) =>
  writeFile(join(folder, 'memory', 'keyfacts_train.jsonl'), lines.join('\n'));

const RIGHT = JSON.stringify({
  text: 'Collect it at 7 pm',
  requested: [],
  slots: [{ slot: 'time', value: '7 pm' }],
});

test('the table has what could be measured, says what is missing, and ends well', async () => {
  await keyFacts(RIGHT);
  const { code, stdout } = await evaluate(folder);
  expect(stdout).toMatch(/^measure +figure +target +met +n +how\n/);
  expect(stdout).toMatch(/^key facts: time +1\.000 +>= 0\.900 +yes +1 /m);
  expect(stdout).toMatch(/^left out: facts\.measureDialogues: .*multidogo_keyfacts_test\.jsonl/m);
  expect(code).toBe(0);
});

test('as JSON the same is one document and nothing else', async () => {
  await keyFacts(RIGHT);
  const { code, stdout } = await evaluate(folder, '--json');
  const { figures, broken } = JSON.parse(stdout);
  expect(figures).toContainEqual(
    expect.objectContaining({
      measure: 'key facts: time',
      figure: 1,
      target: 0.9,
      met: true,
      n: 1,
    }),
  );
  expect(broken).toEqual([]);
  expect(code).toBe(0);
});

test('a broken line is told by file and line, and the end says so', async () => {
  await keyFacts(RIGHT, '{"text":');
  const { code, stdout } = await evaluate(folder);
  expect(stdout).toMatch(/^broke: facts\.measure: .*keyfacts_train\.jsonl:2: not JSON/m);
  expect(code).toBe(1);
});

test('a folder that is not there is told', async () => {
  const { code, stderr } = await evaluate(join(folder, 'nowhere'));
  expect(stderr).toContain('nowhere is no folder');
  expect(code).toBe(1);
});
