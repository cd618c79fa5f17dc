import { type JsonSchemaNode, settingsSchema } from '../../src/core/config/config-json-schema.js';

/** The longest default shown in a cell. */
const DEFAULT_CHARS_MAX = 100;

/** One row of README's table for each top-level setting: what it is for, and its parts with their defaults. */
export function configurationTable(): string[][] {
  const { properties = {}, required = [] } = settingsSchema();
  return Object.entries(properties).map(([name, node]) => [
    required.includes(name) ? `\`${name}\` (needed)` : `\`${name}\``,
    node.description ?? '',
    parts(node, '').join(', '),
  ]);
}

/** Every setting there is, by path; `*` stands for a name or a place in a list. */
export function settingPaths(node: JsonSchemaNode = settingsSchema(), prefix = ''): string[] {
  const below = [
    ...Object.entries(node.properties ?? {}).map(([name, one]) => [name, one] as const),
    ...(node.additionalProperties ? [['*', node.additionalProperties] as const] : []),
    ...(node.items ? [['*', node.items] as const] : []),
  ].flatMap(([name, one]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const deeper = settingPaths(one, path);
    return deeper.length > 0 ? deeper : [path];
  });
  const forms = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return [...new Set([...below, ...forms.flatMap((form) => settingPaths(form, prefix))])];
}

function parts(node: JsonSchemaNode, prefix: string): string[] {
  const named = node.additionalProperties ? formOf(node.additionalProperties) : formOf(node);
  const entries = Object.entries(named.properties ?? {});
  if (entries.length === 0) return [shown(prefix, node)];
  const own = entries.flatMap(([name, one]) =>
    partsOf(one, prefix === '' ? name : `${prefix}.${name}`),
  );
  return node.default === undefined || typeof node.default === 'object'
    ? own
    : [shown('', node), ...own];
}

function partsOf(node: JsonSchemaNode, path: string): string[] {
  if (node.properties !== undefined) return parts(node, path);
  if (node.items?.properties === undefined) return [shown(path, node)];
  return [shown(path, node), ...parts(node.items, `${path}[]`)];
}

/** A setting of several forms is shown by the one with the most parts; the others are named by its default. */
function formOf(node: JsonSchemaNode): JsonSchemaNode {
  const forms = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].map(formOf);
  const size = ({ properties = {} }: JsonSchemaNode) =>
    Object.entries(properties).flatMap(([name, one]) => partsOf(one, name)).length;
  return forms.reduce((most, form) => (size(form) > size(most) ? form : most), node);
}

function shown(path: string, node: JsonSchemaNode): string {
  const value = node.default === undefined ? node.const : node.default;
  const whole = value === undefined ? '' : plain(value);
  // A default that is a table of its own is in the example file.
  const text = whole.length > DEFAULT_CHARS_MAX ? '' : whole;
  if (path === '') return text === '' ? '' : `\`${text}\``;
  return text === '' ? `\`${path}\`` : `\`${path}: ${text}\``;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}
