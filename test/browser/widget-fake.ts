import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { type Namespace, Server, type Socket } from 'socket.io';
import type { Card } from '../../src/core/domain/card.js';
import { textsUnder } from '../../src/core/domain/texts.js';
import { FakeFiles } from './fake-files.js';

const PAGES = path.resolve(__dirname, '../../dist/web');

/** The policy of the real host: what the widget does must be possible under it. */
const POLICY =
  "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; style-src 'self'; script-src 'self'";

export interface FakeMessage {
  readonly id?: string;
  readonly text?: string;
  readonly citations?: readonly { title: string; url?: string; quote: string }[];
  readonly card?: Card;
  readonly turnId?: string;
  readonly at?: string;
  readonly files?: readonly object[];
}

interface Sent {
  readonly kind: string;
  readonly payload: Record<string, unknown>;
}

interface Line {
  readonly seq: number;
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

/** One conversation with its record. */
interface Talk {
  readonly id: string;
  readonly lines: Line[];
  owner: { owner: string; ownership: number; agent?: string };
}

/**
 * A gateway of the protocol in docs/web.md that says and refuses what a test tells it to, at the moment it tells. It
 * keeps the record as the real one does, so that what a page shows after a reload can be compared.
 */
export class WidgetFake {
  /** Everything customers have sent, in order. */
  readonly sent: Sent[] = [];
  /** The `auth` of each handshake, refused ones too. */
  readonly handshakes: Record<string, unknown>[] = [];
  /** Set: the next handshakes are refused with it. */
  refusal: { code: string; retryable: boolean } | null = null;
  /** What a request is answered with instead of being taken; `silence` is no answer at all. */
  answer: (kind: string) => object | 'silence' | null = () => null;
  profile: Record<string, unknown> = {
    ok: true,
    tenant: 'Maple & Finch',
    bot: 'Finch',
    language: 'en',
    texts: textsOfWidget(),
    suggestions: [
      'How long do refunds take?',
      'Do you ship abroad?',
      'What does the warranty cover?',
    ],
    linkHosts: ['maplefinch.example'],
    messageCharsMax: 4000,
    files: { bytesMax: 25_000_000, perMessageMax: 4, accepts: ['image/*', '.pdf'] },
  };
  readonly files = new FakeFiles();
  isProfileBroken = false;
  /** Whose a token is, when it is not the first one of its owner. */
  readonly ownerOf = new Map<string, string>();
  /** Requests of this kind are taken at once, and answered when it resolves. */
  held: { readonly kind: string; readonly until: Promise<void> } | null = null;
  private readonly talks = new Map<string, Talk>();

  private constructor(
    private readonly http: HttpServer,
    private readonly io: Server,
  ) {}

  static async start(): Promise<WidgetFake> {
    const app = express();
    const http = createServer(app);
    const io = new Server(http, { transports: ['websocket'], cors: { origin: '*' } });
    const fake = new WidgetFake(http, io);
    app.use((_request, response, next) => {
      response.setHeader('content-security-policy', POLICY);
      // The real host lets other sites load the widget, too.
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      next();
    });
    app.use((request, response, next) => {
      if (!fake.files.serve(request, response)) next();
    });
    app.get('/api/v1/web/:channel', (_request, response) => fake.tellProfile(response));
    app.use(express.static(PAGES, { extensions: ['html'] }));
    fake.serve(io.of('/chat'));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    // A request that is held would be waited for.
    this.http.closeAllConnections();
    await this.io.close();
    this.http.closeAllConnections();
  }

  /** Ends all lines, as a restart does. They come back by themselves. */
  hangUp(): void {
    this.io.of('/chat').disconnectSockets(true);
  }

  /** A message of somebody in the newest conversation. */
  says(kind: 'bot' | 'agent' | 'system', name: string, message: FakeMessage): string {
    const { id = randomUUID(), at = new Date().toISOString(), text = '', ...more } = message;
    this.put('message', { id, author: { kind, name }, text, at, ...more });
    return id;
  }

  owned(owner: 'bot' | 'waiting' | 'agent', agent?: string): void {
    const { talk } = this;
    const ownership = talk.owner.ownership + 1;
    talk.owner = { owner, ownership, ...(agent === undefined ? {} : { agent }) };
    this.put('owner', talk.owner);
  }

  /** An edit or a deletion by somebody else than the page that is looked at. */
  revises(event: 'edit' | 'delete', target: string, text?: string, by?: string): void {
    this.put(event, {
      target,
      at: new Date().toISOString(),
      ...(text === undefined ? {} : { text }),
      ...(by === undefined ? {} : { author: { kind: by } }),
    });
  }

