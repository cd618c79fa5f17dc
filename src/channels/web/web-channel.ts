import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type Namespace, Server, type Socket } from 'socket.io';
import type { About } from '../../core/domain/customer.js';
import { GatewayError, toClientError } from '../../core/domain/errors.js';
import type { SentFile } from '../../core/domain/message.js';
import { customerPageBefore } from '../../core/domain/transcript.js';
import type { Accept, Arrival, Delivery } from '../../core/ports/channel.js';
import type { Files } from '../../core/ports/files.js';
import type { IdSource } from '../../core/ports/ids.js';
import type { Allowance, Limiter } from '../../core/ports/limiter.js';
import { InOrder } from './in-order.js';
import { isOriginAllowed } from './origins.js';
import type { Visit } from './visit-tokens.js';
import { aboutOf } from './web-about.js';
import { WebHub } from './web-hub.js';
import {
  EVENTS_MAX,
  EVENTS_WINDOW_MS,
  FRAME_BYTES_MAX,
  HANDSHAKE_TIMEOUT_MS,
  HISTORY_MAX,
  UNREAD_BEFORE_HISTORY_MAX,
  UNREAD_PACKETS_MAX,
} from './web-limits.js';
import {
  parseDeletion,
  parseEdit,
  parseHandshake,
  parseHistory,
  parseMessage,
  parseReceived,
  parseTyping,
} from './web-parse.js';
import { renderMessage } from './web-render.js';
import { type RoomParts, type Seat, type Standing, standingOf, type WebRoom } from './web-room.js';
import { visitIn } from './web-visit.js';

/** One configured web channel. */
export interface WebChannelSettings {
  readonly name: string;
  readonly tenant: string;
  readonly origins: readonly string[];
  readonly messageCharsMax: number;
  readonly perVisit: Allowance;
  readonly perAddress: Allowance;
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  readonly visitorTtlSeconds: number;
  readonly userKey: string | null;
}

interface WebChannelParts extends RoomParts {
  readonly accept: Accept;
  readonly files: Pick<Files, 'pick'>;
  /** Counts messages, for all processes together. */
  readonly limiter: Limiter;
  /** Counts the other events of one connection, in this process. */
  readonly eventLimiter: Limiter;
  readonly ids: IdSource;
  readonly secret: string;
  /** Read per connection, so that a reload reaches new ones. */
  readonly settings: () => ReadonlyMap<string, WebChannelSettings>;
  /** The client's address, behind trusted proxies too. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** What a connection has once it is admitted. */
interface Admitted {
  readonly settings: WebChannelSettings;
  readonly visit: Visit;
  readonly conversationId: string;
  readonly address: string;
  readonly standing: Standing;
  /** Where the client stands; what follows is sent to it. */
  readonly cursor: number;
}

/** What an event of a client says, apart from who said it where. */
interface Said extends Pick<Arrival, 'wireId' | 'text' | 'chosen' | 'revises'> {
  /** Of what was uploaded before. */
  readonly fileIds?: readonly string[];
}

/** The events that are recorded, each read in its own way. */
const SAID: Readonly<Record<string, (payload: unknown) => Said>> = {
  message: (payload) => {
    const { id, text, choice, files } = parseMessage(payload);
    return {
      wireId: id,
      text,
      ...(files ? { fileIds: files.map((file) => file.id) } : {}),
      ...(choice ? { chosen: { messageId: choice.message, choiceId: choice.id } } : {}),
    };
  },
  edit: (payload) => {
    const { id, target, text } = parseEdit(payload);
    return { wireId: id, text, revises: { kind: 'edit', wireId: target } };
  },
  delete: (payload) => {
    const { id, target } = parseDeletion(payload);
    return { wireId: id, text: '', revises: { kind: 'delete', wireId: target } };
  },
};

/** The events that leave no trace on record. */
const OTHERS: readonly string[] = ['history', 'received', 'typing'];

type Acknowledge = (answer: unknown) => void;

/** All web channels of this process: one Socket.IO namespace, `/chat`, over websockets only. */
export class WebChannel implements Delivery {
  readonly shows = 'record';
  private readonly hub: WebHub;
  private readonly server: Server;
  /** Open connections by channel, and by channel and address. */
  private readonly connections = new Map<string, number>();

  constructor(private readonly parts: WebChannelParts) {
    this.hub = new WebHub(parts);
    this.server = new Server({
      transports: ['websocket'],
      maxHttpBufferSize: FRAME_BYTES_MAX,
      connectTimeout: HANDSHAKE_TIMEOUT_MS,
      serveClient: true,
      allowRequest: (request, decide) => this.decideRequest(request, decide),
    });
    this.server.use((_socket, next) => next(refusal(new GatewayError('not-found'))));
    const chat = this.server.of('/chat');
    this.admitAll(chat);
    chat.on('connection', (socket) => this.welcome(socket));
  }

  start(http: HttpServer): void {
    this.server.attach(http);
    this.hub.start();
  }

