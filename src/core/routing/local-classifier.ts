import { TURN_TYPES } from '../domain/turn.js';
import type { Classifier, Guess, RoutingExample } from '../ports/classifier.js';
import { type Example, type Learning, TextClassifier } from './text-classifier.js';

/**
 * From here a guess is acted on without asking the model. On lines of trades it has examples of, five in six reach it
 * and 95 of 100 of those are right; on trades it knows nothing of, three in five and 87 of 100 (`eval/measures`).
 */
const SURE_MIN = 0.75;

/** A wish for a person that is missed costs more than a needless handoff, so a close decision goes to the person. */
const ESCALATION_LEAN = { label: 'escalation_candidate', by: 0.2 } as const;

/** Three judged parts tell as much about confidence as five, and the start is shorter. */
const LEARNING: Learning = { lean: ESCALATION_LEAN, folds: 3 };

/** The classifier of the six turn types, learnt from the shipped examples and a tenant's own. */
export class LocalClassifier implements Classifier {
  readonly #texts: TextClassifier;

  private constructor(texts: TextClassifier) {
    this.#texts = texts;
  }

  static learn(examples: readonly RoutingExample[]): LocalClassifier {
    return new LocalClassifier(TextClassifier.fit(labelled(examples), LEARNING));
  }

  /** The same in steps of some milliseconds each, so that customers are served in between. */
  static *learning(examples: readonly RoutingExample[]): Generator<void, LocalClassifier> {
    return new LocalClassifier(yield* TextClassifier.fitting(labelled(examples), LEARNING));
  }

  guess(lines: readonly string[]): Guess {
    const { label, confidence, isInScope } = this.#texts.judge(lines.join('\n'));
    const type = TURN_TYPES.find((one) => one === label) ?? 'info_question';
    return { type, confidence, isSure: isInScope && confidence >= SURE_MIN };
  }
}

function labelled(examples: readonly RoutingExample[]): Example[] {
  return examples.map(({ text, type }) => ({ text, label: type }));
}