  /** What has no number. */
  whispers(event: 'delta' | 'retract' | 'typing', payload: object): void {
    this.io.of('/chat').emit(event, payload);
  }

  /** The text of everything of one kind that was sent. */
  texts(kind = 'message'): unknown[] {
    return this.sent.filter((one) => one.kind === kind).map(({ payload }) => payload['text']);
  }

  get receipts(): unknown[] {
    return this.sent.filter(({ kind }) => kind === 'received').map(({ payload }) => payload['seq']);
  }

  private get talk(): Talk {
    const talk = [...this.talks.values()].at(-1);
    if (talk === undefined) throw new Error('Nobody has connected yet.');
    return talk;
  }

  private put(event: string, payload: object, talk = this.talk): number {
    const seq = talk.lines.length + 1;
    const line = { seq, event, payload: { ...payload, seq } };
    talk.lines.push(line);
    this.io.of('/chat').to(talk.id).emit(event, line.payload);
    return seq;
  }

  private tellProfile(response: express.Response): void {
    response.setHeader('access-control-allow-origin', '*');
    if (this.isProfileBroken) response.status(503).end();
    else response.status(this.profile['ok'] === true ? 200 : 404).json(this.profile);
  }

  private serve(chat: Namespace): void {
    chat.use((socket, next) => {
      this.handshakes.push(socket.handshake.auth);
      if (this.refusal === null) next();
      else next(Object.assign(new Error(this.refusal.code), { data: this.refusal }));
    });
    chat.on('connection', (socket) => {
      const { token = randomUUID(), after } = socket.handshake.auth;
      const owner = this.ownerOf.get(token) ?? token;
      const talk = this.talks.get(owner) ?? emptyTalk();
      this.talks.set(owner, talk);
      void socket.join(talk.id);
      const lastSeq = talk.lines.length;
      socket.emit('welcome', { conversationId: talk.id, token, ...talk.owner, lastSeq });
      const missed = talk.lines.filter(({ seq }) => seq > (after ?? lastSeq));
      for (const { event, payload } of missed) socket.emit(event, payload);
      this.listen(socket, talk);
    });
  }

  private listen(socket: Socket, talk: Talk): void {
    socket.onAny(
      (kind: string, payload: Record<string, unknown>, acknowledge?: (a: object) => void) => {
        this.sent.push({ kind, payload });
        const answer = this.answer(kind);
        if (answer === 'silence') return;
        if (acknowledge === undefined) return;
        const told = answer ?? this.take(talk, kind, payload);
        if (this.held?.kind === kind) void this.held.until.then(() => acknowledge(told));
        else acknowledge(told);
      },
    );
  }

  private take(talk: Talk, kind: string, payload: Record<string, unknown>): object {
    if (kind === 'history') return pageOf(talk, payload as { before: number; limit: number });
    if (kind === 'received') return { ok: true };
    const known = talk.lines.find((line) => line.payload['deed'] === payload['id']);
    if (known !== undefined) return { ok: true, seq: known.seq };
    const author = { kind: 'customer', name: 'Visitor' };
    const named = payload['files'] as { id: string }[] | undefined;
    const files = named ? { files: named.map(({ id }) => this.files.shown(id)) } : {};
    const more = kind === 'message' ? { author, ...files } : {};
    const line = { ...payload, ...more, at: new Date().toISOString(), deed: payload['id'] };
    return { ok: true, seq: this.put(kind, line, talk) };
  }
}

function emptyTalk(): Talk {
  return { id: randomUUID(), lines: [], owner: { owner: 'bot', ownership: 0 } };
}

/** Messages as they stand now, as the real history has them; changes of owner are not in it. */
function pageOf({ lines }: Talk, { before, limit }: { before: number; limit: number }): object {
  const past = lines.filter(({ seq, event }) => event === 'message' && seq < before);
  const page = past.slice(-limit);
  const messages = page.map(({ payload }) => {
    const revisions = lines.filter(
      ({ event, payload: { target } }) => event !== 'message' && target === payload['id'],
    );
    const gone = revisions.find(({ event }) => event === 'delete');
    const revision = gone ?? revisions.at(-1);
    if (revision === undefined) return payload;
    if (revision.event === 'delete') return { ...payload, text: '', deleted: true };
    return { ...payload, text: revision.payload['text'], edited: true };
  });
  const more = past.length > page.length;
  return { ok: true, messages, more, before: page[0]?.seq ?? 1 };
}

function textsOfWidget(): Record<string, string> {
  const wording = { language: 'en', overrides: {} } as const;
  const prefixes = ['widget.', 'rating.', 'files.'];
  return Object.assign({}, ...prefixes.map((prefix) => textsUnder(prefix, wording)));
}
