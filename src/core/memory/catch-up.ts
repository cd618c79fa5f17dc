import type { Conversation } from '../domain/conversation.js';
import { retainedLines } from '../domain/extractive-summary.js';
import { WINDOW_MESSAGES_MAX } from '../domain/limits.js';
import { type Condensed, type Memory, withCondensed } from '../domain/memory.js';
import { withRevisions } from '../domain/message.js';
import type { Archive } from '../ports/archive.js';
import { isWords } from './remember.js';

/** Pages of one turn: ten thousand messages. What is older then is told by nothing but the record. */
const PAGES_MAX = 25;

export interface CaughtUp {
  readonly memory: Memory;
  /** Null: the window reaches back to what is covered, as it nearly always does. */
  readonly condensed: Condensed | null;
}

/**
 * Condenses what is older than a window can hold, which gathers where people talk for long and no bot speaks. Page by
 * page, what must be retained of each; the facts of the newest messages are the turn's.
 */
export async function caughtUp(
  conversation: Conversation,
  archive: Archive,
  nowMs: number,
): Promise<CaughtUp> {
  const { memory, lastSeq } = conversation;
  const begin = Math.max(memory.coveredSeq, memory.startSeq);
  const end = lastSeq - WINDOW_MESSAGES_MAX;
  if (begin >= end) return { memory, condensed: null };
  let { text, lastTalkAtMs } = memory;
  let from = Math.max(begin, end - PAGES_MAX * WINDOW_MESSAGES_MAX);
  while (from < end) {
    const limit = Math.min(WINDOW_MESSAGES_MAX, end - from);
    const page = withRevisions(await archive.page(conversation.id, { after: from, limit }));
    const told = page.filter(({ seq }) => seq <= end);
    text = retainedLines(text, told.filter(isWords)) ?? text;
    lastTalkAtMs = told.at(-1)?.atMs ?? lastTalkAtMs;
    from = told.at(-1)?.seq ?? end;
  }
  const { revision, startSeq } = memory;
  const kind = text === '' ? 'none' : 'facts';
  const condensed: Condensed = {
    ...{ revision, coveredSeq: end, startSeq, revisedSeq: end, kind, text },
    atMs: nowMs,
    lastTalkAtMs,
  };
  return { memory: withCondensed(memory, condensed), condensed };
}
