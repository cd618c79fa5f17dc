import { topicOf } from '../domain/topic.js';
import { CARD_PARTS } from '../domain/workflow.js';
import { type ConfigPath, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import { nearestWord } from './nearest-word.js';
import type { SettingProblem } from './schema-problems.js';

/** What is wrong within one worksheet, apart from its rules. What has the wrong form is left to the schema. */
export function sheetProblems(
  path: ConfigPath,
  sheet: unknown,
  actions: readonly string[],
): SettingProblem[] {
  return [
    ...repeatedTypes(path, sheet),
    ...wordlessTopics([...path, 'topics'], valueAt(sheet, ['topics'])),
    ...unknownActions(path, sheet, actions),
    ...unknownParts(path, sheet),
    ...measuresAtOdds(path, sheet),
  ];
}

/** The texts of a list, each with its place; what is no text is the schema's to tell. */
export function textsIn(path: ConfigPath, list: unknown): (readonly [ConfigPath, string])[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown, at) =>
    typeof one === 'string' ? [[[...path, at], one] as const] : [],
  );
}

/** The account facts a worksheet shows; null for all of them, or where nothing can be said. */
export function shownFacts(sheet: unknown): readonly string[] | null {
  const facts = valueAt(sheet, ['accountFacts']);
  return Array.isArray(facts) ? facts.filter((one) => typeof one === 'string') : null;
}

function repeatedTypes(path: ConfigPath, sheet: unknown): SettingProblem[] {
  const types = textsIn([...path, 'turnTypes'], valueAt(sheet, ['turnTypes']));
  return types.flatMap(([at, type], place) => {
    if (types.findIndex(([, one]) => one === type) === place) return [];
    const text = `${pathText(at)} is ${shownValue(type)}, which is there already.`;
    return [{ path: at, text, remedy: 'Remove it.' }];
  });
}

/** Marks alone are no words, so that nobody could ever say them. */
export function wordlessTopics(path: ConfigPath, topics: unknown): SettingProblem[] {
  return textsIn(path, topics).flatMap(([at, topic]) => {
    if (topicOf(topic) !== '') return [];
    const text = `${pathText(at)} is ${shownValue(topic)}, which has no word in it and is never said.`;
    return [{ path: at, text, remedy: 'Use words as customers write them.' }];
  });
}

/** `known`: the actions of the tenant. */
function unknownActions(
  path: ConfigPath,
  sheet: unknown,
  known: readonly string[],
): SettingProblem[] {
  const actions = textsIn([...path, 'actions'], valueAt(sheet, ['actions']));
  return actions.flatMap(([at, name]) => {
    if (known.includes(name)) return [];
    const near = nearestWord(name, known);
    const rest =
      known.length === 0
        ? 'Remove it; actions: [] says that there is none.'
        : `Use one of: ${known.join(', ')}.`;
    const text = `${pathText(at)} is ${shownValue(name)}, but no action of that name is configured.`;
    return [{ path: at, text, remedy: near === undefined ? rest : `Did you mean "${near}"?` }];
  });
}

/** With all account facts shown any name may be one, so only what looks mistyped is told. */
function unknownParts(path: ConfigPath, sheet: unknown): SettingProblem[] {
  const facts = shownFacts(sheet);
  const parts = Object.keys(CARD_PARTS);
  const known = [...parts, ...(facts ?? [])];
  const must = textsIn([...path, 'card', 'must'], valueAt(sheet, ['card', 'must']));
  return must.flatMap(([at, name]) => {
    const near = nearestWord(name, known);
    if (known.includes(name) || (facts === null && near === undefined)) return [];
    const remedy =
      near === undefined
        ? `Use one of: ${parts.join(', ')}; or an account fact that accountFacts names.`
        : `Did you mean "${near}"?`;
    const text = `${pathText(at)} is ${shownValue(name)}, which nothing is known as.`;
    return [{ path: at, text, remedy }];
  });
}

/** A guardrail that is the aim itself guards nothing, and containment alone praises whoever drives people away. */
function measuresAtOdds(path: ConfigPath, sheet: unknown): SettingProblem[] {
  const primary = valueAt(sheet, ['measures', 'primary']);
  const guardrail = valueAt(sheet, ['measures', 'guardrail']);
  if (typeof primary !== 'string' || typeof guardrail !== 'string') return [];
  const at = [...path, 'measures', 'guardrail'];
  if (primary === guardrail) {
    const text = `${pathText(at)} is ${shownValue(guardrail)}, the same as the primary measure.`;
    return [{ path: at, text, remedy: 'Use a measure that would show the harm done.' }];
  }
  const both = [primary, guardrail];
  if (!both.includes('containment') || both.includes('repeat_contact')) return [];
  const text = `${pathText([...path, 'measures'])} has containment without repeat_contact: whoever gave up counts as contained.`;
  return [{ path: at, text, remedy: 'Put repeat_contact beside containment.' }];
}
