import type { IncomingMessage, ServerResponse } from 'node:http';

/** A file as a fake gateway keeps it. */
export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  readonly token: string;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly problem?: string;
}

const UPLOAD = /^\/api\/v1\/(?:chat|desk\/handoffs)\/[^/]+\/files(?:\/([^/]+))?$/;
const CONTENT = /^\/files\/([^/]+)$/;

/** What a file is found to be; a fake goes by its first bytes alone. */
const TYPES: readonly (readonly [string, string])[] = [
  ['\x89PNG', 'image/png'],
  ['%PDF', 'application/pdf'],
];

/** The files of a fake gateway, with the answers of docs/web.md and docs/desk.md, and what does not happen on demand. */
export class FakeFiles {
  readonly kept = new Map<string, FakeFile>();
  /** Names of the uploads that have begun, in order. */
  readonly begun: string[] = [];
  /** Ids of the contents that were fetched, in order. */
  readonly fetched: string[] = [];
  /** Set: no more of an upload's body is read until it resolves. */
  held: Promise<void> | null = null;
  /** What an upload of that name is refused with, before its content is read or after. */
  refuse: (name: string) => Refusal | null = () => null;
  /** What asking after a file is refused with. */
  refuseLink: (id: string) => Refusal | null = () => null;
  /** Ids of the files that were asked after, in order. */
  readonly askedAfter: string[] = [];
  /** Files that are not here yet. */
  readonly coming = new Set<string>();
  /** Uploads find nobody there. */
  isAway = false;
  /** Links of an earlier generation have ended. */
  generation = 1;
  private count = 0;

  /** Puts a file there as somebody else's upload. */
  put(name: string, content: Buffer): FakeFile {
    this.count += 1;
    const id = `f${this.count}`;
    const start = content.subarray(0, 4).toString('latin1');
    const type = TYPES.find(([mark]) => mark === start)?.[1] ?? 'text/plain';
    const file = { id, name, type, content, token: '' };
    this.kept.set(id, file);
    return file;
  }

  /** A file as messages show it. */
  shown(id: string): object {
    const { name, type, content } = this.find(id);
    const isImage = type.startsWith('image/');
    const more = isImage ? { isImage } : {};
    return { id, name, type, bytes: content.length, url: this.pathTo(id), ...more };
  }

  /** Answers if it is a matter of files. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const url = new URL(request.url ?? '/', 'http://fake');
    const upload = UPLOAD.exec(url.pathname);
    const content = CONTENT.exec(url.pathname);
    if (upload === null && content === null) return false;
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'authorization, content-type');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else if (content !== null) this.give(content[1] ?? '', url, response);
    else if (request.method === 'GET') this.link(upload?.[1] ?? '', response);
    else void this.take(request, response, url.searchParams.get('name') ?? '');
    return true;
  }

  private find(id: string): FakeFile {
    const file = this.kept.get(id);
    if (file === undefined) throw new Error(`There is no file ${id}.`);
    return file;
  }

  private pathTo(id: string): string {
    return `/files/${id}?e=${this.generation}&s=x`;
  }

  private link(id: string, response: ServerResponse): void {
    this.askedAfter.push(id);
    const refusal = this.refuseLink(id);
    if (refusal !== null) refused(response, refusal);
    else if (this.coming.has(id)) answer(response, 200, { ok: true, url: null });
    else if (this.kept.has(id)) answer(response, 200, { ok: true, url: this.pathTo(id) });
    else refused(response, { status: 404, code: 'file.unknown' });
  }

  private give(id: string, url: URL, response: ServerResponse): void {
    const file = this.kept.get(id);
    const isGood = Number(url.searchParams.get('e')) >= this.generation;
    if (file === undefined || !isGood) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('This link has ended.');
      return;
    }
    this.fetched.push(id);
    const way = file.type.startsWith('image/') ? 'inline' : 'attachment';
    response.writeHead(200, {
      'content-type': file.type,
      'content-disposition': `${way}; filename="${file.name}"`,
      'cross-origin-resource-policy': 'cross-origin',
    });
    response.end(file.content);
  }

  private async take(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
  ): Promise<void> {
    this.begun.push(name);
    if (this.isAway) {
      request.socket.destroy();
      return;
    }
    const refusal = this.refuse(name);
    if (refusal !== null) {
      request.resume();
      request.once('end', () => refused(response, refusal));
      return;
    }
    const parts: Buffer[] = [];
    try {
      for await (const part of request) {
        parts.push(part as Buffer);
        await this.held;
      }
      await this.held;
    } catch {
      // The page took it back.
      return;
    }
    if (request.destroyed && !request.complete) return;
    const late = this.refuse(name);
    if (late !== null) {
      refused(response, late);
      return;
    }
    const token = String(request.headers.authorization).replace('Bearer ', '');
    const file = { ...this.put(name, Buffer.concat(parts)), token };
    this.kept.set(file.id, file);
    const { id, type, content } = file;
    answer(response, 200, { ok: true, file: { id, name, type, bytes: content.length } });
  }
}

function refused(response: ServerResponse, { status, code, problem }: Refusal): void {
  const details = problem === undefined ? {} : { details: { problem } };
  answer(response, status, {
    ok: false,
    error: { code, retryable: false, message: code, ...details },
  });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
