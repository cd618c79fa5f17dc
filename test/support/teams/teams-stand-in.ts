import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { activityComplaints, type Refusal, refusalOf } from './check-activity.js';
import { isFields } from './check-adaptive-card.js';
import {
  TEAMS_ANSWERS,
  type TeamsDeed,
  TeamsFailures,
  type TeamsTrouble,
} from './teams-failures.js';
import { type SeenInTeams, type StandInPerson, StandInRoom } from './teams-rooms.js';
import { TeamsThrottle } from './teams-throttle.js';

/** One call as it came in. */
export interface TeamsCall {
  readonly deed: TeamsDeed;
  readonly method: string;
  readonly path: string;
  /** With `;messageid=`, decoded. */
  readonly conversationId: string;
  /** Of the message that is changed, deleted or answered, or of the member asked for. */
  readonly about: string;
  readonly authorization: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly atMs: number;
  /** 0: it was given no answer. */
  status: number;
}

interface Content {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly needsToken: boolean;
}

/** Bodies beyond this are refused while they come in. Teams names no number for a whole request. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;

/**
 * The Bot Connector's REST API on this machine, as Teams answers it: what stands in a chat, who is in it, and how calls
 * fail. Strict where Teams is lenient: `complaints` must be empty at a test's end.
 *
 * Sources: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference and, for
 * the errors, `TEAMS_ANSWERS`.
 */
export class TeamsStandIn {
  /** Every call, in order. */
  readonly journal: TeamsCall[] = [];
  readonly complaints: string[] = [];
  readonly failures = new TeamsFailures();
  readonly throttle: TeamsThrottle;
  /** The token every call has to bear; null: none may. */
  token: string | null = null;
  /** Cards are refused, as by a Teams that does not know their schema. */
  refuseCards = false;
  /** Called once something was posted. */
  onSent: (() => void) | null = null;
  private readonly rooms = new Map<string, StandInRoom>();
  private readonly contents = new Map<string, Content>();
  private readonly server: Server;
  private address = '';
  private lastId: number;

  constructor(private readonly nowMs: () => number = Date.now) {
    this.throttle = new TeamsThrottle(nowMs);
    this.lastId = nowMs();
    this.server = createServer((incoming, response) => {
      this.handle(incoming, response).catch((error: unknown) => {
        this.complaints.push(`the stand-in broke: ${String(error)}`);
        response.destroy();
      });
    });
  }

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /** What activities name as their `serviceUrl`. */
  get serviceUrl(): string {
    return `${this.address}/teams/`;
  }

  /** A chat or channel; its id is without `;messageid=`. */
  createRoom(id: string, members: readonly StandInPerson[] = []): StandInRoom {
    const room = new StandInRoom(id, members);
    this.rooms.set(id, room);
    return room;
  }

  removeRoom(id: string): void {
    this.rooms.delete(id);
  }

  /** What a person sees there, in order. Of a thread: with `;messageid=`. */
  shown(conversationId: string): readonly SeenInTeams[] {
    const { base, thread } = partsOf(conversationId);
    const messages = this.rooms.get(base)?.messages ?? [];
    return thread === null ? messages : messages.filter((one) => one.thread === thread);
  }

  texts(conversationId: string): string[] {
    return this.shown(conversationId).map(({ text }) => text);
  }

  calls(deed: TeamsDeed): TeamsCall[] {
    return this.journal.filter((one) => one.deed === deed);
  }

  /** An inline picture somebody pasted: given only with the bot's token. */
  addInlineContent(bytes: Uint8Array, type: string): string {
    const id = `0-${this.contents.size + 1}`;
    this.contents.set(id, { bytes, type, needsToken: true });
    return `${this.serviceUrl}v3/attachments/${id}/views/original`;
  }

  /** A file as SharePoint gives it: the address itself is the key, and no token belongs there. */
  addDownload(bytes: Uint8Array, type: string): string {
    const id = `file-${this.contents.size + 1}`;
    this.contents.set(id, { bytes, type, needsToken: false });
    return `${this.address}/download/${id}?tempauth=key`;
  }

  removeContents(): void {
    this.contents.clear();
  }

  /** An id as Teams gives: rising. */
  nextId(): string {
    this.lastId = Math.max(this.lastId + 1, this.nowMs());
    return String(this.lastId);
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const call = this.callOf(incoming, body);
    if (call === null) {
      this.complaints.push(`no such call: ${incoming.method} ${incoming.url}`);
      send(response, said(404, { error: { code: 'NotFound', message: 'no such call' } }));
      return;
    }
    this.journal.push(call);
    const trouble = this.failures.next(call.deed, call.conversationId);
    if (trouble === 'hang') return;
    if (trouble === 'drop') {
      response.destroy();
      return;
    }
    const refusal = trouble === null || trouble === 'drop-after' ? this.barred(call) : trouble;
    const answer = refusal === null ? this.perform(call) : refused(refusal);
    if (trouble === 'drop-after') {
      response.destroy();
      return;
    }
    call.status = answer.status;
    send(response, answer);
  }

  private callOf(incoming: IncomingMessage, body: unknown): TeamsCall | null {
    const method = incoming.method ?? '';
    const url = new URL(incoming.url ?? '/', this.address);
    const found = routed(method, url.pathname);
    if (found === null) return null;
    const { activity, conversationId, about } = found;
    const isTyping = activity && isFields(body) && body['type'] === 'typing';
    return {
      deed: isTyping ? 'typing' : found.deed,
      method,
      path: url.pathname + url.search,
      conversationId,
      about,
      authorization: incoming.headers.authorization ?? null,
      body: isFields(body) ? body : {},
      atMs: this.nowMs(),
      status: 0,
    };
  }

