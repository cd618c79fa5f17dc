import { MissingFile } from './data.js';
import type { Figure } from './figure.js';

/** What one function of a file in `eval/measures` measures. */
export interface Area {
  readonly name: string;
  readonly measure: (folder: string) => Promise<readonly Figure[]>;
}

export interface Outcome {
  readonly figures: readonly Figure[];
  /** Areas whose files the folder does not have. */
  readonly skipped: readonly Failure[];
  /** Areas that could not be measured although their files are there. */
  readonly broken: readonly Failure[];
}

export interface Failure {
  readonly area: string;
  readonly reason: string;
}

/** Measures one area after the other, so that none slows another down; what fails does not keep the rest from it. */
export async function measureFolder(folder: string, areas: readonly Area[]): Promise<Outcome> {
  const figures: Figure[] = [];
  const skipped: Failure[] = [];
  const broken: Failure[] = [];
  for (const { name, measure } of areas) {
    try {
      figures.push(...(await measure(folder)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      (isMissing(error) ? skipped : broken).push({ area: name, reason });
    }
  }
  return { figures, skipped, broken };
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof MissingFile ||
    (error instanceof Error && 'code' in error && error.code === 'ENOENT')
  );
}
