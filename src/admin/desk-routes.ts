import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import {
  type Agent,
  conversationIdOf,
  type Handoff,
  type HandoffState,
} from '../core/domain/handoff.js';
import { CLIENT_ID_CHARS_MAX, PAGE_MESSAGES_MAX } from '../core/domain/limits.js';
import type { Message } from '../core/domain/message.js';
import { newest } from '../core/domain/transcript.js';
import { truthOf } from '../core/domain/truth.js';
import type { Archive } from '../core/ports/archive.js';
import type { Clock } from '../core/ports/clock.js';
import type { Conversations } from '../core/ports/conversations.js';
import type { Handoffs } from '../core/ports/handoffs.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Limiter } from '../core/ports/limiter.js';
import { bearerOf, isSameSecret } from './bearer.js';

/** An agent's reply, in characters. Platforms take less at once; their adapters split. */
const REPLY_CHARS_MAX = 8_000;

/** A request's body. Room for the longest reply in four-byte letters. */
const BODY_BYTES_MAX = 64_000;

/** Wrong tokens per address and minute; more are not even looked at in the log. Tokens are too long to be found by trying. */
const WRONG_TOKENS = { points: 20, windowMs: 60_000 };

/** An agent as config knows them, with the tenants whose handoffs come to their desk. */
export interface DeskAgent extends Agent {
  readonly token: string;
  readonly tenants: readonly string[];
}

/** What the desk does; the policy of `src/handoff` behind a port of its own. */
export interface DeskActions {
  step(
    kind: 'claim' | 'release' | 'return' | 'resolve',
    id: string,
    agent: Agent,
    note: string,
  ): Promise<Handoff>;
  takeOver(conversationId: string, agent: Agent): Promise<Handoff>;
  reply(id: string, agent: Agent, words: { id: string; text: string }): Promise<{ seq: number }>;
  note(id: string, agent: Agent, words: { id: string; text: string }): Promise<{ seq: number }>;
  find(id: string): Promise<Handoff>;
}

interface DeskRoutesParts {
  readonly actions: DeskActions;
  readonly conversations: Conversations;
  readonly archive: Archive;
  readonly handoffs: Handoffs;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly agents: () => readonly DeskAgent[];
  readonly showsRecord: (conversation: Conversation) => boolean;
}

const STATES: Record<string, readonly HandoffState[]> = {
  waiting: ['open'],
  mine: ['claimed'],
  active: ['open', 'claimed'],
  closed: ['resolved', 'returned', 'expired'],
  all: ['open', 'claimed', 'resolved', 'returned', 'expired'],
};

