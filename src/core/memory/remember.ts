import { retainedLines } from '../domain/extractive-summary.js';
import { type Fact, standing } from '../domain/fact.js';
import { type Condensed, type Memory, withCondensed } from '../domain/memory.js';
import { isRevision, type Message } from '../domain/message.js';
import { condensedCount, type MemoryPlan, memoryPlan } from './budget.js';
import { type Estimate, factTokens, lineTokens, total } from './line-tokens.js';
import type { MemorySettings } from './memory-settings.js';
import { refreshOf } from './refresh.js';
import { isWords } from './words.js';

export interface ToRemember {
  readonly memory: Memory;
  /** What was brought up to date already, see `caughtUp`; `memory` knows of it. */
  readonly condensed: Condensed | null;
  /** Recent talk, oldest first, as it stands now; all of it that is not covered. */
  readonly window: readonly Message[];
  /** What came in for this turn. */
  readonly taken: readonly Message[];
  /** The first number that no turn has taken yet: what is said before it may wait to be worked on. */
  readonly waitingSeq: number;
  readonly facts: readonly Fact[];
  readonly settings: MemorySettings;
  readonly estimate: Estimate;
  readonly nowMs: number;
}

/** What a turn remembers of the talk before it: each message is among `window`, or told by `memory` and `facts`. */
export interface Remembered {
  readonly memory: Memory;
  /** What this turn changed of it; null when nothing. */
  readonly condensed: Condensed | null;
  /** Shown word for word, oldest first. */
  readonly window: readonly Message[];
  readonly facts: readonly Fact[];
  /** The newest edit or deletion that all of this knows of. */
  readonly revisedSeq: number;
  /** When the talk before ended, if the customer comes back after a long silence; else null. */
  readonly lastTalkAtMs: number | null;
  /** Older talk gave way to facts in this turn. */
  readonly isCondensedNow: boolean;
  readonly plan: MemoryPlan;
}

/** How answers to the question for a rating begin; see core/turn/heard.ts. */
const RATING = 'rating-';

/** Share of the budget that a summary should free at least. */
const WORTH_SHARE = 0.1;

/** Messages a `summary` shows word for word at most. */
const FEW_MESSAGES = 6;

/**
 * What this turn remembers, after what no longer stands was dropped, a long silence has made talk old, and what has no
 * room was condensed. Nothing of it is real before the commit.
 */
export function remember(given: ToRemember): Remembered {
  const { memory, settings } = given;
  const from = Math.max(memory.coveredSeq, memory.startSeq);
  const window = given.window.filter(({ seq }) => seq > from);
  const begun: Remembered = {
    memory,
    condensed: given.condensed,
    window,
    facts: given.facts,
    revisedSeq: Math.max(memory.revisedSeq, ...revisionsIn(given).map(({ seq }) => seq)),
    lastTalkAtMs: null,
    isCondensedNow: false,
    plan: planOf({ ...given, window }, memory),
  };
  const resumed = afterSilence(begun, given);
  const plan = planOf({ ...given, window: resumed.window }, resumed.memory);
  const planned = { ...resumed, plan };
  if (!condensesNow(plan, settings)) return planned;
  const count = condensedCount(
    planned.window.map((message) => lineTokens(message, given.estimate)),
    settings.budgetTokens,
    messagesMax(settings),
  );
  return condense(planned, count, given);
}

/** Of a turn that looks at nothing: all stays as it is. */
export function unchanged(memory: Memory, facts: readonly Fact[]): Remembered {
  const plan: MemoryPlan = { level: 'easy', share: 0, condensesOlder: false, keepsNarrative: true };
  return {
    memory,
    condensed: null,
    window: [],
    facts,
    revisedSeq: memory.revisedSeq,
    lastTalkAtMs: null,
    isCondensedNow: false,
    plan,
  };
}

/** Gives the oldest of what is shown up for what must be retained of it. Without any model, so that it cannot fail. */
export function condense(
  remembered: Remembered,
  count: number,
  { waitingSeq, nowMs }: Pick<ToRemember, 'waitingSeq' | 'nowMs'>,
): Remembered {
  const { memory, window } = remembered;
  const older = window.slice(0, count).filter(({ seq }) => seq < waitingSeq);
  if (older.length === 0) return remembered;
  const text = retainedLines(memory.text, older.filter(isWords)) ?? '';
  const changed = changedMemory(remembered, { kind: 'facts', text, nowMs }, older);
  return { ...changed, isCondensedNow: true };
}

