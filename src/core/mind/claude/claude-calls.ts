import { GatewayError } from '../../domain/errors.js';
import type { CallPurpose, OpenedCall } from '../../domain/usage.js';
import type { Clock } from '../../ports/clock.js';
import type { CodedTry, ModelBreakers } from '../model-breakers.js';
import { type CallAccount, type CalledFor, NOTHING_SPENT, type Spending } from './call-account.js';
import type { ClaudeClient, ClaudeRequest } from './claude-client.js';
import {
  brokenStream,
  type Failure,
  failureOf,
  type ModelErrorCode,
  type Phase,
  pausedError,
  timedOut,
  toGatewayError,
  verdictOn,
} from './claude-errors.js';
import { estimatedTokens, Reply } from './reply.js';
import { type RetrySettings, retryWait } from './retry-wait.js';

export interface CallSettings extends RetrySettings {
  /** How long one try may take in all. */
  readonly timeoutMs: number;
  /** How long a begun answer may be silent. Longer than the model thinks before a tool call, which shows nothing. */
  readonly idleMs: number;
}

/**
 * What a whole reply means: a result, with how its entry is closed, or that it is no answer. `uncited`: a good answer,
 * but one that may not be sent.
 */
export type Reading<Result> =
  | {
      readonly kind: 'read';
      readonly result: Result;
      readonly outcome: 'ok' | 'uncited' | ModelErrorCode;
    }
  | { readonly kind: 'unusable'; readonly failure: Failure };

export interface Call<Result> {
  readonly purpose: CallPurpose;
  readonly calledFor: CalledFor;
  readonly request: ClaudeRequest;
  readonly settings: CallSettings;
  readonly read: (reply: Reply) => Reading<Result>;
  readonly onText?: (text: string) => void;
  /** Whether what has come so far may be shown; until it may, none of it is. Without it everything may. */
  readonly mayShow?: (reply: Reply) => boolean;
}

type End<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** `wasHeard`: the provider had begun to answer. */
  | { readonly kind: 'aborted'; readonly wasHeard: boolean };

/** How the stream of one try ended. */
type StreamEnd =
  | { readonly kind: 'whole' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'aborted' };

interface CallParts {
  readonly client: ClaudeClient;
  readonly account: CallAccount;
  readonly clock: Clock;
  readonly breakers: ModelBreakers;
}

/** Makes calls: each try with its entry in the ledger, again where that can help, ended at once by the signal. */
export class ClaudeCalls {
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  /** Rejects with the signal's reason, with our error for what Claude did, or with the ledger's for `open`. */
  async make<Result>(call: Call<Result>, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted();
    const work = this.#tryAll(call, signal);
    try {
      return await unlessAborted(work, signal);
    } finally {
      // After an abort nobody waits for the try any more, but its entry is still to be closed.
      if (signal.aborted) this.#parts.account.follow(work.catch(() => undefined));
    }
  }

