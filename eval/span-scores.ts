/** A value that stands in a text, found or expected. */
export interface Value {
  readonly kind: string;
  readonly value: string;
}

export interface SpanScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Values expected. */
  readonly n: number;
}

/** One text's values, found and expected. */
export interface Compared {
  readonly found: readonly Value[];
  readonly expected: readonly Value[];
}

/** Says whether two values are the same, both already made plain by `plain`. */
export type Same = (found: string, expected: string) => boolean;

/** The same characters. */
export const isExact: Same = (found, expected) => found === expected;

const HALF_OF_DAY =
  / ?(?:[ap]\.? ?m|(?:in the )?(?:morning|afternoon|evening|night)|at night|tonight)$/;

/**
 * The same characters once a half of the day is left out that only one of the two has: "11:15" and "11:15 am" are the
 * same time, "10 am" and "10 pm" are not.
 */
export const isSameTime: Same = (found, expected) =>
  found === expected ||
  found.replace(HALF_OF_DAY, '') === expected ||
  found === expected.replace(HALF_OF_DAY, '');

/** Precision, recall and F1 over all texts (micro) for one kind; every expected value is found at most once. */
export function scoreSpans(all: readonly Compared[], kind: string, isSame: Same): SpanScores {
  let right = 0;
  let found = 0;
  let expected = 0;
  for (const one of all) {
    const left = valuesOf(one.expected, kind);
    expected += left.length;
    for (const value of valuesOf(one.found, kind)) {
      found += 1;
      const at = left.findIndex((other) => isSame(value, other));
      if (at === -1) continue;
      right += 1;
      left.splice(at, 1);
    }
  }
  const precision = found === 0 ? 0 : right / found;
  const recall = expected === 0 ? 0 : right / expected;
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, n: expected };
}

/** Lower case, single spaces, nothing but letters and digits at both ends. */
function plain(value: string): string {
  return value
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[^\p{L}\p{N}]+$/u, '');
}

function valuesOf(values: readonly Value[], kind: string): string[] {
  return values.filter((one) => one.kind === kind).map((one) => plain(one.value));
}
