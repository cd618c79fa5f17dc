/** Writes of the summary's own job. It has no lease: a turn may run meanwhile, and what is stale is refused. */
import { type Conversation, withDue } from './conversation.js';
import { type Condensed, type Memory, mayCondense, withCondensed } from './memory.js';

export interface BeginSummaryCommand {
  readonly conversationId: string;
  readonly nowMs: number;
  /** When somebody else may try if nothing is heard of this try. */
  readonly untilMs: number;
}

/** Takes the summary that is due for one try. Null: it is not due, or somebody else is at it. */
export function beginSummary(
  before: Conversation,
  { nowMs, untilMs }: BeginSummaryCommand,
): Conversation | null {
  const { memory } = before;
  if (memory.dueAtMs === null || memory.dueAtMs > nowMs) return null;
  return withDue({ ...before, memory: { ...memory, dueAtMs: untilMs, tries: memory.tries + 1 } });
}

export interface SummariseCommand {
  readonly conversationId: string;
  /** The memory's revision when it was decided. */
  readonly revision: number;
  /** Null: there was nothing to condense after all. */
  readonly condensed: Condensed | null;
  /** When more wants summarising; null when nothing does. */
  readonly dueAtMs: number | null;
}

/** Puts a summary in the place of what it covers. Null: the memory is not any more what it was made of. */
export function summarise(before: Conversation, command: SummariseCommand): Conversation | null {
  const { revision, condensed, dueAtMs } = command;
  const { memory } = before;
  if (memory.revision !== revision) return null;
  if (condensed !== null && !mayCondense(memory, condensed)) return null;
  const after = condensed === null ? memory : withCondensed(memory, condensed);
  const wantedSinceMs = dueAtMs === null ? null : (memory.wantedSinceMs ?? dueAtMs);
  return withDue({ ...before, memory: { ...after, dueAtMs, wantedSinceMs, tries: 0 } });
}

/** What a turn does to memory. */
export interface MemoryAfterTurn {
  /** What the turn itself had to condense; left out if a summary came in between, which covers as much. */
  readonly condensed: Condensed | null;
  /** When older talk wants summarising; null leaves it as it is. */
  readonly dueAtMs: number | null;
}

export function memoryAfterTurn(memory: Memory, { condensed, dueAtMs }: MemoryAfterTurn): Memory {
  const counts = condensed !== null && mayCondense(memory, condensed);
  const after = counts ? withCondensed(memory, condensed) : memory;
  return {
    ...after,
    dueAtMs: after.dueAtMs ?? dueAtMs,
    wantedSinceMs: after.wantedSinceMs ?? dueAtMs,
  };
}
