import { io, type Socket } from 'socket.io-client';
import type { Problem, ServerEvents } from './wire.js';

/** Waits before connecting again by ourselves, when the library does not: it gives up after a refusal or a goodbye. */
const AGAIN_MS = [500, 1_000, 2_000, 5_000, 10_000];

/** How long a request may stay unanswered. */
const ANSWER_MS_MAX = 10_000;

/** What a connection tells of itself, beside the server's events. */
export interface ConnectionEvents extends ServerEvents {
  /** The line is lost; it comes back by itself. */
  down: () => void;
  /** The server said no. If that may pass, it is asked again by itself. */
  refused: (problem: Problem) => void;
}

/** Where the gateway is, and what a connection introduces itself with, asked anew each time. */
interface Line {
  readonly base: URL;
  readonly handshake: () => Record<string, unknown>;
}

/** The line to the gateway. Keeps itself up: after a lost network, a goodbye of the server and a refusal that may pass. */
export class ChatConnection {
  private readonly socket: Socket;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isWelcome = false;
  private isWanted = false;

  constructor(
    { base, handshake }: Line,
    private readonly on: ConnectionEvents,
  ) {
    this.socket = io(`${base.origin}/chat`, {
      path: `${base.pathname}socket.io`,
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      auth: (tell) => tell(handshake()),
    });
    this.listen();
  }

  /** Whether the server knows us; before that nothing may be sent. */
  get isUp(): boolean {
    return this.isWelcome && this.socket.connected;
  }

  /** Whether it was ever asked to connect. */
  get isOpen(): boolean {
    return this.isWanted;
  }

  open(): void {
    this.isWanted = true;
    this.socket.connect();
  }

  /** Ends the line and begins a new one at once, with a new handshake. */
  reopen(): void {
    if (!this.isWanted) return;
    clearTimeout(this.timer);
    this.isWelcome = false;
    this.socket.disconnect();
    this.socket.connect();
  }

  /** Resolves with the server's answer; rejects when there is none in time or the line breaks. */
  ask<Answer>(event: string, payload: unknown): Promise<Answer> {
    return this.socket.timeout(ANSWER_MS_MAX).emitWithAck(event, payload);
  }

  tell(event: string, payload: unknown): void {
    if (this.isUp) this.socket.emit(event, payload);
  }

  private listen(): void {
    const { socket, on } = this;
    socket.on('welcome', (standing) => {
      this.isWelcome = true;
      this.tries = 0;
      on.welcome(standing);
    });
    socket.on('message', on.message);
    socket.on('edit', on.edit);
    socket.on('delete', on.delete);
    socket.on('owner', on.owner);
    socket.on('delta', on.delta);
    socket.on('retract', on.retract);
    socket.on('typing', on.typing);
    socket.on('disconnect', (reason) => {
      this.isWelcome = false;
      if (reason === 'io client disconnect') return;
      on.down();
      if (!socket.active) this.again();
    });
    socket.on('connect_error', (error) => this.failed(error));
    addEventListener('online', () => this.reopen());
    addEventListener('offline', () => {
      if (this.isWanted) on.down();
    });
  }

  /** With `data` the server refused; without it there is no network or no server, and the library tries again. */
  private failed(error: Error & { data?: Problem }): void {
    if (error.data === undefined) {
      this.on.down();
      if (!this.socket.active) this.again();
      return;
    }
    this.on.refused(error.data);
    if (error.data.retryable) this.again();
  }

  private again(): void {
    clearTimeout(this.timer);
    const waitMs = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)] ?? 0;
    this.tries += 1;
    // Spread out, or all pages would come back at the same moment.
    this.timer = setTimeout(() => this.socket.connect(), waitMs * (0.5 + Math.random()));
  }
}
