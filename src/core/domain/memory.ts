/**
 * What stands for talk that is no longer shown word for word (P11). Every message up to `coveredSeq` is told by `text`
 * and the conversation's facts; every later one is in the window.
 */
export interface Memory {
  /** Rises with each change of what is covered: a summary made of an older state is refused by it. */
  readonly revision: number;
  readonly coveredSeq: number;
  /** Up to this number the talk was set aside, because the customer asked to start over. */
  readonly startSeq: number;
  /** `narrative`: a summary. `facts`: only what must be retained, because there was no room for more. */
  readonly kind: 'none' | 'narrative' | 'facts';
  readonly text: string;
  readonly atMs: number;
  /** When older turns want summarising; null when they do not. */
  readonly dueAtMs: number | null;
  /** Tries at it since the last that ended well. */
  readonly tries: number;
}

export const EMPTY_MEMORY: Memory = {
  revision: 0,
  coveredSeq: 0,
  startSeq: 0,
  kind: 'none',
  text: '',
  atMs: 0,
  dueAtMs: null,
  tries: 0,
};

/** What now stands for older talk. It counts only on the state it was made of. */
export interface Condensed {
  readonly revision: number;
  readonly coveredSeq: number;
  readonly startSeq: number;
  readonly kind: Memory['kind'];
  readonly text: string;
  readonly atMs: number;
}

/** Whether what was condensed may take the place of what stands: nothing else has, and nothing is uncovered again. */
export function mayCondense(memory: Memory, condensed: Condensed): boolean {
  return memory.revision === condensed.revision && condensed.coveredSeq >= memory.coveredSeq;
}

/** The memory after older talk was condensed. */
export function withCondensed(memory: Memory, condensed: Condensed): Memory {
  return { ...memory, ...condensed, revision: memory.revision + 1 };
}
