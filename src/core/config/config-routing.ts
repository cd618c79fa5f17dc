import { z } from 'zod';
import type { TURN_TYPES } from '../domain/turn.js';
import { SERVED_TYPES } from '../domain/workflow.js';
import { shortText } from './config-fields.js';

/** Examples of one turn type; the shipped ones are fewer, and learning them stays short. */
const EXAMPLES_MAX = 200;

/** Characters of one example; customers are rarely longer before they say what they want. */
const EXAMPLE_CHARS_MAX = 500;

/** A score nobody reaches; a larger one would be a mistake for off. */
const FRUSTRATION_MAX = 10;

const phrases = z.array(shortText('A phrase')).max(500).default([]);

const ofType = (type: string) =>
  z
    .array(
      z.string().trim().min(1).max(EXAMPLE_CHARS_MAX).describe('A line a customer could write'),
    )
    .max(EXAMPLES_MAX)
    .default([])
    .describe(`Lines that are of type ${type}`);

const examples = z
  .strictObject({
    info_question: ofType('info_question'),
    action_request: ofType('action_request'),
    account_issue: ofType('account_issue'),
    unsupported: ofType('unsupported'),
    escalation_candidate: ofType('escalation_candidate'),
    greeting: ofType('greeting'),
  } satisfies Record<(typeof TURN_TYPES)[number], unknown>)
  .prefault({})
  .describe('Lines the classifier learns beside its own, by turn type');

const pattern = z.strictObject({
  pattern: shortText('Words that have to stand in a line in a row'),
  type: z.enum(SERVED_TYPES).describe('Turn type of a line that has them'),
});

/** What decides the turn type before a model is asked. */
export const routing = z
  .strictObject({
    person: phrases.describe('Further phrases that mean a person is wanted'),
    greeting: phrases.describe('Further phrases that are greetings'),
    patterns: z
      .array(pattern)
      .max(500)
      .default([])
      .describe('Words that decide the turn type; the first ones that are met count'),
    examples,
    frustration: z
      .union([
        z.literal('off'),
        z.number().min(0).max(FRUSTRATION_MAX).describe('Sum of the signals, such as 1'),
      ])
      .default(1)
      .describe(
        'Sum of the signs of frustration at which a person is called: 1 is about two of them; off or 0 never',
      ),
  })
  .prefault({})
  .describe('What decides the turn type');
