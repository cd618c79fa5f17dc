import { ANSWERED_TYPES } from '../domain/workflow.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { nearestWord } from './nearest-word.js';
import type { SettingProblem } from './schema-problems.js';
import { shownFacts, textsIn, wordlessTopics } from './sheet-problems.js';

/** What is wrong with a worksheet's escalation rules: those that can never fire, or speak of what is not shown. */
export function ruleProblems(path: ConfigPath, sheet: unknown): SettingProblem[] {
  const rules = valueAt(sheet, ['escalation']);
  if (!Array.isArray(rules)) return [];
  const seen = new Map<string, string>();
  return rules.flatMap((rule: unknown, at) => {
    const place = [...path, 'escalation', at, 'when'];
    const when = valueAt(rule, ['when']);
    if (!isMap(when)) return [];
    return [
      ...emptyCondition(place, when),
      ...wordlessTopics([...place, 'topics'], valueAt(when, ['topics'])),
      ...hiddenFacts(place, when, sheet),
      ...confidenceOfNothing(place, when, sheet),
      ...sameCondition(place, when, seen),
    ];
  });
}

function emptyCondition(path: ConfigPath, when: Record<string, unknown>): SettingProblem[] {
  if (Object.keys(when).length > 0) return [];
  const text = `${pathText(path)} is empty, so it would hand off everything.`;
  const remedy = 'Give it one or more of: topics, amountOver, account, confidenceUnder.';
  return [{ path, text, remedy }];
}

/** A fact that the workflow does not show is not looked at either. */
function hiddenFacts(
  path: ConfigPath,
  when: Record<string, unknown>,
  sheet: unknown,
): SettingProblem[] {
  const shown = shownFacts(sheet);
  const account = when['account'];
  if (shown === null || !isMap(account)) return [];
  return Object.keys(account).flatMap((name) => {
    if (shown.includes(name)) return [];
    const near = nearestWord(name, shown);
    const at = [...path, 'account', name];
    const text = `${pathText(at)} is not among the account facts this workflow shows.`;
    const remedy = near === undefined ? 'Add it to accountFacts.' : `Did you mean "${near}"?`;
    return [{ path: at, text, remedy }];
  });
}

/** Only answers have a confidence. */
function confidenceOfNothing(
  path: ConfigPath,
  when: Record<string, unknown>,
  sheet: unknown,
): SettingProblem[] {
  const types = textsIn([], valueAt(sheet, ['turnTypes']));
  if (when['confidenceUnder'] === undefined || types.length === 0) return [];
  if (types.some(([, type]) => ANSWERED_TYPES.some((one) => one === type))) return [];
  const at = [...path, 'confidenceUnder'];
  const text = `${pathText(at)} can never hold: the bot answers nothing in the turn types of this workflow.`;
  const remedy = `Remove it, or serve one of: ${ANSWERED_TYPES.join(', ')}.`;
  return [{ path: at, text, remedy }];
}

/** The first of two equal ones has always decided already. */
function sameCondition(
  path: ConfigPath,
  when: Record<string, unknown>,
  seen: Map<string, string>,
): SettingProblem[] {
  const key = JSON.stringify(sorted(when));
  const before = seen.get(key);
  if (before === undefined) {
    seen.set(key, pathText(path));
    return [];
  }
  if (Object.keys(when).length === 0) return [];
  const text = `${pathText(path)} says the same as ${before}, so this rule never decides.`;
  return [{ path, text, remedy: 'Remove one of the two.' }];
}

/** The same whatever order the keys are written in. */
function sorted(value: unknown): unknown {
  if (!isMap(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, one]) => [key, sorted(one)]);
}
