import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { Card } from '../../src/core/domain/card.js';
import { type Agent, type Handoff, isClosed, stepped } from '../../src/core/domain/handoff.js';
import { textsUnder } from '../../src/core/domain/texts.js';
import { handoffCard } from '../../src/handoff/handoff-card.js';
import type { CaseDetail, ThreadLine } from '../../web/desk/desk-contract.js';
import { FakeFiles } from './fake-files.js';

const PAGES = path.resolve(__dirname, '../../dist/web');
const WORDING = { language: 'en', overrides: {} } as const;

const FACE = {
  language: 'en',
  texts: { ...textsUnder('desk.', WORDING), ...textsUnder('files.', WORDING) },
};

/** The same policy as the gateway's own; what the page must not need shows as an error of the page. */
const POLICY =
  "default-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'";

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
};

export const ANA: Agent = { id: 'ana', name: 'Ana Alvarez' };
export const BEN: Agent = { id: 'ben', name: 'Ben Okafor' };

/** A case as the fake keeps it. */
export interface FakeCase {
  handoff: Handoff;
  lines: ThreadLine[];
  owner: 'bot' | 'waiting' | 'agent';
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly agent: string;
}

type Refusal = { status: number; code: string; message: string; details?: object };

/**
 * A desk's server in this process, with the answers of docs/desk.md: for what a real gateway does not do on demand,
 * such as failing a delivery, losing a stream, or being slow.
 */
export class FakeDeskServer {
  readonly cases = new Map<string, FakeCase>();
  readonly asked: Asked[] = [];
  devLogin: readonly Agent[] = [];
  /** Tokens that are somebody's; an agent's is their id and `-token-0123456789`. */
  readonly agents = new Map([ANA, BEN].map((agent) => [`${agent.id}-token-0123456789`, agent]));
  readonly files = new FakeFiles();
  /** Null: no files are taken. */
  fileLimits: object | null = { bytesMax: 25_000_000, perMessageMax: 4, accepts: ['image/*'] };
  /** Streams are refused while this is set. */
  isStreamDown = false;
  /** Answers nothing at all while this is set, as if it were not there. */
  isAway = false;
  /** Awaited before an answer to such a path is given. */
  holdUp: ((path: string) => Promise<void>) | null = null;
  private readonly streams = new Set<ServerResponse>();
  private readonly server = createServer((request, response) => void this.take(request, response));
  private clockMs = 0;

  static async start(): Promise<FakeDeskServer> {
    const fake = new FakeDeskServer();
    await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  tokenOf({ id }: Agent): string {
    return `${id}-token-0123456789`;
  }

  add(one: FakeCase): void {
    this.cases.set(one.handoff.id, one);
    this.changed(one.handoff.conversationId);
  }

  case(id: string): FakeCase {
    const found = this.cases.get(id);
    if (!found) throw new Error(`There is no case ${id}.`);
    return found;
  }

  /** One more line in the thread of a case. */
  line(id: string, line: Omit<ThreadLine, 'seq' | 'at'>): ThreadLine {
    const { lines, handoff } = this.case(id);
    const made = {
      ...line,
      seq: (lines.at(-1)?.seq ?? 0) + 1,
      at: new Date(this.now()).toISOString(),
    };
    lines.push(made);
    this.changed(handoff.conversationId);
    return made;
  }

  change(id: string, seq: number, fields: Partial<ThreadLine>): void {
    const one = this.case(id);
    one.lines = one.lines.map((line) => (line.seq === seq ? { ...line, ...fields } : line));
    this.changed(one.handoff.conversationId);
  }

  step(id: string, state: Handoff['state'], by: Agent): void {
    const one = this.case(id);
    one.handoff = stepped(
      one.handoff,
      { state, atMs: this.now(), by },
      state === 'open' ? null : by,
    );
    one.owner = state === 'claimed' ? 'agent' : state === 'open' ? 'waiting' : 'bot';
    this.changed(one.handoff.conversationId);
  }

  tell(event: string, fields: object): void {
    for (const stream of this.streams) {
      stream.write(`event: ${event}\ndata: ${JSON.stringify(fields)}\n\n`);
    }
  }

  cutStreams(): void {
    for (const stream of this.streams) stream.destroy();
    this.streams.clear();
  }

  get streamCount(): number {
    return this.streams.size;
  }

  async stop(): Promise<void> {
    this.cutStreams();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Rises with every call, so that no two lines are of the same moment. */
  private now(): number {
    this.clockMs = Math.max(this.clockMs + 1, Date.now());
    return this.clockMs;
  }

  private changed(conversationId: string): void {
    this.tell('changed', { conversationId });
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (this.isAway) {
      request.socket.destroy();
      return;
    }
    if (this.files.serve(request, response)) return;
    if (!url.pathname.startsWith('/api/v1/desk/')) {
      this.page(url.pathname, response);
      return;
    }
    const body = await bodyOf(request);
    const place = url.pathname.slice('/api/v1/desk'.length);
    try {
      await this.holdUp?.(place);
      if (place === '/events') this.openStream(this.agentOf(request), request, response);
      else answer(response, 200, { ok: true, ...this.answerTo(request, url, place, body) });
    } catch (problem) {
      const { status, ...error } = problem as Refusal;
      if (status === undefined) throw problem;
      answer(response, status, { ok: false, error: { retryable: false, ...error } });
    }
  }

  private page(pathname: string, response: ServerResponse): void {
    const name = pathname === '/desk' ? 'desk.html' : pathname.slice(1);
    const file = path.join(PAGES, path.basename(name));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(file).slice(1)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY });
    response.end(readFileSync(file));
  }