/** How full memory is, with the new lines and what they may be answered with. */
export function planOf(
  {
    window,
    taken,
    facts,
    settings,
    estimate,
  }: Pick<ToRemember, 'window' | 'taken' | 'facts' | 'settings' | 'estimate'>,
  memory: Memory,
): MemoryPlan {
  const tokens = [...window, ...taken].filter(isWords).map((one) => lineTokens(one, estimate));
  return memoryPlan({
    factsTokens: total(standing(facts).map(({ kind, value }) => factTokens(kind, value, estimate))),
    summaryTokens: estimate(memory.text),
    unsummarisedTokens: total(tokens),
    budgetTokens: settings.budgetTokens,
    messages: settings.strategy === 'full' ? 0 : window.length,
    messagesMax: messagesMax(settings),
  });
}

/** Messages that should be shown word for word at most. */
function messagesMax({ strategy, windowMessages }: MemorySettings): number {
  return strategy === 'summary' ? Math.min(FEW_MESSAGES, windowMessages) : windowMessages;
}

/**
 * The messages that a summary in the background is to cover; none if none is wanted. `window` has none, `full` keeps
 * everything while it fits, and where facts and the summary alone fill most of a small budget, a few words more are not
 * worth another one.
 */
export function wantsSummarised(
  window: readonly Message[],
  plan: MemoryPlan,
  { settings, estimate, waitingSeq }: Pick<ToRemember, 'settings' | 'estimate' | 'waitingSeq'>,
): readonly Message[] {
  const { strategy, budgetTokens } = settings;
  if (!plan.condensesOlder || strategy === 'window' || strategy === 'full') return [];
  const tokens = window.map((message) => (isWords(message) ? lineTokens(message, estimate) : 0));
  const count = condensedCount(tokens, budgetTokens, messagesMax(settings));
  const isWorthIt = total(tokens.slice(0, count)) >= WORTH_SHARE * budgetTokens;
  const isLong = window.length >= messagesMax(settings);
  if (!isWorthIt && !isLong && plan.level === 'summarise') return [];
  return window.slice(0, count).filter(({ seq }) => seq < waitingSeq);
}

function condensesNow({ level, condensesOlder }: MemoryPlan, { strategy }: MemorySettings) {
  return level === 'tell' || (strategy === 'window' && condensesOlder);
}

function revisionsIn({ window, taken }: Pick<ToRemember, 'window' | 'taken'>): Message[] {
  return [...window, ...taken].filter(isRevision);
}

/** Talk from before a long silence is told in short, not gone on with, unless all of it is to be shown. */
function afterSilence(remembered: Remembered, given: ToRemember): Remembered {
  const { settings, taken, waitingSeq, nowMs } = given;
  const first = taken.find(({ kind }) => kind === 'text');
  if (first === undefined) return remembered;
  const { memory, window } = remembered;
  const last = window.findLast(isTalk);
  const lastTalkAtMs = last?.atMs ?? memory.lastTalkAtMs;
  if (lastTalkAtMs === 0 || first.atMs - lastTalkAtMs < settings.resumeAfterMs) return remembered;
  const before = window.filter(({ seq }) => seq < waitingSeq);
  const told = { ...remembered, lastTalkAtMs };
  if (before.length === 0 || settings.strategy === 'full') return told;
  const text = refreshOf(memory.text, before.filter(isWords)) ?? memory.text;
  return changedMemory(told, { kind: 'narrative', text, nowMs }, before);
}

/** Stars given for an old answer are no talk. */
function isTalk({ author, kind, chosen }: Message): boolean {
  const isRating = chosen?.choiceId.startsWith(RATING) ?? false;
  return kind === 'text' && author.kind !== 'system' && !isRating;
}

/** The memory with `covered`, the oldest of what is shown, told by `text` from now on. */
function changedMemory(
  remembered: Remembered,
  change: {
    readonly kind: Memory['kind'];
    readonly text: string;
    readonly nowMs: number;
  },
  covered: readonly Message[],
): Remembered {
  const { memory, window } = remembered;
  const last = covered.at(-1);
  const condensed: Condensed = {
    // The same one however often the turn changes its mind: the record has seen none of it.
    revision: remembered.condensed?.revision ?? memory.revision,
    coveredSeq: last?.seq ?? memory.coveredSeq,
    startSeq: memory.startSeq,
    revisedSeq: remembered.revisedSeq,
    kind: change.text === '' ? 'none' : change.kind,
    text: change.text,
    atMs: change.nowMs,
    lastTalkAtMs: last?.atMs ?? memory.lastTalkAtMs,
  };
  return {
    ...remembered,
    memory: withCondensed(memory, condensed),
    condensed,
    window: window.slice(covered.length),
  };
}
