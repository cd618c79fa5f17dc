import { io, type Socket } from 'socket.io-client';
import type { ShownFile } from '../../src/channels/file-view.js';
import type { Card } from '../../src/core/domain/card.js';
import type { ClientError } from '../../src/core/domain/errors.js';
import type { Owner } from '../../src/core/domain/message.js';
import { eventually } from './eventually.js';

const ANSWER_MS_MAX = 10_000;

/** How somebody comes to `/chat`. `auth` replaces the whole handshake; `origin` is what a browser would send. */
export interface Arrival {
  readonly channel?: string;
  readonly token?: string;
  readonly after?: number;
  /** What the browser says of itself. */
  readonly about?: {
    readonly page?: string;
    readonly language?: string;
    readonly timeZone?: string;
  };
  readonly auth?: Record<string, unknown>;
  readonly origin?: string;
  readonly headers?: Record<string, string>;
  readonly transports?: ('websocket' | 'polling')[];
  readonly namespace?: string;
  readonly query?: Record<string, string>;
}

export interface Welcome {
  readonly conversationId: string;
  readonly token: string;
  readonly owner: Owner;
  readonly ownership: number;
  readonly lastSeq: number;
}

/** Why a connection was refused: what the server said, and the code it gave if it gave one. */
export interface Refusal {
  readonly message: string;
  readonly code: string | undefined;
  readonly data: ClientError | undefined;
}

export interface Answered {
  readonly ok: boolean;
  readonly seq?: number;
  readonly error?: ClientError;
  readonly messages?: readonly ShownMessage[];
  readonly more?: boolean;
  readonly before?: number;
}

export interface Uploaded {
  readonly status: number;
  readonly ok: boolean;
  readonly file?: {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly bytes: number;
  };
  readonly error?: ClientError;
}

export interface ShownMessage {
  readonly id: string;
  readonly seq: number;
  readonly author: { readonly kind: string; readonly name: string };
  readonly text: string;
  readonly citations?: readonly { readonly title: string }[];
  readonly card?: Card;
  readonly choice?: { readonly message: string; readonly id: string };
  readonly files?: readonly ShownFile[];
  readonly turnId?: string;
  readonly edited?: boolean;
  readonly deleted?: boolean;
  readonly at: string;
}

/** Anything the server sent, as it came; which fields are there depends on the event. */
export interface Shown {
  readonly event: string;
  readonly payload: {
    readonly id?: string;
    readonly seq?: number;
    readonly author?: { readonly kind: string; readonly name: string };
    readonly text?: string;
    readonly citations?: readonly { readonly title: string }[];
    readonly turnId?: string;
    readonly target?: string;
    readonly edited?: boolean;
    readonly deleted?: boolean;
    readonly owner?: Owner;
    readonly ownership?: number;
    readonly agent?: string;
    readonly on?: boolean;
    readonly at?: string;
  };
}

/** The smallest picture there is. */
export const PIXEL = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

let said = 0;

/** A customer at a web chat, with everything the server sent so far, in order. */
export class WebCustomer {
  readonly seen: Shown[] = [];
  private greeting: Welcome | null = null;

  private constructor(
    readonly socket: Socket,
    private readonly url: string,
  ) {
    socket.onAny((event: string, payload: Shown['payload']) => {
      if (event === 'welcome') this.greeting = payload as unknown as Welcome;
      else this.seen.push({ event, payload });
    });
  }

  static async connect(url: string, arrival: Arrival): Promise<WebCustomer> {
    const customer = new WebCustomer(socketTo(url, arrival), url);
    try {
      await customer.opened();
      await eventually(() => customer.welcome);
      return customer;
    } catch (error) {
      customer.leave();
      throw error;
    }
  }

  /** Why this one was not let in. Fails if it was. */
  static async refused(url: string, arrival: Arrival): Promise<Refusal> {
    const socket = socketTo(url, arrival);
    const customer = new WebCustomer(socket, url);
    try {
      await customer.opened();
    } catch (error) {
      const { message, data } = error as Error & { data?: ClientError };
      return { message, code: data?.code, data };
    } finally {
      customer.leave();
    }
    throw new Error('The connection was not refused.');
  }

  get welcome(): Welcome {
    if (this.greeting === null) throw new Error('There was no welcome yet.');
    return this.greeting;
  }

  get token(): string {
    return this.welcome.token;
  }

  get conversationId(): string {
    return this.welcome.conversationId;
  }

  get isConnected(): boolean {
    return this.socket.connected;
  }

  /** Everything said, in the order it was shown. */
  get messages(): ShownMessage[] {
    return this.seen
      .filter(({ event }) => event === 'message')
      .map(({ payload }) => payload as ShownMessage);
  }

  get texts(): string[] {
    return this.messages.map(({ text }) => text);
  }

