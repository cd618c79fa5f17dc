import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { FileView } from '../channels/file-view.js';
import type { Card } from '../core/domain/card.js';
import type { Conversation } from '../core/domain/conversation.js';
import { GatewayError } from '../core/domain/errors.js';
import type { FileLimits } from '../core/domain/file-limits.js';
import {
  type Agent,
  conversationIdOf,
  type Handoff,
  type HandoffState,
} from '../core/domain/handoff.js';
import { CLIENT_ID_CHARS_MAX, FILES_MAX, PAGE_MESSAGES_MAX } from '../core/domain/limits.js';
import type { SentFile } from '../core/domain/message.js';
import { withNewestWords } from '../core/domain/newest-words.js';
import type { Language } from '../core/domain/texts.js';
import { newest } from '../core/domain/transcript.js';
import type { Spent } from '../core/domain/usage.js';
import type { Archive } from '../core/ports/archive.js';
import type { Clock } from '../core/ports/clock.js';
import type { Conversations } from '../core/ports/conversations.js';
import type { Files } from '../core/ports/files.js';
import type { Handoffs } from '../core/ports/handoffs.js';
import type { IdSource } from '../core/ports/ids.js';
import type { Ledger } from '../core/ports/ledger.js';
import type { DeskAgent, DeskAuth } from './desk-auth.js';
import type { DeskEvents } from './desk-events.js';
import { deskFileRoutes } from './desk-files.js';
import { linesOf } from './desk-view.js';

/** An agent's reply, in characters. Platforms take less at once; their adapters split. */
const REPLY_CHARS_MAX = 8_000;

/** A request's body. Room for the longest reply in four-byte letters. */
const BODY_BYTES_MAX = 64_000;

const BASE = '/api/v1/desk';

export interface DeskWords {
  readonly id: string;
  readonly text: string;
  readonly files?: readonly SentFile[];
}

type Said = Promise<{ seq: number }>;

/** What the desk does; the policy of `src/handoff` behind a port of its own. */
export interface DeskActions {
  step(
    kind: 'claim' | 'release' | 'return' | 'resolve',
    id: string,
    agent: Agent,
    note: string,
  ): Promise<Handoff>;
  takeOver(conversationId: string, agent: Agent): Promise<Handoff>;
  find(id: string): Promise<Handoff>;
  judge(id: string, agent: Agent, isRight: boolean): Promise<Handoff>;
  decide(id: string, agent: Agent, isApproved: boolean): Promise<Handoff>;
}

/** What agents say there. */
export interface DeskTalk {
  reply(id: string, agent: Agent, words: DeskWords): Said;
  note(id: string, agent: Agent, words: DeskWords): Said;
  edit(id: string, agent: Agent, seq: number, words: DeskWords): Said;
  delete(id: string, agent: Agent, seq: number, wordsId: string): Said;
  retry(id: string, agent: Agent, seq: number): Said;
  typing(id: string, agent: Agent, on: boolean): Promise<void>;
}

/** What the page speaks, and its sentences in that. */
export interface DeskFace {
  readonly language: Language;
  readonly texts: Readonly<Record<string, string>>;
}

interface DeskRoutesParts {
  readonly auth: DeskAuth;
  readonly events: DeskEvents;
  readonly actions: DeskActions;
  readonly talk: DeskTalk;
  readonly cardOf: (
    handoff: Handoff,
    conversation: Conversation,
    agent: Agent,
    spent: Spent,
  ) => Card;
  readonly files: Files;
  readonly fileView: FileView;
  readonly conversations: Conversations;
  readonly archive: Archive;
  readonly handoffs: Handoffs;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** For this agent; null: for whoever is about to sign in. */
  readonly face: (agent: DeskAgent | null) => DeskFace;
  /** Null: no files are taken. */
  readonly fileLimits: () => FileLimits | null;
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

const wordsId = z.string().min(1).max(CLIENT_ID_CHARS_MAX).optional();
const files = z
  .array(z.object({ id: z.string().min(1).max(CLIENT_ID_CHARS_MAX) }))
  .min(1)
  .max(FILES_MAX);

const words = z.strictObject({
  id: wordsId,
  text: z
    .string()
    .max(REPLY_CHARS_MAX)
    .refine((text) => text.trim() !== '', { message: 'must not be empty' }),
});

/** Files alone say something, too. */
const reply = z
  .strictObject({
    id: wordsId,
    text: z.string().max(REPLY_CHARS_MAX),
    files: z.exactOptional(files),
  })
  .refine((said) => said.text.trim() !== '' || said.files !== undefined, {
    path: ['text'],
    message: 'must not be empty',
  });

const closing = z.strictObject({ note: z.string().max(REPLY_CHARS_MAX).default('') });
const verdict = z.strictObject({ isRight: z.boolean() });
const approval = z.strictObject({ isApproved: z.boolean() });
const deletion = z.strictObject({ id: wordsId });
const typing = z.strictObject({ on: z.boolean() });
const devLogin = z.strictObject({ agent: z.string() });

type Work = (request: Request, agent: DeskAgent, handoff: Handoff) => Promise<object>;

/** The desk over HTTP: lists, one handoff with its thread, and what agents do. */
export class DeskRoutes {
  readonly router: Router = Router();

