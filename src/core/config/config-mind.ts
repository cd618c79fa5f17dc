import { z } from 'zod';
import { key, serverUrl, shortText, wholeNumber } from './config-fields.js';

/** USD per million tokens, as Anthropic's price list of November 2026 has them; see docs/OPERATIONS.md on changing them. */
const PRICES = {
  'claude-haiku-5-5': {
    input: 0.1,
    output: 0.5,
    cacheRead: 0.01,
    above: { promptTokens: 100_000, input: 0.5, output: 2.5, cacheRead: 0.05 },
  },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1 },
  'claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2 },
};

/** No model is that dear; a price per token by mistake would be. */
const PRICE_MAX = 100_000;

function usd(description: string) {
  return z.number().min(0).max(PRICE_MAX).describe(description);
}

const rates = {
  input: usd('USD per million tokens in'),
  output: usd('USD per million tokens out'),
  cacheRead: usd('USD per million tokens read from the cache'),
  cacheWrite: z.exactOptional(
    usd('USD per million tokens written to the cache; 1.25 times input if absent'),
  ),
};

const price = z.strictObject({
  ...rates,
  above: z.exactOptional(
    z
      .strictObject({
        promptTokens: wholeNumber(1, 10_000_000, 'Prompts of more tokens than this cost so much'),
        ...rates,
      })
      .describe('Other prices for long prompts'),
  ),
});

const HAIKU = 'claude-haiku-5-5';
const SONNET = 'claude-sonnet-5-5';

/** What may be done while Claude is away; for everybody, and for one tenant. */
export const DEGRADED = ['handoff', 'answer-from-knowledge'] as const;

/** What answers customers, and how patiently it is asked. */
export const mind = z
  .strictObject({
    use: z
      .enum(['auto', 'local', 'claude'])
      .default('auto')
      .describe(
        'What answers unless a tenant says otherwise: local needs no key, claude needs one, auto is claude if there is one',
      ),
    apiKey: z.exactOptional(
      key('Key of the Anthropic API; the environment variable ANTHROPIC_API_KEY goes before'),
    ),
    baseUrl: serverUrl(
      /^https?:\/\/\S+$/,
      'https://api.anthropic.com',
      'Address of the Messages API; the environment variable ANTHROPIC_BASE_URL goes before',
    ).default('https://api.anthropic.com'),
    models: z
      .strictObject({
        route: shortText('Model that decides what kind of turn it is').default(HAIKU),
        greet: shortText('Model that answers greetings and thanks').default(HAIKU),
        answer: shortText('Model that answers').default(SONNET),
        brief: shortText('Model that writes what an agent reads first').default(HAIKU),
        fill: shortText('Model that reads what an action needs out of messages').default(HAIKU),
        summarise: shortText('Model that summarises older talk').default(HAIKU),
      })
      .prefault({})
      .describe('Which model does what'),
    answerTokensMax: wholeNumber(
      200,
      32_000,
      'Tokens of one answer, with what the model thinks before it',
    ).default(4_000),
    timeoutMs: wholeNumber(100, 600_000, 'Longest try of one call, in milliseconds').default(
      30_000,
    ),
    idleMs: wholeNumber(
      100,
      600_000,
      'Longest silence of a model that is answering, in milliseconds',
    ).default(30_000),
    attemptsMax: wholeNumber(1, 10, 'Tries of one call').default(3),
    retryBaseMs: wholeNumber(
      1,
      60_000,
      'Wait before the second try, in milliseconds; doubled with each further one',
    ).default(500),
    retryMaxMs: wholeNumber(
      1,
      60_000,
      'Longest wait between two tries, in milliseconds; if the model asks for more, a person is asked instead',
    ).default(8_000),
    holdAfterMs: wholeNumber(
      50,
      600_000,
      'Time without a word after which a customer is told that it takes longer, in milliseconds',
    ).default(6_000),
    handoffAfterMs: wholeNumber(
      50,
      600_000,
      'Time after which a person is asked if Claude has not begun to answer, or does not go on with it, in milliseconds; where answers may come later, an article is asked instead if that is allowed',
    ).default(15_000),
    retryForMs: wholeNumber(
      0,
      86_400_000,
      'How long a message may wait for Claude in channels that answer later before a person is asked, in milliseconds',
    ).default(600_000),
    degraded: z
      .enum(DEGRADED)
      .default('handoff')
      .describe(
        'What is done while Claude is away: a person is asked, or questions that an article answers are answered from it first',
      ),
    breaker: z
      .strictObject({
        failures: wholeNumber(
          1,
          1_000,
          'Failures in a row after which a model is not asked for a pause',
        ).default(5),
        pauseMs: wholeNumber(
          20,
          3_600_000,
          'Pause before one call finds out whether it answers again, in milliseconds',
        ).default(30_000),
      })
      .prefault({})
      .describe('When a model that fails is left alone'),
    prices: z
      .record(z.string().min(1).max(80), price)
      .default(PRICES)
      .describe('What models cost, by name; calls of one without a price are counted as unpriced'),
  })
  .prefault({})
  .describe('What answers customers, and what its calls cost');
