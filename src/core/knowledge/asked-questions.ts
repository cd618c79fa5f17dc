import { type AskedFeatures, askedFeatures } from './asked-features.js';
import { ridgeWeights } from './ridge.js';
import { inverseFrequency } from './word-index.js';

/** Questions of one article that are asked like the query; more of them make it surer. */
const NEAREST = 3;

/** Characters of a query that are compared; example questions are short. */
const QUERY_CHARS_MAX = 400;

/** Questions that are learnt from as a whole. Work is cubic: these take about half a second. */
const LEARNT_MAX = 800;

/** Keeps one odd example from ruling what is learnt; the kernel's diagonal is 1. */
const PENALTY = 0.5;

/** A question somebody may ask, and the number of what answers it. */
export interface AskedQuestion {
  readonly answer: number;
  readonly text: string;
}

/** A question's features weighed by how rare they are, of length 1. */
type Vector = AskedFeatures;

/** One answer's questions. */
interface Answer {
  /** Length of the sum of its questions, by which their likeness to it is divided. */
  readonly sumLength: number;
  /** What the likeness to each known question says for this answer; null when there are too many to learn from. */
  readonly weights: Float64Array | null;
}

/** Example questions, and which answer a new question is asked like. */
export class AskedQuestions {
  readonly #answerOf: readonly number[];
  readonly #counts = new Map<string, number>();
  readonly #postings = new Map<string, { readonly question: number; readonly weight: number }[]>();
  readonly #answers: ReadonlyMap<number, Answer>;

  constructor(questions: readonly AskedQuestion[]) {
    this.#answerOf = questions.map(({ answer }) => answer);
    const featured = questions.map(({ text }) => askedFeatures(text));
    for (const feature of featured.flatMap((features) => [...features.keys()])) {
      this.#counts.set(feature, (this.#counts.get(feature) ?? 0) + 1);
    }
    const vectors = featured.map((features) => this.#vectorOf(features));
    for (const [question, vector] of vectors.entries()) {
      for (const [feature, weight] of vector) {
        const postings = this.#postings.get(feature);
        if (postings === undefined) this.#postings.set(feature, [{ question, weight }]);
        else postings.push({ question, weight });
      }
    }
    this.#answers = this.#learnt(vectors);
  }

  /**
   * How like the questions of each answer a query is asked, 0 to 1. Half is nearness: to the nearest question, the
   * nearest three and all together. Half is learnt: which likenesses tell answers apart. What no example says counts
   * against all.
   */
  likenesses(query: string): ReadonlyMap<number, number> {
    const vector = this.#vectorOf(askedFeatures(query.slice(0, QUERY_CHARS_MAX)));
    const nearness = this.#nearness(vector);
    const near = new Map<number, number[]>();
    for (const [question, value] of nearness.entries()) {
      if (value === 0) continue;
      const answer = this.#answerOf[question] ?? 0;
      const others = near.get(answer);
      if (others === undefined) near.set(answer, [value]);
      else others.push(value);
    }
    return new Map([...near].map(([answer, all]) => [answer, this.#like(answer, all, nearness)]));
  }

  #like(answer: number, near: number[], nearness: Float64Array): number {
    const { sumLength = 1, weights = null } = this.#answers.get(answer) ?? {};
    near.sort((a, b) => b - a);
    const few = sum(near.slice(0, NEAREST)) / NEAREST;
    const likeness = ((near[0] ?? 0) + few + sum(near) / sumLength) / 3;
    if (weights === null) return likeness;
    let learnt = 0;
    for (const [question, value] of nearness.entries()) learnt += value * (weights[question] ?? 0);
    return (likeness + Math.min(1, Math.max(0, learnt))) / 2;
  }

  /** Likeness to each question: the cosine. */
  #nearness(vector: Vector): Float64Array {
    const near = new Float64Array(this.#answerOf.length);
    for (const [feature, weight] of vector) {
      for (const posting of this.#postings.get(feature) ?? []) {
        near[posting.question] = (near[posting.question] ?? 0) + weight * posting.weight;
      }
    }
    return near;
  }

  #learnt(vectors: readonly Vector[]): ReadonlyMap<number, Answer> {
    const answers = [...new Set(this.#answerOf)];
    const weights = vectors.length <= LEARNT_MAX ? this.#weightsOf(vectors, answers) : [];
    return new Map(
      answers.map((answer, at) => {
        const own = vectors.filter((_vector, question) => this.#answerOf[question] === answer);
        return [answer, { sumLength: lengthOf(added(own)), weights: weights[at] ?? null }];
      }),
    );
  }

  #weightsOf(vectors: readonly Vector[], answers: readonly number[]): Float64Array[] {
    const kernel = vectors.map((vector) => this.#nearness(vector));
    const targets = answers.map((answer) =>
      Float64Array.from(this.#answerOf, (one) => (one === answer ? 1 : 0)),
    );
    return ridgeWeights(kernel, targets, PENALTY);
  }

  #vectorOf(features: AskedFeatures): Vector {
    const weighed = new Map<string, number>();
    for (const [feature, weight] of features) {
      const rarity = inverseFrequency(this.#counts.get(feature) ?? 0, this.#answerOf.length);
      weighed.set(feature, weight * rarity);
    }
    const length = lengthOf(weighed) || 1;
    for (const [feature, weight] of weighed) weighed.set(feature, weight / length);
    return weighed;
  }
}

function added(vectors: readonly Vector[]): Vector {
  const all = new Map<string, number>();
  for (const vector of vectors) {
    for (const [feature, weight] of vector) all.set(feature, (all.get(feature) ?? 0) + weight);
  }
  return all;
}

function lengthOf(vector: Vector): number {
  return Math.sqrt(sum([...vector.values()].map((weight) => weight * weight)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
