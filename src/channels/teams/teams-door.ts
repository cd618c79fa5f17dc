import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import { GatewayError } from '../../core/domain/errors.js';
import { isLoopback } from '../../core/domain/loopback.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import { parseActivity, type TeamsActivity } from './teams-activity.js';
import type { Signed, TokenVerdict } from './teams-auth.js';
import type { TeamsBotSettings } from './teams-bot-settings.js';
import type { TeamsReply } from './teams-customers-parts.js';
import { isServiceUrl } from './teams-hosts.js';

/** Bytes of one activity. Teams takes 100 KB from bots and a third of that from people; entities and HTML come on top. */
const BODY_BYTES_MAX = 512 * 1024;

/** How long after the keys could not be had this is still a problem to be shown. */
const NO_KEYS_SHOWN_MS = 5 * 60_000;

interface DoorParts {
  readonly bot: TeamsBotSettings;
  /** Null: the bot is tried on this machine, and whoever speaks from here is believed. */
  readonly auth: { check(authorization: string, signed: Signed): Promise<TokenVerdict> } | null;
  readonly take: (bot: TeamsBotSettings, activity: TeamsActivity) => Promise<TeamsReply>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * The address Teams posts one bot's activities to.
 *
 * | answer | because |
 * |---|---|
 * | 200 | it is on record, or nothing to us |
 * | 400 | nobody can read it |
 * | 401 | it is not signed by Teams for this bot, or wants answers sent to a host that is not Microsoft's |
 * | 500 | it could not be recorded: Teams tells who wrote |
 * | 501 | Teams wants something done that this bot does not do |
 * | 503 | we are stopping |
 *
 * No answer says more than its number: what is wrong inside is nobody's business outside.
 */
export class TeamsDoor {
  private isOpen = true;
  private lastAtMs: number | null = null;
  private noKeysAtMs = Number.NEGATIVE_INFINITY;
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: DoorParts) {}

  /** At the bot's own address, and at the one that Azure and the Playground expect, if it is the only bot. */
  router(isOnly: boolean): express.RequestHandler {
    const router = express.Router();
    const { name } = this.parts.bot;
    const paths = [`/api/v1/teams/${name}/messages`, ...(isOnly ? ['/api/messages'] : [])];
    const json = express.json({ type: () => true, limit: BODY_BYTES_MAX });
    for (const path of paths) {
      router.post(path, this.guard(), json, this.answering());
      router.use(path, this.unreadable());
    }
    return router;
  }

  /** Resolves once nothing is being taken any more; what was taken is on record. */
  async close(): Promise<void> {
    this.isOpen = false;
    await Promise.allSettled(this.running);
  }

  health(): { readonly lastEventAtMs: number | null; readonly problem: 'no-keys' | null } {
    const isShown = this.parts.clock.nowMs() - this.noKeysAtMs < NO_KEYS_SHOWN_MS;
    return { lastEventAtMs: this.lastAtMs, problem: isShown ? 'no-keys' : null };
  }

  /** What needs no look at the body. */
  private guard(): express.RequestHandler {
    return (request, response, next) => {
      if (!this.isOpen) return end(response, 503);
      const isHeard =
        this.parts.auth === null
          ? isFromHere(request)
          : request.headers.authorization !== undefined;
      if (isHeard) return next();
      this.refuse(response, 401, this.parts.auth === null ? 'not-from-here' : 'unsigned');
    };
  }

  private answering(): express.RequestHandler {
    return async (request, response) => {
      const work = this.answer(request, response);
      this.running.add(work);
      try {
        await work;
      } finally {
        this.running.delete(work);
      }
    };
  }

  private async answer(request: Request, response: Response): Promise<void> {
    const { bot, take, clock, telemetry } = this.parts;
    const activity = readable(request.body);
    if (activity === null) return this.refuse(response, 400, 'malformed');
    const verdict = await this.verdictOn(request, activity);
    if (verdict === 'unavailable') {
      this.noKeysAtMs = clock.nowMs();
      telemetry.warn('teams.no-keys', { bot: bot.name });
      return end(response, 500);
    }
    if (verdict === 'refused') return this.refuse(response, 401, 'token');
    if (!isServiceUrl(activity.serviceUrl, bot.isAnonymous ? 'loopback' : 'microsoft')) {
      return this.refuse(response, 401, 'service-url');
    }
    this.lastAtMs = clock.nowMs();
    try {
      const { status, body } = await take(bot, activity);
      if (body === undefined) end(response, status);
      else response.status(status).json(body);
    } catch (error) {
      const isMalformed = error instanceof GatewayError && error.code === 'request.invalid';
      if (isMalformed) return this.refuse(response, 400, 'malformed');
      telemetry.error('teams.not-recorded', error, { bot: bot.name });
      end(response, 500);
    }
  }

  private async verdictOn(
    { headers }: Request,
    { channelId, serviceUrl }: TeamsActivity,
  ): Promise<TokenVerdict> {
    const { auth } = this.parts;
    if (auth === null) return 'good';
    return auth.check(headers.authorization ?? '', { channelId, serviceUrl });
  }

  private unreadable(): ErrorRequestHandler {
    return (error: unknown, _request, response, next) => {
      if (response.headersSent) return next(error);
      const status = statusOf(error);
      this.refuse(response, status, status === 413 ? 'too-large' : 'unreadable');
    };
  }

  private refuse(response: Response, status: number, reason: string): void {
    this.parts.telemetry.warn('teams.refused', { bot: this.parts.bot.name, status, reason });
    end(response, status);
  }
}

/** Null: not an activity. */
function readable(body: unknown): TeamsActivity | null {
  try {
    return parseActivity(body);
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'request.invalid') return null;
    throw error;
  }
}

/**
 * Whether a program on this machine speaks for itself: not one that hands on what comes from elsewhere, and not a page
 * in a browser here, which cannot send JSON to another site without asking.
 */
function isFromHere({ socket, headers }: Request): boolean {
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'via'].some(
    (name) => headers[name] !== undefined,
  );
  return (
    isHere(socket.remoteAddress) &&
    isHere(socket.localAddress) &&
    isLoopback(headers.host ?? '') &&
    headers.origin === undefined &&
    /^application\/json\b/i.test(headers['content-type'] ?? '') &&
    !isPassedOn
  );
}

function isHere(address: string | undefined): boolean {
  return isLoopback((address ?? '').replace(/^::ffff:/, ''));
}

function end(response: Response, status: number): void {
  response.status(status).end();
}

/** Of body-parser's errors: 413 for a body too large, 415 for one in an unknown dress, 400 for what is no JSON. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
