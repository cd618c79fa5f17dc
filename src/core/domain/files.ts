import { FILE_NAME_CHARS_MAX, FILES_MAX } from './limits.js';
import type { NamedFile } from './message.js';

/** Names of files as a channel reports them, cut to what is kept. Control characters could forge lines. */
export function namedFiles(files: readonly { readonly name: string }[]): readonly NamedFile[] {
  return files.slice(0, FILES_MAX).map(({ name }) => ({
    name:
      name
        .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
        .trim()
        .slice(0, FILE_NAME_CHARS_MAX) || 'unnamed',
  }));
}

export function namesOf(files: readonly NamedFile[]): string {
  return files.map(({ name }) => name).join(', ');
}
