import type { ErrorCode } from '../domain/errors.js';

/** What one process found out about a model. */
export interface ModelState {
  readonly model: string;
  /** It is not asked; false: it answers again. */
  readonly isPaused: boolean;
  /** Why it is not; null when it is. */
  readonly code: ErrorCode | null;
  /** Until when it is not. */
  readonly untilMs: number;
  /** When this was found out: of two, the later one holds. */
  readonly atMs: number;
}

/**
 * What all processes together know of the models. Best effort: `note` returns at once, `read` never rejects and gives
 * nothing while nobody can be asked; each process then goes by what it finds out itself.
 */
export interface Breakers {
  note(state: ModelState): void;
  read(): Promise<readonly ModelState[]>;
}
