import type { TurnType } from '../domain/turn.js';
import { type Assembled, assemble } from '../memory/assemble.js';
import type { Passage } from '../ports/knowledge.js';
import type { Context } from '../ports/mind.js';
import type { Turn } from './turn.js';

/** What was looked up for a turn beside what is known anyway. */
export interface Findings {
  readonly passages: readonly Passage[];
  readonly recalled: Context['recalled'];
}

export const NOTHING_FOUND: Findings = { passages: [], recalled: [] };

/** What the model is shown in this turn; see `assemble`. `turnType`: null while it is being decided. */
export function contextOf(turn: Turn, turnType: TurnType | null, found: Findings): Assembled {
  const { settings, conversation, heard } = turn;
  return assemble({
    turnId: turn.id,
    turnType,
    wording: settings.wording,
    tenant: { id: settings.tenantId, name: settings.tenantName, botName: settings.botName },
    conversation: { ...conversation, episode: turn.episode },
    remembered: turn.remembered,
    accountFacts: turn.accountFacts,
    stretches: turn.stretches,
    ...found,
    lines: heard.lines,
    waitingSeq: waitingSeq(turn),
    budgetTokens: settings.memory.budgetTokens,
    estimate: (text) => settings.mind.meter.estimate(text),
    nowMs: turn.startedAtMs,
  });
}

/** The first number that waits to be worked on; nothing from there on is past. */
export function waitingSeq({ conversation }: Pick<Turn, 'conversation'>): number {
  return conversation.inbox[0]?.seq ?? Number.POSITIVE_INFINITY;
}