  /** Says goodbye to every client; they reconnect elsewhere and catch up from the record. */
  async stop(): Promise<void> {
    this.server.of('/chat').disconnectSockets(true);
    await this.hub.stop();
    this.server.engine?.close();
  }

  together(): number {
    return 1;
  }

  /** Our pages follow the record, so there is nothing to hand over. */
  async deliver(): Promise<{ kind: 'sent' }> {
    return { kind: 'sent' };
  }

  private decideRequest(
    request: IncomingMessage,
    decide: (error: string | null | undefined, isAllowed: boolean) => void,
  ): void {
    const channels = [...this.parts.settings().values()];
    const isAllowed = channels.some((one) => isOriginAllowed(request.headers, one.origins));
    decide(isAllowed ? null : 'This site may not use any channel here.', isAllowed);
  }

  private admitAll(chat: Namespace): void {
    chat.use((socket, next) => {
      this.admit(socket).then(
        (admitted) => {
          socket.data = admitted;
          next();
        },
        (error) => {
          this.complain('web.refused', error);
          next(refusal(error));
        },
      );
    });
  }

  private async admit(socket: Socket): Promise<Admitted> {
    const handshake = parseHandshake(socket.handshake.auth);
    const settings = this.parts.settings().get(handshake.channel);
    if (settings === undefined) throw new GatewayError('channel.unknown');
    if (!isOriginAllowed(socket.handshake.headers, settings.origins)) {
      throw new GatewayError('origin.refused');
    }
    const address = this.parts.addressOf(socket.request);
    this.reserve(socket, settings, address);
    const admitted = await visitIn(settings, handshake.token, this.parts);
    const { conversationId } = admitted;
    const visit = withAbout(admitted.visit, aboutOf(handshake.about));
    // Read before the connection is open, so that no event of the client can come before somebody listens.
    const standing = standingOf(await this.parts.conversations.load(conversationId));
    const cursor = Math.min(handshake.after ?? standing.lastSeq, standing.lastSeq);
    return { settings, visit, conversationId, address, standing, cursor };
  }

  /**
   * Takes a place among the connections in the same moment in which it is found to be free, so that many at once get
   * no more in. The place is given back when the transport closes, whatever became of the handshake.
   */
  private reserve(socket: Socket, settings: WebChannelSettings, address: string): void {
    const here = `${settings.name} ${address}`;
    const isFull =
      (this.connections.get(settings.name) ?? 0) >= settings.connectionsMax ||
      (this.connections.get(here) ?? 0) >= settings.connectionsPerAddressMax;
    if (isFull) throw new GatewayError('connections.full');
    if (socket.conn.readyState !== 'open') throw new GatewayError('request.invalid');
    add(this.connections, settings.name, 1);
    add(this.connections, here, 1);
    socket.conn.once('close', () => {
      add(this.connections, settings.name, -1);
      add(this.connections, here, -1);
    });
  }

  private welcome(socket: Socket): void {
    const admitted = socket.data as Admitted;
    const { conversationId, visit, standing } = admitted;
    socket.emit('welcome', { conversationId, token: visit.token, ...standing });
    this.serve(socket, admitted);
  }

  private serve(socket: Socket, admitted: Admitted): void {
    const seat: Seat = {
      cursor: admitted.cursor,
      send: (event, payload) => send(socket, event, payload),
    };
    const room = this.hub.join(admitted.conversationId, seat);
    socket.on('disconnect', () => this.hub.leave(room, seat));
    const inOrder = new InOrder();
    for (const [event, read] of Object.entries(SAID)) {
      socket.on(event, (payload: unknown, ...rest: unknown[]) => {
        const work = () => this.take(admitted, () => read(payload));
        void this.answer(rest.at(-1), () => inOrder.run(work));
      });
    }
    socket.on('history', (payload: unknown, ...rest: unknown[]) => {
      const work = () => this.history(socket, admitted, payload);
      void this.answer(rest.at(-1), () => inOrder.run(work));
    });
    socket.on('received', (payload: unknown, ...rest: unknown[]) => {
      void this.answer(rest.at(-1), () => this.received(socket, room, seat, payload));
    });
    socket.on('typing', (payload: unknown, ...rest: unknown[]) => {
      void this.answer(rest.at(-1), () => this.typing(socket, admitted, payload));
    });
    socket.onAny((event: string, ...rest: unknown[]) => {
      if (Object.hasOwn(SAID, event) || OTHERS.includes(event)) return;
      const unknown = async () => {
        await this.spendEvent(socket);
        throw new GatewayError('request.invalid', { problem: 'unknown event' });
      };
      void this.answer(rest.at(-1), unknown);
    });
  }

