import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Area, measureFolder } from './measure-folder.js';
import { jsonOf, tableOf } from './table.js';

const MEASURES = join(__dirname, 'measures');

new Command('eval')
  .description('Measures the parts that need no language model, on a folder of public data.')
  .argument('<folder>', 'a folder with routing, intent_oos, handoff, memory, retrieval')
  .option('--json', 'print JSON instead of a table', false)
  .action(async (folder: string, { json }: { json: boolean }) => {
    if (!(await isFolder(folder))) throw new Error(`${folder} is no folder.`);
    const outcome = await measureFolder(folder, await areas());
    process.stdout.write(`${json ? jsonOf(outcome) : tableOf(outcome)}\n`);
    process.exitCode = outcome.broken.length === 0 ? 0 : 1;
  })
  .parseAsync()
  .catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });

/**
 * What every file in `measures` exports, in the order of the names. Each function is measured by itself, so that a
 * missing file leaves out only what needs it.
 */
async function areas(): Promise<Area[]> {
  const files = (await readdir(MEASURES)).filter((file) => file.endsWith('.ts')).sort();
  const all = await Promise.all(files.map((file) => areasIn(file.replace(/\.ts$/, ''))));
  return all.flat();
}

async function areasIn(file: string): Promise<Area[]> {
  const exported = (await import(`./measures/${file}.js`)) as Record<string, Area['measure']>;
  return Object.entries(exported).map(([name, measure]) => ({ name: `${file}.${name}`, measure }));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (one) => one.isDirectory(),
    () => false,
  );
}
