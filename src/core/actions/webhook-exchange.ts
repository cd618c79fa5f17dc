import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../ports/clock.js';
import { connectTo, PrivateAddress, type Resolve } from './webhook-connection.js';

/** Bytes of an answer that are read: an answer says what was done, it is no download. */
const ANSWER_BYTES_MAX = 64 * 1024;

/** One request to a system of the business. It is sent once; redirects are answers like any other. */
export interface Question {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: it has none. */
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly allowsPrivate: boolean;
}

/** What came of an answer's body. `cut`: less than was announced. */
export type AnswerBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'cut'; readonly why: 'timeout' | 'broken-off' };

/** How it went, by what it says about whether the other side has it. `code` is the system's word for what failed. */
export type Exchange =
  | {
      readonly kind: 'not-sent';
      readonly why: 'unreachable' | 'private-address';
      readonly code: string | null;
    }
  | {
      readonly kind: 'no-answer';
      readonly why: 'timeout' | 'broken-off' | 'bad-answer';
      readonly code: string | null;
    }
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** It says when to come again. */
      readonly hasRetryAfter: boolean;
      readonly body: AnswerBody;
    };

interface ExchangeParts {
  readonly clock: Clock;
  readonly resolve: Resolve;
}

/** Asks once and tells how it went. Never rejects. */
export async function exchange(
  question: Question,
  { clock, resolve }: ExchangeParts,
): Promise<Exchange> {
  const late = new AbortController();
  const cancel = clock.alarm(question.timeoutMs, () => late.abort());
  const { signal } = late;
  const { url, allowsPrivate } = question;
  try {
    const socket = await connectTo(url, { allowsPrivate, resolve, signal });
    if (!signal.aborted) return await talk(socket, question, signal);
    socket.destroy();
    return { kind: 'not-sent', why: 'unreachable', code: 'ETIMEDOUT' };
  } catch (error) {
    const why = error instanceof PrivateAddress ? 'private-address' : 'unreachable';
    return { kind: 'not-sent', why, code: signal.aborted ? 'ETIMEDOUT' : codeOf(error) };
  } finally {
    cancel();
  }
}

/** From the first byte that is sent; it never rejects. */
function talk(socket: Socket, question: Question, signal: AbortSignal): Promise<Exchange> {
  const { url, method, headers, body } = question;
  return new Promise((resolve) => {
    const request = httpRequest({
      createConnection: () => socket,
      method,
      path: url.pathname + url.search,
      headers: { ...headers, host: url.host, connection: 'close' },
    });
    const end = (exchange: Exchange) => {
      signal.removeEventListener('abort', stop);
      request.destroy();
      socket.destroy();
      resolve(exchange);
    };
    const stop = () => end({ kind: 'no-answer', why: 'timeout', code: null });
    signal.addEventListener('abort', stop, { once: true });
    request.on('error', (error) => {
      const code = codeOf(error);
      const why = code?.startsWith('HPE_') ? 'bad-answer' : 'broken-off';
      end({ kind: 'no-answer', why, code });
    });
    request.once('close', () => end({ kind: 'no-answer', why: 'broken-off', code: null }));
    request.once('response', (response) => {
      signal.removeEventListener('abort', stop);
      // From here on it is told by the body, whatever else the connection has to say.
      request.removeAllListeners('close').removeAllListeners('error');
      request.on('error', () => undefined);
      const { statusCode: status = 0 } = response;
      const hasRetryAfter = response.headers['retry-after'] !== undefined;
      void bodyOf(response, signal).then((read) =>
        end({ kind: 'answered', status, hasRetryAfter, body: read }),
      );
    });
    request.end(body ?? undefined);
  });
}

async function bodyOf(response: IncomingMessage, signal: AbortSignal): Promise<AnswerBody> {
  const stop = () => response.destroy();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > ANSWER_BYTES_MAX) return { kind: 'too-long' };
      chunks.push(chunk);
    }
    if (response.complete) return { kind: 'whole', bytes: Buffer.concat(chunks) };
  } catch {
    // Whatever broke it, it is the same to us: the answer is not whole.
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return { kind: 'cut', why: signal.aborted ? 'timeout' : 'broken-off' };
}

/** The system's word for why something failed. Messages are not taken: they may hold the address. */
function codeOf(error: unknown): string | null {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : null;
}
