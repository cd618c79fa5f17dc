import { z } from 'zod';
import { FORMATS } from '../actions/parameter-schema.js';
import { PERMISSIONS, RISKS } from '../domain/action.js';
import { VALUE_CHARS_MAX } from '../domain/action-values.js';
import {
  formedText,
  headers,
  key,
  longText,
  serverUrl,
  shortText,
  wholeNumber,
} from './config-fields.js';

/** Values a customer could still choose from. */
const CHOICES_MAX = 50;

/** Phrases of one action; the turn type and the mind recognise the rest. */
const PHRASES_MAX = 100;

/** Four weeks. Whoever waited longer no longer expects it. */
const APPROVAL_HOURS_MAX = 672;

const scalar = z.union([
  z.string().max(VALUE_CHARS_MAX).describe('A text'),
  z.number().describe('A number'),
  z.boolean().describe('true or false'),
]);

const characters = (description: string) =>
  z.exactOptional(wholeNumber(0, VALUE_CHARS_MAX, description));

const bound = (description: string) => z.exactOptional(z.number().describe(description));

const choice = z.strictObject({
  const: scalar.describe('The value'),
  title: shortText('What the customer reads for it'),
});

const parameter = z.strictObject({
  type: z.enum(['string', 'number', 'integer', 'boolean']).describe('Kind of value it is'),
  title: z.exactOptional(shortText('What customers and agents read for it; its name if absent')),
  description: z.exactOptional(
    longText('What it is, for whoever reads it out of what the customer wrote'),
  ),
  ask: z.exactOptional(longText('Question for it; a usual one if absent')),
  enum: z.exactOptional(
    z.array(scalar).min(1).max(CHOICES_MAX).describe('The values there are, shown as they stand'),
  ),
  oneOf: z.exactOptional(
    z.array(choice).min(1).max(CHOICES_MAX).describe('The values there are, each with its words'),
  ),
  pattern: z.exactOptional(shortText('Regular expression that has to be met')),
  format: z.exactOptional(z.enum(FORMATS).describe('Usual form of a text')),
  minLength: characters('Least characters'),
  maxLength: characters(`Most characters, ${VALUE_CHARS_MAX} if absent`),
  minimum: bound('Least number'),
  maximum: bound('Largest number'),
  exclusiveMinimum: bound('The number has to be larger'),
  exclusiveMaximum: bound('The number has to be smaller'),
  multipleOf: z.exactOptional(z.number().gt(0).describe('The number has to be a multiple of it')),
});

/** What concerns several parameters together is plain JSON Schema, and looked at as such by the check. */
const between = (description: string) => z.exactOptional(z.unknown()).describe(description);

const parameters = z
  .strictObject({
    type: z.literal('object').default('object').describe('The parameters as a whole'),
    properties: z
      .record(
        formedText(
          /^[A-Za-z][A-Za-z0-9_]{0,39}$/,
          ['orderNumber'],
          'Name of a parameter: letters, digits and _, beginning with a letter, at most 40',
        ),
        parameter,
      )
      .default({})
      .describe('The parameters, by name, in the order they are asked for'),
    required: z
      .array(shortText('Name of a parameter'))
      .max(100)
      .default([])
      .describe('Parameters that are asked for until they are there'),
    if: between(
      'A schema; where the parameters fit it, those of `then` hold, else those of `else`',
    ),
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: between('What holds where `if` does'),
    else: between('What holds where `if` does not'),
    allOf: between('Schemas that all have to fit'),
    anyOf: between('Schemas of which one has to fit'),
    not: between('A schema that must not fit'),
    dependentRequired: between('Parameters that need others, by name'),
  })
  .prefault({})
  .describe('What has to be known for it, as a JSON Schema');

const ADDRESS = /^https?:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?][^\s#]*)?$/;

const webhook = z
  .strictObject({
    url: serverUrl(
      ADDRESS,
      'https://shop.example/orders/{order}/address',
      'Address the request goes to; {parameter} marks in path and query are filled in',
    ),
    method: z
      .enum(['POST', 'PUT', 'PATCH', 'GET', 'DELETE'])
      .default('POST')
      .describe('HTTP method; GET and DELETE have no body'),
    headers,
    secret: z.exactOptional(
      key('Signs each request, so that the other side knows who asks; at least 32 characters'),
    ),
    statusUrl: z.exactOptional(
      serverUrl(
        ADDRESS,
        'https://shop.example/frontdesk/runs/{key}',
        'Address that is asked what became of a run nothing was heard of; {key} is its idempotency key',
      ),
    ),
    allowPrivate: z
      .boolean()
      .default(false)
      .describe('Whether it may be in the own network or on this machine'),
  })
  .describe('The system of the business that does it');

const action = z.strictObject({
  title: shortText('A few words that name it in a sentence, such as change of address'),
  description: longText('When it is the right thing to do, for whoever decides that'),
  phrases: z
    .array(shortText('A phrase'))
    .max(PHRASES_MAX)
    .default([])
    .describe('Phrases customers ask for it with'),
  parameters,
  risk: z
    .enum(RISKS)
    .default('low')
    .describe('Whether an agent has to approve it once the customer has confirmed it (high)'),
  permission: z
    .enum(PERMISSIONS)
    .default('customer')
    .describe(
      'Who may have it done: anyone in the conversation, the customer it belongs to, or only one whose account is vouched for',
    ),
  facts: z
    .record(z.string().min(1).max(100), shortText('Value the account fact has'))
    .default({})
    .describe('Account facts the customer must have, with the value of each'),
  confirm: z.exactOptional(
    longText('What the customer is asked before it is done, with {parameter} marks'),
  ),
  result: z.exactOptional(
    longText(
      'What the customer is told once the webhook has done it, with {parameter} marks and {result.field} marks for its answer',
    ),
  ),
  timeoutMs: wholeNumber(
    100,
    60_000,
    'Longest wait for the outcome, in milliseconds; then it is unknown',
  ).default(10_000),
  approvalHours: wholeNumber(
    1,
    APPROVAL_HOURS_MAX,
    'Time an agent has to approve it, in hours; then nothing is done',
  ).default(24),
  webhook: z.exactOptional(webhook),
  code: z.exactOptional(shortText('Name of an action in src/core/actions that does it')),
});

/** What can be done for a tenant's customers. */
export const actions = z
  .record(
    formedText(
      /^[a-z][a-z0-9_-]{0,39}$/,
      ['order_status'],
      'Name of an action: small letters, digits, _ and -, beginning with a letter, at most 40',
    ),
    action,
  )
  .default({})
  .describe('What can be done for customers, by name');
