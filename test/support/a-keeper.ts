import { buffer } from 'node:stream/consumers';
import { FILE_KINDS } from '../../src/core/domain/file-kinds.js';
import type { SentFile } from '../../src/core/domain/message.js';
import { FileKeeper } from '../../src/core/files/file-keeper.js';
import type { FileSettings } from '../../src/core/files/file-settings.js';
import type { Blobs } from '../../src/core/ports/blobs.js';
import type { Fetched, FileOwner, FileSource, Opened } from '../../src/core/ports/files.js';
import { MemoryLimiter } from '../../src/core/stores/embedded/memory-limiter.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SILENT } from './stores.js';
import type { StoryClock } from './story-clock.js';

export const FILE_SETTINGS: FileSettings = {
  isEnabled: true,
  bytesMax: 60_000_000,
  perMessageMax: 3,
  kinds: FILE_KINDS,
  linkMs: 60_000,
  postedLinkMs: 86_400_000,
  inFlightMax: 4,
  perConversation: { points: 1_000, windowMs: 60_000 },
  publicUrl: 'https://support.example',
};

interface KeeperWishes {
  readonly blobs: Blobs;
  readonly clock: StoryClock;
  readonly settings?: Partial<FileSettings>;
  readonly sources?: readonly FileSource[];
  readonly secret?: string;
}

export function aKeeper({ blobs, clock, settings, sources = [], secret }: KeeperWishes) {
  return new FileKeeper({
    blobs,
    clock,
    settings: () => ({ ...FILE_SETTINGS, ...settings }),
    sources: () => sources,
    limiter: new MemoryLimiter(),
    ids: new CryptoIds(),
    telemetry: SILENT,
    secret: secret ?? 'a-secret-of-at-least-32-characters-for-tests',
  });
}

/** A platform that gives what it is told to give, and counts how often it is asked. */
export class PuppetSource implements FileSource {
  asked: string[] = [];

  constructor(
    readonly scheme: string,
    private readonly give: (source: string, signal: AbortSignal) => Promise<Fetched | null>,
  ) {}

  async fetch(source: string, _owner: FileOwner, signal: AbortSignal): Promise<Fetched | null> {
    this.asked.push(source);
    return this.give(source, signal);
  }
}

export async function* inParts(...parts: readonly (Buffer | string)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

export async function contentOf(opened: Opened): Promise<Buffer> {
  if (opened.kind !== 'open') throw new Error(`There is none: ${opened.problem}`);
  return buffer(opened.content);
}

export const NEVER = new AbortController().signal;

export function sentFrom(id: string, source: string, name = 'photo.png'): SentFile {
  return { id, name, source, type: 'image/made-up', bytes: 7 };
}
