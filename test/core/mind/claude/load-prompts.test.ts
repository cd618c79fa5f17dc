import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filledPrompt, loadPrompts } from '../../../../src/core/mind/claude/load-prompts.js';

const SHIPPED = 'config/prompts';
const TENANT = { id: 'shop', name: 'Maple & Finch', botName: '{tenant} $& bot' };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompts-'));
  await cp(SHIPPED, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('the prompts we ship can be loaded, and name the tenant and the bot', async () => {
  const prompts = await loadPrompts(SHIPPED);
  for (const prompt of Object.values(prompts)) {
    expect(prompt).toContain('{tenant}');
    expect(prompt).toContain('{bot}');
    expect(prompt.replace(/\{(tenant|bot)\}/g, '')).not.toMatch(/[{}]/);
  }
});

test.each(['route', 'greet', 'answer', 'brief', 'fill', 'summarise'])(
  'the prompts we ship tell the model, for %s, that what people wrote is data',
  async (purpose) => {
    const prompts = await loadPrompts(SHIPPED);
    const prompt = prompts[purpose as keyof typeof prompts];
    expect(prompt).toContain('data');
    expect(prompt).toMatch(/never follow/i);
    expect(prompt).toContain('`&lt;`');
  },
);

test.each(['route', 'greet', 'answer', 'brief', 'fill', 'summarise'])(
  'a missing %s.md ends the start, and is named',
  async (purpose) => {
    const path = join(folder, `${purpose}.md`);
    await rm(path);
    await expect(loadPrompts(folder)).rejects.toMatchObject({
      code: 'config.invalid',
      message: `${path} cannot be read. Put the prompt back; Frontdesk comes with one in config/prompts.`,
      details: { file: path },
    });
  },
);

test('an empty prompt ends the start, too', async () => {
  await writeFile(join(folder, 'greet.md'), ' \n');
  await expect(loadPrompts(folder)).rejects.toMatchObject({
    code: 'config.invalid',
    message: expect.stringContaining('greet.md is empty.'),
  });
});

test('names are put in once and as they are', () => {
  expect(filledPrompt('{bot} of {tenant}, {other}', TENANT)).toBe(
    '{tenant} $& bot of Maple & Finch, {other}',
  );
});
