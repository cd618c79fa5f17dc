import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { type FileBounds, isShownInPlace, whyNot } from '../core/domain/files.js';
import { say, type TextKey, type Wording } from '../core/domain/texts.js';
import type { Clock } from '../core/ports/clock.js';
import type { Opened, OpenFile } from '../core/ports/files.js';

/** A browser that takes nothing for so long is gone, or never meant to take it. */
const SILENT_READER_MS = 60_000;

interface RouteParts {
  /** Null: nobody here gave that link, or what it led to is not kept. */
  readonly openLink: (
    id: string,
    link: { readonly expiresMs: number; readonly proof: string },
  ) => Promise<Opened | null>;
  readonly clock: Clock;
  readonly bounds: () => FileBounds;
}

/** `GET /files/ID`, where the links to contents lead. Whoever has a link may follow it until it ends. */
export function fileRoutes(parts: RouteParts): Router {
  const router = Router();
  router.get('/files/:id', (request, response) => follow(request, response, parts));
  return router;
}

async function follow(
  request: Request<{ id: string }>,
  response: Response,
  { openLink, clock, bounds }: RouteParts,
): Promise<void> {
  const expiresMs = Number(request.query['e']);
  const proof = String(request.query['s'] ?? '');
  if (expiresMs <= clock.nowMs()) return tell(response, 403, 'files.page.expired');
  const isLink = Number.isSafeInteger(expiresMs) && proof !== '';
  const opened = isLink ? await openLink(request.params.id, { expiresMs, proof }) : null;
  if (opened === null) return tell(response, 404, 'files.page.none');
  if (opened.kind === 'problem') {
    const why = whyNot(opened.problem, bounds(), ENGLISH);
    return tell(response, 410, 'files.page.problem', { why });
  }
  const secondsLeft = Math.max(Math.floor((expiresMs - clock.nowMs()) / 1_000), 0);
  response.set(headersOf(opened, secondsLeft));
  await send(request, response, opened);
}

/** Nobody knows who follows a link, or in which language. */
const ENGLISH: Wording = { language: 'en', overrides: {} };

function tell(
  response: Response,
  status: number,
  key: TextKey,
  fill: Readonly<Record<string, string>> = {},
): void {
  response.set('Cache-Control', 'no-store').status(status).type('text/plain');
  response.send(`${say(key, ENGLISH, fill)}\n`);
}

/** Nothing of a content may run in the gateway's name, whatever it pretends to be. */
function headersOf(file: OpenFile, secondsLeft: number): Record<string, string> {
  const isShown = file.isImage && isShownInPlace(file.type);
  return {
    'Content-Type': file.type,
    'Content-Length': String(file.bytes),
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; ${namesOf(file.name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': `private, max-age=${secondsLeft}, immutable`,
    // Widgets show pictures on other sites.
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
}

/** The name twice: for old clients in what a header may hold, and whole (RFC 6266, 5; RFC 8187). */
function namesOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  // Half a sign, as a name that was cut may end in, cannot be written so.
  const whole = encodeURIComponent(name.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${whole}`;
}

async function send(request: Request, response: Response, { content }: OpenFile): Promise<void> {
  const stream = content instanceof Readable ? content : Readable.from(content);
  if (request.method === 'HEAD' || response.destroyed) {
    stream.destroy();
    response.end();
    return;
  }
  response.setTimeout(SILENT_READER_MS, () => response.destroy());
  try {
    await pipeline(stream, response);
  } catch (error) {
    // Whoever left does not need an answer; a content that breaks off has to break off there, too.
    if (isGone(error)) return;
    response.destroy();
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
