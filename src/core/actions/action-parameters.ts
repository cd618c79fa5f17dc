import type { ActionParameter } from '../domain/action.js';
import type { ParameterNode, ParameterSchema } from './parameter-schema.js';

/** A schema's parameters as everybody else knows them, in the order they are asked for. */
export function parametersOf({
  properties,
  required,
}: ParameterSchema): readonly ActionParameter[] {
  return Object.entries(properties).map(([name, node]) => ({
    name,
    title: node.title ?? wordsOf(name),
    description: node.description ?? '',
    type: node.type,
    isRequired: required.includes(name),
    ask: node.ask ?? null,
    choices: choicesOf(node),
    ...(node.pattern === undefined ? {} : { pattern: node.pattern }),
    ...(node.format === undefined ? {} : { format: node.format }),
  }));
}

/** `orderNumber` and `order_number` are the "order number". */
function wordsOf(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase();
}

function choicesOf({ enum: values, oneOf }: ParameterNode): ActionParameter['choices'] {
  if (oneOf !== undefined) return oneOf.map(({ const: value, title }) => ({ value, label: title }));
  return (values ?? []).map((value) => ({ value, label: String(value) }));
}