  /** Acknowledged only after the record; the sender learns of everything else by its number. */
  private async take(admitted: Admitted, read: () => Said): Promise<unknown> {
    const { settings, visit, address, conversationId } = admitted;
    await this.spend(`visit-${conversationId}`, settings.perVisit);
    await this.spend(
      `address-${settings.name}-${this.parts.ids.hash(address)}`,
      settings.perAddress,
    );
    const { fileIds, ...said } = read();
    const files =
      fileIds === undefined ? {} : { files: await this.picked(admitted, said, fileIds) };
    const at = { tenant: settings.tenant, channel: settings.name, thread: visit.thread };
    const place = { ...at, isPrivate: true };
    const { seq } = await this.parts.accept({
      place,
      customer: visit.customer,
      ...said,
      ...files,
      charsMax: settings.messageCharsMax,
    });
    return { seq };
  }

  /** Files belong to a message once they are picked, so first it has to be one that will be taken. */
  private async picked(
    { settings, conversationId }: Admitted,
    { text }: Said,
    ids: readonly string[],
  ): Promise<readonly SentFile[]> {
    const { tenant, messageCharsMax: charsMax } = settings;
    if (text.length > charsMax) throw new GatewayError('message.too-long', { charsMax });
    return this.parts.files.pick({ tenant, conversationId }, ids);
  }

  private async history(socket: Socket, admitted: Admitted, payload: unknown): Promise<unknown> {
    await this.spendEvent(socket, HISTORY_MAX);
    const { before, limit } = parseHistory(payload);
    if (unreadOf(socket) > UNREAD_BEFORE_HISTORY_MAX) throw new GatewayError('rate.limited');
    const conversation = await this.parts.conversations.load(admitted.conversationId);
    if (conversation === null) return { messages: [], more: false };
    const filed = await this.parts.archive.page(conversation.id, { before, limit });
    const page = customerPageBefore(conversation, filed, before, limit);
    const texts = page.messages.filter((one) => one.kind === 'text');
    const { tenant, id: conversationId } = conversation;
    const files = await this.parts.fileView.of(texts, { tenant, conversationId });
    const messages = texts.map((one) => renderMessage(one, files));
    return { messages, more: page.before !== null, before: page.before ?? 1 };
  }

  private async received(
    socket: Socket,
    room: WebRoom,
    seat: Seat,
    payload: unknown,
  ): Promise<unknown> {
    await this.spendEvent(socket);
    room.received(seat, parseReceived(payload).seq);
    return {};
  }

  /** For agents to see; it may be lost. */
  private async typing(socket: Socket, admitted: Admitted, payload: unknown): Promise<unknown> {
    await this.spendEvent(socket);
    const { on } = parseTyping(payload);
    const { conversationId, visit } = admitted;
    const author = { kind: 'customer', name: visit.customer.name } as const;
    this.parts.signals.publish({ kind: 'typing', conversationId, author, on });
    return {};
  }

  /** Runs one request of a client; whatever goes wrong in it becomes an answer, never a crash. */
  private async answer(acknowledge: unknown, work: () => Promise<unknown>): Promise<void> {
    const reply: Acknowledge =
      typeof acknowledge === 'function' ? (acknowledge as Acknowledge) : () => undefined;
    try {
      reply({ ok: true, ...((await work()) as object) });
    } catch (error) {
      this.complain('web.request-failed', error);
      reply({ ok: false, error: toClientError(error) });
    }
  }

  private async spend(key: string, allowance: Allowance): Promise<void> {
    const waitMs = await this.parts.limiter.spend(key, allowance);
    if (waitMs !== null) throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
  }

  /** A connection that floods us with anything but messages is ended. */
  private async spendEvent(socket: Socket, points = EVENTS_MAX): Promise<void> {
    const allowance = { points, windowMs: EVENTS_WINDOW_MS };
    const waitMs = await this.parts.eventLimiter.spend(`${points}-${socket.id}`, allowance);
    if (waitMs === null) return;
    socket.disconnect(true);
    throw new GatewayError('rate.limited', { retryAfterMs: waitMs });
  }

  /** Refusals are ordinary; only what is not in the catalogue is an error of ours. */
  private complain(event: string, error: unknown): void {
    if (error instanceof GatewayError) this.parts.telemetry.info(event, { code: error.code });
    else this.parts.telemetry.error(event, error);
  }
}

function withAbout(visit: Visit, about: readonly About[]): Visit {
  return about.length === 0 ? visit : { ...visit, customer: { ...visit.customer, about } };
}

/** A client that does not read fills our memory; it is sent away and catches up when it comes back. */
function send(socket: Socket, event: string, payload: unknown): void {
  if (unreadOf(socket) > UNREAD_PACKETS_MAX) socket.disconnect(true);
  else socket.emit(event, payload);
}

/** Packets the transport has not taken yet. Engine.IO has no public word for it. */
function unreadOf(socket: Socket): number {
  const { conn } = socket as unknown as { conn: { writeBuffer: readonly unknown[] } };
  return conn.writeBuffer.length;
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const next = (counts.get(key) ?? 0) + change;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}

function refusal(error: unknown): Error {
  const told = toClientError(error);
  return Object.assign(new Error(told.message), { data: told });
}
