import type { ParameterSchema } from '../../../src/core/actions/parameter-schema.js';
import { anAction } from './an-action.js';

/** As the config has it; it may say more than the registry has to know of. */
type Schema = Record<string, unknown>;

function problemsOf(properties: Schema, values: Record<string, unknown>, rest: Schema = {}) {
  const schema = { type: 'object', properties, required: [], ...rest };
  return anAction({ schema: schema as unknown as ParameterSchema }).problems(values);
}

test.each<[string, Schema, unknown, string]>([
  ['a text', { type: 'string' }, 5, 'has to be a text'],
  ['a number', { type: 'number' }, 'five', 'has to be a number'],
  ['a whole number', { type: 'integer' }, 1.5, 'has to be a whole number'],
  ['yes or no', { type: 'boolean' }, 'perhaps', 'has to be yes or no'],
  [
    'one of some values',
    { type: 'string', enum: ['red', 'blue'] },
    'x',
    'has to be one of: red, blue',
  ],
  [
    'one of some values with words',
    {
      type: 'integer',
      oneOf: [
        { const: 1, title: 'One' },
        { const: 2, title: 'Two' },
      ],
    },
    3,
    'has to be one of: One, Two',
  ],
  ['a pattern', { type: 'string', pattern: '^MF' }, 'x', 'does not have the right form'],
  [
    'a date',
    { type: 'string', format: 'date' },
    '2026-13-01',
    'has to be a date such as 2026-12-24',
  ],
  ['an email address', { type: 'string', format: 'email' }, 'x', 'has to be an email address'],
  [
    'an address',
    { type: 'string', format: 'uri' },
    'x',
    'has to be a web address such as https://shop.example/page',
  ],
  [
    'a reference',
    { type: 'string', format: 'uuid' },
    'x',
    'has to be a reference of the form 123e4567-e89b-12d3-a456-426614174000',
  ],
  ['length', { type: 'string', minLength: 3 }, 'x', 'needs at least 3 characters'],
  ['brevity', { type: 'string', maxLength: 3 }, 'xxxx', 'may have at most 3 characters'],
  ['a least', { type: 'number', minimum: 3 }, 2, 'has to be 3 or more'],
  ['a most', { type: 'number', maximum: 3 }, 4, 'has to be 3 or less'],
  ['more', { type: 'number', exclusiveMinimum: 3 }, 3, 'has to be more than 3'],
  ['less', { type: 'number', exclusiveMaximum: 3 }, 3, 'has to be less than 3'],
  ['steps', { type: 'integer', multipleOf: 5 }, 7, 'has to be a multiple of 5'],
])('%s is asked for', (_what, node, value, text) => {
  expect(problemsOf({ it: node }, { it: value })).toEqual([{ parameter: 'it', text }]);
});

describe('An amount in cents', () => {
  const problems = (it: number) => problemsOf({ it: { type: 'number', multipleOf: 0.01 } }, { it });

  test.each([0.07, 0.29, 1.11, 19.99, 999.99, 1_000_000.01])('may be %f', (amount) => {
    expect(problems(amount)).toEqual([]);
  });

  test.each([0.001, 0.075, 19.991, 19.99001])('may not be %f', (amount) => {
    expect(problems(amount)).toEqual([{ parameter: 'it', text: 'has to be a multiple of 0.01' }]);
  });
});

const ORDER = { order: { type: 'string' }, amount: { type: 'number', maximum: 1_000 } };

test('each parameter has its first problem', () => {
  const values = { order: 1, amount: 5_000, else: 1 };
  expect(problemsOf(ORDER, values)).toEqual([
    { parameter: 'else', text: 'is nothing I need here' },
    { parameter: 'order', text: 'has to be a text' },
    { parameter: 'amount', text: 'has to be 1000 or less' },
  ]);
});

test('what is needed is missed', () => {
  expect(problemsOf(ORDER, {}, { required: ['order'] })).toEqual([
    { parameter: 'order', text: 'is still needed' },
  ]);
});

test('nothing is wrong with what is right', () => {
  expect(problemsOf(ORDER, { order: 'MF-1', amount: 5 }, { required: ['order'] })).toEqual([]);
});

test('a pattern is not run over endless text', () => {
  const node = { type: 'string', pattern: '^(a+)+$' };
  expect(problemsOf({ it: node }, { it: `${'a'.repeat(20_000)}!` })).toEqual([
    { parameter: 'it', text: 'may have at most 500 characters' },
  ]);
});

describe('What concerns several parameters', () => {
  const rules = {
    required: ['order', 'kind'],
    if: { properties: { kind: { const: 'express' } } },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { required: ['phone'], properties: { amount: { maximum: 50 } } },
    anyOf: [{ required: ['phone'] }, { required: ['email'] }],
    dependentRequired: { amount: ['kind'] },
  };
  const properties = {
    ...ORDER,
    kind: { type: 'string', enum: ['express', 'usual'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  };

  test('is told once nothing is missing, so that it can still come right', () => {
    const missing = problemsOf(properties, { order: 'MF-1', amount: 100 }, rules);
    expect(missing).toEqual([{ parameter: 'kind', text: 'is still needed' }]);
  });

  test('is told of the parameter it is about', () => {
    const values = { order: 'MF-1', amount: 100, email: 'a@b.example', kind: 'express' };
    expect(problemsOf(properties, values, rules)).toEqual([
      { parameter: 'phone', text: 'is still needed' },
      { parameter: 'amount', text: 'has to be 50 or less' },
    ]);
  });

  test('is told of the last that was given if it is about none', () => {
    expect(problemsOf(properties, { order: 'MF-1', kind: 'usual' }, rules)).toEqual([
      { parameter: 'kind', text: 'does not go together with the rest' },
    ]);
  });

  test('is fine when it is met', () => {
    const values = { order: 'MF-1', kind: 'express', phone: '1', amount: 50 };
    expect(problemsOf(properties, values, rules)).toEqual([]);
  });
});
