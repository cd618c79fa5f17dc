import { parameters, type Setting, told } from './written-actions.js';

describe('Parameters', () => {
  test.each<[string, Setting, string]>([
    [
      'one with parts',
      parameters({ to: { type: 'object', properties: { street: { type: 'string' } } } }),
      'A.parameters.properties.to.type is "object", which is not possible here.\n      Use one of: string, number, integer, boolean.',
    ],
    [
      'a word that is none',
      parameters({ to: { type: 'string', minLenght: 3 } }),
      'A.parameters.properties.to.minLenght is not a setting.\n      Did you mean tenants.demo.actions.address.parameters.properties.to.minLength?',
    ],
    [
      'one without a kind',
      parameters({ to: { title: 'Street' } }),
      'A.parameters.properties.to.type is missing.',
    ],
    [
      'a pattern that is none',
      parameters({ ok: { type: 'string' }, to: { type: 'string', pattern: '(' } }),
      'A.parameters.properties.to is no JSON Schema: Invalid regular expression',
    ],
    [
      'a pattern for a number',
      parameters({ to: { type: 'number', pattern: '^1' } }),
      'A.parameters.properties.to.pattern says nothing about a value of type number.',
    ],
    [
      'a least number of a text',
      parameters({ to: { type: 'string', minimum: 1 } }),
      'A.parameters.properties.to.minimum says nothing about a value of type string.',
    ],
    [
      'a form nobody could explain',
      parameters({ to: { type: 'string', format: 'idn-email' } }),
      'A.parameters.properties.to.format is "idn-email", which is not possible here.',
    ],
    [
      'a choice of another kind',
      parameters({ to: { type: 'integer', enum: [1, 'two'] } }),
      'A.parameters.properties.to.enum[1] is "two", which is no whole number.',
    ],
    [
      'a choice twice',
      parameters({ to: { type: 'string', enum: ['a', 'a'] } }),
      'A.parameters.properties.to.enum[1] is "a", which is there already.',
    ],
    [
      'choices in two ways',
      parameters({ to: { type: 'string', enum: ['a'], oneOf: [{ const: 'a', title: 'A' }] } }),
      'A.parameters.properties.to has both enum and oneOf.',
    ],
    [
      'a needed one that is not there',
      parameters({ order: { type: 'string' } }, { required: ['ordr'] }),
      'A.parameters.required[0] is "ordr", which is no parameter.\n      Did you mean "order"?',
    ],
    [
      'a name that every object has',
      parameters({ constructor: { type: 'string' } }),
      'A.parameters.properties.constructor is a name that is taken.',
    ],
    [
      'the name of a mark',
      parameters({ key: { type: 'string' } }),
      'A.parameters.properties.key is a name that is taken.',
    ],
    [
      'a name that could not be a mark',
      parameters({ 'order-number': { type: 'string' } }),
      'A.parameters.properties.order-number is no usable name.',
    ],
    [
      'a condition with a word that is none',
      parameters({ to: { type: 'string' } }, { anyOf: [{ require: ['to'] }] }),
      'A.parameters.anyOf is no JSON Schema: unknown keyword: "require".',
    ],
    [
      'a condition without a consequence',
      parameters({ to: { type: 'string' } }, { if: { required: ['to'] } }),
      'A.parameters.if is no JSON Schema: "if" without "then" and "else" is ignored.',
    ],
    [
      'a list',
      { ...parameters({}), parameters: { type: 'array' } },
      'A.parameters.type is "array", which is not possible here.',
    ],
    [
      'a reference',
      parameters({}, { $ref: 'https://shop.example/schema.json' }),
      'A.parameters.$ref is not a setting.',
    ],
  ])('%s is told', async (_what, change, text) => {
    expect(await told(change)).toContain(text);
  });
});
