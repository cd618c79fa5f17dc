import { ApiRefusal, refusalAt } from './api-refusal.js';
import type { Complaints } from './complaints.js';
import { isObject, type Json, type JsonObject, parseJson } from './json.js';

/** What an argument must be; `!` marks a required one. */
export type ArgumentKind = 'text' | 'flag' | 'count' | 'list' | 'object';
export type ArgumentSpec = ArgumentKind | `${ArgumentKind}!`;
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

/** A method's arguments, checked against its table, with lists and objects parsed. */
export class Arguments {
  constructor(readonly values: JsonObject) {}

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  text(name: string): string {
    const value = this.values[name];
    return typeof value === 'string' ? value : '';
  }

  textOrNull(name: string): string | null {
    return this.text(name) === '' ? null : this.text(name);
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  count(name: string, otherwise: number): number {
    const value = this.values[name];
    return typeof value === 'number' ? value : otherwise;
  }

  list(name: string): JsonObject[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.filter(isObject) : [];
  }

  object(name: string): JsonObject | null {
    const value = this.values[name];
    return isObject(value) ? value : null;
  }
}

/**
 * Slack ignores arguments it does not know; here each is a complaint, as is a missing or malformed one, which Slack
 * refuses with `invalid_arguments` (https://docs.slack.dev/apis/web-api/#responses).
 */
export function checkArguments(
  method: string,
  specs: ArgumentSpecs,
  raw: JsonObject,
  complaints: Complaints,
): Arguments {
  const values: JsonObject = {};
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    // Bolt's clients send their workspace with every call; the methods that have no such argument ignore it.
    const spec = specs[name] ?? (name === 'team_id' ? 'text' : undefined);
    if (spec === undefined) {
      complaints.add(`${method}: Slack knows no argument "${name}"`);
      continue;
    }
    const parsed = parseArgument(kindOf(spec), value ?? null);
    if (parsed === undefined) wrong.push(`invalid ${kindOf(spec)} in field: ${name}`);
    else values[name] = parsed;
  }
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.endsWith('!') && values[name] === undefined && raw[name] === undefined)
      wrong.push(`missing required field: ${name}`);
  }
  if (wrong.length > 0) {
    complaints.add(`${method}: ${wrong.join('; ')}`);
    throw refusalAt('invalid_arguments', wrong);
  }
  return new Arguments(values);
}

function kindOf(spec: ArgumentSpec): ArgumentKind {
  return spec.replace('!', '') as ArgumentKind;
}

/** Forms carry everything as text, JSON bodies carry values; `undefined` says it is neither. */
function parseArgument(kind: ArgumentKind, value: Json): Json | undefined {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'flag':
      if (typeof value === 'boolean') return value;
      return ['true', '1'].includes(String(value))
        ? true
        : ['false', '0'].includes(String(value))
          ? false
          : undefined;
    case 'count': {
      const count = typeof value === 'number' ? value : Number(value);
      return Number.isInteger(count) ? count : undefined;
    }
    case 'list': {
      const list = typeof value === 'string' ? parseJson(value) : value;
      return Array.isArray(list) ? list : undefined;
    }
    case 'object': {
      const object = typeof value === 'string' ? parseJson(value) : value;
      return isObject(object) ? object : undefined;
    }
  }
}

const TS = /^\d{10}\.\d{6}$/;

/** A ts is text, ten digits, a dot and six: as a number it loses its last digits. */
export function requireTs(ts: string, error: string): void {
  if (!TS.test(ts)) throw new ApiRefusal(error);
}
