import type { ErrorObject } from 'ajv/dist/2020.js';
import { VALUE_CHARS_MAX } from '../domain/action-values.js';
import { say, type TextKey, type Wording } from '../domain/texts.js';
import type { ActionProblem } from '../ports/actions.js';
import { parametersOf } from './action-parameters.js';
import { errorsIn, type ParameterNode, type ParameterSchema } from './parameter-schema.js';

type Values = Readonly<Record<string, unknown>>;

/** What is wrong with one parameter, as the catalogue has it. */
interface Fault {
  readonly parameter: string;
  readonly key: `action.problem.${string}` & TextKey;
  readonly limit?: unknown;
}

/**
 * What is wrong with values, the first of each parameter, in words for the customer. Values may be few as yet: what only
 * concerns them together is told once nothing is missing any more.
 */
export function parameterProblems(
  schema: ParameterSchema,
  values: Values,
  wording: Wording,
): ActionProblem[] {
  const first = new Map<string, Fault>();
  for (const fault of faultsIn(schema, values)) {
    if (!first.has(fault.parameter)) first.set(fault.parameter, fault);
  }
  return [...first.values()].map(({ parameter, key, limit }) => {
    const fill = { limit: String(limit), choices: choicesOf(schema, parameter) };
    return { parameter, text: say(key, wording, fill) };
  });
}

function faultsIn(schema: ParameterSchema, values: Values): readonly Fault[] {
  const endless = Object.entries(values).flatMap(([parameter, value]) =>
    typeof value === 'string' && value.length > VALUE_CHARS_MAX
      ? [{ parameter, key: 'action.problem.too-long', limit: VALUE_CHARS_MAX } as const]
      : [],
  );
  // No pattern of the config is to run over them.
  if (endless.length > 0) return endless;
  const errors = errorsIn(schema, values).filter(({ schemaPath }) => !isBranch(schemaPath));
  const own = errors.filter(({ schemaPath }) =>
    /^#\/(properties\/|required$|additional)/.test(schemaPath),
  );
  const isWhole = own.every(({ keyword }) => keyword !== 'required');
  const between = isWhole ? errors.filter((error) => !own.includes(error)) : [];
  return [...own, ...between].flatMap((error) => faultOf(error, schema, values) ?? []);
}

/** Within one of several alternatives: that none of them fits is an error of its own. */
function isBranch(schemaPath: string): boolean {
  return /\/(?:anyOf|oneOf)\/\d+\//.test(schemaPath);
}

function faultOf(error: ErrorObject, schema: ParameterSchema, values: Values): Fault | null {
  const [, parameter] = error.instancePath.split('/');
  if (parameter !== undefined) {
    return {
      parameter,
      key: keyOf(error, schema.properties[parameter]),
      limit: error.params['limit'] ?? error.params['multipleOf'],
    };
  }
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return { parameter: String(error.params['missingProperty']), key: 'action.problem.missing' };
    case 'additionalProperties':
      return {
        parameter: String(error.params['additionalProperty']),
        key: 'action.problem.unknown',
      };
    // Says only that `then` or `else` was not met, which is told as well.
    case 'if':
      return null;
    default: {
      const last = Object.keys(values).at(-1);
      return last === undefined ? null : { parameter: last, key: 'action.problem.unfitting' };
    }
  }
}

const KEYS: Readonly<Record<string, Fault['key']>> = {
  enum: 'action.problem.choice',
  oneOf: 'action.problem.choice',
  pattern: 'action.problem.form',
  minLength: 'action.problem.too-short',
  maxLength: 'action.problem.too-long',
  minimum: 'action.problem.too-small',
  maximum: 'action.problem.too-large',
  exclusiveMinimum: 'action.problem.not-above',
  exclusiveMaximum: 'action.problem.not-below',
  multipleOf: 'action.problem.no-multiple',
};

const FORMAT_KEYS: Readonly<Record<string, Fault['key']>> = {
  date: 'action.problem.date',
  email: 'action.problem.email',
  uri: 'action.problem.uri',
  uuid: 'action.problem.uuid',
};

const TYPE_KEYS: Readonly<Record<ParameterNode['type'], Fault['key']>> = {
  string: 'action.problem.text',
  number: 'action.problem.number',
  integer: 'action.problem.whole-number',
  boolean: 'action.problem.yes-or-no',
};

function keyOf({ keyword, params }: ErrorObject, node: ParameterNode | undefined): Fault['key'] {
  if (keyword === 'type' && node !== undefined) return TYPE_KEYS[node.type];
  if (keyword === 'format') return FORMAT_KEYS[String(params['format'])] ?? 'action.problem.form';
  return KEYS[keyword] ?? 'action.problem.unfitting';
}

function choicesOf(schema: ParameterSchema, parameter: string): string {
  const found = parametersOf(schema).find(({ name }) => name === parameter);
  return (found?.choices ?? []).map(({ label }) => label).join(', ');
}
