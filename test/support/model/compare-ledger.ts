import type { LedgerEntry, Usage } from '../../../src/core/domain/usage.js';
import type { ReportedUsage } from './model-script.js';
import type { Reported } from './model-server.js';

/** The figures of a ledger beside what the model server told. */
export interface Comparison {
  /** Calls that ended with the provider's own figures, by both accounts. */
  readonly whole: { readonly calls: number; readonly ours: Usage; readonly theirs: Usage };
  /** Calls whose ends did not arrive: estimated by us, begun by the server. */
  readonly cutShort: number;
  /** Calls of processes that died. */
  readonly lost: number;
  /** What must not be: one line each. */
  readonly faults: readonly string[];
}

/**
 * Holds every entry against what the server reported under the same reference, and the other way round. An answer
 * without an entry of its own reference is excused only by an estimated entry that has none: of a process that died
 * (`lost`), or of a call that was given up before the answer's beginning was read.
 */
export function compareLedger(
  entries: readonly LedgerEntry[],
  reported: readonly Reported[],
): Comparison {
  const byReference = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const reference = entry.closed?.reference ?? null;
    if (reference === null) continue;
    byReference.set(reference, [...(byReference.get(reference) ?? []), entry]);
  }
  const lost = entries.filter(({ closed }) => closed?.outcome === 'lost');
  const unheard = entries.filter(({ closed }) => closed?.isEstimated && closed.reference === null);
  const faults = entries.flatMap(faultOfEntry);
  const whole = { calls: 0, ours: NOTHING, theirs: NOTHING };
  let cutShort = 0;
  let excused = 0;
  for (const report of reported) {
    const [entry, ...again] = byReference.get(report.id) ?? [];
    byReference.delete(report.id);
    if (again.length > 0) faults.push(`${report.id} is in the ledger ${again.length + 1} times`);
    if (report.usage === null) continue;
    if (entry?.closed == null) {
      excused += report.finished ? 1 : 0;
      continue;
    }
    const theirs = usageOf(report.usage);
    if (`${entry.purpose} ${entry.model}` !== `${report.purpose} ${report.model}`) {
      faults.push(`${report.id} is ${entry.purpose}, not ${report.purpose}`);
    }
    if (entry.closed.isEstimated) {
      cutShort += 1;
      const known = { ...theirs, outputTokens: entry.closed.usage.outputTokens };
      if (!isSame(entry.closed.usage, known)) faults.push(`${report.id}: input is not as told`);
    } else {
      whole.calls += 1;
      whole.ours = plus(whole.ours, entry.closed.usage);
      whole.theirs = plus(whole.theirs, theirs);
      if (!report.finished) faults.push(`${report.id} is whole in the ledger, and was not sent so`);
      if (!isSame(entry.closed.usage, theirs)) faults.push(`${report.id}: figures differ`);
    }
  }
  for (const reference of byReference.keys()) faults.push(`${reference} was never reported`);
  if (excused > unheard.length) faults.push(`${excused - unheard.length} answers have no entry`);
  if (entries.length < reported.length) faults.push('there are fewer entries than requests');
  return { whole, cutShort, lost: lost.length, faults };
}

const NOTHING: Usage = {
  ...{ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
};

function faultOfEntry({ id, closed, model }: LedgerEntry): string[] {
  if (closed === null) return [`${id} is open still`];
  const isCutShort = closed.outcome === 'lost' || closed.outcome === 'aborted';
  const took = Object.values(closed.usage).some((tokens) => tokens > 0);
  if (closed.outcome === 'ok' && closed.isEstimated) return [`${id} is ok and estimated`];
  if (closed.outcome === 'lost' && !closed.isEstimated) return [`${id} is lost and not estimated`];
  if (closed.reference === null && took && !closed.isEstimated) {
    return [`${id} has figures that nobody reported`];
  }
  if (closed.costUsd === null) return [`${id} of ${model} has no price`];
  return isCutShort || closed.reference !== null || closed.isEstimated || !took ? [] : [id];
}

function usageOf(told: ReportedUsage): Usage {
  return {
    inputTokens: told.input_tokens,
    outputTokens: told.output_tokens,
    cacheReadTokens: told.cache_read_input_tokens,
    cacheWriteTokens: told.cache_creation_input_tokens,
  };
}

function isSame(one: Usage, other: Usage): boolean {
  return FIELDS.every((field) => one[field] === other[field]);
}

function plus(one: Usage, other: Usage): Usage {
  const sums = FIELDS.map((field) => [field, one[field] + other[field]]);
  return Object.fromEntries(sums) as unknown as Usage;
}

const FIELDS = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'] as const;
