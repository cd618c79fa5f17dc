import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HookRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

/** A business's own server, which answers as a test wants. */
export class WebHook {
  readonly requests: HookRequest[] = [];
  answer: (response: ServerResponse, request: HookRequest) => void = (response) => {
    response.end('{"facts":{}}');
  };

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebHook> {
    const server = createServer();
    const hook = new WebHook(server);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts).toString();
      const heard = { headers: request.headers, body, path: request.url ?? '' };
      hook.requests.push(heard);
      hook.answer(response, heard);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return hook;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