  get owners(): (Owner | undefined)[] {
    return this.of('owner').map(({ owner }) => owner);
  }

  of(event: string): Shown['payload'][] {
    return this.seen.filter((one) => one.event === event).map(({ payload }) => payload);
  }

  textsBy(kind: string): string[] {
    return this.messages.filter(({ author }) => author.kind === kind).map(({ text }) => text);
  }

  say(text: string, id = freshId()): Promise<Answered> {
    return this.ask('message', { id, text });
  }

  /** Other words in place of what was said under `target`. */
  edit(target: string, text: string, id = freshId()): Promise<Answered> {
    return this.ask('edit', { id, target, text });
  }

  /** Takes back what was said under `target`. */
  takeBack(target: string, id = freshId()): Promise<Answered> {
    return this.ask('delete', { id, target });
  }

  /** Uploads something under these names, and sends it. */
  async sendFiles(names: readonly string[], text = '', id = freshId()): Promise<Answered> {
    const ids: string[] = [];
    for (const name of names) ids.push((await this.upload(name, contentOf(name))).file?.id ?? '');
    return this.ask('message', { id, text, files: ids.map((fileId) => ({ id: fileId })) });
  }

  /** What the gateway answers to an upload. */
  async upload(
    name: string,
    content: string | Uint8Array<ArrayBuffer>,
    channel = 'demo-web',
  ): Promise<Uploaded> {
    const url = `${this.url}/api/v1/chat/${channel}/files?name=${encodeURIComponent(name)}`;
    const headers = { authorization: `Bearer ${this.token}` };
    const response = await fetch(url, { method: 'POST', headers, body: content });
    return { status: response.status, ...((await response.json()) as Omit<Uploaded, 'status'>) };
  }

  /** Presses an answer on a message's card. */
  press(on: { readonly id: string }, choice: string, text: string): Promise<Answered> {
    return this.ask('message', { id: freshId(), text, choice: { message: on.id, id: choice } });
  }

  types(on: boolean): Promise<Answered> {
    return this.ask('typing', { on });
  }

  history(before: number, limit?: number): Promise<Answered> {
    return this.ask('history', limit === undefined ? { before } : { before, limit });
  }

  /** Sends any event with any payload and waits for its acknowledgement. */
  ask(event: string, ...payload: unknown[]): Promise<Answered> {
    return this.socket.timeout(ANSWER_MS_MAX).emitWithAck(event, ...payload);
  }

  /** The client has shown everything up to this number. */
  received(seq: number): void {
    this.socket.emit('received', { seq });
  }

  async sees(text: string | RegExp, timeoutMs?: number): Promise<ShownMessage> {
    return eventually(() => {
      const found = this.messages.find((one) =>
        typeof text === 'string' ? one.text === text : text.test(one.text),
      );
      if (found === undefined) {
        throw new Error(`Not shown: ${text}. Shown: ${JSON.stringify(this.seen).slice(0, 2_000)}`);
      }
      return found;
    }, timeoutMs);
  }

  /** Waits until the newest change of owner is this one. */
  async seesOwner(owner: Owner): Promise<void> {
    await eventually(() => {
      if (this.owners.at(-1) !== owner) {
        throw new Error(`Owners shown: ${JSON.stringify(this.owners)}, not yet ${owner}.`);
      }
    });
  }

  /** Waits for the first, or a later, event of this kind. */
  async seesEvent(event: string, count = 1): Promise<Shown['payload']> {
    return eventually(() => {
      const found = this.of(event)[count - 1];
      if (found === undefined) throw new Error(`Not shown yet: ${event} number ${count}.`);
      return found;
    });
  }

  async untilDisconnected(): Promise<void> {
    await eventually(() => {
      if (this.isConnected) throw new Error('Still connected.');
    });
  }

  leave(): void {
    this.socket.disconnect();
  }

  private opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }
}

/** Something that is what its name says. */
function contentOf(name: string): string | Uint8Array<ArrayBuffer> {
  return /\.(jpg|png)$/.test(name) ? PIXEL : `of ${name}`;
}

export function freshId(): string {
  said += 1;
  return `c${said}`;
}

function socketTo(url: string, arrival: Arrival): Socket {
  const { channel = 'demo-web', token, after, about, origin, headers } = arrival;
  const auth = arrival.auth ?? {
    channel,
    ...(token === undefined ? {} : { token }),
    ...(after === undefined ? {} : { after }),
    ...(about === undefined ? {} : { about }),
  };
  return io(`${url}${arrival.namespace ?? '/chat'}`, {
    auth,
    transports: arrival.transports ?? ['websocket'],
    reconnection: false,
    forceNew: true,
    multiplex: false,
    extraHeaders: { ...headers, ...(origin === undefined ? {} : { origin }) },
    ...(arrival.query ? { query: arrival.query } : {}),
  });
}
