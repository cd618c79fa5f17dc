import { type JsonSchemaNode, settingsSchema } from './config-json-schema.js';
import { type ConfigPath, valueAt } from './config-path.js';

/** What the schema knows of a setting: what it must be, in words; its neighbours; whether it is secret. */
export class SettingRules {
  private readonly schema = settingsSchema();

  /** `root` is what the file says: its `kind` entries decide which alternatives apply. */
  constructor(private readonly root: unknown) {}

  /** A secret is never shown. What the schema does not know might be anything, so it counts as one. */
  isSecret(path: ConfigPath): boolean {
    const nodes = this.nodesAt(path);
    return nodes.length === 0 || nodes.some((node) => node.writeOnly === true);
  }

  isCollection(path: ConfigPath): boolean {
    return this.formsAt(path).some((node) => node.type === 'object' || node.type === 'array');
  }

  /** One of some words would do, maybe beside a map. */
  isChoice(path: ConfigPath): boolean {
    return this.formsAt(path).some((node) => node.const !== undefined);
  }

  knownKeys(path: ConfigPath): string[] {
    return [...new Set(this.formsAt(path).flatMap((node) => Object.keys(node.properties ?? {})))];
  }

  /** What names in the map at this path have to be like. */
  nameRemedy(path: ConfigPath): string {
    const names = this.nodesAt(path).find((node) => node.propertyNames !== undefined);
    const { description = 'Name', maxLength } = names?.propertyNames ?? {};
    return maxLength === undefined ? `${description}.` : `Use at most ${maxLength} characters.`;
  }

  addRemedy(path: ConfigPath): string {
    const nodes = this.nodesAt(path);
    const kinds = constants(nodes);
    if (kinds.length > 0) return `Add ${String(path.at(-1))}: ${kinds.join(' or ')}.`;
    return `Add it: ${lowerFirst(nodes[0]?.description ?? 'it is needed')}.`;
  }

  changeRemedy(path: ConfigPath): string {
    const nodes = this.nodesAt(path);
    const kinds = constants(nodes);
    if (kinds.length > 0) return useOneOf(kinds);
    return nodes[0] === undefined ? 'Use another value.' : remedyOf(nodes[0]);
  }

  private formsAt(path: ConfigPath): JsonSchemaNode[] {
    const value = valueAt(this.root, path);
    return this.nodesAt(path).flatMap((node) => alternatives(node, value));
  }

  private nodesAt(path: ConfigPath): JsonSchemaNode[] {
    return path.reduce<JsonSchemaNode[]>(
      (nodes, step, depth) => {
        const around = valueAt(this.root, path.slice(0, depth));
        return nodes
          .flatMap((node) => alternatives(node, around))
          .flatMap((node) => below(node, step) ?? []);
      },
      [this.schema],
    );
  }
}

function below(node: JsonSchemaNode, step: string | number): JsonSchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  if (node.properties && Object.hasOwn(node.properties, step)) return node.properties[step];
  return node.additionalProperties || undefined;
}

/** The single forms a value may have; those of another `kind` than the value's are left out. */
function alternatives(node: JsonSchemaNode, value: unknown): JsonSchemaNode[] {
  const several = node.anyOf ?? node.oneOf;
  if (several === undefined) return [node];
  const all = several.flatMap((one) => alternatives(one, value));
  const kind = valueAt(value, ['kind']);
  const ofKind = all.filter(
    (one) => kind !== undefined && one.properties?.['kind']?.const === kind,
  );
  return ofKind.length > 0 ? ofKind : all;
}

function constants(nodes: readonly JsonSchemaNode[]): string[] {
  const all = nodes.map((node) => node.const);
  return all.includes(undefined) ? [] : all.map(String);
}

function useOneOf(values: readonly unknown[]): string {
  return values.length === 1 ? `Use ${values[0]}.` : `Use one of: ${values.join(', ')}.`;
}

function remedyOf(node: JsonSchemaNode): string {
  const { description = '', examples } = node;
  if (node.enum) return useOneOf(node.enum);
  if (node.pattern !== undefined && node.minLength === undefined) {
    return `${description}.${examples ? ` For example: ${examples.join(', ')}.` : ''}`;
  }
  if (node.type === 'object' && node.properties) {
    return `Use a map with: ${Object.keys(node.properties).join(', ')}.`;
  }
  if (node.minProperties !== undefined) return `Add at least one: ${lowerFirst(description)}.`;
  const form = formOf(node);
  return form === undefined ? `${description}.` : `Use ${form}.`;
}

/** `a whole number from 0 to 65535`; undefined if the description says it better. */
function formOf(node: JsonSchemaNode): string | undefined {
  if (node.const !== undefined) return String(node.const);
  if (node.type === 'boolean') return 'true or false';
  if (node.type === 'integer') return `a whole number from ${node.minimum} to ${node.maximum}`;
  if (node.type === 'array') {
    const least = node.minItems === undefined ? 'at most' : `${node.minItems} to`;
    return `a list of ${least} ${node.maxItems} entries`;
  }
  if (node.type === 'string' && node.maxLength !== undefined) {
    const plain = node.pattern === undefined ? '' : ' without spaces';
    return `a text of ${node.minLength ?? 0} to ${node.maxLength} characters${plain}`;
  }
  const several = (node.anyOf ?? node.oneOf ?? []).map(formOf);
  return several.length === 0 || several.includes(undefined) ? undefined : several.join(' or ');
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