  async #tryAll<Result>(call: Call<Result>, signal: AbortSignal): Promise<Result> {
    const { breakers, clock } = this.#parts;
    const { model } = call.request;
    let last: GatewayError | null = null;
    for (let attempt = 1; ; attempt++) {
      const passed = await breakers.pass(model, (begun) =>
        this.#judged(call, attempt, signal, begun),
      );
      if ('paused' in passed) throw last ?? pausedError(passed.paused);
      const end = passed.result;
      if (end.kind === 'done') return end.result;
      if (end.kind === 'aborted') throw signal.reason;
      last = toGatewayError(end.failure, attempt);
      const waitMs = retryWait(end.failure, attempt, call.settings);
      if (waitMs === null || !breakers.mayAsk(model)) throw last;
      await clock.wait(waitMs, signal);
      signal.throwIfAborted();
    }
  }

  /** One try, and what it says of the provider. */
  async #judged<Result>(
    call: Call<Result>,
    attempt: number,
    signal: AbortSignal,
    begun: () => void,
  ): Promise<CodedTry<End<Result>>> {
    const result = await this.#try(call, attempt, signal, begun);
    switch (result.kind) {
      case 'done':
        return { result, verdict: 'well', code: null };
      case 'failed': {
        const { failure } = result;
        const verdict = verdictOn(failure, call.settings.retryMaxMs);
        return { result, verdict, code: failure.code };
      }
      case 'aborted': {
        // Who waited no longer had waited long enough; but one that has begun to answer is not ill.
        const isIll = !result.wasHeard && isTimeout(signal.reason);
        return { result, verdict: isIll ? 'ill' : 'neutral', code: isIll ? 'model.timeout' : null };
      }
    }
  }

  /**
   * One try with its entry. How the entry is closed:
   *
   * | the try | usage | estimated | outcome |
   * |---|---|---|---|
   * | ended with a whole reply | the provider's | no | `ok`, or why the reply is no answer |
   * | aborted before the request | none | no | `aborted` |
   * | aborted, broke or fell silent after it began | input the provider's, output what we saw | yes | `aborted` or code |
   * | aborted or timed out before it began | the estimate of its opening | yes | `aborted` or code |
   * | was refused, or never connected | none | no | code |
   * | hit a defect of ours | as above | | `broken` |
   */
  async #try<Result>(
    call: Call<Result>,
    attempt: number,
    signal: AbortSignal,
    begun: () => void,
  ): Promise<End<Result>> {
    const { account } = this.#parts;
    const entry = await account.open(call.calledFor, sizeOf(call), attempt);
    if (signal.aborted) {
      account.close(entry, NOTHING_SPENT, 'aborted');
      return { kind: 'aborted', wasHeard: true };
    }
    const reply = new Reply();
    try {
      const end = await this.#stream(call, reply, signal, begun);
      if (end.kind === 'aborted') {
        account.close(entry, spendingOf(reply, entry, true), 'aborted');
        return { kind: 'aborted', wasHeard: reply.spent() !== null };
      }
      if (end.kind === 'failed') {
        const { code, mayCost } = end.failure;
        account.close(entry, spendingOf(reply, entry, mayCost), code);
        return end;
      }
      const reading = call.read(reply);
      const isRead = reading.kind === 'read';
      const outcome = isRead ? reading.outcome : reading.failure.code;
      account.close(entry, spendingOf(reply, entry, true), outcome);
      if (isRead) return { kind: 'done', result: reading.result };
      return { kind: 'failed', failure: reading.failure };
    } catch (defect) {
      account.close(entry, spendingOf(reply, entry, true), 'broken');
      throw defect;
    }
  }

  async #stream<Result>(
    call: Call<Result>,
    reply: Reply,
    signal: AbortSignal,
    begun: () => void,
  ): Promise<StreamEnd> {
    const { client, clock } = this.#parts;
    const { timeoutMs, idleMs } = call.settings;
    const ours = new AbortController();
    const cancelTimeout = clock.alarm(timeoutMs, () => ours.abort(timedOut('slow', timeoutMs)));
    let cancelIdle = () => {};
    const either = AbortSignal.any([signal, ours.signal]);
    let phase: Phase = 'asking';
    const awaited = async <Got>(work: Promise<Got>): Promise<Got | StreamEnd> => {
      try {
        return await unlessAborted(work, either);
      } catch (error) {
        if (signal.aborted) return { kind: 'aborted' };
        if (ours.signal.aborted) return { kind: 'failed', failure: ours.signal.reason };
        const failure = failureOf(error, await client.sdk(), phase, clock.nowMs());
        return { kind: 'failed', failure };
      }
    };
    try {
      const events = await awaited(client.open(call.request, either));
      if ('kind' in events) return events;
      phase = 'answering';
      for (let length = 0; ; ) {
        const next = await awaited(events.next());
        cancelIdle();
        if ('kind' in next) return next;
        if (next.done) return { kind: 'failed', failure: brokenStream() };
        reply.take(next.value);
        if (next.value.type === 'message_start') begun();
        if (reply.isComplete) {
          // One look further finds the end of the body, so that the connection can be used again.
          void events.next().catch(() => undefined);
          return { kind: 'whole' };
        }
        length = show(call, reply, length);
        cancelIdle = clock.alarm(idleMs, () => ours.abort(timedOut('idle', idleMs)));
      }
    } finally {
      cancelTimeout();
      cancelIdle();
      if (!reply.isComplete) ours.abort();
    }
  }
}

/** Shows what has grown. Returns how much has been shown. */
function show<Result>(call: Call<Result>, reply: Reply, shown: number): number {
  const { text } = reply;
  if (text.length <= shown || call.mayShow?.(reply) === false) return shown;
  call.onText?.(text);
  return text.length;
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof GatewayError && reason.code === 'model.timeout';
}

function sizeOf<Result>({ purpose, request }: Call<Result>) {
  const { system, tools, messages, model, max_tokens: outputTokensMax } = request;
  const chars = JSON.stringify({ system, tools, messages }).length;
  return { purpose, model, inputTokens: estimatedTokens(chars), outputTokensMax };
}

function spendingOf(reply: Reply, entry: OpenedCall, mayCost: boolean): Spending {
  const unheard = mayCost
    ? { usage: entry.estimate, isEstimated: true, reference: null }
    : NOTHING_SPENT;
  return reply.spent() ?? unheard;
}

/** Rejects with the signal's reason as soon as it aborts, whether or not the work listens. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
