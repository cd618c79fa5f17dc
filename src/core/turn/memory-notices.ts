import { say } from '../domain/texts.js';
import type { Turn, TurnResult } from './turn.js';

/**
 * What the customer is told of memory, behind the answer: that older talk was condensed to facts, once in an episode
 * (P11), and how to start afresh when a talk has become unusually long.
 */
export function withMemoryNotices(turn: Turn, result: TurnResult): TurnResult {
  if (result.outcome !== 'answered' && result.outcome !== 'acted') return result;
  const { wording, memory: settings } = turn.settings;
  const { episode } = result;
  const tells = wasCondensed(turn, result) && !episode.wasTold;
  const suggests = episode.turns >= settings.afreshAfterTurns && !episode.isAfreshSuggested;
  const notices = [
    ...(tells ? [say('memory.condensed', wording)] : []),
    ...(suggests ? [say('memory.afresh', wording)] : []),
  ];
  if (notices.length === 0) return result;
  const replies = notices.map((text) => ({ text, citations: [], byBot: false }));
  return {
    ...result,
    replies: [...result.replies, ...replies],
    episode: {
      ...episode,
      wasTold: episode.wasTold || tells,
      isAfreshSuggested: episode.isAfreshSuggested || suggests,
    },
  };
}

/** In this turn, or since the last one by the summary's job. */
function wasCondensed({ episode }: Turn, { remembered }: TurnResult): boolean {
  const { memory, isCondensedNow } = remembered;
  return isCondensedNow || (memory.kind === 'facts' && memory.atMs >= episode.startedAtMs);
}