  private openStream(_agent: Agent, request: IncomingMessage, response: ServerResponse): void {
    if (this.isStreamDown) {
      request.socket.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
  }

  private agentOf(request: IncomingMessage): Agent {
    const agent = this.agents.get(String(request.headers.authorization).slice('Bearer '.length));
    if (!agent) throw refusal(401, 'desk.unauthorized', 'A valid agent token is needed.');
    return agent;
  }

  private answerTo(
    request: IncomingMessage,
    url: URL,
    place: string,
    body: Record<string, unknown>,
  ): object {
    if (place === '/sign-in') return this.welcome();
    if (place === '/sign-in/dev')
      return { token: this.tokenOf({ id: String(body['agent']), name: '' }) };
    const agent = this.agentOf(request);
    if (place === '/me') return { agent, ...FACE };
    if (place === '/handoffs') {
      const limit = Number(url.searchParams.get('limit') ?? 50);
      const view = url.searchParams.get('view') ?? 'active';
      return { handoffs: this.listed(view, agent).slice(0, limit) };
    }
    const [, id = '', deed, seq, kind] =
      /^\/handoffs\/([^/]+)(?:\/(\w+)(?:\/(\d+)\/(\w+))?)?$/.exec(place) ?? [];
    if (!this.cases.has(id)) throw refusal(404, 'handoff.unknown', 'There is no such handoff.');
    if (deed === undefined) return this.shown(id, agent);
    this.asked.push({ method: request.method ?? '', path: place, body, agent: agent.id });
    if (deed === 'typing') return {};
    if (deed === 'messages') return this.revise(id, Number(seq), kind ?? '', body, agent);
    return this.does(id, deed, body, agent);
  }

  private welcome(): object {
    return { devLogin: this.devLogin, ...FACE, files: this.fileLimits };
  }

  private listed(view: string, agent: Agent): Handoff[] {
    const all = [...this.cases.values()].map(({ handoff }) => handoff);
    const isShown = ({ state, claimedBy }: Handoff) => {
      if (view === 'waiting') return state === 'open';
      if (view === 'closed') return isClosed(state);
      if (view === 'mine') return state === 'claimed' && claimedBy?.id === agent.id;
      return view === 'all' || !isClosed(state);
    };
    const sign = view === 'waiting' ? 1 : -1;
    return all.filter(isShown).sort((one, other) => sign * (one.openedAtMs - other.openedAtMs));
  }

  private shown(id: string, agent: Agent): CaseDetail {
    const { handoff, lines, owner } = this.case(id);
    const { conversationId, channel, payload } = handoff;
    const card: Card = handoffCard({
      handoff,
      wording: WORDING,
      spent: { calls: 3, costUsd: 0.0042, unpriced: 0, isEstimated: false },
      agent,
      mayTakeOver: isClosed(handoff.state) && owner === 'bot',
    });
    const lastSeq = lines.at(-1)?.seq ?? 0;
    const conversation = {
      id: conversationId,
      owner,
      lastSeq,
      channel,
      customer: payload.customer,
    };
    return { handoff, card, conversation, messages: lines };
  }

  private does(id: string, deed: string, body: Record<string, unknown>, agent: Agent): object {
    const { handoff } = this.case(id);
    if (isClosed(handoff.state)) {
      throw refusal(409, 'handoff.closed', 'This handoff is closed.', {
        by: handoff.claimedBy?.name,
      });
    }
    const text = String(body['text'] ?? '');
    const author = { kind: 'agent' as const, ...agent };
    if (deed === 'note') return { seq: this.line(id, { kind: 'note', author, text }).seq };
    if (handoff.state === 'claimed' && handoff.claimedBy?.id !== agent.id) {
      const sinceMs = handoff.history.findLast(({ state }) => state === 'claimed')?.atMs;
      const by = handoff.claimedBy?.name;
      throw refusal(409, 'handoff.taken', `${by} already has this one.`, { by, sinceMs });
    }
    if (deed === 'reply') {
      if (handoff.state === 'open') this.step(id, 'claimed', agent);
      const truth = { state: 'delivered' as const };
      const named = body['files'] as { id: string }[] | undefined;
      const files = named?.map((one) => this.files.shown(one.id)) as ThreadLine['files'];
      return {
        seq: this.line(id, { kind: 'text', author, text, truth, ...(files && { files }) }).seq,
      };
    }
    const states = {
      claim: 'claimed',
      release: 'open',
      resolve: 'resolved',
      return: 'returned',
    } as const;
    this.step(id, states[deed as keyof typeof states], agent);
    return { handoff: this.case(id).handoff };
  }

  private revise(
    id: string,
    seq: number,
    kind: string,
    body: Record<string, unknown>,
    agent: Agent,
  ): object {
    const author = { kind: 'agent' as const, ...agent };
    const truth = { state: 'delivered' as const };
    const text = String(body['text'] ?? '');
    if (kind === 'retry') {
      const failed = this.case(id).lines.find((line) => line.seq === seq);
      return { seq: this.line(id, { kind: 'text', author, text: failed?.text ?? '', truth }).seq };
    }
    const isGone = kind === 'delete';
    this.change(id, seq, isGone ? { text: '', deleted: true } : { text, edited: true });
    return {
      seq: this.line(id, { kind: isGone ? 'delete' : 'edit', author, text, revises: seq, truth })
        .seq,
    };
  }
}

function refusal(status: number, code: string, message: string, details?: object): Refusal {
  return { status, code, message, ...(details && { details }) };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request) text += String(part);
  return text === '' ? {} : JSON.parse(text);
}
