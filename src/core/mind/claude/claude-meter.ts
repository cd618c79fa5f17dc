import type { ContentBlockParam } from '@anthropic-ai/sdk/resources/messages';
import { orAborted } from '../../domain/or-aborted.js';
import {
  calibrated,
  countTokens,
  estimateTokens,
  type TokenFactors,
  UNCALIBRATED,
} from '../../domain/token-estimate.js';
import type { Clock } from '../../ports/clock.js';
import type { Context, TokenMeter } from '../../ports/mind.js';
import type { Telemetry } from '../../ports/telemetry.js';
import type { ClaudeClient, ClaudeRequest } from './claude-client.js';
import type { Reply } from './reply.js';

/** A count is an extra before the real call: whoever waits for it waits for the answer. */
const COUNT_MS_MAX = 1_500;

interface MeterParts {
  readonly client: ClaudeClient;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** The request that would answer. */
  readonly requestFor: (context: Context) => ClaudeRequest;
  /** Whether the model that answers is asked anything at present. */
  readonly mayAsk: () => boolean;
}

/**
 * Tokens as the model that answers counts them. The estimate learns from every answer's usage and every count, in
 * bounded steps; a process that starts anew begins uncalibrated and is close after some ten answers.
 */
export class ClaudeMeter implements TokenMeter {
  readonly #parts: MeterParts;
  #factors: TokenFactors = UNCALIBRATED;

  constructor(parts: MeterParts) {
    this.#parts = parts;
  }

  estimate(text: string): number {
    return estimateTokens(text, this.#factors);
  }

  /** Takes in what the provider counted for a request. */
  learn(request: ClaudeRequest, reply: Reply): void {
    const { usage } = reply.spent() ?? {};
    if (usage === undefined) return;
    const { inputTokens, cacheReadTokens, cacheWriteTokens } = usage;
    this.#calibrate(request, inputTokens + cacheReadTokens + cacheWriteTokens);
  }

  /**
   * Costs nothing, so it has no entry in the ledger (https://platform.claude.com/docs/en/build-with-claude/token-counting).
   * Asked once and briefly; whatever goes wrong is told to the log, and the estimate has to do. Rejects only by the
   * signal.
   */
  async count(context: Context, signal: AbortSignal): Promise<number | null> {
    signal.throwIfAborted();
    const { client, clock, telemetry, requestFor, mayAsk } = this.#parts;
    if (!mayAsk()) return null;
    const request = requestFor(context);
    const late = new AbortController();
    const cancel = clock.alarm(COUNT_MS_MAX, () => late.abort(new TooSlow()));
    try {
      const either = AbortSignal.any([signal, late.signal]);
      const tokens = await orAborted(client.count(request, either), either);
      this.#calibrate(request, tokens);
      return tokens;
    } catch (error) {
      signal.throwIfAborted();
      telemetry.error('model.not-counted', error, { turn: context.place.turnId });
      return null;
    } finally {
      cancel();
    }
  }

  #calibrate(request: ClaudeRequest, tokens: number): void {
    this.#factors = calibrated(this.#factors, countTokens(wordsOf(request)), tokens);
  }
}

/** All words of a prompt, without the signs that only JSON puts around them. */
function wordsOf({ system = '', tools = [], messages }: ClaudeRequest): string {
  const instructions = typeof system === 'string' ? [system] : system.map(({ text }) => text);
  const said = messages.flatMap(({ content }) =>
    typeof content === 'string' ? [content] : content.flatMap(wordsOfBlock),
  );
  return [...instructions, ...tools.map((tool) => JSON.stringify(tool)), ...said].join('\n');
}

function wordsOfBlock(block: ContentBlockParam): string[] {
  if (block.type === 'text') return [block.text];
  if (block.type !== 'search_result') return [];
  return [block.source, block.title, ...block.content.map(({ text }) => text)];
}

class TooSlow extends Error {
  constructor() {
    super(`Claude did not count within ${COUNT_MS_MAX / 1_000} s.`);
    this.name = 'TooSlow';
  }
}
