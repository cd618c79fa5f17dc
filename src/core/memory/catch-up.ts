import type { Conversation } from '../domain/conversation.js';
import { extractiveSummary, retainedLines } from '../domain/extractive-summary.js';
import { WINDOW_MESSAGES_MAX } from '../domain/limits.js';
import { type Condensed, type Memory, withCondensed } from '../domain/memory.js';
import { isRevision, type Message, withRevisions } from '../domain/message.js';
import type { Archive } from '../ports/archive.js';
import { isWords } from './words.js';

/** Pages of one turn: ten thousand messages. The next turn goes on where this one stopped. */
const PAGES_MAX = 25;

export interface CaughtUp {
  readonly memory: Memory;
  /** Null: what stands for older talk is as it was, which it nearly always is. */
  readonly condensed: Condensed | null;
  /** Edits and deletions met on the way, which no window reaches. */
  readonly revisions: readonly Message[];
}

/** What was read of older talk. */
interface Told {
  readonly text: string;
  readonly seq: number;
  readonly lastTalkAtMs: number;
  readonly revisions: readonly Message[];
}

/** Folds one page into what was told so far. */
type Fold = typeof retainedLines;

/**
 * Brings what stands for older talk up to date where a turn's window cannot: more was said than it holds, which happens
 * where people talk for long and no bot speaks; or something was taken back or put otherwise that a summary may tell, which
 * then is made anew from the record. Page by page and without any model. `window`: recent talk as read, `taken`: what came in.
 */
export async function caughtUp(
  conversation: Conversation,
  archive: Archive,
  { window, taken }: { readonly window: readonly Message[]; readonly taken: readonly Message[] },
  nowMs: number,
): Promise<CaughtUp> {
  const { memory, lastSeq, id } = conversation;
  const begin = Math.max(memory.coveredSeq, memory.startSeq);
  const end = lastSeq - WINDOW_MESSAGES_MAX;
  const seen = [...window, ...taken].filter(isRevision);
  const record = { archive, id, seen };
  const told = { text: memory.text, seq: begin, lastTalkAtMs: memory.lastTalkAtMs, revisions: [] };
  const further = begin < end ? await read(record, told, end, retainedLines) : told;
  const revisions = [...seen, ...further.revisions].filter(({ seq }) => seq > memory.revisedSeq);
  const isStale = memory.text !== '' && (await isCovered(revisions, memory, archive, window));
  if (!isStale && further === told) return { memory, condensed: null, revisions: [] };
  const whole = isStale ? await anew(record, memory, further) : further;
  const isNarrative = isStale && memory.kind === 'narrative' && further === told;
  const condensed: Condensed = {
    revision: memory.revision,
    coveredSeq: further.seq,
    startSeq: memory.startSeq,
    revisedSeq: Math.max(memory.revisedSeq, ...revisions.map(({ seq }) => seq)),
    kind: whole.text === '' ? 'none' : isNarrative ? 'narrative' : 'facts',
    text: whole.text,
    atMs: nowMs,
    lastTalkAtMs: further.lastTalkAtMs,
  };
  return {
    memory: withCondensed(memory, condensed),
    condensed,
    revisions: further.revisions,
  };
}

interface Record {
  readonly archive: Archive;
  readonly id: string;
  /** Edits and deletions that may not be on record yet. */
  readonly seen: readonly Message[];
}

/** What stands for all up to where the talk was told, from the record as it is now. */
function anew(record: Record, { startSeq, kind }: Memory, { seq, revisions }: Told): Promise<Told> {
  const from = Math.max(startSeq, seq - PAGES_MAX * WINDOW_MESSAGES_MAX);
  const begun = { text: '', seq: from, lastTalkAtMs: 0, revisions: [] };
  const known = { ...record, seen: [...record.seen, ...revisions] };
  return read(known, begun, seq, kind === 'narrative' ? extractiveSummary : retainedLines);
}

async function read(record: Record, begun: Told, end: number, fold: Fold): Promise<Told> {
  const { archive, id, seen } = record;
  let told = begun;
  for (let page = 0; page < PAGES_MAX && told.seq < end; page++) {
    const limit = Math.min(WINDOW_MESSAGES_MAX, end - told.seq);
    const filed = await archive.page(id, { after: told.seq, limit });
    const within = filed.filter(({ seq }) => seq <= end);
    const standing = withRevisions([...within, ...seen]).slice(0, within.length);
    const last = within.at(-1);
    told = {
      text: fold(told.text, standing.filter(isWords)) ?? told.text,
      seq: last?.seq ?? end,
      lastTalkAtMs: last?.atMs ?? told.lastTalkAtMs,
      revisions: [...told.revisions, ...within.filter(isRevision)],
    };
  }
  return told;
}

/** Whether any of them is about a text that something else stands for. */
async function isCovered(
  revisions: readonly Message[],
  { coveredSeq, startSeq }: Memory,
  archive: Archive,
  window: readonly Message[],
): Promise<boolean> {
  const shown = new Set(window.filter(({ seq }) => seq > coveredSeq).map(({ id }) => id));
  const ids = revisions.flatMap(({ revises }) => (revises === undefined ? [] : [revises.id]));
  const asked = [...new Set(ids)].filter((id) => !shown.has(id));
  if (asked.length === 0) return false;
  const known = await archive.known(asked);
  return known.some(({ seq }) => seq > startSeq && seq <= coveredSeq);
}
