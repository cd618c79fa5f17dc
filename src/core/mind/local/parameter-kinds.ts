import type { ActionParameter, ActionSpec } from '../../domain/action.js';
import { termsOf } from '../../domain/text-terms.js';

/** How a parameter's values are recognised in a text. */
export type ParameterKind =
  | 'choice'
  | 'boolean'
  | 'number'
  | 'identifier'
  | 'date'
  | 'email'
  | 'uri'
  | 'phone'
  | 'words';

/** Everyday words; a pattern that takes them tells nothing about an identifier. */
const EVERYDAY = ['the', 'please', 'hello there', 'my new address', 'Order'];

/** Words of a title that many parameters have. */
const COMMON_TERMS = new Set(
  'number no nr id code name value new old current first second exact full text detail'.split(' '),
);

/**
 * | kind | told by | found by |
 * |---|---|---|
 * | `choice` | it lists its values | their labels |
 * | `boolean`, `number` | its type | yes and no; figures and number words |
 * | `identifier` | a pattern that everyday words do not match | the pattern, as a whole word |
 * | `date`, `email`, `uri` | its format | how these are written |
 * | `phone` | its title | how these are written |
 * | `words` | all else | what stands behind a lead-in, or the whole answer |
 */
export function kindOf(parameter: ActionParameter): ParameterKind {
  const { choices, type, pattern, format, title, name } = parameter;
  if (choices.length > 0) return 'choice';
  if (type === 'boolean') return 'boolean';
  if (type !== 'string') return 'number';
  if (format === 'date' || format === 'email' || format === 'uri') return format;
  if (pattern !== undefined && !EVERYDAY.some((word) => wholeOf(pattern).test(word))) {
    return 'identifier';
  }
  return /\b(?:tele)?phone|\bmobile\b/i.test(`${title} ${name}`) ? 'phone' : 'words';
}

/** A pattern that has to take all of a text. */
export function wholeOf(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** Words that announce a value of the parameter: "order" of an order number. */
export function cuesOf({ title, name }: ActionParameter): ReadonlySet<string> {
  const named = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[_-]/g, ' ');
  const terms = [...termsOf(title), ...termsOf(named)];
  const telling = terms.filter((term) => !COMMON_TERMS.has(term));
  return new Set(telling.length > 0 ? telling : terms);
}

/** All that the config says of an action. */
export function wordsAbout({ title, description, phrases, parameters }: ActionSpec): string {
  const named = parameters.flatMap((one) => [one.title, one.description]);
  return [title, description, ...phrases, ...named].join(' ');
}
