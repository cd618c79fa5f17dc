import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export type Scalar = string | number | boolean;

/** One parameter, in words of JSON Schema; `ask` is our own: the question for it. */
export interface ParameterNode {
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly title?: string;
  readonly description?: string;
  readonly ask?: string;
  readonly enum?: readonly Scalar[];
  readonly oneOf?: readonly { readonly const: Scalar; readonly title: string }[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** What an action's parameters have to be: a JSON Schema (2020-12) of an object whose properties have no parts. */
export interface ParameterSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ParameterNode>>;
  readonly required: readonly string[];
}

/** Formats that can be explained to a customer. */
export const FORMATS = ['date', 'email', 'uri', 'uuid'] as const;

type Check = ValidateFunction<unknown>;

/** Checks made from schemas, for as long as their config is in use. */
const made = new WeakMap<object, Check>();

/** Digits behind the point that a quotient is looked at to: 19.99 / 0.01 is 1998.9999999999998 to a computer. */
const MULTIPLE_DIGITS = 6;

/** Strict: a keyword that is not known is refused, as whatever it was to demand would not be. */
const ajv = new Ajv2020({
  allErrors: true,
  strictTypes: false,
  logger: false,
  multipleOfPrecision: MULTIPLE_DIGITS,
});
ajv.addKeyword({ keyword: 'ask', schemaType: 'string' });
addFormats.default(ajv, [...FORMATS]);

/** Throws for what is no schema, with a message that says why. */
export function checkOf(schema: ParameterSchema): Check {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const whole = { ...schema, additionalProperties: false };
  try {
    const check = ajv.compile(whole);
    made.set(schema, check);
    return check;
  } finally {
    // It would be kept for ever otherwise, also after the config has changed.
    ajv.removeSchema(whole);
  }
}

/** What is wrong with the values, by the schema. */
export function errorsIn(
  schema: ParameterSchema,
  values: Readonly<Record<string, unknown>>,
): readonly ErrorObject[] {
  const check = checkOf(schema);
  return check(values) ? [] : (check.errors ?? []);
}
