import type { FileLimits } from '../../src/core/domain/file-limits.js';
import type { FileProblem } from '../../src/core/domain/message.js';
import type { TextKey } from '../../src/core/domain/texts.js';

type FilesKey = Extract<TextKey, `files.${string}`>;

const KILO = 1_000;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** What is said about files on a page, with sizes as people of that language write them. */
export class FileWords {
  constructor(
    readonly say: (key: FilesKey, fill?: Readonly<Record<string, string>>) => string,
    /** Null where no files are taken. */
    readonly limits: FileLimits | null,
    private readonly language?: string,
  ) {}

  size(bytes: number): string {
    const at = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(KILO)), 3);
    const format = {
      style: 'unit',
      unit: UNITS[at] ?? 'byte',
      unitDisplay: at === 0 ? 'long' : 'short',
      maximumFractionDigits: at > 1 ? 1 : 0,
    } as const;
    return new Intl.NumberFormat(this.language, format).format(bytes / KILO ** at);
  }

  why(problem: FileProblem): string {
    return this.say(`files.why.${problem}`, { max: this.max(problem) });
  }

  refused(file: string, problem: FileProblem): string {
    return this.say('files.refused', { file, why: this.why(problem) });
  }

  tooMany(leftOut: number): string {
    const max = String(this.limits?.perMessageMax ?? 0);
    return this.say('files.too-many', { max, count: String(leftOut) });
  }

  private max(problem: FileProblem): string {
    if (this.limits === null) return '–';
    return problem === 'too-many'
      ? String(this.limits.perMessageMax)
      : this.size(this.limits.bytesMax);
  }
}
