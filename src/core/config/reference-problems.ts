import { stat } from 'node:fs/promises';
import { isLoopback } from '../domain/loopback.js';
import { EN } from '../domain/texts/en.js';
import { actionProblems } from './action-problems.js';
import { articleProblems } from './article-problems.js';
import { besideFile } from './beside-file.js';
import { budgetProblems } from './budget-problems.js';
import { KEY_CHARS_MIN, TOKEN_CHARS_MIN } from './config-fields.js';
import { isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import { nearestWord } from './nearest-word.js';
import type { SettingProblem } from './schema-problems.js';
import { slackProblems } from './slack-problems.js';
import { teamsProblems } from './teams-problems.js';
import { workflowProblems } from './workflow-problems.js';

type Entry = readonly [path: (string | number)[], value: unknown];

/**
 * What is wrong between settings: names that name nothing, things given twice, what several processes need, folders
 * that are not there. It works on what the file says, right or wrong, so that these are told together with the
 * schema's problems; what has the wrong form is skipped here, because the schema tells it.
 */
export async function referenceProblems(root: unknown, file: string): Promise<SettingProblem[]> {
  return [
    ...unknownNames(root, 'tenants', 'desk', 'desks'),
    ...unknownNames(root, 'channels', 'tenant', 'tenants'),
    ...repeated(agents(root), 'id', 'Give each agent an id of their own.'),
    ...repeated(holders(root), 'token', 'Give each agent and admin a token of their own.'),
    ...repeated(adminTokens(root), 'name', 'Give each admin token a name of its own.'),
    ...unknownReach(root),
    ...unknownTexts(root),
    ...missingSecrets(root),
    ...crossedRetries(root),
    ...missingKey(root),
    ...budgetProblems(root),
    ...openDevLogins(root),
    ...slackProblems(root),
    ...teamsProblems(root),
    ...actionProblems(root),
    ...workflowProblems(root),
    ...(await missingFolders(root, file)),
    ...(await articleProblems(root, file)),
  ];
}

function entries(root: unknown, ...path: (string | number)[]): Entry[] {
  const value = valueAt(root, path);
  if (Array.isArray(value)) return value.map((item, at) => [[...path, at], item]);
  if (!isMap(value)) return [];
  return Object.entries(value).map(([name, item]) => [[...path, name], item]);
}

function agents(root: unknown): Entry[] {
  return entries(root, 'desks').flatMap(([path]) => entries(root, ...path, 'agents'));
}

function adminTokens(root: unknown): Entry[] {
  return entries(root, 'admin', 'tokens');
}

function holders(root: unknown): Entry[] {
  return [...agents(root), ...adminTokens(root)];
}

/** `channels.*.tenant` has to name one of `tenants`. */
function unknownNames(root: unknown, from: string, field: string, to: string): SettingProblem[] {
  const known = entries(root, to).map(([path]) => String(path.at(-1)));
  if (known.length === 0) return [];
  return entries(root, from).flatMap(([path, entry]) => {
    const name = valueAt(entry, [field]);
    if (typeof name !== 'string' || known.includes(name)) return [];
    const at = [...path, field];
    const text = `${pathText(at)} is ${shownValue(name)}, which is no ${field}.`;
    return [{ path: at, text, remedy: `Use one of: ${known.join(', ')}.` }];
  });
}

/** A token for a tenant that is not there would reach nothing, and nobody would know why. */
function unknownReach(root: unknown): SettingProblem[] {
  const known = entries(root, 'tenants').map(([path]) => String(path.at(-1)));
  if (known.length === 0) return [];
  const named = adminTokens(root).flatMap(([path]) => entries(root, ...path, 'tenants'));
  return named.flatMap(([path, name]) => {
    if (typeof name !== 'string' || known.includes(name)) return [];
    const text = `${pathText(path)} is ${shownValue(name)}, which is no tenant.`;
    return [{ path, text, remedy: `Use one of: ${known.join(', ')}.` }];
  });
}

/** A wording under a key that no sentence has would never be said. */
function unknownTexts(root: unknown): SettingProblem[] {
  const known = Object.keys(EN);
  const texts = entries(root, 'tenants').flatMap(([path]) => entries(root, ...path, 'texts'));
  return texts.flatMap(([path]) => {
    const name = String(path.at(-1));
    if (known.includes(name)) return [];
    const near = nearestWord(name, known);
    const remedy = near
      ? `Did you mean "${near}"?`
      : 'The keys are those of src/core/domain/texts/en.ts.';
    return [{ path, text: `${pathText(path)} is no sentence of ours.`, remedy }];
  });
}

/** A mind that cannot be asked would hand off everything. */
function missingKey(root: unknown): SettingProblem[] {
  if (valueAt(root, ['mind', 'apiKey']) !== undefined) return [];
  const tenants = entries(root, 'tenants').map(([path]) => [...path, 'mind']);
  return [['mind', 'use'], ...tenants].flatMap((path) => {
    if (valueAt(root, path) !== 'claude') return [];
    const text = `${pathText(path)} is claude, but there is no key to ask it with.`;
    return [{ path, text, remedy: 'Set ANTHROPIC_API_KEY or mind.apiKey, or use local.' }];
  });
}

/** Signing in without a token is for the person at this machine. */
function openDevLogins(root: unknown): SettingProblem[] {
  const host = valueAt(root, ['server', 'host']) ?? '127.0.0.1';
  const proxies = valueAt(root, ['server', 'trustProxy']);
  const isBehind = typeof proxies === 'number' && proxies > 0;
  if (typeof host !== 'string' || (isLoopback(host) && !isBehind)) return [];
  const why = isBehind ? 'has proxies in front' : `listens on ${shownValue(host)}`;
  return entries(root, 'desks').flatMap(([desk]) => {
    const path = [...desk, 'devLogin'];
    if (valueAt(root, path) !== true) return [];
    const text = `${pathText(path)} is true, but the gateway ${why}.`;
    const remedy = 'Leave devLogin out, or listen on 127.0.0.1 without proxies.';
    return [{ path, text, remedy }];
  });
}

function repeated(
  list: readonly Entry[],
  field: 'id' | 'token' | 'name',
  remedy: string,
): SettingProblem[] {
  const first = new Map<string, string>();
  return list.flatMap(([path, entry]) => {
    const value = valueAt(entry, [field]);
    if (typeof value !== 'string') return [];
    const at = [...path, field];
    const before = first.get(value);
    if (before === undefined) {
      first.set(value, pathText(at));
      return [];
    }
    const shown = field === 'token' ? '(hidden)' : shownValue(value);
    return [{ path: at, text: `${pathText(at)} is ${shown}, the same as ${before}.`, remedy }];
  });
}

/** Embedded stores make absent secrets up and keep them; several processes would each make up their own. */
function missingSecrets(root: unknown): SettingProblem[] {
  if (valueAt(root, ['stores', 'kind']) !== 'mongo') return [];
  const problem = (path: (string | number)[], min: number, variable: string): SettingProblem => ({
    path,
    text: `${pathText(path)} is missing, and with mongo stores all processes must have the same.`,
    remedy: `Write ${path.at(-1)}: \${${variable}} here, and set ${variable} to at least ${min} random characters.`,
  });
  const secret =
    valueAt(root, ['secret']) === undefined
      ? [problem(['secret'], KEY_CHARS_MIN, 'FRONTDESK_SECRET')]
      : [];
  const tokens = agents(root).flatMap(([path, agent]) => {
    const id = valueAt(agent, ['id']);
    if (typeof id !== 'string' || valueAt(agent, ['token']) !== undefined) return [];
    const variable = `DESK_TOKEN_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
    return [problem([...path, 'token'], TOKEN_CHARS_MIN, variable)];
  });
  return [...secret, ...tokens];
}

function crossedRetries(root: unknown): SettingProblem[] {
  const base = valueAt(root, ['delivery', 'retryBaseMs']);
  const max = valueAt(root, ['delivery', 'retryMaxMs']);
  if (typeof base !== 'number' || typeof max !== 'number' || base <= max) return [];
  return [
    {
      path: ['delivery', 'retryMaxMs'],
      text: `delivery.retryMaxMs is ${max}, less than delivery.retryBaseMs, which is ${base}.`,
      remedy: `Use ${base} or more.`,
    },
  ];
}

async function missingFolders(root: unknown, file: string): Promise<SettingProblem[]> {
  const problems = entries(root, 'tenants').map(async ([path, tenant]) => {
    const knowledge = valueAt(tenant, ['knowledge']);
    if (typeof knowledge !== 'string') return [];
    const folder = besideFile(file, knowledge);
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory()) return [];
    const at = [...path, 'knowledge'];
    const shown = `${pathText(at)} is ${shownValue(knowledge)}`;
    const what = found === undefined ? `there is no folder ${folder}` : `${folder} is no folder`;
    return [
      {
        path: at,
        text: `${shown}, but ${what}.`,
        remedy: 'Create the folder and put Markdown files there, or remove the setting.',
      },
    ];
  });
  return (await Promise.all(problems)).flat();
}
