import type { IncomingMessage } from 'node:http';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { GatewayError } from '../../core/domain/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { FileOwner, Files } from '../../core/ports/files.js';
import type { IdSource } from '../../core/ports/ids.js';
import type { Limiter } from '../../core/ports/limiter.js';
import type { FileView } from '../file-view.js';
import { uploaded } from '../upload.js';
import { isOriginAllowed } from './origins.js';
import type { WebChannelSettings } from './web-channel.js';
import { visitIn } from './web-visit.js';

/** How long a browser may remember what it was told about other sites' requests. */
const PREFLIGHT_SECONDS = 600;

const BASE = '/api/v1/chat/:channel/files';

/** The longest token a request may carry, as with a connection. */
const TOKEN_CHARS_MAX = 4_096;

interface WebFilesParts {
  readonly files: Pick<Files, 'take'>;
  readonly view: Pick<FileView, 'linkTo'>;
  readonly settings: () => ReadonlyMap<string, WebChannelSettings>;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly secret: string;
  readonly addressOf: (request: IncomingMessage) => string;
}

type AtChannel = Request<{ channel: string; id?: string }>;

/**
 * Files of web visitors over HTTP, with the token of their visit: uploaded before the message that names them is sent,
 * and linked anew when a link has ended.
 */
export function webFileRoutes(parts: WebFilesParts): Router {
  const router = Router();
  router.use('/api/v1/chat/:channel/files', (request, response, next) =>
    admitSite(request, response, next, parts),
  );
  router.post(BASE, async (request, response) => {
    const owner = await ownerOf(request, parts);
    await spend(request, owner, parts);
    const { id, name, type, bytes } = await uploaded(request, response, owner, parts);
    response.json({ ok: true, file: { id, name, type, bytes } });
  });
  router.get(`${BASE}/:id`, async (request, response) => {
    const owner = await ownerOf(request, parts);
    const url = await parts.view.linkTo(String(request.params.id), owner);
    response.set('Cache-Control', 'no-store').json({ ok: true, url });
  });
  return router;
}

/** Refusals are for the page to read, too; what is behind them only for pages of admitted sites. */
function admitSite(
  request: AtChannel,
  response: Response,
  next: NextFunction,
  parts: WebFilesParts,
): void {
  const { origin } = request.headers;
  if (origin !== undefined) response.set('Access-Control-Allow-Origin', origin);
  response.vary('Origin').set('Cross-Origin-Resource-Policy', 'cross-origin');
  const { origins } = settingsOf(request, parts);
  if (!isOriginAllowed(request.headers, origins)) throw new GatewayError('origin.refused');
  if (request.method !== 'OPTIONS') {
    next();
    return;
  }
  response.set({
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
  });
  response.status(204).end();
}

function settingsOf({ params }: AtChannel, { settings }: WebFilesParts): WebChannelSettings {
  const found = settings().get(params.channel);
  if (found === undefined) throw new GatewayError('channel.unknown');
  return found;
}

/** Whoever has no token has nothing here yet, so there is no new visit as there is for a connection. */
async function ownerOf(request: AtChannel, parts: WebFilesParts): Promise<FileOwner> {
  const token = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined || token.length > TOKEN_CHARS_MAX)
    throw new GatewayError('token.invalid');
  const settings = settingsOf(request, parts);
  const { conversationId } = await visitIn(settings, token, parts);
  return { tenant: settings.tenant, conversationId };
}

/** Counted apart from messages, by the same measure: a file is no more work than a message. */
async function spend(
  request: AtChannel,
  { conversationId }: FileOwner,
  parts: WebFilesParts,
): Promise<void> {
  const { name, perVisit, perAddress } = settingsOf(request, parts);
  const address = parts.ids.hash(parts.addressOf(request));
  const counted = [
    [`upload-visit-${conversationId}`, perVisit],
    [`upload-address-${name}-${address}`, perAddress],
  ] as const;
  for (const [key, allowance] of counted) {
    const waitMs = await parts.limiter.spend(key, allowance);
    if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
  }
}
