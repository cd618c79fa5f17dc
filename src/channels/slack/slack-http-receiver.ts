import type { App, Receiver } from '@slack/bolt';
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackDeliveryKind } from './slack-dispatch.js';
import type { SlackDoor, SlackReply } from './slack-door.js';
import { formFields, interactionPayload } from './slack-interactions.js';
import { SLACK_BODY_BYTES_MAX } from './slack-limits.js';
import { parseSlackCall } from './slack-parse.js';
import type { SlackProblemWord } from './slack-problem-words.js';
import { checkSlackSignature } from './slack-signature.js';

/** How long after Slack said that it held events back this is still a problem to be shown. */
const HELD_BACK_SHOWN_MS = 5 * 60_000;

/**
 * Takes what Slack posts to our three addresses: signature first, then everything else. Must stand before any parser
 * of bodies, as Slack signs the bytes.
 */
export class SlackHttpReceiver implements Receiver {
  readonly router: RequestHandler;
  private heldBackAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly parts: {
      readonly appName: string;
      readonly signingSecret: string;
      readonly door: SlackDoor;
      readonly clock: Clock;
      readonly telemetry: Telemetry;
    },
  ) {
    const router = express.Router();
    // Slack does not compress; what would become large by unpacking is not even begun.
    const raw = express.raw({ type: () => true, limit: SLACK_BODY_BYTES_MAX, inflate: false });
    const base = `/slack/${parts.appName}`;
    router.post(`${base}/events`, raw, this.guarded('event'));
    router.post(`${base}/interactions`, raw, this.guarded('interaction'));
    router.post(`${base}/commands`, raw, this.guarded('command'));
    router.use(base, this.unreadable());
    this.router = router;
  }

  init(app: App): void {
    this.parts.door.open(app);
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  get problem(): SlackProblemWord | null {
    const isRecent = this.parts.clock.nowMs() - this.heldBackAtMs < HELD_BACK_SHOWN_MS;
    return isRecent ? 'held-back' : null;
  }

  private guarded(kind: SlackDeliveryKind): RequestHandler {
    return async (request, response) => {
      const body = rawBodyOf(request);
      const { signingSecret, clock, door } = this.parts;
      const check = checkSlackSignature(signingSecret, request.headers, body, clock.nowMs());
      if (check.kind === 'ok') return this.verified(kind, body.toString('utf8'), request, response);
      // Slack looks at a certificate now and then with an unsigned request. Nothing of it is read.
      if (kind !== 'event' && check.reason === 'unsigned' && isCertificateCheck(body)) {
        return end(response, 200);
      }
      door.refuse(kind, check.reason);
      return refuse(response, 401);
    };
  }

  private async verified(
    kind: SlackDeliveryKind,
    text: string,
    request: Request,
    response: Response,
  ): Promise<void> {
    const { door, clock, telemetry, appName } = this.parts;
    const retryNum = Number(request.headers['x-slack-retry-num'] ?? 0) || 0;
    let body: unknown;
    try {
      body = read(kind, text);
      if (kind === 'event') {
        const call = parseSlackCall(body);
        if (call.kind === 'verification') {
          response.status(200).type('text/plain').send(call.challenge);
          return;
        }
        if (call.kind === 'held-back') {
          this.heldBackAtMs = clock.nowMs();
          telemetry.warn('slack.held-back', { app: appName });
          return end(response, 200);
        }
      }
    } catch {
      // What it was is not told: the parser's message may quote it.
      door.refuse(kind, 'malformed');
      return refuse(response, 400);
    }
    reply(response, await door.takeInTime({ kind, body, retryNum }));
  }

  private unreadable(): ErrorRequestHandler {
    return (error: unknown, _request, response, next) => {
      if (response.headersSent) return next(error);
      const status = statusOf(error);
      this.parts.door.refuse('body', status === 413 ? 'too-large' : 'unreadable');
      refuse(response, status);
    };
  }
}

function rawBodyOf({ body }: Request): Buffer {
  // Express leaves it undefined where there was none.
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function read(kind: SlackDeliveryKind, text: string): unknown {
  switch (kind) {
    case 'event':
      return JSON.parse(text);
    case 'interaction':
      return interactionPayload(text);
    case 'command':
      return formFields(text);
  }
}

function reply(response: Response, said: SlackReply): void {
  switch (said.kind) {
    case 'done':
      if (said.answer === undefined) end(response, 200);
      else response.status(200).json(said.answer);
      break;
    case 'refused':
      refuse(response, said.reason === 'malformed' ? 400 : 401);
      break;
    case 'failed':
      end(response, 503);
      break;
  }
}

/** The same again would be refused again. https://docs.slack.dev/apis/events-api/#retries */
function refuse(response: Response, status: number): void {
  response.set('x-slack-no-retry', '1');
  end(response, status);
}

function end(response: Response, status: number): void {
  response.status(status).end();
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands : `ssl_check` and a token, no signature. */
function isCertificateCheck(body: Buffer): boolean {
  return body.length < 1_000 && /(?:^|&)ssl_check=1(?:&|$)/.test(body.toString('latin1'));
}

/** Of body-parser's errors: 413 for a body too large, 415 for a compressed one, 400 for one that broke off. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
