import type { IncomingHttpHeaders } from 'node:http';
import type { CallPurpose } from '../../../src/core/domain/usage.js';
import type {
  JsonSchema,
  ReceivedRequest,
  ReportedUsage,
  RequestBlock,
  RequestBody,
  SearchResult,
} from './model-script.js';

export function readRequest(
  number: number,
  raw: string,
  headers: IncomingHttpHeaders,
): ReceivedRequest {
  const body = JSON.parse(raw) as RequestBody;
  const blocks = body.messages[0]?.content ?? [];
  return {
    number,
    purpose: purposeOf(body),
    body,
    raw,
    headers,
    searchResults: blocks.filter(isSearchResult),
    text: blocks.flatMap((block) => (block.text === undefined ? [] : [block.text])).join('\n'),
  };
}

function isSearchResult(
  block: RequestBlock & Partial<SearchResult>,
): block is RequestBlock & SearchResult {
  return block.type === 'search_result';
}

function purposeOf(body: RequestBody): CallPurpose {
  const properties = body.output_config?.format?.schema?.properties;
  if (properties?.['type'] !== undefined) return 'route';
  if (properties?.['values'] !== undefined) return 'fill';
  if (properties?.['summary'] !== undefined && properties['intent'] === undefined) {
    return 'summarise';
  }
  if (properties !== undefined) return 'brief';
  return body.tools === undefined ? 'greet' : 'answer';
}

/** What the real API would refuse, as far as it concerns us; null when it would take it. */
export function faultOf(request: ReceivedRequest): string | null {
  const { body, headers } = request;
  if (!String(headers['authorization'] ?? '').startsWith('Bearer ')) return 'authentication';
  if (typeof body.max_tokens !== 'number') return 'max_tokens: Field required';
  if (body.stream !== true) return 'stream: this server only streams';
  return promptFaultOf(request);
}

/** The same of a request that is only to be counted. */
export function countFaultOf(request: ReceivedRequest): string | null {
  const { body, headers } = request;
  if (!String(headers['authorization'] ?? '').startsWith('Bearer ')) return 'authentication';
  const extra = ['max_tokens', 'stream', 'metadata'].find((name) => name in body);
  if (extra !== undefined) return `${extra}: Extra inputs are not permitted`;
  return promptFaultOf(request);
}

function promptFaultOf({ body, searchResults }: ReceivedRequest): string | null {
  const isInTurn = body.messages.every(
    ({ role }, at) => role === (at % 2 === 0 ? 'user' : 'assistant'),
  );
  if (!isInTurn || body.messages.length % 2 === 0) return 'messages: user and assistant in turn';
  const said = body.messages.flatMap(({ content }) => content);
  const blocks = [...body.system, ...said].filter(({ type }) => type === 'text');
  const texts = [...blocks, ...searchResults.flatMap(({ content }) => content)];
  if (texts.some(({ text }) => (text ?? '').trim() === '')) {
    return 'messages: text content blocks must contain non-whitespace text';
  }
  if (searchResults.some(({ source, title, content }) => !source || !title || !content.length)) {
    return 'search_result: source, title and content are required';
  }
  const cites = new Set(searchResults.map(({ citations }) => citations?.enabled === true));
  if (cites.size > 1) return 'citations: must be enabled on all or none';
  if (cites.has(true) && body.output_config?.format)
    return 'citations: not with output_config.format';
  for (const name of ['temperature', 'top_p', 'top_k']) {
    if (name in body) return `${name}: not accepted by this model`;
  }
  const schemas = [
    body.output_config?.format?.schema,
    ...(body.tools ?? []).map((tool) => tool.input_schema),
  ];
  return schemas.map((schema) => schemaFault(schema)).find((fault) => fault !== null) ?? null;
}

function schemaFault(schema: JsonSchema | undefined): string | null {
  if (schema === undefined) return null;
  const unknown = ['minimum', 'maximum', 'minLength', 'maxLength', 'pattern'];
  const used = unknown.find((word) => word in schema);
  if (used !== undefined) return `schema: ${used} is not supported`;
  if (schema.type === 'object' && schema.additionalProperties !== false) {
    return 'schema: additionalProperties must be false';
  }
  const parts = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
  ];
  const inner = parts.map(schemaFault);
  return inner.find((fault) => fault !== null) ?? null;
}

/** Tokens as this server counts them. Another measure than ours, so that an estimate is never right by chance. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 3);
}

/** The bytes the provider would cache: tools and system prompt, up to the mark. */
export function prefixOf({ body }: ReceivedRequest): string {
  return JSON.stringify([body.model, body.tools ?? null, body.system]);
}

/** What the whole prompt of a request takes, cached or not. */
export function countedTokens(request: ReceivedRequest): number {
  return tokensOf(JSON.stringify(request.body.messages)) + tokensOf(prefixOf(request));
}

/** Prompt figures: a marked prefix is written when it is first seen, and read from the cache after that. */
export function promptUsage(
  request: ReceivedRequest,
  seen: Set<string>,
): Omit<ReportedUsage, 'output_tokens'> {
  const prefix = prefixOf(request);
  const input_tokens = tokensOf(JSON.stringify(request.body.messages));
  const isMarked = request.body.system.at(-1)?.cache_control?.type === 'ephemeral';
  if (!isMarked) {
    const all = input_tokens + tokensOf(prefix);
    return { input_tokens: all, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
  }
  const isRead = seen.has(prefix);
  seen.add(prefix);
  return {
    input_tokens,
    cache_read_input_tokens: isRead ? tokensOf(prefix) : 0,
    cache_creation_input_tokens: isRead ? 0 : tokensOf(prefix),
  };
}
