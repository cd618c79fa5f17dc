import type { z } from 'zod';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import { nearestWord } from './nearest-word.js';
import { SettingRules } from './setting-rules.js';

type Issue = z.core.$ZodIssue;

/** A problem before its line is looked up. */
export interface SettingProblem {
  readonly path: ConfigPath;
  readonly text: string;
  readonly remedy: string;
}

/** The schema's issues in words: what was seen, and what to write instead. */
export function schemaProblems(issues: readonly Issue[], root: unknown): SettingProblem[] {
  const rules = new SettingRules(root);
  return flatIssues(issues, [], root).flatMap(({ issue, path }) =>
    inWords(issue, path, root, rules),
  );
}

/** Paths where a number or a truth value was wanted, and a text may stand for it. */
export function pathsOfOtherThanText(issues: readonly Issue[], root: unknown): ConfigPath[] {
  const wanted = (issue: Issue): boolean =>
    issue.code === 'invalid_union'
      ? issue.errors.flat().some(wanted)
      : (issue.code === 'invalid_type' && ['number', 'int', 'boolean'].includes(issue.expected)) ||
        (issue.code === 'invalid_value' && issue.values.some((one) => typeof one === 'boolean'));
  return flatIssues(issues, [], root).flatMap(({ issue, path }) => (wanted(issue) ? [path] : []));
}

interface FlatIssue {
  readonly issue: Issue;
  readonly path: ConfigPath;
}

/** A union that was meant to be one of its maps is replaced by what is wrong with that map. */
function flatIssues(issues: readonly Issue[], base: ConfigPath, root: unknown): FlatIssue[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...(issue.path as (string | number)[])];
    if (issue.code !== 'invalid_union' || !isMap(valueAt(root, path))) {
      return [{ issue, path }];
    }
    const meant = issue.errors.find((branch) => branch.every((one) => !refusesWhole(one)));
    return meant === undefined ? [{ issue, path }] : flatIssues(meant, path, root);
  });
}

function refusesWhole(issue: Issue): boolean {
  return (
    issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
  );
}

function inWords(
  issue: Issue,
  path: ConfigPath,
  root: unknown,
  rules: SettingRules,
): SettingProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(path, key, rules));
  }
  if (issue.code === 'invalid_key') {
    const remedy = rules.nameRemedy(path.slice(0, -1));
    return [{ path, text: `${pathText(path)} is no usable name.`, remedy }];
  }
  const value = valueAt(root, path);
  if (value === undefined) {
    return [{ path, text: `${pathText(path)} is missing.`, remedy: rules.addRemedy(path) }];
  }
  const text = `${pathText(path)} ${seen(value, path, rules)}${which(issue)}.`;
  return [{ path, text, remedy: `${rules.changeRemedy(path)}${quotesHint(issue, value)}` }];
}

function unknownKey(path: ConfigPath, key: string, rules: SettingRules): SettingProblem {
  const known = rules.knownKeys(path);
  const nearest = nearestWord(key, known);
  const at = [...path, key];
  const remedy =
    nearest === undefined
      ? `Remove it. Known here: ${known.join(', ')}.`
      : `Did you mean ${pathText([...path, nearest])}?`;
  return { path: at, text: `${pathText(at)} is not a setting.`, remedy };
}

/** What was found, unless it is or may hold a secret. */
function seen(value: unknown, path: ConfigPath, rules: SettingRules): string {
  if (Array.isArray(value)) return 'is a list';
  if (isMap(value)) return 'is a map';
  if (rules.isSecret(path)) return 'is (hidden)';
  // Where maps and lists belong, a lone value is often the secret that should have been inside.
  if (rules.isCollection(path) && !/^\w{1,20}$/.test(rules.isChoice(path) ? String(value) : '')) {
    return `is a ${typeof value === 'string' ? 'text' : typeof value}`;
  }
  return `is ${shownValue(value)}`;
}

function which(issue: Issue): string {
  switch (issue.code) {
    case 'too_big':
      return `, which is too ${isAmount(issue.origin) ? 'large' : 'long'}`;
    case 'too_small':
      return `, which is too ${isAmount(issue.origin) ? 'small' : 'short'}`;
    case 'invalid_format':
      return ', which does not have the right form';
    case 'invalid_type':
      if (issue.expected === 'boolean') return ', which is neither true nor false';
      return `, which is no ${WANTED[issue.expected] ?? issue.expected}`;
    case 'custom':
      return ' without entries';
    default:
      return ', which is not possible here';
  }
}

function isAmount(origin: string): boolean {
  return origin === 'number' || origin === 'int';
}

const WANTED: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'whole number',
  object: 'map of settings',
  record: 'map of names',
  array: 'list',
};

/** `"3000"` for 3000, and 12345678 for a token: YAML's most common surprise. */
function quotesHint(issue: Issue, value: unknown): string {
  if (issue.code !== 'invalid_type') return '';
  if (issue.expected === 'string' && typeof value !== 'object') return ' Put it in quotes.';
  const isQuotedNumber = typeof value === 'string' && /^-?[0-9]+$/.test(value);
  return isQuotedNumber && issue.expected !== 'object' ? ' Remove the quotes.' : '';
}
