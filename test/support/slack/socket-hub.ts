import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Complaints } from './complaints.js';
import { type Answer, type Packet, type Transport, UNHEARD } from './delivery.js';
import { ACKNOWLEDGE_MS_MAX } from './http-transport.js';
import type { AppRecord } from './model.js';
import { SlackSocket } from './slack-socket.js';

/** https://docs.slack.dev/apis/events-api/using-socket-mode#connections: at most ten connections of one app. */
const CONNECTIONS_MAX = 10;

/** Socket Mode: gives out urls, greets connections, spreads envelopes over them and waits for acknowledgements. */
export class SocketHub implements Transport {
  answerWithinMs = ACKNOWLEDGE_MS_MAX;
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly tickets = new Map<string, AppRecord>();
  private readonly open: SlackSocket[] = [];
  private turn = 0;
  /** Connections that were ever greeted, of all apps. */
  greeted = 0;

  constructor(private readonly complaints: Complaints) {}

  /** The address one connection may be made at, once. */
  newUrl(httpUrl: string, app: AppRecord): string {
    const ticket = randomUUID();
    this.tickets.set(ticket, app);
    return `${httpUrl.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${app.id}`;
  }

  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(incoming.url ?? '/', 'http://slack.invalid');
    const ticket = url.searchParams.get('ticket') ?? '';
    const app = this.tickets.get(ticket);
    this.tickets.delete(ticket);
    if (url.pathname !== '/link/' || !app || this.of(app).length >= CONNECTIONS_MAX) {
      this.complaints.add(`Socket Mode: no connection is to be had at ${incoming.url}`);
      socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(incoming, socket, head, (connection) => this.greet(app, connection));
  }

  /** The app's open connections, oldest first. */
  of(app: AppRecord): SlackSocket[] {
    return this.open.filter((socket) => socket.app === app);
  }

  async send(app: AppRecord, packet: Packet): Promise<Answer> {
    const sockets = this.of(app);
    this.turn += 1;
    const socket = sockets[this.turn % Math.max(1, sockets.length)];
    return socket ? socket.send(packet, this.answerWithinMs) : UNHEARD;
  }

  /** All connections at once are cut, as in an outage. */
  cutAll(): void {
    for (const socket of [...this.open]) socket.cut();
  }

  stop(): void {
    this.cutAll();
    this.server.close();
  }

  private greet(app: AppRecord, connection: WebSocket): void {
    const socket = new SlackSocket(app, connection, this.complaints);
    this.open.push(socket);
    this.greeted += 1;
    connection.on('close', () => {
      this.open.splice(this.open.indexOf(socket), 1);
      socket.closed();
    });
    socket.hello(this.of(app).length);
  }
}
