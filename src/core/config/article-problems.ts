import { readdir } from 'node:fs/promises';
import { meansArticle, slugOf } from '../domain/article-name.js';
import { besideFile } from './beside-file.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import { nearestWord } from './nearest-word.js';
import type { SettingProblem } from './schema-problems.js';
import { textsIn } from './sheet-problems.js';

/** Articles that worksheets name and the tenant's folder does not have. */
export async function articleProblems(root: unknown, file: string): Promise<SettingProblem[]> {
  const tenants = valueAt(root, ['tenants']);
  if (!isMap(tenants)) return [];
  const found = Object.entries(tenants).map(async ([name, tenant]) => {
    const named = namedArticles(['tenants', name, 'workflows'], valueAt(tenant, ['workflows']));
    if (named.length === 0) return [];
    const folder = valueAt(tenant, ['knowledge']);
    if (typeof folder !== 'string') return named.map(([path, one]) => noFolder(path, one));
    const articles = await articlesIn(besideFile(file, folder));
    // A folder that is not there is told where it is set.
    return articles === null ? [] : named.flatMap(([path, one]) => unknown(path, one, articles));
  });
  return (await Promise.all(found)).flat();
}

function namedArticles(path: ConfigPath, workflows: unknown): (readonly [ConfigPath, string])[] {
  if (!isMap(workflows)) return [];
  return Object.entries(workflows).flatMap(([name, sheet]) =>
    textsIn([...path, name, 'knowledge'], valueAt(sheet, ['knowledge'])),
  );
}

async function articlesIn(folder: string): Promise<readonly string[] | null> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /^[^.].*\.md$/i.test(name)).map((name) => name.slice(0, -3));
  } catch {
    return null;
  }
}

function noFolder(path: ConfigPath, name: string): SettingProblem {
  const text = `${pathText(path)} is ${shownValue(name)}, but the tenant has no articles.`;
  return { path, text, remedy: 'Set the tenant’s knowledge, or use knowledge: none here.' };
}

function unknown(path: ConfigPath, name: string, articles: readonly string[]): SettingProblem[] {
  if (articles.some((one) => meansArticle(name, slugOf(one)))) return [];
  const near = nearestWord(name.replace(/\.md$/i, ''), articles);
  const text = `${pathText(path)} is ${shownValue(name)}, which no article of the tenant is called.`;
  const remedy =
    near === undefined
      ? 'Use the name of a file of its knowledge folder, without .md.'
      : `Did you mean "${near}"?`;
  return [{ path, text, remedy }];
}
