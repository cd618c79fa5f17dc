import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The smallest app there is: a request url that keeps what it hears and answers as told. */
export class AppEar {
  readonly heard: Heard[] = [];
  answer: { status: number; body: string } | 'nothing' = { status: 200, body: '' };
  private readonly server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      this.heard.push({ headers: incoming.headers, body: Buffer.concat(parts).toString('utf8') });
      if (this.answer === 'nothing') return;
      response.writeHead(this.answer.status).end(this.answer.body);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/slack/events`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
