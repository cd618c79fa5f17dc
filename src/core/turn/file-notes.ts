import { namesOf, problemOf, whyNot } from '../domain/files.js';
import type { Message, SentFile } from '../domain/message.js';
import { say } from '../domain/texts.js';
import type { Assembled } from '../memory/assemble.js';
import type { Clock } from '../ports/clock.js';
import type { Files } from '../ports/files.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { Turn, TurnResult } from './turn.js';
import { nextEpisode } from './turn-results.js';

/**
 * How long a turn waits to hear whether files could be had. Most are there by then, and nobody waits longer for an
 * answer; what turns out later is said later.
 */
const SETTLE_MS_MAX = 10_000;

export interface SettleParts {
  readonly files: Pick<Files, 'settle'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** A message that consists of files. */
export function isFilesOnly(message: Message): boolean {
  return message.text.trim() === '' && (message.files?.length ?? 0) > 0;
}

/**
 * The files of a turn, as much as is known of them after a bounded wait. Never rejects: an answer is worth more than
 * knowing about a file.
 */
export async function settledFiles(
  turn: Turn,
  { files, clock, telemetry }: SettleParts,
  signal: AbortSignal,
): Promise<readonly SentFile[]> {
  const sent = turn.heard.lines.flatMap((message) => message.files ?? []);
  if (sent.every(({ source }) => source === undefined)) return sent;
  const { tenant, id: conversationId } = turn.conversation;
  const patience = new AbortController();
  const cancel = clock.alarm(SETTLE_MS_MAX, () => patience.abort());
  try {
    const until = AbortSignal.any([signal, patience.signal]);
    return await files.settle(sent, { tenant, conversationId }, until);
  } catch (error) {
    telemetry.error('turn.files-unknown', error, { turn: turn.id });
    return sent;
  } finally {
    cancel();
  }
}

/** The outcome of a turn in which nothing but files was sent: the note says it all. */
export function fileNote(turn: Turn, bare: Assembled): TurnResult {
  return {
    route: { type: 'unsupported', reason: 'only files were sent', confidence: 1 },
    outcome: 'answered',
    replies: [],
    escalation: null,
    episode: nextEpisode(turn),
    remembered: bare.remembered,
    stretches: turn.stretches,
    acting: null,
    why: 'Files are kept for a person; the customer was told so by their names, and asked what it is about.',
    sizes: bare.sizes,
    passages: [],
  };
}

/** Says what became of the files, after whatever else is said. */
export function withFilesNote(
  turn: Turn,
  result: TurnResult,
  files: readonly SentFile[],
): TurnResult {
  if (files.length === 0) return result;
  const isAll = turn.heard.lines.every(isFilesOnly);
  // Whoever takes over sees them.
  const kept = result.escalation === null ? keptLines(turn, files, isAll) : [];
  const text = [...kept, ...lostLines(turn, files, isAll)].join('\n');
  if (text === '') return result;
  return { ...result, replies: [...result.replies, { text, citations: [], byBot: true }] };
}

/** `isAll`: nothing but files was sent, so it has to be asked what it is about. */
function keptLines({ settings }: Turn, files: readonly SentFile[], isAll: boolean): string[] {
  const kept = files.filter((file) => problemOf(file) === null);
  if (kept.length === 0) return [];
  const key = isAll ? 'files.kept-only' : 'files.kept';
  return [say(key, settings.wording, { files: namesOf(kept) })];
}

function lostLines({ settings }: Turn, files: readonly SentFile[], isAll: boolean): string[] {
  const { wording, fileBounds } = settings;
  const lost = files.flatMap((file) => {
    const problem = problemOf(file);
    if (problem === null) return [];
    const why = whyNot(problem, fileBounds, wording);
    return [say('files.refused', wording, { file: file.name, why })];
  });
  const isNothingLeft = isAll && lost.length === files.length;
  return isNothingLeft ? [...lost, say('files.what-about', wording)] : lost;
}
