import { dirname, resolve } from 'node:path';

/** Where a path in the file points to: it is relative to the file, so that a config can be moved with its folders. */
export function besideFile(file: string, path: string): string {
  return resolve(dirname(file), path);
}
