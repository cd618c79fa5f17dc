/** The share of the budget at which older turns are summarised, in the background. */
const SUMMARISE_SHARE = 0.6;

/** The share at which only facts are kept of them: the narrative is given up before the window is. */
const FACTS_ONLY_SHARE = 0.8;

/** The share at which the customer is told that older talk was condensed. */
const TELL_SHARE = 0.9;

/** What the newest talk may keep when older turns are summarised: well below 60 %, so that a summary lasts a while. */
const KEPT_SHARE = 0.3;

/** What memory takes at the moment, in tokens. */
export interface MemoryLoad {
  readonly factsTokens: number;
  readonly summaryTokens: number;
  /** Everything no summary and no facts stand for yet. */
  readonly unsummarisedTokens: number;
  readonly budgetTokens: number;
  /** Messages shown word for word, and how many there should be at most. */
  readonly messages: number;
  readonly messagesMax: number;
}

/**
 * What is to be done about it. Each level does what the ones before it do.
 *
 * | `level` | from | effect |
 * |---|---|---|
 * | `easy` | | none |
 * | `summarise` | 60 %, or as many messages as there should be at most | older turns go into the summary |
 * | `facts-only` | 80 % | older turns and the summary give way to facts |
 * | `tell` | 90 % | the customer is told, once in an episode |
 */
export interface MemoryPlan {
  readonly level: 'easy' | 'summarise' | 'facts-only' | 'tell';
  /** Of the budget; above 1 when it does not fit. */
  readonly share: number;
  readonly condensesOlder: boolean;
  readonly keepsNarrative: boolean;
}

/** What a conversation's load asks for. */
export function memoryPlan(load: MemoryLoad): MemoryPlan {
  const taken = load.factsTokens + load.summaryTokens + load.unsummarisedTokens;
  const share = load.budgetTokens > 0 ? taken / load.budgetTokens : Number.POSITIVE_INFINITY;
  const isLong = load.messages >= load.messagesMax;
  const full = levelOf(share);
  const level = full === 'easy' && isLong ? 'summarise' : full;
  return {
    level,
    share,
    condensesOlder: level !== 'easy',
    keepsNarrative: level === 'easy' || level === 'summarise',
  };
}

/**
 * How many of the oldest not yet summarised messages are condensed, by their tokens, oldest first. The newest stay, as
 * many as fit into their share of the budget and half as many as there should be at most, and always the last one.
 */
export function condensedCount(
  tokens: readonly number[],
  budgetTokens: number,
  messagesMax: number,
): number {
  let left = budgetTokens * KEPT_SHARE;
  let kept = 0;
  for (const one of [...tokens].reverse()) {
    if (kept > 0 && (one > left || kept >= messagesMax / 2)) break;
    left -= one;
    kept += 1;
  }
  return tokens.length - kept;
}

function levelOf(share: number): MemoryPlan['level'] {
  if (share >= TELL_SHARE) return 'tell';
  if (share >= FACTS_ONLY_SHARE) return 'facts-only';
  return share >= SUMMARISE_SHARE ? 'summarise' : 'easy';
}
