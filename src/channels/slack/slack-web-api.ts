import type { webApi } from '@slack/bolt';
import type { SlackAnswer, SlackApi } from './slack-api.js';
import type { SlackFailure } from './slack-errors.js';
import { SLACK_CALL_MS } from './slack-limits.js';
import { silence } from './slack-silence.js';

type WebApi = typeof webApi;

/** Names of Slack's errors. Anything else in their place is a page of some proxy's, which may quote what we sent. */
const ERROR_NAME = /^[a-zA-Z0-9_.-]{1,80}$/;

/** Calls through Slack's own client, with everything it does by itself switched off. */
export class SlackWebApi implements SlackApi {
  constructor(
    private readonly token: string,
    private readonly apiUrl: string,
    private readonly withinMs: number = SLACK_CALL_MS,
  ) {}

  async call(
    method: string,
    args: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<SlackAnswer> {
    const { webApi, LogLevel } = await import('@slack/bolt');
    let status = 0;
    // A client of its own for each call, a tenth of a millisecond: it knows no signal but through its fetch.
    const client = new webApi.WebClient(this.token, {
      ...webClientOptions(this.apiUrl, this.withinMs),
      logger: silence(LogLevel.ERROR),
      fetch: async (url, init) => {
        const response = await fetch(
          url,
          signal ? { ...init, signal: either(init, signal) } : init,
        );
        status = response.status;
        return response;
      },
    });
    try {
      return { kind: 'ok', body: { ...(await client.apiCall(method, { ...args })) } };
    } catch (error) {
      const failure = slackFailureOf(webApi, error);
      // The client does not know what to make of a 429 without its time; but nothing was done, that is certain.
      const isLimit = failure.kind === 'network' && status === 429;
      return { kind: 'refused', failure: isLimit ? { kind: 'http', status } : failure };
    }
  }
}

/**
 * What every client of ours is made with. The token goes to this address only: not to one that a method's name spells
 * out, and the client itself follows no redirect.
 */
export function webClientOptions(slackApiUrl: string, timeout: number) {
  return {
    slackApiUrl,
    timeout,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    maxRequestConcurrency: 1,
  };
}

/** What went wrong, without Slack's types and without anything it may quote. */
export function slackFailureOf(
  { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIHTTPError }: WebApi,
  error: unknown,
): SlackFailure {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'http', status: 429, retryAfterMs: error.retryAfter * 1_000 };
  }
  if (error instanceof WebAPIHTTPError) {
    return { kind: 'http', status: error.statusCode, ...waitOf(error.headers['retry-after']) };
  }
  if (error instanceof WebAPIPlatformError && ERROR_NAME.test(error.data.error)) {
    const { error: name, response_metadata: more } = error.data;
    return { kind: 'platform', error: name, ...waitOf(more?.['retryAfter']) };
  }
  return { kind: 'network' };
}

function waitOf(seconds: unknown): { retryAfterMs?: number } {
  const ms = Number(seconds) * 1_000;
  return seconds !== undefined && Number.isFinite(ms) && ms > 0 ? { retryAfterMs: ms } : {};
}

/** The client's own signal is its timeout. */
function either(init: RequestInit | undefined, signal: AbortSignal): AbortSignal {
  return init?.signal ? AbortSignal.any([init.signal, signal]) : signal;
}
