import type { FileKind } from './file-kinds.js';

/** What a page tells whoever picks files, before anything of them is sent. */
export interface FileLimits {
  /** The longest file, in bytes. */
  readonly bytesMax: number;
  readonly perMessageMax: number;
  /** Kinds of files as a file dialog knows them: types (`image/png`, `video/*`) and endings (`.csv`). */
  readonly accepts: readonly string[];
}

/** For a file dialog only: what a file really is, the gateway finds out. */
const ACCEPTS: Readonly<Record<FileKind, readonly string[]>> = {
  image: ['image/*'],
  pdf: ['application/pdf', '.pdf'],
  text: ['text/*', '.csv', '.json', '.log', '.md'],
  office: [
    ...['.doc', '.xls', '.ppt', '.rtf'],
    ...['.docx', '.xlsx', '.pptx'],
    ...['.odt', '.ods', '.odp'],
  ],
  audio: ['audio/*'],
  video: ['video/*'],
  archive: ['.zip', '.gz', '.tgz', '.tar'],
};

export function acceptsOf(kinds: readonly FileKind[]): readonly string[] {
  return kinds.flatMap((kind) => ACCEPTS[kind]);
}
