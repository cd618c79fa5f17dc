import { Readable } from 'node:stream';
import { GatewayError } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import { isForbiddenName, isRunnableName } from './file-name.js';
import type { FileSettings } from './file-settings.js';
import { type Found, Look } from './look.js';
import { refused } from './refused.js';

/** A content on its way in, and who it is for. */
export interface Incoming {
  readonly tenant: string;
  readonly conversationId: string;
  readonly name: string;
  readonly bytes?: number;
  readonly content: AsyncIterable<Uint8Array>;
  /** Whether `bytes` counts what comes; of what was packed for the way it may count less. */
  readonly isExact: boolean;
}

/** What a content turned out to be. */
export type FoundFile = Found & { readonly bytes: number };

interface Taking {
  readonly content: AsyncIterable<Uint8Array>;
  /** Known once the content has been read to its end. */
  found(): FoundFile;
}

/** Longest silence of whoever sends a content. */
const SILENCE_MS = 30_000;

/** Whoever uploads more slowly than that, after a while, only keeps others waiting. */
const LEAST_BYTES_PER_SECOND = 10_000;
const SLOW_AFTER_MS = 30_000;

/**
 * The same content, looked at while it passes: whatever it must not be ends it with an error. Holds a few kilobytes of
 * it, of archives the last megabyte.
 */
export function taking(
  incoming: Incoming,
  settings: Pick<FileSettings, 'bytesMax' | 'kinds'>,
  clock: Clock,
): Taking {
  const { name, bytes = 0, isExact } = incoming;
  const { bytesMax, kinds } = settings;
  if (isExact && bytes > bytesMax) throw refused('too-large', { bytesMax });
  const look = new Look(name, kinds);
  let found: FoundFile | null = null;
  async function* content() {
    try {
      yield* passing();
    } finally {
      look.close();
    }
  }
  async function* passing() {
    let count = 0;
    const startMs = clock.nowMs();
    for await (const chunk of withPatience(incoming.content, clock)) {
      // Only now, so that whatever the content comes from is let go of.
      if (isForbiddenName(name)) throw refused('name');
      if (isRunnableName(name)) throw refused('kind');
      count += chunk.length;
      if (isExact && isTooSlow(count, clock.nowMs() - startMs)) {
        throw new GatewayError('file.incomplete', { bytes: count });
      }
      if (count > bytesMax || bytes > bytesMax) throw refused('too-large', { bytesMax });
      await look.see(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
      yield chunk;
    }
    if (!isWhole(incoming, count)) throw new GatewayError('file.incomplete');
    if (count === 0) throw refused('empty');
    found = { ...(await look.end()), bytes: count };
  }
  return {
    content: content(),
    found: () => {
      if (found === null) throw new GatewayError('broken', { problem: 'file not read' });
      return found;
    },
  };
}

function isTooSlow(bytes: number, sinceMs: number): boolean {
  return sinceMs > SLOW_AFTER_MS && bytes < (sinceMs / 1_000) * LEAST_BYTES_PER_SECOND;
}

function isWhole({ bytes, isExact }: Incoming, count: number): boolean {
  if (bytes === undefined) return true;
  return isExact ? count === bytes : count >= bytes;
}

/**
 * A stream that breaks before anybody reads it would end the process with its error. Whoever reads it then is told of it
 * all the same.
 */
export function heedErrors(content: AsyncIterable<Uint8Array>): void {
  if (content instanceof Readable) content.on('error', () => undefined);
}

/** Ends when its sender breaks off, or says nothing for too long. */
async function* withPatience(
  content: AsyncIterable<Uint8Array>,
  clock: Clock,
): AsyncGenerator<Uint8Array> {
  const iterator = content[Symbol.asyncIterator]();
  let isSilent = false;
  try {
    while (true) {
      const next = await within(iterator.next(), clock);
      if (next === null) isSilent = true;
      if (next === null || next.done) break;
      yield next.value;
    }
  } catch (cause) {
    if (cause instanceof GatewayError) throw cause;
    throw new GatewayError('file.incomplete', {}, { cause });
  } finally {
    // What waits for its next part cannot be told to end by `return`, which would wait, too.
    if (content instanceof Readable) content.destroy();
    else if (!isSilent) await iterator.return?.();
  }
  if (isSilent) throw new GatewayError('file.incomplete', { silentMs: SILENCE_MS });
}

/** Null: it took too long. */
function within<Value>(work: Promise<Value>, clock: Clock): Promise<Value | null> {
  return new Promise((resolve, reject) => {
    const cancel = clock.alarm(SILENCE_MS, () => resolve(null));
    work.then(resolve, reject).finally(cancel);
  });
}
