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
    const count = (feature: number) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
    for (const { words, pieces } of texts) {
      const own = countedOf(words).features;
      own.forEach(count);
      for (const feature of countedOf(pieces).features) if (!own.includes(feature)) count(feature);
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
    const counted = countedOf(features);
    const from = places.length;
    let squares = 0;
    let missing = 0;
    for (let at = 0; at < counted.features.length; at += 1) {
      const place = this.#places.get(counted.features[at] as number);
      const often = counted.weights[at] as number;
      const value = often * (place === undefined ? this.#unknown : (this.#weights[place] ?? 0));
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

/** The different features of one group, each with the weight of how often it occurs. */
interface Counted {
  readonly features: Int32Array;
  readonly weights: Float64Array;
}

/** Examples are read by several spaces while one classifier learns; counting them once is a third of the time. */
const known = new WeakMap<readonly number[], Counted>();

function countedOf(group: readonly number[]): Counted {
  const before = known.get(group);
  if (before !== undefined) return before;
  const counts = new Map<number, number>();
  for (const feature of group) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const counted = {
    features: Int32Array.from(counts.keys()),
    weights: Float64Array.from(counts.values(), (count) => 1 + Math.log(count)),
  };
  known.set(group, counted);
  return counted;
}
