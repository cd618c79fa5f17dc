import { namesOf } from '../domain/files.js';
import type { Message } from '../domain/message.js';
import { say } from '../domain/texts.js';
import type { Assembled } from '../memory/assemble.js';
import type { Turn, TurnResult } from './turn.js';
import { nextEpisode } from './turn-results.js';

/** A message that consists of files, none of which could cross. */
export function isFilesOnly(message: Message): boolean {
  return message.text.trim() === '' && (message.files?.length ?? 0) > 0;
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
    why: 'Files cannot be received yet; the customer was told so by their names.',
    sizes: bare.sizes,
    passages: [],
  };
}

/** Says which files were not received, after whatever else is said. */
export function withFilesNote(turn: Turn, result: TurnResult): TurnResult {
  const files = turn.heard.lines.flatMap((message) => message.files ?? []);
  if (files.length === 0) return result;
  const text = say('files.not-received', turn.settings.wording, { files: namesOf(files) });
  return { ...result, replies: [...result.replies, { text, citations: [], byBot: true }] };
}
