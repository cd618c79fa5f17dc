import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextRound, setTimeout as pause } from 'node:timers/promises';
import type { CallPurpose } from '../../../src/core/domain/usage.js';
import {
  contentEvents,
  endEvents,
  errorEvent,
  type ModelEvent,
  messageStart,
  outputTokens,
} from './model-events.js';
import { countedTokens, countFaultOf, faultOf, promptUsage, readRequest } from './model-request.js';
import {
  BY_DEFAULT,
  type ModelScript,
  type ReceivedRequest,
  type ReportedUsage,
  type Responder,
} from './model-script.js';

/** What the server told of one answer, to be compared with the ledger. */
export interface Reported {
  readonly id: string;
  readonly number: number;
  readonly purpose: CallPurpose;
  readonly model: string;
  /** As last told to the client; null where an error was the whole answer, or nothing at all. */
  usage: ReportedUsage | null;
  status: number | null;
  /** Whether the client got the final figures and the end. */
  finished: boolean;
  /** Whether the client hung up first. */
  isAbandoned: boolean;
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/**
 * The Messages API on loopback: plays scripted answers as server-sent events, refuses what the real one would refuse,
 * and keeps what it was asked and what it reported. What nobody scripted is answered by `byDefault`.
 */
export class ModelServer {
  readonly requests: ReceivedRequest[] = [];
  readonly reported: Reported[] = [];
  /** Requests that were only to be counted, and how: without a status, rightly. */
  readonly counted: ReceivedRequest[] = [];
  counting: Pick<ModelScript, 'status' | 'headers' | 'isDeaf' | 'isCut'> = {};
  /** Real time between pieces. 0: as fast as the wire takes them, each in its own chunk. */
  gapMs = 0;
  readonly #server: Server;
  readonly #queue: ModelScript[] = [];
  readonly #cached = new Set<string>();
  readonly #waiters: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  #byDefault: Responder = BY_DEFAULT;
  #heldAfter = Number.POSITIVE_INFINITY;
  #held = 0;
  #letGo: () => void = () => undefined;
  #gate: Promise<void> = Promise.resolve();

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#receive(request, response).catch(() => response.destroy());
    });
  }

  /** On a port of the system's choice, unless one is given. */
  static async start(port = 0): Promise<ModelServer> {
    const model = new ModelServer();
    await new Promise<void>((resolve) => model.#server.listen(port, '127.0.0.1', resolve));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next requests get these answers, in this order. */
  answers(...scripts: readonly ModelScript[]): this {
    this.#queue.push(...scripts);
    return this;
  }

  /** Every request without a scripted answer gets this one's. */
  byDefault(responder: Responder): this {
    this.#byDefault = responder;
    return this;
  }

  /** Streams stop in mid-air after so many pieces, until `letGo`; 0: before the first. */
  hold(pieces = 1): this {
    this.#heldAfter = pieces;
    this.#gate = new Promise((resolve) => {
      this.#letGo = resolve;
    });
    return this;
  }

  letGo(): void {
    this.#heldAfter = Number.POSITIVE_INFINITY;
    this.#letGo();
  }

  /** Resolves when so many streams are held. */
  held(count = 1): Promise<void> {
    return this.#until(() => this.#held >= count);
  }

  /** Resolves when so many requests have come in. */
  asked(count: number): Promise<void> {
    return this.#until(() => this.requests.length >= count);
  }

  /** Resolves when so many requests have come in that are only to be counted. */
  askedToCount(count = 1): Promise<void> {
    return this.#until(() => this.counted.length >= count);
  }

  /** Resolves when clients have hung up on so many answers. */
  abandoned(count = 1): Promise<void> {
    return this.#until(() => this.reported.filter((one) => one.isAbandoned).length >= count);
  }

  async stop(): Promise<void> {
    this.letGo();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString('utf8');
    if (incoming.method === 'POST' && incoming.url === '/v1/messages/count_tokens') {
      return this.#count(readRequest(this.counted.length + 1, raw, incoming.headers), response);
    }
    if (incoming.method !== 'POST' || incoming.url !== '/v1/messages') {
      response.writeHead(404).end();
      return;
    }
    const request = readRequest(this.requests.length + 1, raw, incoming.headers);
    this.requests.push(request);
    const { number, purpose, body } = request;
    const report: Reported = {
      id: `msg_${number}`,
      number,
      purpose,
      model: body.model,
      usage: null,
      status: null,
      finished: false,
      isAbandoned: false,
    };
    this.reported.push(report);
    response.on('close', () => {
      // Whoever hangs up while something is being written leaves an error behind, too.
      report.isAbandoned = !response.writableEnded;
      this.#look();
    });
    this.#look();
    const fault = faultOf(request);
    const given = this.#queue.shift() ?? this.#byDefault(request);
    const status = fault === 'authentication' ? 401 : 400;
    await this.#play(
      fault === null ? given : { status, errorType: fault },
      request,
      report,
      response,
    );
  }

  #count(request: ReceivedRequest, response: ServerResponse): void {
    this.counted.push(request);
    this.#look();
    const fault = countFaultOf(request);
    const { isDeaf, isCut, status, headers } = this.counting;
    if (isDeaf) return;
    if (isCut) {
      response.destroy();
      return;
    }
    const code = fault === null ? (status ?? 200) : 400;
    const error = { type: fault ?? ERROR_TYPES[code] ?? 'api_error', message: 'scripted' };
    response.writeHead(code, { 'content-type': 'application/json', ...headers });
    response.end(
      JSON.stringify(
        code === 200 ? { input_tokens: countedTokens(request) } : { type: 'error', error },
      ),
    );
  }

  async #play(
    script: ModelScript,
    request: ReceivedRequest,
    report: Reported,
    response: ServerResponse,
  ): Promise<void> {
    if (script.isDeaf) return;
    if (script.isCut) {
      response.destroy();
      return;
    }
    report.status = script.status ?? 200;
    if (report.status !== 200) {
      const type = script.errorType ?? ERROR_TYPES[report.status] ?? 'api_error';
      const error = { type: 'error', error: { type, message: 'scripted' }, request_id: report.id };
      response.writeHead(report.status, { 'content-type': 'application/json', ...script.headers });
      response.end(JSON.stringify(error));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', ...script.headers });
    const prompt = promptUsage(request, this.#cached);
    const first: ReportedUsage = { ...prompt, output_tokens: 1, ...script.usage };
    const last = { ...prompt, output_tokens: outputTokens(script), ...script.usage };
    report.usage = { ...first, output_tokens: 1 };
    send(response, messageStart(report.id, report.model, report.usage));
    let pieces = 0;
    for (const event of contentEvents(script, request)) {
      if (event.isPiece) {
        if (script.mishap?.after === pieces) return befall(script, response);
        await this.#pace(pieces, response);
        pieces += 1;
      }
      if (response.destroyed) return;
      send(response, event);
    }
    if (script.mishap !== undefined) return befall(script, response);
    for (const event of endEvents(script, last)) send(response, event);
    report.usage = last;
    report.finished = true;
    response.end();
  }

  async #pace(pieces: number, response: ServerResponse): Promise<void> {
    if (pieces === this.#heldAfter) {
      this.#held += 1;
      this.#look();
      await Promise.race([this.#gate, new Promise((resolve) => response.once('close', resolve))]);
      this.#held -= 1;
    }
    await (this.gapMs > 0 ? pause(this.gapMs) : nextRound());
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push({ holds, resolve });
      this.#look();
    });
  }

  #look(): void {
    for (const waiter of this.#waiters) if (waiter.holds()) waiter.resolve();
  }
}

function send(response: ServerResponse, { data }: ModelEvent): void {
  response.write(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`);
}

function befall({ mishap }: ModelScript, response: ServerResponse): void {
  switch (mishap?.how) {
    case 'is-cut':
      response.destroy();
      return;
    case 'ends':
      response.end();
      return;
    case 'errors':
      send(response, errorEvent(mishap.type ?? 'overloaded_error'));
      response.end();
      return;
    case 'hangs':
    case undefined:
      return;
  }
}
