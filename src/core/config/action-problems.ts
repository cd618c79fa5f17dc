import { CODE_ACTIONS, codeAction } from '../actions/code-actions.js';
import { plain } from '../domain/plain-line.js';
import { markProblems } from './action-mark-problems.js';
import { parametersProblems } from './action-parameter-problems.js';
import { webhookProblems } from './action-webhook-problems.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import { nearestWord } from './nearest-word.js';
import type { SettingProblem } from './schema-problems.js';
import { textsIn } from './sheet-problems.js';

/**
 * What is wrong with the tenants' actions besides the form of their settings: nothing or two things that would do one,
 * marks and names of nothing, parameters that could never be given.
 */
export function actionProblems(root: unknown): SettingProblem[] {
  const tenants = valueAt(root, ['tenants']);
  if (!isMap(tenants)) return [];
  return Object.entries(tenants).flatMap(([name, tenant]) => {
    const actions = valueAt(tenant, ['actions']);
    if (!isMap(actions)) return [];
    const entries = Object.entries(actions).map(
      ([one, action]) => [['tenants', name, 'actions', one], action] as const,
    );
    const own = entries.flatMap(([path, action]) => [
      ...wayProblems(path, action),
      ...riskProblems(path, action),
      ...parametersProblems(path, action),
      ...markProblems(path, action),
      ...webhookProblems(path, action),
    ]);
    return [...own, ...phraseProblems(entries)];
  });
}

/** Something has to do it, and just one thing. */
function wayProblems(path: ConfigPath, action: unknown): SettingProblem[] {
  const [webhook, code] = [valueAt(action, ['webhook']), valueAt(action, ['code'])];
  if (webhook === undefined && code === undefined) {
    const text = `${pathText(path)} has neither webhook nor code, so nothing would do it.`;
    return [{ path, text, remedy: 'Give it a webhook with a url, or the name of code.' }];
  }
  if (webhook !== undefined && code !== undefined) {
    const text = `${pathText(path)} has both webhook and code.`;
    return [{ path, text, remedy: 'Keep one of the two.' }];
  }
  return typeof code === 'string' ? codeProblems(path, code, action) : [];
}

function codeProblems(path: ConfigPath, code: string, action: unknown): SettingProblem[] {
  const found = codeAction(code);
  if (found === null) {
    const known = CODE_ACTIONS.map(({ name }) => name);
    const near = nearestWord(code, known);
    const at = [...path, 'code'];
    const text = `${pathText(at)} is ${shownValue(code)}, but there is no such code.`;
    const remedy = near ? `Did you mean "${near}"?` : `Use one of: ${known.join(', ')}.`;
    return [{ path: at, text, remedy }];
  }
  if (valueAt(action, ['result']) !== undefined) {
    const at = [...path, 'result'];
    const text = `${pathText(at)} is never said: the code says what it has done.`;
    return [{ path: at, text, remedy: 'Remove it.' }];
  }
  const required = textsIn([], valueAt(action, ['parameters', 'required'])).map(([, one]) => one);
  const missing = found.needs.filter((name) => !required.includes(name));
  if (missing.length === 0) return [];
  const at = [...path, 'code'];
  const text = `${pathText(at)} is ${shownValue(code)}, which needs ${missing.join(', ')}.`;
  return [{ path: at, text, remedy: `Make it a parameter, and put it under required.` }];
}

/** What an agent approves has to be what the customer has agreed to. */
function riskProblems(path: ConfigPath, action: unknown): SettingProblem[] {
  if (valueAt(action, ['risk']) !== 'high' || valueAt(action, ['confirm']) !== undefined) return [];
  const at = [...path, 'confirm'];
  const text = `${pathText(at)} is missing, and an action of high risk has to be confirmed.`;
  return [
    { path: at, text, remedy: 'Add it: what the customer is asked, with {parameter} marks.' },
  ];
}

/** The same words for two actions would say nothing. */
function phraseProblems(entries: readonly (readonly [ConfigPath, unknown])[]): SettingProblem[] {
  const first = new Map<string, ConfigPath>();
  return entries.flatMap(([path, action]) =>
    textsIn([...path, 'phrases'], valueAt(action, ['phrases'])).flatMap(([at, phrase]) => {
      const words = plain(phrase);
      const before = first.get(words);
      const shown = `${pathText(at)} is ${shownValue(phrase)}`;
      if (words === '') {
        const text = `${shown}, which has no word in it and is never said.`;
        return [{ path: at, text, remedy: 'Use words as customers write them.' }];
      }
      if (before === undefined) {
        first.set(words, at);
        return [];
      }
      const text = `${shown}, the same as ${pathText(before)}.`;
      return [{ path: at, text, remedy: 'Leave it to one of them.' }];
    }),
  );
}
