import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRoutingExamples } from '../../../src/core/config/routing-examples.js';
import { TURN_TYPES } from '../../../src/core/domain/turn.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routing-'));
  for (const type of TURN_TYPES) await write(type, `examples:\n  - a line of ${type}\n`);
});

afterEach(() => rm(folder, { recursive: true }));

function write(type: string, text: string): Promise<void> {
  return writeFile(join(folder, `${type}.yaml`), text);
}

test('every file gives examples of the type it is named after', async () => {
  expect(await loadRoutingExamples(folder)).toEqual(
    TURN_TYPES.map((type) => ({ text: `a line of ${type}`, type })),
  );
});

test.each([
  ['a number among the texts', 'examples:\n  - 7\n'],
  ['no examples', 'examples: []\n'],
  ['another key', 'examples:\n  - hi\nweights: []\n'],
  ['no YAML', 'examples: [\n'],
])('a file with %s is named', async (_what, text) => {
  await write('greeting', text);
  await expect(loadRoutingExamples(folder)).rejects.toMatchObject({
    code: 'config.invalid',
    message: expect.stringContaining('greeting.yaml'),
  });
});

test('a missing file is named', async () => {
  await rm(join(folder, 'unsupported.yaml'));
  await expect(loadRoutingExamples(folder)).rejects.toThrow(/unsupported\.yaml cannot be read/);
});
