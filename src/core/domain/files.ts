import type { FileLimits } from './file-limits.js';
import { FILE_NAME_CHARS_MAX, FILES_MAX } from './limits.js';
import type { FileProblem, SentFile } from './message.js';
import { say, type Wording } from './texts.js';

/**
 * Files as a channel reports them, cut to what is kept. Control characters could forge lines. `idOf` names the content
 * of the one at this place that is yet to be fetched.
 */
export function sentFiles(
  files: readonly SentFile[],
  idOf: ((at: number) => string) | null = null,
): readonly SentFile[] {
  return files.slice(0, FILES_MAX).map((file, at) => {
    const { id, source } = file;
    const name = plainName(file.name);
    if (idOf === null || id !== undefined || source === undefined) return { ...file, name };
    return { ...file, name, id: idOf(at) };
  });
}

/** Longest ending that a cut leaves whole: systems go by it. */
const ENDING = /\.[^.\s]{1,20}$/;

/** A name without signs that forge lines or turn it around, no longer than is kept. */
export function plainName(name: string): string {
  // The two that join letters and pictures belong to names.
  const plain = name.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').trim();
  if (plain.length <= FILE_NAME_CHARS_MAX) return plain || 'unnamed';
  const ending = ENDING.exec(plain)?.[0] ?? '';
  return `${plain.slice(0, FILE_NAME_CHARS_MAX - ending.length)}${ending}`;
}

export function namesOf(files: readonly Pick<SentFile, 'name'>[]): string {
  return files.map(({ name }) => name).join(', ');
}

/** What may be sent with one message. */
export type FileBounds = Pick<FileLimits, 'bytesMax' | 'perMessageMax'>;

/** Pictures that every browser shows in place and that can run nothing. */
const SHOWN_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export function isShownInPlace(type: string): boolean {
  return SHOWN_TYPES.includes(type);
}

/** Why a file is not there; null: it is, or is on its way. Of one of which only the name is known nothing can be had. */
export function problemOf({ id, problem }: SentFile): FileProblem | null {
  return problem ?? (id === undefined ? 'gone' : null);
}

/** The end of a sentence that says why a file could not come along. */
export function whyNot(problem: FileProblem, bounds: FileBounds, wording: Wording): string {
  const max =
    problem === 'too-many'
      ? String(bounds.perMessageMax)
      : sizeInWords(bounds.bytesMax, wording.language);
  return say(`files.why.${problem}`, wording, { max });
}

const UNITS = ['kB', 'MB', 'GB'];

/** A size for people, rounded, as its language writes numbers: `340 kB`, `1.5 MB`. */
function sizeInWords(bytes: number, language: string): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1_000)) / 3), UNITS.length);
  const size = bytes / 1_000 ** power;
  const form = { useGrouping: false, maximumFractionDigits: 1 };
  return `${new Intl.NumberFormat(language, form).format(size)} ${UNITS[power - 1]}`;
}
