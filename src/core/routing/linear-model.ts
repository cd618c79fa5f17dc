import type { Vector } from './vector-space.js';

export interface Fitting {
  /** How much one wrong example may bend the model; larger follows the examples more closely. */
  readonly cost: number;
  readonly rounds: number;
  readonly seed: number;
}

/**
 * One line per class against all others, fitted together: dual coordinate descent for the support vector machine with
 * squared hinge loss (Hsieh et al. 2008). It has no learning rate to tune and comes to the same lines for the same
 * examples and seed. Rare classes weigh as much as frequent ones.
 */
export class LinearModel {
  readonly #lines: Float64Array;
  readonly #classes: number;

  private constructor(lines: Float64Array, classes: number) {
    this.#lines = lines;
    this.#classes = classes;
  }

  /** Pauses between rounds: each takes some milliseconds. */
  static *fitting(
    vectors: readonly Vector[],
    labels: readonly number[],
    shape: { readonly classes: number; readonly size: number },
    fitting: Fitting,
  ): Generator<void, LinearModel> {
    const { classes, size } = shape;
    const model = new LinearModel(new Float64Array((size + 1) * classes), classes);
    const alphas = new Float64Array(vectors.length * classes);
    const softness = softnessOf(labels, classes, fitting.cost);
    const order = vectors.map((_vector, at) => at);
    const random = seeded(fitting.seed);
    for (let round = 0; round < fitting.rounds; round += 1) {
      shuffle(order, random);
      for (const at of order) {
        const vector = vectors[at];
        if (vector !== undefined) model.#learn(vector, labels[at] ?? 0, alphas, at, softness);
      }
      yield;
    }
    return model;
  }

  /** How far the text lies on each class's side of its line. */
  scores({ places, values }: Vector): Float64Array {
    const classes = this.#classes;
    const lines = this.#lines;
    const scores = lines.slice(lines.length - classes);
    for (let at = 0; at < places.length; at += 1) {
      const from = (places[at] as number) * classes;
      const value = values[at] as number;
      for (let one = 0; one < classes; one += 1) {
        scores[one] = (scores[one] as number) + value * (lines[from + one] as number);
      }
    }
    return scores;
  }

  #learn(
    vector: Vector,
    label: number,
    alphas: Float64Array,
    at: number,
    softness: Float64Array,
  ): void {
    const scores = this.scores(vector);
    const length = squaredLength(vector);
    for (let one = 0; one < this.#classes; one += 1) {
      const sign = one === label ? 1 : -1;
      const soft = softness[2 * one + (sign === 1 ? 1 : 0)] as number;
      const place = at * this.#classes + one;
      const alpha = alphas[place] as number;
      const slope = sign * (scores[one] as number) - 1 + soft * alpha;
      if (alpha === 0 && slope >= 0) continue;
      const next = Math.max(alpha - slope / (length + soft), 0);
      alphas[place] = next;
      this.#bend(vector, one, sign * (next - alpha));
    }
  }

  #bend({ places, values }: Vector, one: number, by: number): void {
    const lines = this.#lines;
    for (let at = 0; at < places.length; at += 1) {
      const place = (places[at] as number) * this.#classes + one;
      lines[place] = (lines[place] as number) + by * (values[at] as number);
    }
    const bias = lines.length - this.#classes + one;
    lines[bias] = (lines[bias] as number) + by;
  }
}

/** Per class 1 / (2 cost), for the examples of the others and for its own, balanced by how many there are. */
function softnessOf(labels: readonly number[], classes: number, cost: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const softness = new Float64Array(2 * classes);
  for (let one = 0; one < classes; one += 1) {
    const weight = labels.length / classes / Math.max(1, counts[one] ?? 0);
    softness[2 * one] = 1 / (2 * cost);
    softness[2 * one + 1] = 1 / (2 * cost * weight);
  }
  return softness;
}

function squaredLength({ values }: Vector): number {
  let sum = 1;
  for (const value of values) sum += value * value;
  return sum;
}

/** In place. */
export function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}

/** Mulberry32: the same numbers for the same seed, on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
