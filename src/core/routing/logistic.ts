/** A probability as a weighted sum of inputs; the last weight is the constant. */
export interface Logistic {
  readonly weights: readonly number[];
}

/** Steps of gradient descent; the inputs are few and of one size, so a thousand settle it. */
const STEPS = 1_000;

const STEP = 1;

/** Keeps the weights finite when every case is right. */
const PULL = 0.001;

/** Learns how likely `isTrue` is from a few inputs (Platt 1999): what makes a distance a probability. */
export function fitLogistic(
  inputs: readonly (readonly number[])[],
  isTrue: readonly boolean[],
): Logistic {
  const size = inputs[0]?.length ?? 0;
  const weights = new Array<number>(size + 1).fill(0);
  for (let count = 0; count < STEPS; count += 1) {
    const slopes = weights.map((weight, at) => (at === size ? 0 : PULL * weight));
    for (const [row, values] of inputs.entries()) {
      const off = (probability({ weights }, values) - (isTrue[row] ? 1 : 0)) / inputs.length;
      for (let at = 0; at < size; at += 1) slopes[at] = (slopes[at] ?? 0) + off * (values[at] ?? 0);
      slopes[size] = (slopes[size] ?? 0) + off;
    }
    for (let at = 0; at <= size; at += 1)
      weights[at] = (weights[at] ?? 0) - STEP * (slopes[at] ?? 0);
  }
  return { weights };
}

export function probability({ weights }: Logistic, values: readonly number[]): number {
  let sum = weights[values.length] ?? 0;
  for (let at = 0; at < values.length; at += 1) sum += (weights[at] ?? 0) * (values[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
