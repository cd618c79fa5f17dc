import { RESULT_PREFIX } from '../actions/result-text.js';
import { marksInPath } from '../actions/webhook-address.js';
import { hasStrayBrace, marksIn } from '../domain/action-marks.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { nearestWord } from './nearest-word.js';
import type { SettingProblem } from './schema-problems.js';
import { textsIn } from './sheet-problems.js';

/** A setting with marks, and what they may name besides parameters. */
interface Marked {
  readonly at: readonly string[];
  readonly others: readonly string[];
  /** Fields of the answer may be named, too. */
  readonly hasResult: boolean;
  readonly isAddress: boolean;
}

const MARKED: readonly Marked[] = [
  { at: ['confirm'], others: [], hasResult: false, isAddress: false },
  { at: ['result'], others: [], hasResult: true, isAddress: false },
  { at: ['webhook', 'url'], others: [], hasResult: false, isAddress: true },
  { at: ['webhook', 'statusUrl'], others: ['key'], hasResult: false, isAddress: true },
];

/** `{result.order.status}`: names of fields, and numbers of places in lists. */
const FIELD = /^result(?:\.[A-Za-z0-9_-]{1,80}){1,8}$/;

/** Marks that name nothing, and those that could be without a value where one is needed. */
export function markProblems(path: ConfigPath, action: unknown): SettingProblem[] {
  const known = parametersIn(action);
  return MARKED.flatMap((marked) => {
    const text = valueAt(action, marked.at);
    if (typeof text !== 'string') return [];
    const at = [...path, ...marked.at];
    return [
      ...strayBraces(at, text),
      ...marksIn(text).flatMap((mark) => unknownMark(at, mark, known, marked)),
      ...optionalMarks(at, text, action, marked),
    ];
  });
}

/** Addresses may hold secrets, so only the mark is shown. */
function strayBraces(at: ConfigPath, text: string): SettingProblem[] {
  if (!hasStrayBrace(text)) return [];
  const told = `${pathText(at)} has a brace that belongs to no mark.`;
  return [
    { path: at, text: told, remedy: 'Write marks as {name}; there is no way to write a brace.' },
  ];
}

function unknownMark(
  at: ConfigPath,
  mark: string,
  known: readonly string[],
  { others, hasResult }: Marked,
): SettingProblem[] {
  const all = [...known, ...others];
  if (all.includes(mark)) return [];
  const shown = `${pathText(at)} has the mark {${mark.slice(0, 60)}}`;
  if (mark.startsWith(RESULT_PREFIX) || mark === 'result') {
    if (hasResult && FIELD.test(mark)) return [];
    const text = hasResult
      ? `${shown}, which names no field.`
      : `${shown}, but there is no answer yet.`;
    const remedy = hasResult
      ? 'Write {result.field}, with more names behind more points for what is inside of it.'
      : 'Use the names of parameters.';
    return [{ path: at, text, remedy }];
  }
  const near = nearestWord(mark, all);
  const rest = all.length === 0 ? 'There are no parameters.' : `Use one of: ${all.join(', ')}.`;
  const text = `${shown}, which is no parameter.`;
  return [{ path: at, text, remedy: near === undefined ? rest : `Did you mean {${near}}?` }];
}

/** Without its value the path would be that of something else, and a sentence would have a hole. */
function optionalMarks(
  at: ConfigPath,
  text: string,
  action: unknown,
  { isAddress }: Marked,
): SettingProblem[] {
  const required = textsIn([], valueAt(action, ['parameters', 'required'])).map(([, one]) => one);
  const optional = parametersIn(action).filter((name) => !required.includes(name));
  const needed = isAddress ? marksInPath(text) : marksIn(text);
  const where = isAddress ? ' in its path' : '';
  const otherwise = isAddress ? 'put the mark behind a "?"' : 'take the mark out of the sentence';
  return needed
    .filter((mark) => optional.includes(mark))
    .map((mark) => ({
      path: at,
      text: `${pathText(at)} has the mark {${mark}}${where}, but the parameter may be left out.`,
      remedy: `Put ${mark} under parameters.required, or ${otherwise}.`,
    }));
}

/** Names, in order. */
function parametersIn(action: unknown): readonly string[] {
  const properties = valueAt(action, ['parameters', 'properties']);
  return isMap(properties) ? Object.keys(properties) : [];
}
