import { createServer, type IncomingMessage, type Server } from 'node:http';
import { basename, join } from 'node:path';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import { GatewayError, toClientError } from '../core/domain/errors.js';
import type { Telemetry } from '../core/ports/telemetry.js';

/** What answers some of the requests, and leaves the others to whoever comes next. */
export type Route = RequestHandler;

interface HostParts {
  readonly host: string;
  readonly port: number;
  readonly trustProxy: number | false;
  /** The folder of the pages. */
  readonly pages: string;
  readonly telemetry: Telemetry;
  /** The APIs; they come before the pages and the error answers. */
  readonly routes: readonly Route[];
}

const STATUS: Partial<Record<GatewayError['code'], number>> = {
  'token.invalid': 401,
  'token.expired': 401,
  'desk.unauthorized': 401,
  'admin.unauthorized': 401,
  'tenant.unknown': 404,
  'account.unknown': 404,
  'turn.unknown': 404,
  'conversation.unknown': 404,
  'request.too-large': 413,
  'not-found': 404,
  'handoff.unknown': 404,
  'handoff.taken': 409,
  'handoff.closed': 409,
  'handoff.not-claimed': 409,
  'handoff.own': 409,
  'handoff.no-approval': 409,
  'handoff.action-under-way': 409,
  'handoff.not-closed': 409,
  'handoff.not-filed': 503,
  'conversation.not-bot': 409,
  'message.not-yours': 409,
  'message.not-failed': 409,
  'origin.refused': 403,
  'channel.unknown': 404,
  'sign-in.refused': 403,
  'file.refused': 422,
  'file.unknown': 404,
  'file.off': 404,
  'file.incomplete': 400,
  'file.busy': 503,
  'rate.limited': 429,
  'connections.full': 503,
  'lane.full': 503,
  'store.unavailable': 503,
  stopping: 503,
  broken: 500,
};

/** The one HTTP server: pages, APIs and channels share its port. */
export class Host {
  readonly server: Server;
  private readonly app: Express;

  constructor(private readonly parts: HostParts) {
    this.app = express();
    this.app.disable('x-powered-by');
    this.app.set('trust proxy', parts.trustProxy);
    this.app.use(helmet({ contentSecurityPolicy: { directives: POLICY }, hsts: false }));
    for (const route of parts.routes) this.app.use(route);
    this.app.use(express.static(parts.pages, { extensions: ['html'], setHeaders: shareable }));
    this.app.use((_request, _response, next) => next(new GatewayError('not-found')));
    this.app.use((error: unknown, _request: Request, response: Response, next: NextFunction) =>
      this.answerError(error, response, next),
    );
    this.server = createServer({ requestTimeout: REQUEST_MS_MAX }, this.app);
  }

  /** Resolves with the address once connections are accepted. */
  listen(): Promise<string> {
    const { host, port } = this.parts;
    return new Promise((resolve, reject) => {
      this.server.once('error', (error) => reject(listenError(error, host, port)));
      this.server.listen(port, host, () => {
        const address = this.server.address();
        const actual = typeof address === 'object' && address !== null ? address.port : port;
        resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
      });
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  /** The client's address as seen through the trusted proxies; what others claim in a header is not believed. */
  addressOf(request: IncomingMessage): string {
    const remote = request.socket.remoteAddress ?? '';
    const hops = this.parts.trustProxy;
    const header = request.headers['x-forwarded-for'];
    if (hops === false || header === undefined) return remote;
    const chain = [
      ...String(header)
        .split(',')
        .map((one) => one.trim()),
      remote,
    ];
    return chain.at(-1 - hops) ?? chain[0] ?? remote;
  }

  private answerError(error: unknown, response: Response, next: NextFunction): void {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = toKnown(error);
    if (known === null) this.parts.telemetry.error('http.failed', error);
    const told = toClientError(known ?? error);
    const status = STATUS[told.code] ?? 400;
    response.status(status).json({ ok: false, error: told });
  }
}

function listenError(error: Error, host: string, port: number): Error {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? new GatewayError('port.in-use', { host, port }, { cause: error }) : error;
}

/** How long a request may take to come in whole: a gigabyte over a slow line. Uploads that pause end much sooner. */
const REQUEST_MS_MAX = 3_600_000;

/** Pages load nothing but what this server has. */
const POLICY = {
  defaultSrc: ["'self'"],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  upgradeInsecureRequests: null,
};

/** Errors of ours, and those of the router and the body parser, whose messages quote the request. */
function toKnown(error: unknown): GatewayError | null {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof Error && 'status' in error)) return null;
  const isClients = typeof error.status === 'number' && error.status < 500;
  const problem = 'type' in error ? String(error.type) : 'unreadable';
  return isClients ? new GatewayError('request.invalid', { problem }) : null;
}

/** The widget is run by the pages of other sites, which the browser allows only if we say so. */
function shareable(response: { setHeader(name: string, value: string): void }, path: string): void {
  if (basename(path).startsWith('widget.js')) {
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  }
}

/** Where the pages are built to, below the project's root. */
export function pagesFolder(root: string): string {
  return join(root, 'dist', 'web');
}
