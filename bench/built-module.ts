import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The project's folder. */
export const ROOT = resolve(__dirname, '..');

/** The built file: what is measured is what runs in production. */
export async function builtModule<Exports>(file: string): Promise<Exports> {
  const path = join(ROOT, 'dist', file);
  if (!existsSync(path)) throw new Error('There is no dist folder. Run `npm run build` first.');
  return (await import(pathToFileURL(path).href)) as Exports;
}
