import { LinearModel, seeded, shuffle } from './linear-model.js';
import { fitLogistic, type Logistic, probability } from './logistic.js';
import { type TextFeatures, textFeatures } from './text-features.js';
import { VectorSpace } from './vector-space.js';

export interface Example {
  readonly text: string;
  readonly label: string;
}

/** What the classifier makes of one text. */
export interface Judgement {
  readonly label: string;
  /** How likely the label is right, 0 to 1, as measured on examples it had not learnt from. */
  readonly confidence: number;
  /** False: the text is unlike all that was learnt, and the label means nothing. */
  readonly isInScope: boolean;
}

interface Lean {
  readonly label: string;
  readonly by: number;
}

const NO_LEAN: Lean = { label: '', by: 0 };

/** How a classifier is fitted. */
export interface Learning {
  /** How many of the five parts are judged to learn how far to trust it; fewer are quicker. */
  readonly folds?: number;
  /** The label that wins a close decision, where missing it costs more than its opposite, and how close. */
  readonly lean?: Lean;
}

interface Fitted {
  readonly labels: readonly string[];
  readonly leans: readonly number[];
  readonly space: VectorSpace;
  readonly model: LinearModel;
}

interface Read {
  readonly features: TextFeatures;
  readonly label: string;
}

interface Held extends Measured {
  readonly isRight: boolean;
}

interface Measured {
  readonly best: number;
  readonly top: number;
  readonly margin: number;
  readonly scope: number;
}

/** Examples are dealt into so many parts; each is judged once by a model that learnt the others. */
const FOLDS = 5;

/** How much one example may bend the model; between 0.5 and 3 it makes little difference. */
const COST = 1;

/** Passes over the examples. After six the lines hardly move. */
const ROUNDS = 6;

/** Examples read between two pauses. */
const READ_AT_ONCE = 100;

const SEED = 20_261_121;

/** How much a text's known share counts beside its distance from the nearest line. */
const KNOWN_WEIGHT = 2;

/** Share of unseen texts of the learnt kinds that is given up, so that foreign ones are noticed. */
const REFUSED_SHARE = 0.015;

/**
 * Learns labels from example texts: a linear model over words, kinds of words and pieces of words. Nothing in it
 * depends on time or chance, so the same examples give the same judgements.
 */
export class TextClassifier {
  readonly #fitted: Fitted;
  readonly #trust: Logistic;
  readonly #scopeMin: number;

  private constructor(fitted: Fitted, held: readonly Held[]) {
    this.#fitted = fitted;
    this.#trust = fitLogistic(
      held.map(({ top, margin }) => [top, margin]),
      held.map(({ isRight }) => isRight),
    );
    const scopes = held.map(({ scope }) => scope).sort((one, other) => one - other);
    this.#scopeMin = scopes[Math.floor(scopes.length * REFUSED_SHARE)] ?? 0;
  }

  static fit(examples: readonly Example[], learning: Learning = {}): TextClassifier {
    return atOnce(TextClassifier.fitting(examples, learning));
  }

  /** The same in steps of some milliseconds each, for whoever has other work to do in between. */
  static *fitting(
    examples: readonly Example[],
    { folds = FOLDS, lean = NO_LEAN }: Learning = {},
  ): Generator<void, TextClassifier> {
    const dealt: Read[] = [];
    for (const [at, { text, label }] of deal(examples).entries()) {
      dealt.push({ features: textFeatures(text), label });
      if (at % READ_AT_ONCE === READ_AT_ONCE - 1) yield;
    }
    const held: Held[] = [];
    for (let fold = 0; fold < Math.min(folds, FOLDS); fold += 1) {
      const others = dealt.filter((_example, at) => at % FOLDS !== fold);
      const fitted = yield* fittingOn(others, lean);
      for (const example of dealt.filter((_example, at) => at % FOLDS === fold)) {
        const measured = measure(fitted, example.features);
        held.push({ ...measured, isRight: fitted.labels[measured.best] === example.label });
      }
      yield;
    }
    return new TextClassifier(yield* fittingOn(dealt, lean), held);
  }

  judge(text: string): Judgement {
    const { best, top, margin, scope } = measure(this.#fitted, textFeatures(text));
    return {
      label: this.#fitted.labels[best] ?? '',
      confidence: probability(this.#trust, [top, margin]),
      isInScope: scope >= this.#scopeMin,
    };
  }
}

function atOnce<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The order examples are written in must not decide which part they fall into. */
function deal(examples: readonly Example[]): Example[] {
  const order = examples.map((_example, at) => at);
  shuffle(order, seeded(SEED));
  return order.flatMap((at) => examples[at] ?? []);
}

function* fittingOn(examples: readonly Read[], lean: Lean): Generator<void, Fitted> {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const places = new Map(labels.map((label, at) => [label, at]));
  const space = new VectorSpace(examples.map(({ features }) => features));
  yield;
  const vectors = examples.map(({ features }) => space.vectorOf(features));
  yield;
  const model = yield* LinearModel.fitting(
    vectors,
    examples.map(({ label }) => places.get(label) ?? 0),
    { classes: labels.length, size: space.size },
    { cost: COST, rounds: ROUNDS, seed: SEED },
  );
  const leans = labels.map((label) => (label === lean.label ? lean.by : 0));
  return { labels, leans, space, model };
}

function measure({ space, model, leans }: Fitted, features: TextFeatures): Measured {
  const vector = space.vectorOf(features);
  let best = 0;
  let top = Number.NEGATIVE_INFINITY;
  let second = Number.NEGATIVE_INFINITY;
  for (const [at, plain] of model.scores(vector).entries()) {
    const score = plain + (leans[at] ?? 0);
    second = Math.max(second, Math.min(score, top));
    if (score > top) [best, top] = [at, score];
  }
  const margin = Number.isFinite(second) ? top - second : top;
  return { best, top, margin, scope: top + KNOWN_WEIGHT * vector.known };
}
