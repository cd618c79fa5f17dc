import { z } from 'zod';
import { MEMORY_STRATEGIES } from '../domain/memory-strategy.js';
import { wholeNumber } from './config-fields.js';

const parts = {
  strategy: z
    .enum(MEMORY_STRATEGIES)
    .describe(
      'What stands for older talk: window (facts only), summary, hybrid (newest word for word, older summarised), full (all while it fits), retrieval (hybrid, with earlier exchanges that fit the question)',
    ),
  windowMessages: wholeNumber(
    2,
    200,
    'Newest messages the model is shown word for word, before older ones are summarised',
  ),
  budgetTokens: wholeNumber(1_000, 200_000, 'Tokens of context the model is shown'),
  resumeAfterHours: z
    .number()
    .min(0.1)
    .max(8_760)
    .describe('Hours of silence after which a customer is reminded of the talk in short'),
  afreshAfterTurns: wholeNumber(
    2,
    10_000,
    'Turns of one talk after which the customer is told how to start afresh',
  ),
};

/** What the model is shown of a conversation, unless a tenant or channel says otherwise. */
export const memory = z
  .strictObject({
    strategy: parts.strategy.default('hybrid'),
    windowMessages: parts.windowMessages.default(30),
    budgetTokens: parts.budgetTokens.default(8_000),
    resumeAfterHours: parts.resumeAfterHours.default(12),
    afreshAfterTurns: parts.afreshAfterTurns.default(60),
  })
  .prefault({})
  .describe('What the model is shown of a conversation');

/** The same for one tenant or channel; what is left out is as everywhere. */
export const memoryOverride = z
  .strictObject({
    strategy: z.exactOptional(parts.strategy),
    windowMessages: z.exactOptional(parts.windowMessages),
    budgetTokens: z.exactOptional(parts.budgetTokens),
    resumeAfterHours: z.exactOptional(parts.resumeAfterHours),
    afreshAfterTurns: z.exactOptional(parts.afreshAfterTurns),
  })
  .prefault({})
  .describe('What the model is shown of a conversation here; what is left out is as in memory');
