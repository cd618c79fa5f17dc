/**
 * What stands for talk that is no longer shown word for word (P11): every message up to `coveredSeq` is told by `text`
 * and the conversation's facts, every later one is in the window.
 */
export interface Memory {
  /** Rises with each change of what is covered: what was made of an older state is refused by it. */
  readonly revision: number;
  readonly coveredSeq: number;
  /** Up to this number the talk was set aside, because the customer asked to start over. */
  readonly startSeq: number;
  /** The newest edit or deletion that `text` knows of. */
  readonly revisedSeq: number;
  /** `narrative`: a summary. `facts`: only what must be retained, because there was no room for more. */
  readonly kind: 'none' | 'narrative' | 'facts';
  readonly text: string;
  /** When it was condensed. */
  readonly atMs: number;
  /** When the last of what is covered was said. */
  readonly lastTalkAtMs: number;
  /** When older talk wants summarising; null when it does not. */
  readonly dueAtMs: number | null;
  /** Since when it does. */
  readonly wantedSinceMs: number | null;
  /** Tries at it since the last that ended well. */
  readonly tries: number;
}

export const EMPTY_MEMORY: Memory = {
  revision: 0,
  coveredSeq: 0,
  startSeq: 0,
  revisedSeq: 0,
  kind: 'none',
  text: '',
  atMs: 0,
  lastTalkAtMs: 0,
  dueAtMs: null,
  wantedSinceMs: null,
  tries: 0,
};

/** What is to stand for older talk. `revision`: that of the memory it was made of; on any other it is refused. */
export type Condensed = Omit<Memory, 'dueAtMs' | 'wantedSinceMs' | 'tries'>;

/**
 * Whether it may take the place of what stands: nothing else has meanwhile, and nothing is uncovered by it. The
 * customer's wish to start over holds in any case.
 */
export function mayCondense(memory: Memory, condensed: Condensed): boolean {
  if (condensed.startSeq > memory.startSeq) return true;
  return memory.revision === condensed.revision && condensed.coveredSeq >= memory.coveredSeq;
}

export function withCondensed(memory: Memory, condensed: Condensed): Memory {
  return { ...memory, ...condensed, revision: memory.revision + 1 };
}
