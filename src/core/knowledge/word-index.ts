/** How soon more of the same word in a text stops counting: k1 of BM25 (Robertson & Zaragoza, 2009, section 3). */
const SATURATION = 1.2;

/**
 * How much a long text is marked down: b of BM25. Low, because texts are cut to one size before: what is left of the
 * difference is how much an article has to say.
 */
const LENGTH_SHARE = 0.3;

/** What two words side by side weigh beside either alone: "direct deposit" is more than its words. */
const PAIR_SHARE = 0.4;

/** What each sentence weighs beside the whole query: a short question is not drowned by the story around it. */
const SENTENCE_SHARE = 0.5;

/** Between two fields of one text, so that no pair reaches over the gap. */
const GAP = -1;

/** A text as its fields (title, heading, body), each as terms in order. */
type Fields = readonly (readonly string[])[];

/** A term, or two side by side, with the texts that have it: ascending, one entry per occurrence. */
interface Unit {
  readonly texts: ArrayLike<number>;
  readonly rarity: number;
}

/** The terms of many texts with their places: which texts share how much of a query. */
export class WordIndex {
  readonly #size: number;
  readonly #ids = new Map<string, number>();
  /** All texts' terms one after the other, and for each place the text it is in. */
  readonly #terms: Int32Array;
  readonly #textAt: Int32Array;
  /** Places of term `id` are `#places[#starts[id] .. #starts[id + 1]]`, ascending. */
  readonly #places: Int32Array;
  readonly #starts: Int32Array;
  readonly #counts: Int32Array;
  readonly #lengths: Float64Array;
  readonly #lengthMean: number;

  constructor(texts: readonly Fields[]) {
    this.#size = texts.length;
    this.#lengths = Float64Array.from(texts, (fields) => sum(fields.map((one) => one.length)));
    this.#lengthMean = sum(this.#lengths) / Math.max(1, this.#size) || 1;
    const terms: number[] = [];
    const textAt: number[] = [];
    for (const [text, fields] of texts.entries()) {
      for (const id of fields.flatMap((field) => [...field.map((term) => this.#idOf(term)), GAP])) {
        terms.push(id);
        textAt.push(text);
      }
    }
    this.#terms = Int32Array.from(terms);
    this.#textAt = Int32Array.from(textAt);
    this.#starts = startsOf(this.#terms, this.#ids.size);
    this.#places = placesOf(this.#terms, this.#starts);
    this.#counts = Int32Array.from(this.#ids.keys(), (term) => distinct(this.#textsWith(term)));
  }

  /** In how many texts a term is. */
  countOf(term: string): number {
    const id = this.#ids.get(term);
    return id === undefined ? 0 : (this.#counts[id] ?? 0);
  }

  /**
   * For each text its share of the query's weight, 0 to about 1: BM25 over words and neighbours, divided by what one
   * mention of everything asked would bring. The query comes as its sentences.
   */
  sharesOf(sentences: Fields): Float64Array {
    const units = new Map<string, Unit>();
    const factors = new Map<string, number>();
    const parts =
      sentences.length > 1 ? [sentences, ...sentences.map((one) => [one])] : [sentences];
    const partShare = 1 / (1 + (parts.length - 1) * SENTENCE_SHARE);
    for (const [at, part] of parts.entries()) {
      const weights = this.#weightsOf(part, units);
      const full = sum([...weights.values()]) || 1;
      const share = (partShare * (at === 0 ? 1 : SENTENCE_SHARE)) / full;
      for (const [key, weight] of weights) {
        factors.set(key, (factors.get(key) ?? 0) + share * weight);
      }
    }
    const shares = new Float64Array(this.#size);
    for (const [key, unit] of units) this.#add(unit, factors.get(key) ?? 0, shares);
    return shares;
  }

  #idOf(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    this.#ids.set(term, this.#ids.size);
    return this.#ids.size - 1;
  }

  /** What is asked, each term as often as it is said, weighed by how rare it is. */
  #weightsOf(sentences: Fields, units: Map<string, Unit>): ReadonlyMap<string, number> {
    const weights = new Map<string, number>();
    const rarityOf = (key: string, find: () => ArrayLike<number>): number => {
      const unit = units.get(key) ?? this.#unitOf(find());
      units.set(key, unit);
      return unit.rarity;
    };
    for (const terms of sentences) {
      for (const [at, term] of terms.entries()) {
        const weight = rarityOf(term, () => this.#textsWith(term));
        weights.set(term, (weights.get(term) ?? 0) + weight);
        const next = terms[at + 1];
        if (next === undefined) continue;
        const pair = `${term} ${next}`;
        weights.set(pair, PAIR_SHARE * rarityOf(pair, () => this.#textsWithPair(term, next)));
      }
    }
    return weights;
  }

  #unitOf(texts: ArrayLike<number>): Unit {
    return { texts, rarity: inverseFrequency(distinct(texts), this.#size) };
  }

  #add({ texts }: Unit, factor: number, shares: Float64Array): void {
    for (let at = 0; at < texts.length; ) {
      const text = texts[at] ?? 0;
      let count = 0;
      for (; texts[at] === text; at += 1) count += 1;
      const length = (this.#lengths[text] ?? 0) / this.#lengthMean;
      const room = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length);
      shares[text] = (shares[text] ?? 0) + (factor * count * (SATURATION + 1)) / (count + room);
    }
  }

  #textsWith(term: string): ArrayLike<number> {
    return this.#placesWith(term).map((place) => this.#textAt[place] ?? 0);
  }

  /** Looked for from the rarer of the two, so that a common word costs nothing. */
  #textsWithPair(first: string, second: string): ArrayLike<number> {
    const before = this.#placesWith(first);
    const after = this.#placesWith(second);
    const isFirstRarer = before.length <= after.length;
    const other = this.#ids.get(isFirstRarer ? second : first);
    if (other === undefined) return [];
    const step = isFirstRarer ? 1 : -1;
    return (isFirstRarer ? before : after)
      .filter((place) => this.#terms[place + step] === other)
      .map((place) => this.#textAt[place] ?? 0);
  }

  #placesWith(term: string): Int32Array {
    const id = this.#ids.get(term);
    if (id === undefined) return new Int32Array(0);
    return this.#places.subarray(this.#starts[id], this.#starts[id + 1]);
  }
}

/** How telling it is to find what `count` of `size` texts have: idf of BM25, never below zero. */
export function inverseFrequency(count: number, size: number): number {
  return Math.log(1 + (size - count + 0.5) / (count + 0.5));
}

function startsOf(terms: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const id of terms) if (id !== GAP) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let id = 0; id < count; id += 1) {
    starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  }
  return starts;
}

function placesOf(terms: Int32Array, starts: Int32Array): Int32Array {
  const next = starts.slice();
  const places = new Int32Array(starts.at(-1) ?? 0);
  for (const [place, id] of terms.entries()) {
    if (id === GAP) continue;
    const at = next[id] ?? 0;
    places[at] = place;
    next[id] = at + 1;
  }
  return places;
}

/** Different numbers of an ascending list. */
function distinct(ascending: ArrayLike<number>): number {
  let count = 0;
  for (let at = 0; at < ascending.length; at += 1) {
    if (at === 0 || ascending[at] !== ascending[at - 1]) count += 1;
  }
  return count;
}

function sum(numbers: ArrayLike<number>): number {
  let all = 0;
  for (let at = 0; at < numbers.length; at += 1) all += numbers[at] ?? 0;
  return all;
}
