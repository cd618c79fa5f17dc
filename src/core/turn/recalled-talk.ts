import type { Recaller } from '../memory/recaller.js';
import type { Context } from '../ports/mind.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { Turn } from './turn.js';

/** Share of the budget that earlier exchanges may take. */
const RECALL_SHARE = 0.25;

/** Texts before the new lines that these may be about. */
const BEFORE_MAX = 4;

/**
 * Earlier exchanges about the new lines, where the tenant's memory looks for them. An answer without them is better than
 * none, so a record that can't be read now leaves them out.
 */
export async function recalledFor(
  turn: Turn,
  recaller: Recaller,
  telemetry: Telemetry,
): Promise<Context['recalled']> {
  const { settings, remembered, heard, conversation } = turn;
  const { strategy, budgetTokens, resumeAfterMs } = settings.memory;
  if (strategy !== 'retrieval') return [];
  const spoken = remembered.window.filter(({ kind }) => kind === 'text');
  try {
    const { recalled } = await recaller.recalled({
      conversation,
      shown: new Set([...remembered.window, ...turn.messages].map(({ id }) => id)),
      lines: heard.lines.map(({ text }) => text),
      before: spoken.slice(-BEFORE_MAX).map(({ text }) => text),
      budgetTokens: Math.floor(budgetTokens * RECALL_SHARE),
      resumeAfterMs,
      estimate: (text) => settings.mind.meter.estimate(text),
    });
    return recalled;
  } catch (error) {
    telemetry.error('recall.failed', error, { turn: turn.id });
    return [];
  }
}
