import type { OutputConfig, Tool } from '@anthropic-ai/sdk/resources/messages';
import { estimateTokens } from '../../domain/token-estimate.js';
import type { Route } from '../../domain/turn.js';
import type { CallPurpose } from '../../domain/usage.js';
import type { Answer, Brief, Context, Mind } from '../../ports/mind.js';
import { type AccountParts, CallAccount } from './call-account.js';
import { CitablePassages } from './citable-passages.js';
import { type CallSettings, ClaudeCalls, type Reading } from './claude-calls.js';
import type { ClaudeClient, ClaudeRequest } from './claude-client.js';
import { unusable } from './claude-errors.js';
import { contextMessage } from './context-message.js';
import { HAND_OFF } from './hand-off-tool.js';
import { filledPrompt, type Prompts } from './load-prompts.js';
import { readAnswer } from './read-answer.js';
import type { Reply } from './reply.js';
import {
  BRIEF_FORMAT,
  ROUTE_FORMAT,
  readBrief,
  readRoute,
  unfinished,
} from './structured-outputs.js';

/** Tokens of a short output. The output is a tenth of it; the rest is room to think, which counts too. */
const ROUTE_TOKENS_MAX = 2_000;
const GREET_TOKENS_MAX = 2_000;
const BRIEF_TOKENS_MAX = 4_000;

/** A customer who says hello is not kept waiting: one try, and after this time the greeting at hand. */
const GREET_MS_MAX = 8_000;

/** How much Claude thinks before it speaks. Its own default makes a customer wait for seconds. */
const EFFORT = {
  route: 'low',
  greet: 'low',
  answer: 'medium',
  brief: 'low',
  summarise: 'low',
} as const;

/** Models that refuse to be told (https://platform.claude.com/docs/en/build-with-claude/effort). */
const NO_EFFORT = /^claude-(?:haiku-4|sonnet-4-5)/;

export interface ClaudeSettings extends CallSettings {
  /** The longest answer, with what is thought before it. */
  readonly answerTokensMax: number;
}

export interface ClaudeMindParts extends AccountParts {
  readonly client: ClaudeClient;
  readonly models: Readonly<Record<CallPurpose, string>>;
  readonly prompts: Prompts;
  /** The greeting for when Claude gives none. */
  readonly greetingAtHand: (context: Context) => Promise<string>;
  readonly settings: ClaudeSettings;
}

/** What a kind of call asks for beside its prompt. */
interface Wish {
  readonly tokensMax: number;
  readonly output?: OutputConfig;
  readonly tools?: Tool[];
  /** Passages may be cited; the API refuses that together with a structured output. */
  readonly cites?: boolean;
}

/** Claude through the Messages API. Every try of every call has its entry in the ledger. */
export class ClaudeMind implements Mind {
  readonly name = 'claude';
  readonly meter = { estimate: (text: string) => estimateTokens(text), count: async () => null };
  readonly #parts: ClaudeMindParts;
  readonly #account: CallAccount;
  readonly #calls: ClaudeCalls;

  constructor(parts: ClaudeMindParts) {
    this.#parts = parts;
    this.#account = new CallAccount(parts);
    const { client, clock } = parts;
    this.#calls = new ClaudeCalls({ client, clock, account: this.#account });
  }

  route(context: Context, signal: AbortSignal): Promise<Route> {
    const wish = { tokensMax: ROUTE_TOKENS_MAX, output: { format: ROUTE_FORMAT } };
    return this.#ask('route', context, wish, readRoute, signal);
  }

  async greet(context: Context, signal: AbortSignal): Promise<string> {
    const { settings, telemetry, greetingAtHand } = this.#parts;
    const passages = new CitablePassages([]);
    const call = {
      purpose: 'greet',
      context,
      request: this.#request('greet', context, passages, { tokensMax: GREET_TOKENS_MAX }),
      settings: {
        ...settings,
        attemptsMax: 1,
        timeoutMs: Math.min(settings.timeoutMs, GREET_MS_MAX),
      },
      read: readGreeting,
    } as const;
    try {
      return await this.#calls.make(call, signal);
    } catch (error) {
      signal.throwIfAborted();
      telemetry.error('model.no-greeting', error, { turn: context.place.turnId });
      return greetingAtHand(context);
    }
  }

  async answer(
    context: Context,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<Answer> {
    const { settings } = this.#parts;
    const passages = new CitablePassages(context.passages);
    const wish = { tokensMax: settings.answerTokensMax, tools: [HAND_OFF], cites: true };
    const request = this.#request('answer', context, passages, wish);
    const read = (reply: Reply) => readAnswer(reply, passages, context.wording);
    return this.#calls.make(
      { purpose: 'answer', context, request, settings, read, onText },
      signal,
    );
  }

  brief(context: Context, signal: AbortSignal): Promise<Brief> {
    const wish = { tokensMax: BRIEF_TOKENS_MAX, output: { format: BRIEF_FORMAT } };
    return this.#ask('brief', context, wish, readBrief, signal);
  }

  async summarise(): Promise<string | null> {
    return null;
  }

  /** Resolves when no entry is left to be closed. To be awaited before the ledger's store is closed. */
  settle(): Promise<void> {
    return this.#account.settle();
  }

  async #ask<Result>(
    purpose: CallPurpose,
    context: Context,
    wish: Wish,
    read: (reply: Reply) => Reading<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const request = this.#request(purpose, context, new CitablePassages(context.passages), wish);
    const { settings } = this.#parts;
    return this.#calls.make({ purpose, context, request, settings, read }, signal);
  }

  /**
   * Tools and system prompt are the same bytes in every call of a purpose and tenant, and end with the mark up to which
   * the provider caches. Whatever varies comes after it, in the user's message.
   */
  #request(
    purpose: CallPurpose,
    context: Context,
    passages: CitablePassages,
    wish: Wish,
  ): ClaudeRequest {
    const { models, prompts, ids } = this.#parts;
    const model = models[purpose];
    const effort = NO_EFFORT.test(model) ? {} : { effort: EFFORT[purpose] };
    const output: OutputConfig = { ...effort, ...wish.output };
    return {
      model,
      max_tokens: wish.tokensMax,
      ...(wish.tools === undefined ? {} : { tools: wish.tools }),
      system: [
        {
          type: 'text',
          text: filledPrompt(prompts[purpose], context.tenant),
          cache_control: { type: 'ephemeral' },
        },
      ],
      messages: [{ role: 'user', content: contextMessage(context, passages, wish.cites ?? false) }],
      ...(Object.keys(output).length === 0 ? {} : { output_config: output }),
      metadata: { user_id: ids.hash('model-user', context.tenant.id, context.customer.id) },
    };
  }
}

function readGreeting(reply: Reply): Reading<string> {
  const stopped = unfinished(reply);
  if (stopped !== null) return stopped;
  const text = reply.text.trim();
  if (text !== '') return { kind: 'read', result: text, outcome: 'ok' };
  return { kind: 'unusable', failure: unusable('model.bad-answer', 'Claude gave an empty answer') };
}
