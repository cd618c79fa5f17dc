import { FACTS_HELD_MAX } from './limits.js';

/** What a fact is about. A new one of a kind that can only hold once takes the place of the old. */
export type FactKind =
  | 'time'
  | 'date'
  | 'name'
  | 'people'
  | 'amount'
  | 'email'
  | 'phone'
  | 'reference';

/** Something a customer stated, word for word, with where and when it was said. */
export interface Fact {
  /** Follows from the source and the place in it, so that a message read twice gives the same facts. */
  readonly id: string;
  readonly kind: FactKind;
  /** As it was said. */
  readonly value: string;
  /** Made comparable: `19:30`, `2031-05-04`, `+4912345678`. What cannot be decided stays as said, in lower case. */
  readonly normalized: string;
  /** Where it stands in its source's text: from, and up to but without. */
  readonly span: readonly [number, number];
  readonly sourceId: string;
  readonly atMs: number;
  /** The fact that took its place; null while it holds. */
  readonly supersededBy: string | null;
}

/** One message may name several orders, people or amounts; none of them makes another wrong. */
const HELD_TOGETHER: ReadonlySet<FactKind> = new Set(['amount', 'reference']);

/**
 * The facts after a new one was stated. One of a kind that holds once supersedes what an earlier message said; two in
 * one message stand beside each other ("from 5 to 7"). The same again changes nothing. Superseded ones stay, for the
 * question what was said before; the oldest of them go first when there are too many, then the oldest of all.
 */
export function supersede(facts: readonly Fact[], newFact: Fact): readonly Fact[] {
  const isKnown = facts.some(
    (fact) =>
      fact.id === newFact.id ||
      (fact.kind === newFact.kind &&
        fact.supersededBy === null &&
        fact.normalized === newFact.normalized),
  );
  if (isKnown) return facts;
  const older = facts.map((fact) =>
    isReplaced(fact, newFact) ? { ...fact, supersededBy: newFact.id } : fact,
  );
  return bounded([...older, newFact]);
}

/**
 * The facts without those of a text that was taken back or put in other words. What they had superseded is superseded by
 * what had taken their own place, and holds again where nothing had.
 */
export function withoutSource(facts: readonly Fact[], sourceId: string): readonly Fact[] {
  const gone = new Map(
    facts
      .filter((fact) => fact.sourceId === sourceId)
      .map(({ id, supersededBy }) => [id, supersededBy]),
  );
  if (gone.size === 0) return facts;
  return facts
    .filter(({ id }) => !gone.has(id))
    .map((fact) => {
      const supersededBy = successor(fact.supersededBy, gone);
      return supersededBy === fact.supersededBy ? fact : { ...fact, supersededBy };
    });
}

/** Facts that nothing later made wrong. */
export function standing(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter((fact) => fact.supersededBy === null);
}

/** Follows what is gone to what stays. Each step leaves one of them behind, so that a circle could not hold it. */
function successor(id: string | null, gone: ReadonlyMap<string, string | null>): string | null {
  let next = id;
  for (let steps = 0; steps < gone.size && next !== null; steps++) {
    const after = gone.get(next);
    if (after === undefined) break;
    next = after;
  }
  return next;
}

function isReplaced(fact: Fact, newFact: Fact): boolean {
  return (
    fact.kind === newFact.kind &&
    fact.supersededBy === null &&
    fact.sourceId !== newFact.sourceId &&
    !HELD_TOGETHER.has(fact.kind)
  );
}

function bounded(facts: readonly Fact[]): readonly Fact[] {
  if (facts.length <= FACTS_HELD_MAX) return facts;
  const oldest = facts.findIndex((fact) => fact.supersededBy !== null);
  return facts.filter((_, index) => index !== Math.max(0, oldest));
}
