import type { FileKind } from '../domain/file-kinds.js';
import { isShownInPlace } from '../domain/files.js';
import { CompoundWatch } from './compound-watch.js';
import { isPictureName } from './file-name.js';
import { kindOf } from './file-types.js';
import { GzipWatch } from './gzip-watch.js';
import { refused } from './refused.js';
import { type Signature, signatureOf } from './signature.js';
import { TextWatch } from './text-watch.js';
import type { Watch } from './watch.js';
import { ZipWatch } from './zip-watch.js';

export interface Found {
  readonly type: string;
  readonly isImage: boolean;
}

/** What tells a form stands within so many bytes: those the library for it asks for. */
const HEAD_BYTES = 4_100;

/** Finds out what a content is, whatever it is called. */
export class Look {
  private readonly head: Buffer[] = [];
  private headBytes = 0;
  private watch: Watch | null = null;

  constructor(
    private readonly name: string,
    private readonly kinds: readonly FileKind[],
  ) {}

  async see(chunk: Buffer): Promise<void> {
    if (this.watch !== null) return this.watch.see(chunk);
    // A copy: whoever reads may use the memory again.
    this.head.push(Buffer.from(chunk));
    this.headBytes += chunk.length;
    if (this.headBytes >= HEAD_BYTES) await this.begin();
  }

  async end(): Promise<Found> {
    const watch = this.watch ?? (await this.begin());
    const type = await watch.end();
    this.check(type);
    return { type, isImage: isShownInPlace(type) };
  }

  close(): void {
    this.watch?.close();
  }

  private async begin(): Promise<Watch> {
    const head = Buffer.concat(this.head);
    this.head.length = 0;
    const watch = this.watchOf(await signatureOf(head.subarray(0, HEAD_BYTES)));
    this.watch = watch;
    await watch.see(head);
    return watch;
  }

  private watchOf(signature: Signature): Watch {
    switch (signature.form) {
      case 'zip':
        return new ZipWatch(signature.type);
      case 'gzip':
        return new GzipWatch();
      case 'compound':
        return new CompoundWatch();
      case 'text':
        return new TextWatch(this.name);
      case 'other':
        this.check(signature.type);
        return { see: () => undefined, end: () => signature.type, close: () => undefined };
    }
  }

  private check(type: string): void {
    const kind = kindOf(type);
    const isDisguised = isPictureName(this.name) && kind !== 'image';
    if (kind === null || !this.kinds.includes(kind) || isDisguised) throw refused('kind');
  }
}
