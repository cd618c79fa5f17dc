import type { ActionSpec, ActionValues } from '../domain/action.js';
import { filledMarks } from '../domain/action-marks.js';
import { plainWords } from '../domain/plain-words.js';
import { say, type Wording } from '../domain/texts.js';

/** Where marks of an answer's fields begin: `{result.order.status}`. */
export const RESULT_PREFIX = 'result.';

export type Answer = Readonly<Record<string, unknown>>;

interface Worded {
  readonly spec: Pick<ActionSpec, 'title' | 'parameters'>;
  /** The config's sentence with its marks; null if it has none. */
  readonly result: string | null;
  readonly values: ActionValues;
  readonly wording: Wording;
}

/**
 * What the customer is told of something that was done. `answer`: what the other side said; null if that cannot be read.
 * Where the config's sentence has no field to be filled with, one of ours says that it was done: that much is known. A
 * parameter that was not given is nothing in it; only one that was optional when the action began can be missing.
 */
export function resultText(
  { spec, result, values, wording }: Worded,
  answer: Answer | null,
): string {
  const filled =
    result === null || answer === null
      ? null
      : filledMarks(result, (name) =>
          name.startsWith(RESULT_PREFIX)
            ? wordsOf(fieldAt(answer, name.slice(RESULT_PREFIX.length)))
            : parameterIn(spec, values, name),
        );
  return filled ?? say('action.done', wording, { action: spec.title });
}

function parameterIn({ parameters }: Worded['spec'], values: ActionValues, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const choices = parameters.find((one) => one.name === name)?.choices ?? [];
  return choices.find((one) => one.value === value)?.label ?? wordsOf(value) ?? '';
}

function fieldAt(answer: Answer, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => {
    const isParent = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return isParent ? (value as Answer)[step] : undefined;
  }, answer);
}

function wordsOf(value: unknown): string | null {
  const isScalar =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? plainWords(String(value)) : null;
}
