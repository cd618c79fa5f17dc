import type { Workflow } from '../domain/workflow.js';
import type { Knowledge, Passage } from '../ports/knowledge.js';
import { retrievalQueries } from './retrieval-queries.js';
import type { Turn } from './turn.js';
import { allowedPassages } from './workflow.js';

/** Passages retrieved for one answer. Five fill a tenth of the usual budget; more made answers no better. */
const PASSAGES_MAX = 5;

/** Passages more for each further line of a turn. */
const PASSAGES_MORE = 2;

/** Passages looked at where a workflow answers from some articles only: the best of all may be from others. */
const PASSAGES_LOOKED_AT = 50;

/** Lines of a turn that are searched for one by one. */
const QUERIES_MAX = 5;

/**
 * From this share of what is asked on, an article may be about it. On the demo's articles lines about its goods reach
 * 0.32 (of a lamp in a small room) to 1, and "What is the capital of France?", which meets one word, 0.24.
 */
const NEAR_MIN = 0.3;

/** How near the nearest of all articles is to what is asked, 0 to 1; null where none is near. */
export async function nearestOf(turn: Turn, knowledge: Knowledge): Promise<number | null> {
  const passages = await passagesFor(turn, null, knowledge);
  const score = Math.max(0, ...passages.map((one) => one.score));
  return score < NEAR_MIN ? null : score;
}

/** Searched for all new lines together and, if there are several, for each: one may drown the others. */
export async function passagesFor(
  turn: Turn,
  workflow: Workflow | null,
  knowledge: Knowledge,
): Promise<readonly Passage[]> {
  const from = workflow?.knowledge ?? 'all';
  if (from === 'none') return [];
  const lines = turn.heard.lines.map((message) => message.text);
  const single = lines.length > 1 ? lines.slice(-QUERIES_MAX) : [];
  const queries = [...retrievalQueries(turn.heard.lines, turn.remembered.window), ...single];
  const { tenantId } = turn.settings;
  const most = from === 'all' ? PASSAGES_MAX : PASSAGES_LOOKED_AT;
  const found = await Promise.all(
    queries.map(async (query) =>
      allowedPassages(workflow, await knowledge.search(tenantId, query, most)).slice(
        0,
        PASSAGES_MAX,
      ),
    ),
  );
  return bestOf(found, PASSAGES_MAX + single.length * PASSAGES_MORE);
}

/** The best of each search, then the second best of each, and so on. */
function bestOf(found: readonly (readonly Passage[])[], limit: number): readonly Passage[] {
  const best = new Map<string, Passage>();
  for (let rank = 0; rank < PASSAGES_MAX; rank++) {
    for (const passages of found) {
      const passage = passages[rank];
      if (passage && best.size < limit && !best.has(passage.key)) best.set(passage.key, passage);
    }
  }
  return [...best.values()];
}
