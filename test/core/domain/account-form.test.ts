import {
  accountIdProblem,
  readAccountForm,
  readFactsAnswer,
} from '../../../src/core/domain/account-form.js';
import {
  ACCOUNT_CUSTOMER_IDS_MAX,
  ACCOUNT_EMAILS_MAX,
  ACCOUNT_ID_CHARS_MAX,
  CUSTOMER_ID_CHARS_MAX,
  FACT_CHARS_MAX,
  FACTS_MAX,
  NAME_CHARS_MAX,
} from '../../../src/core/domain/limits.js';

const many = (count: number) => Array.from({ length: count }, (_, at) => `c${at}@a.example`);
const manyFacts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`fact ${at}`, at]));

test('a form is read as it is meant', () => {
  const value = {
    name: ' Carol Chen ',
    emails: ['Carol@Acme.Example', ' carol@acme.example '],
    customerIds: ['42', 'shop/42', '42'],
    facts: { plan: 'gold', seats: 3, ' since ': ' 2020 ', trial: false },
  };
  expect(readAccountForm(value)).toEqual({
    kind: 'read',
    form: {
      name: 'Carol Chen',
      emails: ['carol@acme.example'],
      customerIds: ['42', 'shop/42'],
      facts: [
        { name: 'plan', value: 'gold' },
        { name: 'seats', value: '3' },
        { name: 'since', value: '2020' },
        { name: 'trial', value: 'false' },
      ],
    },
  });
  const least = { kind: 'read', form: { emails: [], customerIds: [], facts: [] } };
  expect(readAccountForm({ facts: {} })).toEqual(least);
});

test('a form as large as it may be is read', () => {
  const largest = {
    name: 'n'.repeat(NAME_CHARS_MAX),
    emails: many(ACCOUNT_EMAILS_MAX),
    customerIds: ['i'.repeat(CUSTOMER_ID_CHARS_MAX)],
    facts: {
      ...manyFacts(FACTS_MAX - 1),
      ['f'.repeat(FACT_CHARS_MAX)]: 'v'.repeat(FACT_CHARS_MAX),
    },
  };
  expect(readAccountForm(largest)).toMatchObject({ kind: 'read' });
});

test('a fact may be named like what objects have of themselves', () => {
  const value = JSON.parse('{ "facts": { "__proto__": "x", "constructor": "y" } }') as unknown;
  expect(readAccountForm(value)).toMatchObject({
    form: {
      facts: [
        { name: '__proto__', value: 'x' },
        { name: 'constructor', value: 'y' },
      ],
    },
  });
});

describe('What is wrong with a form is named', () => {
  test.each<[unknown, string, string]>([
    [undefined, 'body', 'is no JSON object'],
    [null, 'body', 'is no JSON object'],
    ['text', 'body', 'is no JSON object'],
    [[], 'body', 'is no JSON object'],
    [
      { facts: {}, email: 'c@a.example' },
      'email',
      'is no field; there are name, emails, customerIds, facts',
    ],
    [{ name: 7, facts: {} }, 'name', 'must be a text'],
    [{ name: ' ', facts: {} }, 'name', 'must not be empty'],
    [
      { name: 'n'.repeat(NAME_CHARS_MAX + 1), facts: {} },
      'name',
      `is longer than ${NAME_CHARS_MAX} characters`,
    ],
    [
      { name: 'Carol\nOwner: me', facts: {} },
      'name',
      'must be one line without control characters',
    ],
    [{ emails: 'c@a.example', facts: {} }, 'emails', 'must be a list'],
    [
      { emails: many(ACCOUNT_EMAILS_MAX + 1), facts: {} },
      'emails',
      `has more than ${ACCOUNT_EMAILS_MAX} entries`,
    ],
    [{ emails: ['c@a.example', 'nobody'], facts: {} }, 'emails[1]', 'is no email address'],
    [{ emails: ['c@a.example x@y'], facts: {} }, 'emails[0]', 'is no email address'],
    [{ customerIds: [42], facts: {} }, 'customerIds[0]', 'must be a text'],
    [
      { customerIds: many(ACCOUNT_CUSTOMER_IDS_MAX + 1), facts: {} },
      'customerIds',
      `has more than ${ACCOUNT_CUSTOMER_IDS_MAX} entries`,
    ],
    [
      { customerIds: ['i'.repeat(CUSTOMER_ID_CHARS_MAX + 1)], facts: {} },
      'customerIds[0]',
      `is longer than ${CUSTOMER_ID_CHARS_MAX} characters`,
    ],
    [{ name: 'Carol' }, 'facts', 'is missing; {} if there are none'],
    [{ facts: ['gold'] }, 'facts', 'must be a map of names to values'],
    [{ facts: manyFacts(FACTS_MAX + 1) }, 'facts', `has more than ${FACTS_MAX} entries`],
    [{ facts: { '': 'x' } }, 'facts', 'a name must not be empty'],
    [
      { facts: { ['f'.repeat(FACT_CHARS_MAX + 1)]: 'x' } },
      'facts',
      `a name is longer than ${FACT_CHARS_MAX} characters`,
    ],
    [{ facts: { plan: 'gold', Plan: 'silver' } }, 'facts.Plan', 'is there twice'],
    [{ facts: { plan: null } }, 'facts.plan', 'must be a text, a number, true or false'],
    [{ facts: { plan: { level: 1 } } }, 'facts.plan', 'must be a text, a number, true or false'],
    [{ facts: { plan: '' } }, 'facts.plan', 'must not be empty'],
    [
      { facts: { plan: 'v'.repeat(FACT_CHARS_MAX + 1) } },
      'facts.plan',
      `is longer than ${FACT_CHARS_MAX} characters`,
    ],
    [{ facts: { plan: 'a\u2028b' } }, 'facts.plan', 'must be one line without control characters'],
  ])('%j: %s %s', (value, field, problem) => {
    expect(readAccountForm(value)).toEqual({ kind: 'refused', field, problem });
  });
});

test("a lookup's answer may hold more than is asked for, but no wrong facts", () => {
  const answer = { id: 7, facts: { plan: 'gold' }, name: 'Carol' };
  expect(readFactsAnswer(answer)).toEqual({
    kind: 'read',
    form: { name: 'Carol', facts: [{ name: 'plan', value: 'gold' }] },
  });
  for (const wrong of [null, 'gold', {}, { facts: 'gold' }, { facts: {}, name: 7 }]) {
    expect(readFactsAnswer(wrong)).toMatchObject({ kind: 'refused' });
  }
});

test.each<[unknown, boolean]>([
  ['7', true],
  ['Größe/ünter?&', true],
  ['i'.repeat(ACCOUNT_ID_CHARS_MAX), true],
  ['i'.repeat(ACCOUNT_ID_CHARS_MAX + 1), false],
  ['', false],
  [' 7', false],
  ['7 ', false],
  ['..', false],
  ['a\u0000b', false],
  [7, false],
])('an account may have the id %j: %s', (id, isRight) => {
  expect(accountIdProblem(id) === null).toBe(isRight);
});