  constructor(private readonly parts: DeskRoutesParts) {
    const find = (id: string) => parts.actions.find(id);
    // Before the parser of bodies: an upload may be of any type, JSON among them.
    this.router.use(deskFileRoutes({ ...parts, view: parts.fileView, find }));
    this.router.use(BASE, express.json({ limit: BODY_BYTES_MAX }));
    this.addSignIn();
    this.get('/me', async (_request, agent) => ({
      agent: { id: agent.id, name: agent.name },
      ...parts.face(agent),
    }));
    this.get('/handoffs', (request, agent) => this.list(request, agent));
    this.get('/handoffs/:id', (request, agent) => this.show(request, agent));
    this.addEvents();
    this.addSteps();
    this.addTalk();
    this.router.post(`${BASE}/conversations/:id/claim`, async (request, response) => {
      const agent = await parts.auth.agentOf(request);
      const conversation = await parts.conversations.load(String(request.params['id']));
      if (!conversation || !agent.tenants.includes(conversation.tenant)) {
        throw new GatewayError('not-found');
      }
      response.json({ ok: true, handoff: await parts.actions.takeOver(conversation.id, agent) });
    });
  }

  private addSignIn(): void {
    const { auth, face, fileLimits } = this.parts;
    this.router.get(`${BASE}/sign-in`, (request, response) => {
      const shown = auth.devAgents(request).map(({ id, name }) => ({ id, name }));
      const told = { devLogin: shown, ...face(null), files: fileLimits() };
      response.set('Cache-Control', 'no-store').json({ ok: true, ...told });
    });
    this.router.post(`${BASE}/sign-in/dev`, (request, response) => {
      const { agent } = parse(devLogin, request.body ?? {});
      const token = auth.devToken(request, agent);
      response.set('Cache-Control', 'no-store').json({ ok: true, token });
    });
  }

  private addEvents(): void {
    const { auth, events } = this.parts;
    this.router.get(`${BASE}/events`, async (request, response) => {
      const agent = await auth.agentOf(request);
      const { handoff: id } = request.query;
      const handoff = typeof id === 'string' ? await this.handoffFor(agent, id) : null;
      events.open(response, agent, handoff?.conversationId ?? null);
    });
  }

  private addSteps(): void {
    const { actions } = this.parts;
    for (const kind of ['claim', 'release'] as const) {
      this.post(kind, async (_request, agent, { id }) => ({
        handoff: await actions.step(kind, id, agent, ''),
      }));
    }
    for (const kind of ['return', 'resolve'] as const) {
      this.post(kind, async (request, agent, { id }) => {
        const { note } = parse(closing, request.body ?? {});
        return { handoff: await actions.step(kind, id, agent, note) };
      });
    }
    this.post('verdict', async (request, agent, { id }) => {
      const { isRight } = parse(verdict, request.body ?? {});
      return { handoff: await actions.judge(id, agent, isRight) };
    });
    this.post('approval', async (request, agent, { id }) => {
      const { isApproved } = parse(approval, request.body ?? {});
      return { handoff: await actions.decide(id, agent, isApproved) };
    });
  }

  private addTalk(): void {
    const { talk } = this.parts;
    this.post('reply', async (request, agent, handoff) =>
      numberOf(talk.reply(handoff.id, agent, await this.replyOf(request, handoff))),
    );
    this.post('note', (request, agent, { id }) =>
      numberOf(talk.note(id, agent, this.wordsOf(request))),
    );
    this.post('messages/:seq/edit', (request, agent, { id }) =>
      numberOf(talk.edit(id, agent, seqOf(request), this.wordsOf(request))),
    );
    this.post('messages/:seq/delete', (request, agent, { id }) => {
      const given = parse(deletion, request.body ?? {}).id;
      return numberOf(talk.delete(id, agent, seqOf(request), given ?? this.parts.ids.unique()));
    });
    this.post('messages/:seq/retry', (request, agent, { id }) =>
      numberOf(talk.retry(id, agent, seqOf(request))),
    );
    this.post('typing', async (request, agent, { id }) => {
      await talk.typing(id, agent, parse(typing, request.body ?? {}).on);
      return {};
    });
  }

