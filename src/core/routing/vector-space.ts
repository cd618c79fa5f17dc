import type { TextFeatures } from './text-features.js';

/** A text as numbers: places that are not zero, and what stands there. */
export interface Vector {
  readonly places: Int32Array;
  readonly values: Float64Array;
  /** Share of the words' weight that was seen in training: what is all new cannot be known. */
  readonly known: number;
}

/** How much the pieces of words count beside the words themselves. */
const PIECES_SHARE = 0.8;

/** TF-IDF over the features of the texts it was made from. */
export class VectorSpace {
  readonly #places = new Map<number, number>();
  readonly #weights: number[] = [];
  readonly #unknown: number;

  constructor(texts: readonly TextFeatures[]) {
    const counts = new Map<number, number>();
    for (const { words, pieces } of texts) {
      for (const feature of new Set([...words, ...pieces])) {
        counts.set(feature, (counts.get(feature) ?? 0) + 1);
      }
    }
    const weightOf = (count: number) => 1 + Math.log((1 + texts.length) / (1 + count));
    for (const [feature, count] of counts) {
      this.#places.set(feature, this.#weights.length);
      this.#weights.push(weightOf(count));
    }
    this.#unknown = weightOf(0);
  }

  get size(): number {
    return this.#weights.length;
  }

  vectorOf({ words, pieces }: TextFeatures): Vector {
    const places: number[] = [];
    const values: number[] = [];
    const known = this.#add(words, 1, places, values);
    this.#add(pieces, PIECES_SHARE, places, values);
    return { places: Int32Array.from(places), values: Float64Array.from(values), known };
  }

  /** Adds one group, scaled to the given length, and tells which share of its weight is known. */
  #add(features: readonly number[], length: number, places: number[], values: number[]): number {
    const counts = new Map<number, number>();
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    const from = places.length;
    let squares = 0;
    let missing = 0;
    for (const [feature, count] of counts) {
      const place = this.#places.get(feature);
      const value =
        (1 + Math.log(count)) * (place === undefined ? this.#unknown : (this.#weights[place] ?? 0));
      if (place === undefined) missing += value * value;
      else {
        squares += value * value;
        places.push(place);
        values.push(value);
      }
    }
    const scale = squares === 0 ? 0 : length / Math.sqrt(squares);
    for (let at = from; at < values.length; at += 1) values[at] = (values[at] ?? 0) * scale;
    return squares + missing === 0 ? 0 : squares / (squares + missing);
  }
}
