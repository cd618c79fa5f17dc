import { type ErrorCode, GatewayError } from '../../domain/errors.js';
import type { Verdict } from '../breaker.js';
import type { Paused } from '../model-breakers.js';
import type { Sdk } from './claude-client.js';

export type ModelErrorCode = Extract<ErrorCode, `model.${string}`>;

/** What went wrong with one try of a call, in our words. */
export interface Failure {
  readonly code: ModelErrorCode;
  /** What happened, as the beginning of a sentence for an agent: no key and no text of anybody. */
  readonly said: string;
  readonly status: number | null;
  /** How long the provider asked to wait. */
  readonly retryAfterMs: number | null;
  /** Whether the provider can have worked, and so charged, for it. */
  readonly mayCost: boolean;
  readonly cause?: unknown;
}

/** Where a try stood when it failed. */
export type Phase = 'asking' | 'answering';

/** Failures to even reach the provider: nothing was sent, so nothing was charged. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Causes looked through for a code. `fetch` wraps once, the SDK once more. */
const CAUSES_MAX = 4;

const TIMES = ['never', 'once', 'twice'];

/**
 * The provider's errors as ours. By status (https://platform.claude.com/docs/en/api/errors), or by the type of an error
 * event where the answer had already begun.
 *
 * | status | event | code |
 * |---|---|---|
 * | 429 | `rate_limit_error` | `model.rate-limited` |
 * | 529 | `overloaded_error` | `model.overloaded` |
 * | 408 | `timeout_error` | `model.timeout` |
 * | other 5xx | `api_error` | `model.unavailable` |
 * | 401, 402, 403 | `authentication_error`, `billing_error`, `permission_error` | `model.key-refused` |
 * | other 4xx | any other | `model.request-refused` |
 * | none: no connection, or broken before the answer | | `model.unavailable` |
 * | none: the answer had begun | | `model.broken-stream` |
 */
export function failureOf(error: unknown, sdk: Sdk, phase: Phase, nowMs: number): Failure {
  if (error instanceof sdk.APIError && !(error instanceof sdk.APIConnectionError)) {
    if (typeof error.status === 'number') {
      return httpFailure(error.status, retryAfterOf(error.headers, nowMs), error);
    }
    return eventFailure(error.type ?? '', error);
  }
  if (phase === 'answering') return brokenStream(error);
  const wasSent = !NOT_CONNECTED.has(systemCodeOf(error));
  const said = wasSent
    ? 'The connection to Claude broke before it answered'
    : 'Claude could not be reached';
  return failure('model.unavailable', said, { mayCost: wasSent, cause: error });
}

export function brokenStream(cause?: unknown): Failure {
  const said = 'The connection to Claude broke in mid-answer';
  return failure('model.broken-stream', said, { mayCost: true, cause });
}

/** Our own clock rang: before the first word or after it, or because the words stopped coming. */
export function timedOut(why: 'slow' | 'idle', ms: number): Failure {
  const time = `${Math.round(ms / 100) / 10} s`;
  const said =
    why === 'slow'
      ? `Claude did not finish within ${time}`
      : `Claude fell silent in mid-answer for ${time}`;
  return failure('model.timeout', said, { mayCost: true });
}

/** The answer came, but is none. Its figures are the provider's own. */
export function unusable(code: ModelErrorCode, said: string, cause?: unknown): Failure {
  return failure(code, said, { mayCost: true, cause });
}

/** The error that reaches the turn; its message is what an agent reads on the card. */
export function toGatewayError(failure: Failure, attempts: number): GatewayError {
  const status = failure.status === null ? {} : { status: failure.status };
  const message = `${failure.said}; tried ${TIMES[attempts] ?? `${attempts} times`}.`;
  const cause = failure.cause === undefined ? {} : { cause: failure.cause };
  return new GatewayError(failure.code, { ...status, attempts }, { message, ...cause });
}

/** The error of a call that was not made. A key that was refused is said as such: only a person can mend it. */
export function pausedError({ model, code, untilMs }: Paused): GatewayError {
  if (code === 'model.key-refused') {
    return new GatewayError(code, { model }, { message: 'Claude refused our key just before.' });
  }
  const message = 'Claude has been failing, so it was not asked.';
  return new GatewayError('model.paused', { model, code, untilMs }, { message });
}

/**
 * What a failure says of the provider. One that answers what it should not is well. One that asks for a short wait only
 * bounds how much at once; `waitMsMax`: the longest wait that is kept.
 */
export function verdictOn(
  { code, retryAfterMs }: Pick<Failure, 'code' | 'retryAfterMs'>,
  waitMsMax: number,
): Verdict {
  switch (code) {
    case 'model.rate-limited':
      return retryAfterMs !== null && retryAfterMs <= waitMsMax ? 'neutral' : 'ill';
    case 'model.overloaded':
    case 'model.unavailable':
    case 'model.timeout':
    case 'model.broken-stream':
      return 'ill';
    case 'model.key-refused':
      return 'dead';
    case 'model.request-refused':
    case 'model.bad-answer':
    case 'model.refused':
    case 'model.cut-off':
    case 'model.stopped':
      return 'well';
    case 'model.paused':
    case 'model.budget':
      return 'neutral';
  }
}

function httpFailure(status: number, retryAfterMs: number | null, cause: unknown): Failure {
  const { code, did } = ofStatus(status);
  const said = `Claude ${did} (${status})`;
  return failure(code, said, { status, retryAfterMs, mayCost: false, cause });
}

function ofStatus(status: number): { readonly code: ModelErrorCode; readonly did: string } {
  if (status === 429) return { code: 'model.rate-limited', did: 'refused for too many requests' };
  if (status === 529) return { code: 'model.overloaded', did: 'was overloaded' };
  if (status === 408) return { code: 'model.timeout', did: 'gave up waiting' };
  if (status >= 500) return { code: 'model.unavailable', did: 'had an error of its own' };
  if (status === 401 || status === 402 || status === 403) {
    return { code: 'model.key-refused', did: 'refused our key' };
  }
  return { code: 'model.request-refused', did: 'refused the request' };
}

function eventFailure(type: string, cause: unknown): Failure {
  const { code, did } = ofType(type);
  return failure(code, `Claude ${did} in mid-answer`, { mayCost: false, cause });
}

function ofType(type: string): { readonly code: ModelErrorCode; readonly did: string } {
  switch (type) {
    case 'rate_limit_error':
      return ofStatus(429);
    case 'overloaded_error':
      return ofStatus(529);
    case 'timeout_error':
      return ofStatus(408);
    case 'api_error':
      return ofStatus(500);
    case 'authentication_error':
    case 'billing_error':
    case 'permission_error':
      return ofStatus(401);
    default:
      return ofStatus(400);
  }
}

/** Seconds or a date, as HTTP has it (RFC 9110, 10.2.3). */
function retryAfterOf(headers: unknown, nowMs: number): number | null {
  const value = headers instanceof Headers ? headers.get('retry-after') : null;
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - nowMs : seconds * 1_000;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function systemCodeOf(error: unknown): string {
  let one = error;
  for (let depth = 0; depth < CAUSES_MAX; depth++) {
    if (typeof one !== 'object' || one === null) return '';
    if ('code' in one && typeof one.code === 'string') return one.code;
    one = 'cause' in one ? one.cause : null;
  }
  return '';
}

function failure(
  code: ModelErrorCode,
  said: string,
  rest: { readonly mayCost: boolean } & Partial<Failure>,
): Failure {
  return { code, said, status: null, retryAfterMs: null, ...rest };
}
