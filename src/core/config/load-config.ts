import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isScalar, parseDocument } from 'yaml';
import type { z } from 'zod';
import { GatewayError } from '../domain/errors.js';
import { besideFile } from './beside-file.js';
import { type ConfigContent, ConfigDocument } from './config-document.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { byPlace, type ConfigProblem, problemText } from './config-problem.js';
import { type Config, configSchema } from './config-schema.js';
import { environmentOverrides } from './environment-overrides.js';
import { freezeDeep } from './freeze-deep.js';
import { referenceProblems } from './reference-problems.js';
import { pathsOfOtherThanText, type SettingProblem, schemaProblems } from './schema-problems.js';
import type { Environment } from './substitute.js';

/** A larger file is no config; it was given by mistake. This bounds every list and map in it, too. */
const FILE_CHARS_MAX = 1_000_000;

type Parsed = z.output<typeof configSchema>;

/**
 * Reads a config file and the environment into one frozen value, or throws `config.invalid` with everything that is
 * wrong, each with its line and a remedy.
 */
export async function loadConfig(file: string, env: Environment = process.env): Promise<Config> {
  const document = new ConfigDocument(await readText(file));
  if (document.syntaxProblem) throw invalid(file, [document.syntaxProblem]);
  const content = document.content(env);
  const overrides = environmentOverrides(content.root, env);
  const problems = [...content.problems, ...overrides.problems];
  if (!isMap(overrides.root)) throw invalid(file, [...problems, noMap(document)]);

  const { root, result } = parse(overrides.root, content.substituted);
  const found = [
    ...(result.success ? [] : schemaProblems(result.error.issues, root)),
    ...(await referenceProblems(root, file)),
  ];
  problems.push(...placed(found, content.unusable, document));
  if (!result.success || problems.length > 0) throw invalid(file, problems);
  return freezeDeep(finished(result.data, file));
}

/** One problem for each setting, the first: the others mostly say the same in other words. */
function placed(
  found: readonly SettingProblem[],
  told: ReadonlySet<string>,
  document: ConfigDocument,
): ConfigProblem[] {
  const seen = new Set(told);
  return found.flatMap(({ path, text, remedy }) => {
    if (seen.has(pathText(path))) return [];
    seen.add(pathText(path));
    return [{ at: document.lineOf(path), text, remedy }];
  });
}

async function readText(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === 'ENOENT';
    const problem: ConfigProblem = {
      at: 'file',
      text: missing ? 'There is no such file.' : `It cannot be read (${cause.code ?? 'unknown'}).`,
      remedy: missing
        ? 'Give the path of another, or begin with a copy of config/frontdesk.example.yaml.'
        : 'It must be a file that this user may read.',
    };
    throw invalid(file, [problem]);
  });
  if (text.length <= FILE_CHARS_MAX) return text;
  const problem: ConfigProblem = {
    at: 'file',
    text: `It has ${text.length} characters, more than the ${FILE_CHARS_MAX} a config file may have.`,
    remedy: 'Give the path of a config file.',
  };
  throw invalid(file, [problem]);
}

function noMap(document: ConfigDocument): ConfigProblem {
  return document.isEmpty
    ? {
        at: 'file',
        text: 'It is empty.',
        remedy: 'Begin with a copy of config/frontdesk.example.yaml.',
      }
    : {
        at: document.lineOf([]),
        text: 'It is no map of settings.',
        remedy:
          'Begin with names and colons, such as "tenants:"; see config/frontdesk.example.yaml.',
      };
}

/**
 * Two passes: the first tells where a number or truth value is wanted, so that `${PORT}` may stand for one while a
 * token of digits stays the text it is.
 */
function parse(root: Record<string, unknown>, substituted: ConfigContent['substituted']) {
  const first = configSchema.safeParse(root);
  if (first.success) return { root, result: first };
  const typed = structuredClone(root);
  for (const path of pathsOfOtherThanText(first.error.issues, root)) {
    const text = substituted.get(pathText(path));
    if (text !== undefined) setAt(typed, path, coreScalar(text));
  }
  return { root: typed, result: configSchema.safeParse(typed) };
}

function setAt(root: unknown, path: ConfigPath, value: unknown): void {
  const around = valueAt(root, path.slice(0, -1));
  const step = path.at(-1);
  if (typeof around === 'object' && around !== null && step !== undefined) {
    Object.assign(around, { [step]: value });
  }
}

/** `8080` and `false` as YAML reads them; any other text stays a text. */
function coreScalar(text: string): unknown {
  const { contents, errors } = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const isPlain = errors.length === 0 && isScalar(contents) && contents.source === text.trim();
  return isPlain ? contents.value : text;
}

/** Absolute paths, and maps by name without a prototype: `channels['constructor']` must find nothing. */
function finished(parsed: Parsed, file: string): Parsed {
  const tenants = byName(parsed.tenants, (tenant) => {
    const texts = byName(tenant.texts, (text) => text);
    const { knowledge } = tenant;
    if (knowledge === undefined) return { ...tenant, texts };
    return { ...tenant, texts, knowledge: besideFile(file, knowledge) };
  });
  return {
    ...parsed,
    data: resolve(parsed.data),
    desks: byName(parsed.desks, (desk) => desk),
    tenants,
    channels: byName(parsed.channels, (channel) => channel),
  };
}

function byName<T>(map: Record<string, T>, change: (value: T) => T): Record<string, T> {
  const result: Record<string, T> = Object.create(null);
  for (const [name, value] of Object.entries(map)) result[name] = change(value);
  return result;
}

function invalid(file: string, problems: readonly ConfigProblem[]): GatewayError {
  const lines = [...problems].sort(byPlace).map((problem) => problemText(file, problem));
  return new GatewayError(
    'config.invalid',
    { file, problems: lines.length },
    { message: lines.join('\n') },
  );
}
