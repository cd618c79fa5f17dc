import type {
  ContentBlockParam,
  MessageParam,
  OutputConfig,
  Tool,
} from '@anthropic-ai/sdk/resources/messages';
import type { CallPurpose } from '../../domain/usage.js';
import type { IdSource } from '../../ports/ids.js';
import type { Context, FillRequest, SummaryRequest } from '../../ports/mind.js';
import type { CitablePassages } from './citable-passages.js';
import type { ClaudeRequest } from './claude-client.js';
import { contextMessage, summaryMessage } from './context-message.js';
import { actionsTold, fillFormat } from './fill-form.js';
import { fillMessage } from './fill-message.js';
import { HAND_OFF } from './hand-off-tool.js';
import { filledPrompt, type Prompts } from './load-prompts.js';
import { BRIEF_FORMAT, ROUTE_FORMAT, SUMMARY_FORMAT } from './structured-outputs.js';

/** Tokens of a short output. The output is a tenth of it; the rest is room to think, which counts too. */
const SHORT_TOKENS_MAX = 2_000;
const BRIEF_TOKENS_MAX = 4_000;

/** Models that refuse to be told how much to think (https://platform.claude.com/docs/en/build-with-claude/effort). */
const NO_EFFORT = /^claude-(?:haiku-4|sonnet-4-5)/;

/** What a kind of call asks for beside its prompt. */
interface Wish {
  readonly tokensMax: number;
  /** How much Claude thinks before it speaks. Its own default makes a customer wait for seconds. */
  readonly effort: 'low' | 'medium';
  readonly output?: OutputConfig;
  readonly tools?: Tool[];
}

/** Said after an answer that cites nothing; it speaks for us, not for anybody in the talk. */
const CITE_OR_HAND_OFF =
  'Your answer cites no passage, so it was not sent. Answer once more: rest each statement on one of the passages, so ' +
  'that it is cited. If they do not say it, call hand_off.';

export interface RequestParts {
  readonly models: Readonly<Record<CallPurpose, string>>;
  readonly prompts: Prompts;
  readonly ids: IdSource;
  /** The longest answer, with what is thought before it. */
  readonly answerTokensMax: number;
}

/**
 * What is sent for each kind of call. Tools and system prompt are the same bytes in every call of a purpose and tenant,
 * and end with the mark up to which the provider caches. Whatever varies comes after it, in the messages.
 */
export class ClaudeRequests {
  readonly #parts: RequestParts;
  readonly #wishes: Readonly<Record<CallPurpose, Wish>>;

  constructor(parts: RequestParts) {
    this.#parts = parts;
    this.#wishes = {
      route: { tokensMax: SHORT_TOKENS_MAX, effort: 'low', output: { format: ROUTE_FORMAT } },
      greet: { tokensMax: SHORT_TOKENS_MAX, effort: 'low' },
      answer: { tokensMax: parts.answerTokensMax, effort: 'medium', tools: [HAND_OFF] },
      brief: { tokensMax: BRIEF_TOKENS_MAX, effort: 'low', output: { format: BRIEF_FORMAT } },
      fill: { tokensMax: SHORT_TOKENS_MAX, effort: 'low' },
      summarise: { tokensMax: SHORT_TOKENS_MAX, effort: 'low', output: { format: SUMMARY_FORMAT } },
    };
  }

  /** About one turn. Passages can be cited in answers only: the API refuses that with a structured output. */
  about(purpose: CallPurpose, context: Context, passages: CitablePassages): ClaudeRequest {
    const content = contextMessage(context, passages, purpose === 'answer');
    return { ...this.#of(purpose, context.tenant, content), metadata: this.#userOf(context) };
  }

  /** What can be done is the tenant's own and stands in the system prompt; what anybody wrote does not. */
  fill(request: FillRequest): ClaudeRequest {
    const { context, offered } = request;
    const asked = this.#of('fill', context.tenant, fillMessage(request), actionsTold(offered));
    return {
      ...asked,
      output_config: { ...asked.output_config, format: fillFormat(offered) },
      metadata: this.#userOf(context),
    };
  }

  /** It has several speakers, so the provider is told of no user. */
  summary(request: SummaryRequest): ClaudeRequest {
    return this.#of('summarise', request.tenant, summaryMessage(request));
  }

  #userOf({ tenant, customer }: Context) {
    return { user_id: this.#parts.ids.hash('model-user', tenant.id, customer.id) };
  }

  /** `told`: what the tenant's prompt ends with. */
  #of(
    purpose: CallPurpose,
    tenant: Context['tenant'],
    content: ContentBlockParam[],
    told = '',
  ): ClaudeRequest {
    const { models, prompts } = this.#parts;
    const wish = this.#wishes[purpose];
    const model = models[purpose];
    const effort = NO_EFFORT.test(model) ? {} : { effort: wish.effort };
    const output: OutputConfig = { ...effort, ...wish.output };
    return {
      model,
      max_tokens: wish.tokensMax,
      ...(wish.tools === undefined ? {} : { tools: wish.tools }),
      system: [
        {
          type: 'text',
          text: [filledPrompt(prompts[purpose], tenant), told].join('\n\n').trim(),
          cache_control: { type: 'ephemeral' },
        },
      ],
      messages: [{ role: 'user', content }],
      ...(Object.keys(output).length === 0 ? {} : { output_config: output }),
    };
  }
}

/** The same question after an answer without a citation: what was said, and what it lacks. */
export function askedAgain(request: ClaudeRequest, uncited: string): ClaudeRequest {
  const said: MessageParam[] = [
    { role: 'assistant', content: [{ type: 'text', text: uncited }] },
    { role: 'user', content: [{ type: 'text', text: CITE_OR_HAND_OFF }] },
  ];
  return { ...request, messages: [...request.messages, ...said] };
}
