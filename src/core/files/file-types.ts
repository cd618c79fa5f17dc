import type { FileKind } from '../domain/file-kinds.js';

/** Types that are taken by name; a page's file dialog must offer them, too. */
export const KINDS: Readonly<Record<string, FileKind>> = {
  'image/svg+xml': 'image',
  'application/pdf': 'pdf',
  'application/rtf': 'office',
  'application/msword': 'office',
  'application/vnd.ms-excel': 'office',
  'application/vnd.ms-powerpoint': 'office',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'office',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'office',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'office',
  'application/vnd.oasis.opendocument.text': 'office',
  'application/vnd.oasis.opendocument.spreadsheet': 'office',
  'application/vnd.oasis.opendocument.presentation': 'office',
  'application/ogg': 'audio',
  'application/mp4': 'video',
  'application/zip': 'archive',
  'application/gzip': 'archive',
  'application/x-tar': 'archive',
};

/** Families of types that are taken as a whole. */
const FAMILIES: Readonly<Record<string, FileKind>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  text: 'text',
};

/** Null: of no kind that may be allowed, such as programs, disk images, and archives nobody here can look into. */
export function kindOf(type: string): FileKind | null {
  const known = KINDS[type];
  if (known !== undefined) return known;
  const [family = ''] = type.split('/');
  return Object.hasOwn(FAMILIES, family) ? (FAMILIES[family] ?? null) : null;
}
