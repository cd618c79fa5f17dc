import { z } from 'zod';
import { configSchema } from './config-schema.js';

/** A JSON Schema node, as far as zod writes it for our settings. */
export interface JsonSchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly writeOnly?: boolean;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchemaNode;
  readonly properties?: Readonly<Record<string, JsonSchemaNode>>;
  readonly propertyNames?: JsonSchemaNode;
  readonly minProperties?: number;
  readonly additionalProperties?: JsonSchemaNode | false;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchemaNode[];
  readonly oneOf?: readonly JsonSchemaNode[];
}

/** The settings as they are once the environment is put in: what error messages and README's table are made from. */
export function settingsSchema(): JsonSchemaNode {
  return z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchemaNode;
}

/** What editors check a file against, config/frontdesk.schema.json: there `${NAME}` may stand for any single value. */
export function configJsonSchema(): object {
  return { title: 'Frontdesk configuration', ...withSubstitution(settingsSchema()) };
}

const SUBSTITUTION: JsonSchemaNode = { type: 'string', pattern: '\\$\\{[A-Za-z_]' };

function withSubstitution(node: JsonSchemaNode): JsonSchemaNode {
  const { properties, items, additionalProperties, anyOf, oneOf } = node;
  if (node.type === 'integer' || node.type === 'string') return substitutable(node);
  return {
    ...node,
    ...(properties && { properties: mapValues(properties, withSubstitution) }),
    ...(items && { items: withSubstitution(items) }),
    ...(additionalProperties && { additionalProperties: withSubstitution(additionalProperties) }),
    ...(anyOf && { anyOf: anyOf.map(withSubstitution) }),
    ...(oneOf && { oneOf: oneOf.map(withSubstitution) }),
  };
}

/** What describes the setting stays where it is; what the value must be becomes one of two alternatives. */
function substitutable(node: JsonSchemaNode): JsonSchemaNode {
  const { description, default: value, examples, writeOnly, ...rule } = node;
  // `kind` and the like choose between alternatives: a text that fits both would make them ambiguous.
  if (rule.const !== undefined || Object.keys(rule).length === 1) return node;
  return {
    ...(description !== undefined && { description }),
    ...(value !== undefined && { default: value }),
    ...(examples !== undefined && { examples }),
    ...(writeOnly !== undefined && { writeOnly }),
    anyOf: [rule, SUBSTITUTION],
  };
}

function mapValues<T>(map: Readonly<Record<string, T>>, change: (value: T) => T) {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
