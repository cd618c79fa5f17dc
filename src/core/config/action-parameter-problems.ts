import { checkOf, type ParameterSchema } from '../actions/parameter-schema.js';
import { type ConfigPath, isMap, pathText, valueAt } from './config-path.js';
import { shownValue } from './config-problem.js';
import { nearestWord } from './nearest-word.js';
import type { SettingProblem } from './schema-problems.js';
import { textsIn } from './sheet-problems.js';

/** Marks and objects have these already. */
const RESERVED: readonly string[] = [
  'key',
  'result',
  ...Object.getOwnPropertyNames(Object.prototype),
];

const OF_TEXTS: readonly string[] = ['pattern', 'format', 'minLength', 'maxLength'];
const OF_NUMBERS: readonly string[] = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
];

/** Kinds of values, with what is said of a value that is not of the kind. */
const KINDS: Readonly<Record<string, readonly [is: (value: unknown) => boolean, told: string]>> = {
  string: [(value) => typeof value === 'string', 'no text'],
  number: [(value) => typeof value === 'number', 'no number'],
  integer: [(value) => Number.isInteger(value), 'no whole number'],
  boolean: [(value) => typeof value === 'boolean', 'neither true nor false'],
};

/** What is wrong with an action's parameters as a schema. What has the wrong form is told by the settings' own schema. */
export function parametersProblems(path: ConfigPath, action: unknown): SettingProblem[] {
  const at = [...path, 'parameters'];
  const schema = valueAt(action, ['parameters']) ?? {};
  if (!isMap(schema)) return [];
  const properties = valueAt(schema, ['properties']) ?? {};
  if (!isMap(properties)) return [];
  const entries = Object.entries(properties);
  const found = [
    ...entries.flatMap(([name, node]) => nodeProblems([...at, 'properties', name], name, node)),
    ...unknownRequired([...at, 'required'], valueAt(schema, ['required']), Object.keys(properties)),
  ];
  return found.length > 0 ? found : unsound(at, schema, properties);
}

function nodeProblems(path: ConfigPath, name: string, node: unknown): SettingProblem[] {
  if (RESERVED.includes(name)) {
    const text = `${pathText(path)} is a name that is taken.`;
    return [{ path, text, remedy: 'Give the parameter another name.' }];
  }
  if (!isMap(node)) return [];
  return [...choiceProblems(path, node), ...idleWords(path, node)];
}

function choiceProblems(path: ConfigPath, node: Record<string, unknown>): SettingProblem[] {
  const [values, choices] = [node['enum'], node['oneOf']];
  if (values !== undefined && choices !== undefined) {
    const text = `${pathText(path)} has both enum and oneOf.`;
    return [{ path, text, remedy: 'Keep oneOf, which has words for each value.' }];
  }
  const listed = [
    ...listedAt([...path, 'enum'], values, []),
    ...listedAt([...path, 'oneOf'], choices, ['const']),
  ];
  const kind = KINDS[String(node['type'])];
  return listed.flatMap(([at, value], place) => {
    const shown = `${pathText(at)} is ${shownValue(value)}`;
    if (kind !== undefined && !kind[0](value)) {
      const text = `${shown}, which is ${kind[1]}.`;
      return [{ path: at, text, remedy: `Use values of type ${String(node['type'])}.` }];
    }
    if (listed.findIndex(([, one]) => one === value) === place) return [];
    return [{ path: at, text: `${shown}, which is there already.`, remedy: 'Remove it.' }];
  });
}

function listedAt(
  path: ConfigPath,
  list: unknown,
  field: readonly string[],
): (readonly [ConfigPath, unknown])[] {
  if (!Array.isArray(list)) return [];
  return list.map((one: unknown, at) => [
    [...path, at, ...field],
    valueAt({ one }, ['one', ...field]),
  ]);
}

/** A pattern for a number is never looked at. */
function idleWords(path: ConfigPath, node: Record<string, unknown>): SettingProblem[] {
  const type = node['type'];
  const idle = [
    ...(type === 'string' ? [] : OF_TEXTS),
    ...(type === 'number' || type === 'integer' ? [] : OF_NUMBERS),
  ];
  if (typeof type !== 'string' || KINDS[type] === undefined) return [];
  return idle.flatMap((word) => {
    if (node[word] === undefined) return [];
    const at = [...path, word];
    const text = `${pathText(at)} says nothing about a value of type ${type}.`;
    return [{ path: at, text, remedy: 'Remove it, or change the type.' }];
  });
}

function unknownRequired(
  path: ConfigPath,
  required: unknown,
  known: readonly string[],
): SettingProblem[] {
  const names = textsIn(path, required);
  return names.flatMap(([at, name], place) => {
    const shown = `${pathText(at)} is ${shownValue(name)}`;
    if (names.findIndex(([, one]) => one === name) < place) {
      return [{ path: at, text: `${shown}, which is there already.`, remedy: 'Remove it.' }];
    }
    if (known.includes(name)) return [];
    const near = nearestWord(name, known);
    const remedy = near === undefined ? 'Add it to properties.' : `Did you mean "${near}"?`;
    return [{ path: at, text: `${shown}, which is no parameter.`, remedy }];
  });
}

/** Last of all the schema as a whole, as whoever checks the values reads it. */
function unsound(
  path: ConfigPath,
  schema: Record<string, unknown>,
  properties: Record<string, unknown>,
): SettingProblem[] {
  try {
    checkOf({ required: [], ...schema, type: 'object', properties } as unknown as ParameterSchema);
    return [];
  } catch (error) {
    const { place, why } = reasonOf(error, path, schema, properties);
    const text = `${pathText(place)} is no JSON Schema: ${why}.`;
    return [
      { path: place, text, remedy: 'See https://json-schema.org/understanding-json-schema.' },
    ];
  }
}

/** The library names the keyword but not always the place; a parameter that is no schema by itself is the place. */
function reasonOf(
  error: unknown,
  path: ConfigPath,
  schema: Record<string, unknown>,
  properties: Record<string, unknown>,
): { place: ConfigPath; why: string } {
  const alone = Object.entries(properties).find(([name, node]) => {
    const one = { type: 'object', properties: { [name]: node }, required: [] };
    return !isSound(one as unknown as ParameterSchema);
  });
  const words = ['if', 'then', 'else', 'allOf', 'anyOf', 'not', 'dependentRequired'];
  const word = words.find((one) => {
    if (schema[one] === undefined || alone !== undefined) return false;
    const rest = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== one));
    return isSound({
      required: [],
      ...rest,
      type: 'object',
      properties,
    } as unknown as ParameterSchema);
  });
  const inside = alone !== undefined ? ['properties', alone[0]] : word === undefined ? [] : [word];
  const message = error instanceof Error ? error.message : String(error);
  const why = message
    .replace(/^strict mode: /, '')
    .replace(/^schema is invalid: data/, 'its value');
  return { place: [...path, ...inside], why: why.slice(0, 200).replace(/\.$/, '') };
}

function isSound(schema: ParameterSchema): boolean {
  try {
    checkOf(schema);
    return true;
  } catch {
    return false;
  }
}
