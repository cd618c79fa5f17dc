import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The first of these programs that the PATH has, or undefined. */
export function findProgram(...names: readonly string[]): string | undefined {
  // Debian keeps servers in sbin, which a user's PATH may lack.
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/bin'];
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Absent or forbidden: both mean "not this one".
    return false;
  }
}