  private get(path: string, work: (request: Request, agent: DeskAgent) => Promise<object>): void {
    this.router.get(`${BASE}${path}`, async (request: Request, response: Response) => {
      const agent = await this.parts.auth.agentOf(request);
      response.set('Cache-Control', 'no-store').json({ ok: true, ...(await work(request, agent)) });
    });
  }

  private post(path: string, work: Work): void {
    const route = `${BASE}/handoffs/:id/${path}`;
    this.router.post(route, async (request: Request, response: Response) => {
      const agent = await this.parts.auth.agentOf(request);
      const handoff = await this.handoffFor(agent, String(request.params['id']));
      response.json({ ok: true, ...(await work(request, agent, handoff)) });
    });
  }

  /** Another tenant's handoff does not exist for this agent (P10). */
  private async handoffFor(agent: DeskAgent, id: string): Promise<Handoff> {
    const handoff = await this.parts.actions.find(id);
    if (!agent.tenants.includes(handoff.tenant)) throw new GatewayError('handoff.unknown');
    return handoff;
  }

  private async list(request: Request, agent: DeskAgent): Promise<object> {
    const { view, limit } = parse(listQuery, request.query);
    const states = STATES[view] ?? [];
    const mine = view === 'mine' ? { agentId: agent.id } : {};
    const { tenants } = agent;
    const isOldestFirst = view === 'waiting';
    const query = { tenants, states, limit, isOldestFirst, ...mine };
    return { handoffs: (await this.parts.handoffs.list(query)).map(rowOf) };
  }

  private async show(request: Request, agent: DeskAgent): Promise<object> {
    const found = await this.handoffFor(agent, String(request.params['id']));
    const id = conversationIdOf(found.id);
    const conversation = id === null ? null : await this.parts.conversations.load(id);
    if (conversation === null) throw new GatewayError('handoff.unknown');
    const query = { before: Number.MAX_SAFE_INTEGER, limit: PAGE_MESSAGES_MAX };
    const [filed, spent] = await Promise.all([
      this.parts.archive.page(conversation.id, query),
      this.parts.ledger.spent(conversation.tenant, conversation.id),
    ]);
    const messages = newest(conversation, filed, PAGE_MESSAGES_MAX);
    const { tenant, id: conversationId } = conversation;
    const files = await this.parts.fileView.of(messages, { tenant, conversationId });
    const handoff = withNewestWords(found, messages);
    const showsRecord = this.parts.showsRecord(conversation);
    const nowMs = this.parts.clock.nowMs();
    const { owner, ownership, lastSeq, channel, customer } = conversation;
    return {
      handoff,
      card: this.parts.cardOf(handoff, conversation, agent, spent),
      spent,
      conversation: { id: conversationId, owner, ownership, lastSeq, channel, customer },
      messages: linesOf({ conversation, messages, files, showsRecord, nowMs }),
    };
  }

  private wordsOf(request: Request): DeskWords {
    const { id, text } = parse(words, request.body ?? {});
    return { id: id ?? this.parts.ids.unique(), text };
  }

  private async replyOf(request: Request, handoff: Handoff): Promise<DeskWords> {
    const { id, text, files } = parse(reply, request.body ?? {});
    const said = { id: id ?? this.parts.ids.unique(), text };
    return files === undefined ? said : { ...said, files: await this.picked(handoff, files) };
  }

  private picked(
    { tenant, conversationId }: Handoff,
    named: readonly { readonly id: string }[],
  ): Promise<readonly SentFile[]> {
    const ids = named.map(({ id }) => id);
    return this.parts.files.pick({ tenant, conversationId }, ids);
  }
}

/** What a list shows. What was said stays with the case itself, where it is as it reads now. */
function rowOf(handoff: Handoff): Handoff {
  return { ...handoff, payload: { ...handoff.payload, messages: [] } };
}

/** Whether it was said before does not matter to a page: it is answered the same. */
async function numberOf(said: Promise<{ readonly seq: number }>): Promise<{ seq: number }> {
  return { seq: (await said).seq };
}

function seqOf(request: Request): number {
  const seq = Number(request.params['seq']);
  if (!Number.isSafeInteger(seq) || seq < 1) throw new GatewayError('not-found');
  return seq;
}

function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): z.infer<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const field = first?.path.join('.') || 'body';
  throw new GatewayError('request.invalid', { field, problem: first?.message ?? 'invalid' });
}
