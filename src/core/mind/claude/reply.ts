import type { StopReason, TextCitation } from '@anthropic-ai/sdk/resources/messages';
import type { Usage } from '../../domain/usage.js';
import type { ClaudeEvent } from './claude-client.js';

/** Reasons that readers of a reply know. One that the provider adds later reads as none at all: not an answer. */
const STOP_REASONS: ReadonlySet<StopReason> = new Set<StopReason>([
  'end_turn',
  'max_tokens',
  'stop_sequence',
  'tool_use',
  'pause_turn',
  'refusal',
  'model_context_window_exceeded',
]);

/** A rough count for Latin text, used only where the provider's figure never came. */
const CHARS_PER_TOKEN = 4;

export interface ToolCall {
  readonly name: string;
  /** As it came; whole only when the reply is. */
  readonly json: string;
}

type Block =
  | { readonly kind: 'text'; text: string }
  | { readonly kind: 'tool'; readonly name: string; json: string }
  | { readonly kind: 'other' };

export function estimatedTokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN);
}

/** A reply of Claude as it comes in, event by event. */
export class Reply {
  readonly #blocks = new Map<number, Block>();
  readonly citations: TextCitation[] = [];
  stopReason: StopReason | null = null;
  /** Why it declined, as the provider's category. */
  refusal: string | null = null;
  /** The provider's own name of it; null until it began. */
  reference: string | null = null;
  isComplete = false;
  #usage: Usage | null = null;
  #isFinal = false;
  #chars = 0;

  take(event: ClaudeEvent): void {
    switch (event.type) {
      case 'message_start':
        this.#usage = usageOf(event.message.usage, null);
        this.reference = event.message.id;
        return;
      case 'content_block_start':
        this.#begin(event.index, event.content_block);
        return;
      case 'content_block_delta':
        this.#grow(event.index, event.delta);
        return;
      case 'message_delta':
        this.stopReason = knownReason(event.delta.stop_reason);
        this.refusal = event.delta.stop_details?.category ?? null;
        this.#usage = usageOf(event.usage, this.#usage);
        this.#isFinal = true;
        return;
      case 'message_stop':
        this.isComplete = true;
        return;
      case 'content_block_stop':
        return;
    }
  }

  /** The whole text so far. Citations split it into blocks that belong together. */
  get text(): string {
    return this.#of('text')
      .map(({ text }) => text)
      .join('');
  }

  get toolCalls(): readonly ToolCall[] {
    return this.#of('tool');
  }

  /** What it took: the provider's final figures, or the input it told of and the output we saw. Null: nothing came. */
  spent(): {
    readonly usage: Usage;
    readonly isEstimated: boolean;
    readonly reference: string | null;
  } | null {
    if (this.#usage === null) return null;
    const { reference } = this;
    if (this.#isFinal) return { usage: this.#usage, isEstimated: false, reference };
    const seen = Math.max(this.#usage.outputTokens, estimatedTokens(this.#chars));
    return { usage: { ...this.#usage, outputTokens: seen }, isEstimated: true, reference };
  }

  #begin(
    index: number,
    block: Extract<ClaudeEvent, { type: 'content_block_start' }>['content_block'],
  ) {
    if (block.type === 'text') {
      this.#blocks.set(index, { kind: 'text', text: block.text });
      this.#chars += block.text.length;
      this.citations.push(...(block.citations ?? []));
    } else if (block.type === 'tool_use') {
      this.#blocks.set(index, { kind: 'tool', name: block.name, json: '' });
    } else {
      this.#blocks.set(index, { kind: 'other' });
    }
  }

  #grow(index: number, delta: Extract<ClaudeEvent, { type: 'content_block_delta' }>['delta']) {
    const block = this.#blocks.get(index);
    switch (delta.type) {
      case 'text_delta':
        this.#chars += delta.text.length;
        if (block?.kind === 'text') block.text += delta.text;
        return;
      case 'input_json_delta':
        this.#chars += delta.partial_json.length;
        if (block?.kind === 'tool') block.json += delta.partial_json;
        return;
      case 'citations_delta':
        this.citations.push(delta.citation);
        return;
      case 'thinking_delta':
        this.#chars += delta.thinking.length;
        return;
      case 'signature_delta':
        return;
    }
  }

  #of<Kind extends Block['kind']>(kind: Kind): readonly Extract<Block, { kind: Kind }>[] {
    const isOf = (block: Block): block is Extract<Block, { kind: Kind }> => block.kind === kind;
    return [...this.#blocks.entries()]
      .sort(([one], [other]) => one - other)
      .map(([, block]) => block)
      .filter(isOf);
  }
}

function knownReason(told: StopReason | null): StopReason | null {
  return told !== null && STOP_REASONS.has(told) ? told : null;
}

/** The provider's figures; those a later event leaves out stay as they were told first. */
function usageOf(
  told: {
    readonly input_tokens: number | null;
    readonly output_tokens: number;
    readonly cache_read_input_tokens: number | null;
    readonly cache_creation_input_tokens: number | null;
  },
  before: Usage | null,
): Usage {
  return {
    inputTokens: told.input_tokens ?? before?.inputTokens ?? 0,
    outputTokens: told.output_tokens,
    cacheReadTokens: told.cache_read_input_tokens ?? before?.cacheReadTokens ?? 0,
    cacheWriteTokens: told.cache_creation_input_tokens ?? before?.cacheWriteTokens ?? 0,
  };
}
