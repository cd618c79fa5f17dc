import { type IncomingMessage, request } from 'node:http';
import { type Answer, type Packet, type PacketKind, type Transport, UNHEARD } from './delivery.js';
import type { AppRecord, Reach } from './model.js';
import type { NowMs } from './now-ms.js';
import { signatureOf } from './signature.js';

/** https://docs.slack.dev/apis/events-api/#responding: a 2xx within three seconds. */
export const ACKNOWLEDGE_MS_MAX = 3_000;

export interface SignedPost {
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends signed requests to an app's request urls, as Slack's own machines do. */
export class HttpTransport implements Transport {
  answerWithinMs = ACKNOWLEDGE_MS_MAX;

  constructor(private readonly nowMs: NowMs) {}

  async send(app: AppRecord, packet: Packet): Promise<Answer> {
    if (app.reach.kind !== 'http') return UNHEARD;
    const isEvent = packet.kind === 'events_api';
    return this.post(app, {
      url: urlFor(app.reach, packet.kind),
      body: bodyOf(packet),
      contentType: isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      headers: retryHeaders(packet),
    });
  }

  /** Signs with the app's secret unless the headers given already carry a signature (a forger's). */
  post(app: AppRecord, post: SignedPost): Promise<Answer> {
    const timestampS = Math.floor(this.nowMs() / 1000);
    return send(
      post.url,
      post.body,
      {
        'content-type': post.contentType,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        accept: '*/*',
        'x-slack-request-timestamp': String(timestampS),
        'x-slack-signature': signatureOf(app.signingSecret, timestampS, post.body),
        ...post.headers,
      },
      this.answerWithinMs,
    );
  }
}

function urlFor(reach: Extract<Reach, { kind: 'http' }>, kind: PacketKind): string {
  switch (kind) {
    case 'events_api':
      return reach.events;
    case 'interactive':
      return reach.interactivity;
    case 'slash_commands':
      return reach.commands;
  }
}

/** Events are JSON, clicks a form with one field `payload`, slash commands a flat form. */
function bodyOf(packet: Packet): string {
  switch (packet.kind) {
    case 'events_api':
      return JSON.stringify(packet.payload);
    case 'interactive':
      return new URLSearchParams({ payload: JSON.stringify(packet.payload) }).toString();
    case 'slash_commands':
      return new URLSearchParams(
        Object.entries(packet.payload).map(([name, value]) => [name, String(value)]),
      ).toString();
  }
}

function retryHeaders(packet: Packet): Record<string, string> {
  if (packet.retry === null || packet.withoutRetryHeaders) return {};
  return {
    'x-slack-retry-num': String(packet.retry.num),
    'x-slack-retry-reason': packet.retry.reason,
  };
}

/** A connection of its own for each request: a kept one would be refused once after every restart of the app. */
function send(
  url: string,
  body: string,
  headers: Record<string, string>,
  withinMs: number,
): Promise<Answer> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const end = (answer: Pick<Answer, 'status' | 'body' | 'headers' | 'outcome'>) =>
      resolve({ ...answer, ms: performance.now() - startedMs });
    const failed = (outcome: Answer['outcome']) =>
      end({ status: 0, body: '', headers: {}, outcome });
    const outgoing = request(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(withinMs),
    });
    const onError = (error: Error) =>
      failed(error.name === 'TimeoutError' || isTimeout(error) ? 'timed-out' : 'unreachable');
    outgoing.on('error', onError);
    outgoing.on('response', (response) => {
      response.on('error', onError);
      readAll(response).then(
        (text) => {
          const status = response.statusCode ?? 0;
          const outcome = status >= 200 && status < 300 ? 'acknowledged' : 'refused';
          end({ status, body: text, headers: flatHeaders(response), outcome });
        },
        (error: Error) => onError(error),
      );
    });
    outgoing.end(body);
  });
}

function isTimeout(error: Error): boolean {
  return error.name === 'AbortError';
}

async function readAll(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function flatHeaders(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
  );
}
