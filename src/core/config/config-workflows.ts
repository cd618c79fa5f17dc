import { z } from 'zod';
import { TALK_REASONS } from '../domain/handoff.js';
import { MEMORY_STRATEGIES } from '../domain/memory-strategy.js';
import { TURN_TYPES } from '../domain/turn.js';
import { MEASURES, RULE_CURRENCIES } from '../domain/workflow.js';
import { idText, longText, shortText } from './config-fields.js';

/** Kinds of conversation of one tenant. A team that has more has not found its kinds yet. */
const NAMES_MAX = 100;

/** Rules of one workflow; each is tried in every turn of it. */
const RULES_MAX = 50;

/** Lines of a card an agent still reads. */
const MUST_MAX = 20;

const names = (one: string, most: number) => z.array(shortText(one)).max(most);

const when = z
  .strictObject({
    topics: z.exactOptional(
      names('A phrase', NAMES_MAX).min(1).describe('Phrases of which the customer says one'),
    ),
    amountOver: z.exactOptional(
      z
        .strictObject({
          value: z
            .number()
            .min(0)
            .describe('Number that an amount the customer names is compared with'),
          currency: z.exactOptional(
            z
              .enum(RULE_CURRENCIES)
              .describe('Currency of the amount; any if absent, as nothing is converted'),
          ),
        })
        .describe('The customer names a larger amount'),
    ),
    account: z.exactOptional(
      z
        .record(z.string().min(1).max(NAMES_MAX), shortText('Value the account fact has'))
        .refine((facts) => Object.keys(facts).length > 0)
        .meta({ description: 'Account facts with the value each has', minProperties: 1 }),
    ),
    confidenceUnder: z.exactOptional(
      z
        .number()
        .gt(0)
        .max(1)
        .describe('The bot is less sure of its answer than this, above 0 to 1'),
    ),
  })
  .describe(
    'What has to hold for the rule, all of it: topics, amountOver, account, confidenceUnder',
  );

const rule = z.strictObject({
  when,
  reason: z.enum(TALK_REASONS).describe('Reason the handoff gets'),
  say: z.exactOptional(longText('What the card says of it; the condition that was met if absent')),
});

const measure = (description: string) => z.enum(MEASURES).describe(description);

const workflow = z.strictObject({
  title: shortText('Name of this kind of conversation as people say it'),
  turnTypes: z
    .array(z.enum(TURN_TYPES).describe('A turn type'))
    .min(1)
    .max(TURN_TYPES.length)
    .describe('Turn types it serves'),
  topics: names('A phrase', NAMES_MAX).describe(
    'Phrases that tell this kind of conversation; none for the one that takes all others',
  ),
  memory: z.exactOptional(
    z
      .strictObject({
        strategy: z.enum(MEMORY_STRATEGIES).describe('How older talk is brought before the model'),
      })
      .describe('What is kept in mind of older talk; as everywhere at the tenant if absent'),
  ),
  accountFacts: z
    .union([z.literal('all'), names('Name of an account fact', NAMES_MAX)])
    .describe('Account facts the bot is shown: all, or a list of their names'),
  knowledge: z
    .union([z.enum(['all', 'none']), names('Name of an article', NAMES_MAX)])
    .describe(
      'Articles it answers from: all, none, or a list of their file names without .md, in which * stands for any characters',
    ),
  actions: names('Name of an action', NAMES_MAX).describe('Actions it may do; none is []'),
  escalation: z
    .array(rule)
    .max(RULES_MAX)
    .describe('When a person takes over besides what always leads to one; none is []'),
  card: z
    .strictObject({
      must: names('Name of a part', MUST_MAX).describe(
        'What an agent needs: name, email, phone, order number, reference, amount, date, time, people, or names of account facts',
      ),
    })
    .describe('What the card of a handoff must hold'),
  measures: z
    .strictObject({
      primary: measure('Measure that tells whether it goes well'),
      guardrail: measure('Measure that must not get worse meanwhile'),
    })
    .describe('What the team watches'),
});

/** The worksheets of a tenant, one for each kind of conversation. Nothing in them has a default but `memory`. */
export const workflows = z
  .record(idText('Name of a workflow'), workflow)
  .default({})
  .describe('Worksheets, one for each kind of conversation, by name');
