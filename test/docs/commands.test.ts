import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { pages, ROOT, readText, section } from './pages.js';

const { scripts, bin } = JSON.parse(readText('package.json')) as {
  scripts: Record<string, string>;
  bin: Record<string, string>;
};

/** npm's own commands, and those that stand for a script of the same name. */
const BUILT_IN = ['ci', 'install', 'exec'];

describe('commands in the pages', () => {
  test.each(pages())('npm has every script that %s names', (page) => {
    const text = readText(page);
    const run = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    const short = [...text.matchAll(/(?<=[`\n] ?|&& )npm ([a-z]+)/g)].map(
      (match) => match[1] ?? '',
    );
    const named = [...run, ...short.filter((one) => one !== 'run' && !BUILT_IN.includes(one))];
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('frontdesk has every command the pages name', () => {
    const commands = pages().flatMap((page) =>
      [...readText(page).matchAll(/npx frontdesk ([a-z-]+)/g)].map((match) => match[1] ?? ''),
    );
    const main = readText('src/main.ts');
    expect(Object.keys(bin)).toEqual(['frontdesk']);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((name) => !main.includes(`.command('${name}'`))).toEqual([]);
  });
});

describe('continuous integration', () => {
  const run = readText('.ci/run');

  test('can be started', () => {
    expect(() => accessSync(path.join(ROOT, '.ci/run'), constants.X_OK)).not.toThrow();
  });

  test("runs README's test command, and all it promises besides", () => {
    expect(section('README.md', '## Tests')).toContain('npm ci && npm test');
    for (const command of ['npm ci', 'npm test', 'npm run check', 'npm run test:faults']) {
      expect(run).toContain(command);
    }
  });
});
