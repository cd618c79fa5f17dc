import { tokensOf } from './model-request.js';
import {
  inPieces,
  type ModelScript,
  type ReceivedRequest,
  type ReportedUsage,
  type ScriptedTool,
} from './model-script.js';

/** One server-sent event. `piece`: it is counted, paced and may be held. */
export interface ModelEvent {
  readonly data: { readonly type: string; readonly [field: string]: unknown };
  readonly isPiece: boolean;
}

const plain = (type: string, fields: object): ModelEvent => ({
  data: { type, ...fields },
  isPiece: false,
});

export function messageStart(id: string, model: string, usage: ReportedUsage): ModelEvent {
  const message = {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  return plain('message_start', { message });
}

/** The blocks of an answer: thinking, text (in as many blocks as it has citations), tool call. */
export function* contentEvents(
  script: ModelScript,
  request: ReceivedRequest,
): Generator<ModelEvent> {
  let index = 0;
  if (script.thinking !== undefined) {
    yield* block(index, { type: 'thinking', thinking: '', signature: '' }, [
      { type: 'thinking_delta', thinking: script.thinking },
      { type: 'signature_delta', signature: 'c2lnbmVk' },
    ]);
    index += 1;
  }
  for (const { texts, citation } of textBlocks(script, request)) {
    const deltas = texts.map((text) => ({ type: 'text_delta', text }));
    const cited = citation === null ? [] : [{ type: 'citations_delta', citation }];
    yield* block(index, { type: 'text', text: '', citations: null }, [...cited, ...deltas]);
    index += 1;
  }
  for (const { name, input } of toolsOf(script)) {
    const start = { type: 'tool_use', id: `toolu_${request.number}_${index}`, name, input: {} };
    const parts = inPieces(jsonOf(input), 40);
    const deltas = parts.map((partial_json) => ({ type: 'input_json_delta', partial_json }));
    yield* block(index, start, deltas);
    index += 1;
  }
}

export function* endEvents(script: ModelScript, usage: ReportedUsage): Generator<ModelEvent> {
  const stop_reason = script.stopReason ?? 'end_turn';
  const stop_details =
    script.refusal === undefined
      ? null
      : { type: 'refusal', category: script.refusal, explanation: null };
  yield plain('message_delta', {
    delta: { stop_reason, stop_sequence: null, stop_details },
    usage,
  });
  yield plain('message_stop', {});
}

export function errorEvent(type: string): ModelEvent {
  return plain('error', { error: { type, message: 'scripted' } });
}

/** All that a script makes the model write, in this server's tokens. */
export function outputTokens(script: ModelScript): number {
  const tools = toolsOf(script).map(({ input }) => jsonOf(input));
  return 1 + tokensOf([script.thinking ?? '', ...(script.pieces ?? []), ...tools].join(''));
}

function toolsOf({ tool, moreTools = [] }: ModelScript): readonly ScriptedTool[] {
  return tool === undefined ? moreTools : [tool, ...moreTools];
}

function jsonOf(input: unknown): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}

function* block(index: number, start: object, deltas: readonly object[]): Generator<ModelEvent> {
  yield plain('content_block_start', { index, content_block: start });
  for (const delta of deltas) {
    const isPiece = 'text' in delta || 'partial_json' in delta;
    yield { data: { type: 'content_block_delta', index, delta }, isPiece };
  }
  yield plain('content_block_stop', { index });
}

function textBlocks(script: ModelScript, request: ReceivedRequest) {
  const pieces = script.pieces ?? [];
  const cites = script.cites ?? [];
  if (cites.length === 0) return pieces.length === 0 ? [] : [{ texts: pieces, citation: null }];
  const share = Math.ceil(pieces.length / cites.length);
  return cites.map((cited, at) => {
    const result = request.searchResults[cited.result];
    const from = cited.from ?? 0;
    const to = cited.to ?? from + 1;
    const citation = {
      type: 'search_result_location',
      search_result_index: cited.result,
      start_block_index: from,
      end_block_index: to,
      source: result?.source ?? 'nowhere',
      title: result?.title ?? null,
      cited_text: (result?.content ?? [])
        .slice(from, to)
        .map(({ text }) => text)
        .join(''),
    };
    return { texts: pieces.slice(at * share, (at + 1) * share), citation };
  });
}