const listQuery = z.object({
  view: z.enum(['waiting', 'mine', 'active', 'closed', 'all']).default('active'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const words = z.strictObject({
  id: z.string().min(1).max(CLIENT_ID_CHARS_MAX).optional(),
  text: z
    .string()
    .max(REPLY_CHARS_MAX)
    .refine((text) => text.trim() !== '', 'must not be empty'),
});

const closing = z.strictObject({ note: z.string().max(REPLY_CHARS_MAX).default('') });

/** The desk over HTTP: lists, one handoff with its thread, and what agents do. */
export class DeskRoutes {
  readonly router: Router = Router();

  constructor(private readonly parts: DeskRoutesParts) {
    const base = '/api/v1/desk';
    this.router.use(base, express.json({ limit: BODY_BYTES_MAX }));
    this.get(`${base}/me`, async (_request, agent) => ({
      agent: { id: agent.id, name: agent.name },
    }));
    this.get(`${base}/handoffs`, (request, agent) => this.list(request, agent));
    this.get(`${base}/handoffs/:id`, (request, agent) => this.show(request, agent));
    for (const kind of ['claim', 'release'] as const) {
      this.post(`${base}/handoffs/:id/${kind}`, async (_request, agent, handoff) => ({
        handoff: await parts.actions.step(kind, handoff.id, agent, ''),
      }));
    }
    for (const kind of ['return', 'resolve'] as const) {
      this.post(`${base}/handoffs/:id/${kind}`, async (request, agent, handoff) => ({
        handoff: await parts.actions.step(
          kind,
          handoff.id,
          agent,
          parse(closing, request.body ?? {}).note,
        ),
      }));
    }
    this.post(`${base}/handoffs/:id/reply`, (request, agent, handoff) =>
      parts.actions.reply(handoff.id, agent, this.wordsOf(request)),
    );
    this.post(`${base}/handoffs/:id/note`, (request, agent, handoff) =>
      parts.actions.note(handoff.id, agent, this.wordsOf(request)),
    );
    this.router.post(`${base}/conversations/:id/claim`, async (request, response) => {
      const agent = await this.agentOf(request);
      const conversation = await parts.conversations.load(String(request.params['id']));
      if (!conversation || !agent.tenants.includes(conversation.tenant)) {
        throw new GatewayError('not-found');
      }
      response.json({ ok: true, handoff: await parts.actions.takeOver(conversation.id, agent) });
    });
  }

  private get(path: string, work: (request: Request, agent: DeskAgent) => Promise<object>): void {
    this.router.get(path, async (request: Request, response: Response) => {
      const agent = await this.agentOf(request);
      response.set('Cache-Control', 'no-store').json({ ok: true, ...(await work(request, agent)) });
    });
  }

  private post(
    path: string,
    work: (request: Request, agent: DeskAgent, handoff: Handoff) => Promise<object>,
  ): void {
    this.router.post(path, async (request: Request, response: Response) => {
      const agent = await this.agentOf(request);
      const handoff = await this.handoffFor(agent, request);
      response.json({ ok: true, ...(await work(request, agent, handoff)) });
    });
  }

  /** Another tenant's handoff does not exist for this agent (P10). */
  private async handoffFor(agent: DeskAgent, request: Request): Promise<Handoff> {
    const handoff = await this.parts.actions.find(String(request.params['id']));
    if (!agent.tenants.includes(handoff.tenant)) throw new GatewayError('handoff.unknown');
    return handoff;
  }

  private async list(request: Request, agent: DeskAgent): Promise<object> {
    const { view, limit } = parse(listQuery, request.query);
    const states = STATES[view] ?? [];
    const mine = view === 'mine' ? { agentId: agent.id } : {};
    const { tenants } = agent;
    return { handoffs: await this.parts.handoffs.list({ tenants, states, limit, ...mine }) };
  }

  private async show(request: Request, agent: DeskAgent): Promise<object> {
    const handoff = await this.handoffFor(agent, request);
    const id = conversationIdOf(handoff.id);
    const conversation = id === null ? null : await this.parts.conversations.load(id);
    if (conversation === null) throw new GatewayError('handoff.unknown');
    const query = { before: Number.MAX_SAFE_INTEGER, limit: PAGE_MESSAGES_MAX };
    const filed = await this.parts.archive.page(conversation.id, query);
    const messages = newest(conversation, filed, PAGE_MESSAGES_MAX);
    const { owner, ownership, lastSeq, channel, customer } = conversation;
    return {
      handoff,
      conversation: { id: conversation.id, owner, ownership, lastSeq, channel, customer },
      messages: messages.map((message) => this.lineOf(message, conversation)),
    };
  }

  private lineOf(message: Message, conversation: Conversation): object {
    const { seq, kind, author, text, citations, change, atMs } = message;
    const isSaid = kind === 'text' && author.kind !== 'customer';
    const showsRecord = this.parts.showsRecord(conversation);
    const nowMs = this.parts.clock.nowMs();
    const truth = isSaid ? truthOf(message, conversation, showsRecord, nowMs) : null;
    return { seq, kind, author, text, citations, change, at: new Date(atMs).toISOString(), truth };
  }

  private wordsOf(request: Request): { id: string; text: string } {
    const { id, text } = parse(words, request.body ?? {});
    return { id: id ?? this.parts.ids.unique(), text };
  }

  private async agentOf(request: Request): Promise<DeskAgent> {
    const token = bearerOf(request);
    const agent = this.parts
      .agents()
      .find((one) => token !== null && isSameSecret(one.token, token));
    if (agent) return agent;
    const address = this.parts.ids.hash(request.ip ?? '');
    const waitMs = await this.parts.limiter.spend(`wrong-token-${address}`, WRONG_TOKENS);
    if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
    throw new GatewayError('desk.unauthorized');
  }
}

function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): z.infer<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const field = first?.path.join('.') || 'body';
  throw new GatewayError('request.invalid', { field, problem: first?.message ?? 'invalid' });
}
