import type { SentFile } from '../../../src/core/domain/message.js';
import type { Files, Opened } from '../../../src/core/ports/files.js';

interface Held {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const REFUSED = () => Promise.reject(new Error('nobody does that here'));

/** Files with contents, for handing on only. */
export class HeldFiles implements Files {
  /** Files whose content was not read to its end. */
  readonly putDown: string[] = [];
  /** Where people fetch files; null: the gateway does not know its own address. */
  origin: string | null = 'https://shop.example';
  private readonly held = new Map<string, Held>();
  private readonly obstacles = new Map<string, 'later' | 'breaks'>();

  private readonly lasting = new Set<string>();

  readonly take = REFUSED;
  readonly pick = REFUSED;
  readonly settle = REFUSED;
  readonly giveUp = REFUSED;

  /** A file to be sent along. */
  add(name: string, type: string, bytes: Uint8Array): SentFile {
    const id = `file-${this.held.size}`;
    this.held.set(id, { type, bytes });
    return { id, name, type, bytes: bytes.byteLength };
  }

  /** The next time it is opened it cannot be had, or breaks off. */
  obstruct({ id = '' }: SentFile, how: 'later' | 'breaks'): void {
    this.obstacles.set(id, how);
  }

  /** It never can be had, or always breaks off. */
  obstructForGood(file: SentFile, how: 'later' | 'breaks'): void {
    this.obstruct(file, how);
    this.lasting.add(file.id ?? '');
  }

  async open({ id = '', name }: SentFile): Promise<Opened> {
    const held = this.held.get(id);
    if (held === undefined) return { kind: 'problem', problem: 'gone' };
    const obstacle = this.obstacles.get(id);
    if (!this.lasting.has(id)) this.obstacles.delete(id);
    if (obstacle === 'later') throw new Error('not now');
    const { type, bytes } = held;
    const content = this.content(name, bytes, obstacle === 'breaks');
    const isImage = type.startsWith('image/');
    return { kind: 'open', name, type, bytes: bytes.byteLength, isImage, content };
  }

  path(): string | null {
    return null;
  }

  url({ id }: SentFile): string | null {
    return this.origin === null ? null : `${this.origin}/files/${id}?e=1&s=2`;
  }

  private content(name: string, bytes: Uint8Array, breaks: boolean): AsyncIterable<Uint8Array> {
    let at = 0;
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      if (breaks && at > 0) throw new Error('broke off');
      const value = bytes.subarray(at, at + 1_000);
      at += value.byteLength;
      return value.byteLength === 0 ? { done: true, value: undefined } : { done: false, value };
    };
    const end = async (): Promise<IteratorResult<Uint8Array>> => {
      this.putDown.push(name);
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
  }
}
