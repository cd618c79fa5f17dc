import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long the next process is waited for when none is up: a moment, as a real balancer would. */
const RETRY_MS = 100;
const TRIES_MAX = 20;

/** What stands in front of several gateway processes: each request goes to the next one that is up. */
export class Balancer {
  private readonly server: Server;
  private next = 0;

  constructor(private readonly urls: () => readonly string[]) {
    this.server = createServer((incoming, outgoing) => void this.pass(incoming, outgoing));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const urls = this.urls();
      const url = urls[this.next++ % urls.length];
      const outcome = url === undefined ? 'down' : await forward(url, incoming, body, outgoing);
      if (outcome === 'passed') return;
      // Only a request that nobody has begun on may go to another process.
      if (outcome === 'broken') break;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    if (!outgoing.headersSent) outgoing.writeHead(502);
    outgoing.end();
  }
}

function forward(
  url: string,
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
): Promise<'passed' | 'down' | 'broken'> {
  return new Promise((resolve) => {
    const { method = 'GET', headers } = incoming;
    const onward = request(`${url}${incoming.url}`, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once('end', () => resolve('passed'));
      answer.once('error', () => resolve('broken'));
    });
    onward.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' ? 'down' : 'broken');
    });
    onward.end(body);
  });
}
