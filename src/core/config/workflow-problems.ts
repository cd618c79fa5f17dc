import { topicOf } from '../domain/topic.js';
import { TURN_TYPES } from '../domain/turn.js';
import { SERVED_TYPES } from '../domain/workflow.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import { ruleProblems } from './rule-problems.js';
import type { SettingProblem } from './schema-problems.js';
import { sheetProblems } from './sheet-problems.js';

/** What the checks between workflows need of one. */
interface Sheet {
  readonly path: ConfigPath;
  readonly turnTypes: readonly string[];
  readonly topics: readonly string[];
}

/**
 * What is wrong between the worksheets of a tenant and within each: turn types and lines nobody serves, workflows that
 * would both take a line, rules that never fire, names of what is not there.
 */
export function workflowProblems(root: unknown): SettingProblem[] {
  const tenants = valueAt(root, ['tenants']);
  if (!isMap(tenants)) return [];
  return Object.entries(tenants).flatMap(([name, tenant]) => {
    const workflows = valueAt(tenant, ['workflows']);
    if (!isMap(workflows)) return [];
    const path = ['tenants', name, 'workflows'];
    const actions = valueAt(tenant, ['actions']);
    const known = isMap(actions) ? Object.keys(actions) : [];
    const entries = Object.entries(workflows).map(
      ([one, value]) => [[...path, one], value] as const,
    );
    const own = entries.flatMap(([at, value]) => [
      ...sheetProblems(at, value, known),
      ...ruleProblems(at, value),
    ]);
    return [...own, ...problemsBetween(path, entries)];
  });
}

/** Only where every worksheet says what it serves: with half of them nothing could be told. */
function problemsBetween(
  path: ConfigPath,
  entries: readonly (readonly [ConfigPath, unknown])[],
): SettingProblem[] {
  const sheets = entries.flatMap(([at, value]) => sheetOf(at, value) ?? []);
  if (sheets.length === 0 || sheets.length < entries.length) return [];
  return [
    ...unserved(path, sheets),
    ...withoutFallback(sheets),
    ...twoFallbacks(sheets),
    ...sameTopics(sheets),
  ];
}

function sheetOf(path: ConfigPath, value: unknown): Sheet | null {
  const turnTypes = textsAt(value, 'turnTypes');
  const topics = textsAt(value, 'topics');
  return turnTypes === null || topics === null ? null : { path, turnTypes, topics };
}

function textsAt(value: unknown, field: string): readonly string[] | null {
  const list = valueAt(value, [field]);
  const isTexts = Array.isArray(list) && list.every((one) => typeof one === 'string');
  return isTexts ? list : null;
}

function serving(sheets: readonly Sheet[], type: string): readonly Sheet[] {
  return sheets.filter(({ turnTypes }) => turnTypes.includes(type));
}

function unserved(path: ConfigPath, sheets: readonly Sheet[]): SettingProblem[] {
  const missing = SERVED_TYPES.filter((type) => serving(sheets, type).length === 0);
  if (missing.length === 0) return [];
  const text = `${pathText(path)} has no workflow for ${missing.join(', ')}.`;
  const remedy = `Add ${missing.length === 1 ? 'it' : 'them'} to the turnTypes of one, best of one without topics.`;
  return [{ path, text, remedy }];
}

/** Lines of a type on no topic of anybody's would be nobody's. Told once for each workflow. */
function withoutFallback(sheets: readonly Sheet[]): SettingProblem[] {
  const lonely = SERVED_TYPES.filter((type) => {
    const all = serving(sheets, type);
    return all.length > 0 && all.every(({ topics }) => topics.length > 0);
  });
  const first = sheets.find(({ turnTypes }) => lonely.some((type) => turnTypes.includes(type)));
  if (first === undefined) return [];
  const path = [...first.path, 'topics'];
  const text = `Lines of type ${lonely.join(', ')} on none of the topics are served by no workflow, such as ${pathText(first.path)}.`;
  return [{ path, text, remedy: 'Add a workflow with topics: [] for these turn types.' }];
}

function twoFallbacks(sheets: readonly Sheet[]): SettingProblem[] {
  const without = sheets.filter(({ topics }) => topics.length === 0);
  return without.flatMap((sheet, at) => {
    const type = sheet.turnTypes.find((one) => serving(without.slice(0, at), one).length > 0);
    const before = serving(without.slice(0, at), type ?? '')[0];
    if (type === undefined || before === undefined) return [];
    const path = [...sheet.path, 'topics'];
    const text = `${pathText(path)} is empty, as is ${pathText([...before.path, 'topics'])}, and both serve ${type}.`;
    return [{ path, text, remedy: 'Give one of them topics, or take the turn type out of it.' }];
  });
}

/** "refund" and "Refunds" are the same topic. */
function sameTopics(sheets: readonly Sheet[]): SettingProblem[] {
  const first = new Map<string, ConfigPath>();
  return sheets.flatMap((sheet) =>
    sheet.topics.flatMap((topic, at) => {
      const path = [...sheet.path, 'topics', at];
      const keys = TURN_TYPES.filter((type) => sheet.turnTypes.includes(type)).map(
        (type) => `${type} ${topicOf(topic)}`,
      );
      const taken = keys.find((key) => first.has(key));
      const before = first.get(taken ?? '');
      for (const key of keys) if (!first.has(key)) first.set(key, path);
      if (taken === undefined || before === undefined) return [];
      const [type = ''] = taken.split(' ');
      const text = `${pathText(path)} is ${shownValue(topic)}, the same as ${pathText(before)}, and both serve ${type}.`;
      return [{ path, text, remedy: 'Leave it to one of them.' }];
    }),
  );
}
