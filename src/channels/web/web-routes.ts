import { Router } from 'express';
import { GatewayError } from '../../core/domain/errors.js';
import type { FileLimits } from '../../core/domain/file-limits.js';
import { isOriginAllowed } from './origins.js';

/** What a client shows before anybody has written. */
export interface WebFace {
  readonly origins: readonly string[];
  readonly tenant: string;
  readonly bot: string;
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly suggestions: readonly string[];
  readonly linkHosts: readonly string[];
  readonly messageCharsMax: number;
  /** Null: no files are taken. */
  readonly files: FileLimits | null;
}

/** A page asks for it at each load, and nobody minds a new wording a minute later. */
const FRESH_SECONDS = 60;

/** `GET /api/v1/web/CHANNEL`, for the pages of admitted sites. There is nothing secret in it. */
export function webRoutes(faceOf: (channel: string) => WebFace | null): Router {
  const router = Router();
  router.get('/api/v1/web/:channel', (request, response) => {
    const { origin } = request.headers;
    // Refusals are for the page to read, too; the answer itself only for admitted ones.
    if (origin !== undefined) response.set('Access-Control-Allow-Origin', origin);
    response.vary('Origin').set('Cross-Origin-Resource-Policy', 'cross-origin');
    const face = faceOf(request.params.channel);
    if (face === null) throw new GatewayError('channel.unknown');
    if (!isOriginAllowed(request.headers, face.origins)) throw new GatewayError('origin.refused');
    const { origins: _, ...shown } = face;
    response.set('Cache-Control', `private, max-age=${FRESH_SECONDS}`).json({ ok: true, ...shown });
  });
  return router;
}
