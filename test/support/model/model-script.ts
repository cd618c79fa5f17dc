import type { CallPurpose } from '../../../src/core/domain/usage.js';

/** Figures as the provider reports them. */
export interface ReportedUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation_input_tokens: number;
}

export interface SearchResult {
  readonly source: string;
  readonly title: string;
  readonly content: readonly { readonly text: string }[];
  readonly citations?: { readonly enabled?: boolean };
}

export interface RequestBlock {
  readonly type: string;
  readonly text?: string;
  readonly cache_control?: { readonly type: string };
}

/** The body as a client of ours sends it; what it should be is not yet checked. */
export interface RequestBody {
  readonly model: string;
  readonly max_tokens?: number;
  readonly stream?: boolean;
  readonly system: readonly RequestBlock[];
  readonly messages: readonly {
    readonly role: string;
    readonly content: readonly (RequestBlock & Partial<SearchResult>)[];
  }[];
  readonly tools?: readonly {
    readonly name: string;
    readonly strict?: boolean;
    readonly input_schema: JsonSchema;
  }[];
  readonly output_config?: {
    readonly effort?: string;
    readonly format?: { readonly type: string; readonly schema: JsonSchema };
  };
  readonly metadata?: { readonly user_id?: string };
}

export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean;
}

/** A request as it came in, with the parts that scripts look at. */
export interface ReceivedRequest {
  readonly number: number;
  readonly purpose: CallPurpose;
  readonly body: RequestBody;
  /** The body's own bytes. */
  readonly raw: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly searchResults: readonly SearchResult[];
  /** The texts of the user's first message, joined. */
  readonly text: string;
}

/** What happens to an answer in mid-air. `after` counts pieces; 0: before the first, but after `message_start`. */
export interface Mishap {
  readonly after: number;
  readonly how: 'hangs' | 'is-cut' | 'ends' | 'errors';
  /** Of `errors`: the type of the error event. */
  readonly type?: string;
}

export interface Cited {
  /** Which search result; the first is 0. */
  readonly result: number;
  readonly from?: number;
  readonly to?: number;
}

export interface ScriptedTool {
  readonly name: string;
  /** A text stands for JSON that was cut. */
  readonly input: unknown;
}

/** One answer of the server. */
export interface ModelScript {
  /** Not 200: an error response without a stream. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errorType?: string;
  /** The text, in the pieces in which it is streamed. */
  readonly pieces?: readonly string[];
  /** What the text cites; each citation ends its block. */
  readonly cites?: readonly Cited[];
  readonly tool?: ScriptedTool;
  /** Calls after `tool`. */
  readonly moreTools?: readonly ScriptedTool[];
  /** Sent before the text, as a block of thinking. */
  readonly thinking?: string;
  readonly stopReason?: string;
  readonly refusal?: string;
  readonly usage?: Partial<ReportedUsage>;
  readonly mishap?: Mishap;
  /** Never answers, not even with headers. */
  readonly isDeaf?: boolean;
  /** Cuts the connection instead of answering. */
  readonly isCut?: boolean;
}

export type Responder = (request: ReceivedRequest) => ModelScript;

/** Characters of a streamed piece; small, so that an answer grows in many steps. */
const PIECE_CHARS = 12;

export function inPieces(text: string, chars = PIECE_CHARS): string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${chars}}`, 'g')) ?? [];
}

export function says(text: string, rest: ModelScript = {}): ModelScript {
  return { pieces: inPieces(text), ...rest };
}

/** A structured output. */
export function returns(value: unknown, rest: ModelScript = {}): ModelScript {
  return says(JSON.stringify(value), rest);
}

/** What the model reads for an action, as it is asked for it. */
export function fills(
  action: string | null,
  values: Readonly<Record<string, string>> = {},
  isAside = false,
): ModelScript {
  const pairs = Object.entries(values).map(([parameter, value]) => ({ parameter, value }));
  return returns({ action, isAside, values: pairs });
}

/** A summary, as the model is asked for one. Empty: nothing was worth a line. */
export function summarises(summary: string, rest: ModelScript = {}): ModelScript {
  return returns({ summary }, rest);
}

export function handsOff(input: Readonly<Record<string, unknown>> = {}): ModelScript {
  const whole = {
    reason: 'missing_evidence',
    why: 'No passage says it.',
    intent: 'Wants to know something.',
    summary: 'First contact.',
    uncertainty: 'The rule is not known.',
    suggested_next_action: 'Look it up.',
    draft_reply: 'I have looked it up for you.',
    confidence: 0.3,
    ...input,
  };
  return { tool: { name: 'hand_off', input: whole }, stopReason: 'tool_use' };
}

export function refuses(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): ModelScript {
  return { status, headers };
}

export const NEVER_ANSWERS: ModelScript = { isDeaf: true };

/**
 * What the server says when nothing was scripted: any question is an `info_question`; an answer is the first sentence
 * of the first search result, citing it, and without one a handoff.
 */
export const BY_DEFAULT: Responder = ({ purpose, searchResults }) => {
  switch (purpose) {
    case 'route':
      return returns({
        reason: 'a question',
        type: 'info_question',
        escalation: null,
        confidence: 0.9,
      });
    case 'fill':
      return fills(null);
    case 'summarise':
      return summarises('- Jo asked about returns.');
    case 'brief':
      return returns({
        intent: 'The customer wants help.',
        summary: 'The model wrote this brief.',
        uncertainty: '',
        suggested_next_action: 'Answer the customer.',
        draft_reply: 'How can I help you?',
      });
    case 'greet':
      return says('Hello from the model! How can I help you?');
    case 'answer': {
      const [first] = searchResults;
      if (first === undefined) return handsOff();
      return says(first.content[0]?.text.trim() ?? '', { cites: [{ result: 0 }] });
    }
  }
};