  /** What is wrong with a call, whatever it is about. */
  private barred(call: TeamsCall): Refusal | null {
    const { deed, conversationId, body } = call;
    const isDownload = call.path.startsWith('/download/');
    const token = isDownload ? null : this.token;
    if (call.authorization !== (token === null ? null : `Bearer ${token}`)) {
      if (token === null) this.complaints.push(`${call.method} ${call.path}: a token went along`);
      return { status: 401, code: 'Unauthorized', message: 'Authorization has been denied.' };
    }
    if (deed === 'content') return null;
    const { base } = partsOf(conversationId);
    const room = this.rooms.get(base);
    if (room === undefined) return TEAMS_ANSWERS.conversationNotFound;
    if (room.refusal !== null) return room.refusal;
    if (deed === 'member' || deed === 'members') return null;
    const throttled = this.throttle.refusal(base);
    if (throttled !== null) return throttled;
    if (deed === 'delete') return null;
    const cards = this.refuseCards && JSON.stringify(body).includes('AdaptiveCard');
    if (cards) return { status: 400, code: 'BadArgument', message: 'Unknown card' };
    const refusal = refusalOf(body);
    if (refusal !== null && refusal.status === 400) {
      this.complaints.push(`${call.method} ${call.path}: ${refusal.message}`);
    }
    this.complaints.push(...activityComplaints(body));
    return refusal;
  }

  private perform(call: TeamsCall): Answer {
    const { base, thread } = partsOf(call.conversationId);
    const room = this.rooms.get(base) ?? new StandInRoom(base, []);
    switch (call.deed) {
      case 'typing':
        room.typingAtMs.push(call.atMs);
        return said(201, { id: this.nextId() });
      case 'send': {
        const id = this.nextId();
        room.post(id, call.body, thread);
        this.onSent?.();
        return said(201, { id });
      }
      case 'update':
        return room.change(call.about, call.body)
          ? said(200, { id: call.about })
          : refused(TEAMS_ANSWERS.activityNotFound);
      case 'delete':
        return room.remove(call.about) ? said(200, null) : refused(TEAMS_ANSWERS.activityNotFound);
      case 'member':
        return memberAnswer(room, call.about);
      case 'members':
        return said(200, { members: room.members.map(memberOf) });
      case 'content':
        return this.served(call);
    }
  }

  private served(call: TeamsCall): Answer {
    const content = this.contents.get(call.about);
    if (content === undefined || content.needsToken === call.path.startsWith('/download/')) {
      return said(404, { error: { code: 'NotFound', message: 'not there' } });
    }
    return { status: 200, type: content.type, bytes: content.bytes };
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly retryAfterSeconds?: number;
}

function memberAnswer(room: StandInRoom, about: string): Answer {
  const found = room.members.find(({ id, aadObjectId }) => id === about || aadObjectId === about);
  if (found !== undefined) return said(200, memberOf(found));
  const error = { code: 'MemberNotFoundInConversation', message: 'No such member.' };
  return said(404, { error });
}

interface Route {
  readonly deed: TeamsDeed;
  readonly conversationId: string;
  readonly about: string;
  readonly activity: boolean;
}

function routed(method: string, path: string): Route | null {
  const content = /^\/(?:teams\/v3\/attachments\/([^/]+)\/views\/original|download\/([^/]+))$/.exec(
    path,
  );
  if (content !== null) {
    const about = content[1] ?? content[2] ?? '';
    return method === 'GET'
      ? { deed: 'content', conversationId: '', about, activity: false }
      : null;
  }
  const found = /^\/teams\/v3\/conversations\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(path);
  if (found === null) return null;
  const [, id = '', kind = '', rest] = found;
  const conversationId = decodeURIComponent(id);
  const about = decodeURIComponent(rest ?? '');
  const route = (deed: TeamsDeed, activity = false) => ({ deed, conversationId, about, activity });
  if (kind === 'activities' && method === 'POST') return route('send', true);
  if (kind === 'activities' && rest !== undefined && method === 'PUT') return route('update', true);
  if (kind === 'activities' && rest !== undefined && method === 'DELETE') return route('delete');
  if (kind === 'members' && rest !== undefined && method === 'GET') return route('member');
  if (kind === 'pagedmembers' && method === 'GET') return route('members');
  return null;
}

function partsOf(conversationId: string): { base: string; thread: string | null } {
  const [base = '', thread = null] = conversationId.split(';messageid=');
  return { base, thread };
}

function memberOf({ id, name, aadObjectId, email, tenantId }: StandInPerson) {
  const userPrincipalName = email;
  return { id, name, aadObjectId, email, userPrincipalName, tenantId, userRole: 'user' };
}

async function bodyOf(incoming: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of incoming) {
    bytes += (piece as Buffer).byteLength;
    if (bytes > BODY_BYTES_MAX) throw new Error('the body is too large');
    pieces.push(piece as Buffer);
  }
  if (bytes === 0) return null;
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return null;
  }
}

function refused(trouble: Exclude<TeamsTrouble, string>): Answer {
  const { status, code, message, retryAfterSeconds } = trouble;
  const answer = said(status, code === '' ? null : { error: { code, message } });
  return retryAfterSeconds === undefined ? answer : { ...answer, retryAfterSeconds };
}

function said(status: number, body: unknown): Answer {
  const text = body === null ? '' : JSON.stringify(body);
  return { status, type: 'application/json; charset=utf-8', bytes: Buffer.from(text) };
}

function send(response: ServerResponse, { status, type, bytes, retryAfterSeconds }: Answer): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.byteLength });
  response.end(bytes);
}
