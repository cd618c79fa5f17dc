/** A probability as a weighted sum of inputs; the last weight is the constant. */
export interface Logistic {
  readonly weights: readonly number[];
}

/** Newton's steps at most; five to ten come to rest. */
const STEPS_MAX = 30;

/** A step so small changes no probability that anybody sees. */
const AT_REST = 1e-7;

/** No step is longer, so that the first ones do not throw the weights where every case is certain. */
const STEP_MAX = 4;

/** Keeps the weights finite when every case is right. */
const PULL = 0.001;

/** Learns how likely `isTrue` is from a few inputs (Platt 1999): what makes a distance a probability. */
export function fitLogistic(
  inputs: readonly (readonly number[])[],
  isTrue: readonly boolean[],
): Logistic {
  const size = inputs[0]?.length ?? 0;
  const rows = inputs.map((values) => [...values, 1]);
  let weights = new Array<number>(size + 1).fill(0);
  for (let count = 0; count < STEPS_MAX; count += 1) {
    const steps = solved(equationsAt(weights, rows, isTrue));
    const longest = Math.max(...steps.map(Math.abs));
    const share = Math.min(1, STEP_MAX / longest);
    weights = weights.map((weight, at) => weight - share * (steps[at] ?? 0));
    if (longest < AT_REST) break;
  }
  return { weights };
}

export function probability({ weights }: Logistic, values: readonly number[]): number {
  let sum = weights[values.length] ?? 0;
  for (let at = 0; at < values.length; at += 1) sum += (weights[at] ?? 0) * (values[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** The curvature with the slope as its last column, one row per weight. The constant is not pulled. */
function equationsAt(
  weights: readonly number[],
  rows: readonly (readonly number[])[],
  isTrue: readonly boolean[],
): number[][] {
  const last = weights.length - 1;
  const equations = weights.map((weight, one) => {
    const row = new Array<number>(weights.length + 1).fill(0);
    row[one] = one === last ? AT_REST : PULL;
    row[weights.length] = one === last ? 0 : PULL * weight;
    return row;
  });
  for (const [at, values] of rows.entries()) {
    let sum = 0;
    for (let one = 0; one <= last; one += 1) sum += (weights[one] ?? 0) * (values[one] ?? 0);
    const likely = 1 / (1 + Math.exp(-sum));
    const off = (likely - (isTrue[at] ? 1 : 0)) / rows.length;
    const bend = (likely * (1 - likely)) / rows.length;
    for (const [one, row] of equations.entries()) {
      const value = values[one] ?? 0;
      for (let other = 0; other <= last; other += 1)
        row[other] = (row[other] ?? 0) + bend * value * (values[other] ?? 0);
      row[weights.length] = (row[weights.length] ?? 0) + off * value;
    }
  }
  return equations;
}

/** Gauss's elimination; the matrix is positive, so no row need be exchanged. In place. */
function solved(equations: number[][]): number[] {
  const size = equations.length;
  for (const [at, row] of equations.entries()) {
    for (const [below, other] of equations.entries()) {
      if (below === at) continue;
      const times = (other[at] ?? 0) / (row[at] ?? 1);
      for (let column = at; column <= size; column += 1)
        other[column] = (other[column] ?? 0) - times * (row[column] ?? 0);
    }
  }
  return equations.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}
