import type { Anthropic } from '@anthropic-ai/sdk';
import type {
  MessageCreateParamsNonStreaming,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages';

/** A request as it is sent; that it is streamed is the client's affair. */
export type ClaudeRequest = Omit<MessageCreateParamsNonStreaming, 'stream'>;
export type ClaudeEvent = RawMessageStreamEvent;

/** The SDK's error classes, for telling what kind of failure it was. */
export type Sdk = Pick<
  typeof import('@anthropic-ai/sdk'),
  'Anthropic' | 'APIError' | 'APIConnectionError'
>;

/** The longest a timer can take: the SDK's own clock shall never ring before ours. */
const NEVER_MS = 2 ** 31 - 1;

export interface ClaudeClientSettings {
  readonly apiKey: string;
  /** Another address than the provider's, for tests and proxies. */
  readonly baseUrl?: string;
}

/**
 * The way to the Messages API. The SDK is loaded with the first request, because it costs 90 ms. It retries nothing,
 * times nothing and logs nothing: retries have their own entries in the ledger, time comes from `Clock`, and its log
 * lines quote answers.
 */
export class ClaudeClient {
  readonly #settings: ClaudeClientSettings;
  #loading: Promise<{ readonly sdk: Sdk; readonly api: Anthropic }> | null = null;

  constructor(settings: ClaudeClientSettings) {
    this.#settings = settings;
  }

  /** Resolves when the provider begins to answer; rejects with the SDK's errors. */
  async open(request: ClaudeRequest, signal: AbortSignal): Promise<AsyncIterator<ClaudeEvent>> {
    const { api } = await this.#load();
    const stream = await api.messages.create({ ...request, stream: true }, { signal });
    return stream[Symbol.asyncIterator]();
  }

  /** What the provider counts for a request; rejects with the SDK's errors. */
  async count(request: ClaudeRequest, signal: AbortSignal): Promise<number> {
    const { api } = await this.#load();
    const { max_tokens: _max, metadata: _metadata, ...counted } = request;
    const { input_tokens } = await api.messages.countTokens(counted, { signal });
    return input_tokens;
  }

  async sdk(): Promise<Sdk> {
    return (await this.#load()).sdk;
  }

  #load(): Promise<{ readonly sdk: Sdk; readonly api: Anthropic }> {
    this.#loading ??= this.#start().catch((error) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async #start(): Promise<{ readonly sdk: Sdk; readonly api: Anthropic }> {
    const sdk: Sdk = await import('@anthropic-ai/sdk');
    const api = new sdk.Anthropic({
      apiKey: this.#settings.apiKey,
      baseURL: this.#settings.baseUrl ?? 'https://api.anthropic.com',
      maxRetries: 0,
      timeout: NEVER_MS,
      logLevel: 'off',
      openTelemetry: false,
    });
    return { sdk, api };
  }
}
