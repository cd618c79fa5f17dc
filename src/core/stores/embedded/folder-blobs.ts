import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayError } from '../../domain/errors.js';
import type { Blob, Blobs, Put } from '../../ports/blobs.js';
import type { IdSource } from '../../ports/ids.js';
import { firstText, parsed, type Sqlite } from './sqlite-database.js';

/** Bytes read at a time. */
const PART_BYTES = 65_536;

/** What contents leave free of the disk: the record is on the same one, and messages go before files. */
const SPARE_BYTES = 256 * 1_024 * 1_024;

/** How much is written between two looks at what is free. */
const LOOK_EVERY_BYTES = 8 * 1_024 * 1_024;

type FreeBytes = (folder: string) => Promise<number>;

/**
 * Contents as files of one folder, under names of our own making, so that no name from outside can lead anywhere. A
 * content is there once its row is: what has no row is a leftover of a crash, and goes at the next start.
 */
export class FolderBlobs implements Blobs {
  private constructor(
    private readonly folder: string,
    private readonly database: Sqlite,
    private readonly ids: IdSource,
    private readonly freeBytes: FreeBytes,
  ) {}

  static async open(
    folder: string,
    database: Sqlite,
    ids: IdSource,
    freeBytes: FreeBytes = freeOnDisk,
  ): Promise<FolderBlobs> {
    await mkdir(folder, { recursive: true });
    const blobs = new FolderBlobs(folder, database, ids, freeBytes);
    await blobs.removeLeftovers();
    return blobs;
  }

  async put(id: string, content: AsyncIterable<Uint8Array>, seal: () => Blob): Promise<Put> {
    const name = this.ids.unique();
    try {
      await this.write(name, content);
      const put = this.keep({ ...seal(), id }, name);
      if (put.kind === 'known') await this.remove(name);
      return put;
    } catch (error) {
      await this.remove(name);
      throw error;
    }
  }

  async refuse(blob: Blob): Promise<Put> {
    return this.keep(blob, null);
  }

  async find(id: string): Promise<Blob | null> {
    const doc = firstText(this.database, 'SELECT doc FROM files WHERE id = ?', id);
    return doc === null ? null : parsed<Blob>(doc);
  }

  async open(id: string): Promise<AsyncIterable<Uint8Array> | null> {
    const name = firstText(this.database, 'SELECT content AS doc FROM files WHERE id = ?', id);
    if (name === null) return null;
    return partsOf(join(this.folder, name));
  }

  async attach(ids: readonly string[]): Promise<boolean> {
    const attach = this.database.prepare(
      `UPDATE files SET is_attached = 1, doc = json_set(doc, '$.isAttached', json('true'))
       WHERE id = ?`,
    );
    return ids.map((id) => attach.run(id).changes > 0).every((isThere) => isThere);
  }

  async removeStrays(beforeMs: number, limit: number): Promise<number> {
    const strays = this.database
      .prepare('SELECT id, content FROM files WHERE is_attached = 0 AND at < ? ORDER BY at LIMIT ?')
      .all(beforeMs, limit) as { id: string; content: string | null }[];
    const remove = this.database.prepare('DELETE FROM files WHERE id = ? AND is_attached = 0');
    let removed = 0;
    for (const { id, content } of strays) {
      // The row first: a file without one is a leftover, a row without its file would be a promise.
      if (remove.run(id).changes === 0) continue;
      removed++;
      if (content !== null) await this.remove(content);
    }
    return removed;
  }

  /** On disk when it resolves, its place in the folder, too. */
  private async write(name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    await this.heedSpace();
    const file = await onDisk(() => open(join(this.folder, name), 'wx', 0o600));
    try {
      let unseenBytes = 0;
      for await (const chunk of content) {
        await onDisk(() => file.writeFile(chunk));
        unseenBytes += chunk.length;
        if (unseenBytes < LOOK_EVERY_BYTES) continue;
        await this.heedSpace();
        unseenBytes = 0;
      }
      await onDisk(() => file.sync());
    } finally {
      await file.close();
    }
    await onDisk(() => this.syncFolder());
  }

  private async heedSpace(): Promise<void> {
    const freeBytes = await onDisk(() => this.freeBytes(this.folder));
    if (freeBytes >= SPARE_BYTES) return;
    throw new GatewayError('store.unavailable', { problem: 'the disk is almost full', freeBytes });
  }

  private async syncFolder(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  private keep(blob: Blob, content: string | null): Put {
    const { changes } = this.database
      .prepare(
        `INSERT INTO files (id, content, at, is_attached, doc) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
      )
      .run(blob.id, content, blob.atMs, blob.isAttached ? 1 : 0, JSON.stringify(blob));
    if (changes > 0) return { kind: 'stored', blob };
    const first = firstText(this.database, 'SELECT doc FROM files WHERE id = ?', blob.id);
    if (first === null) throw new GatewayError('store.unavailable');
    return { kind: 'known', blob: parsed<Blob>(first) };
  }

  private async removeLeftovers(): Promise<void> {
    const kept = this.database.prepare('SELECT 1 FROM files WHERE content = ?');
    for (const name of await readdir(this.folder)) {
      if (kept.get(name) === undefined) await this.remove(name);
    }
  }

  private async remove(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }
}

async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Opened only once somebody reads. */
async function* partsOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await onDisk(() => open(path, 'r'));
  try {
    while (true) {
      const { bytesRead, buffer } = await onDisk(() => file.read(Buffer.alloc(PART_BYTES)));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A disk that is full or broken may be mended, so whoever waits may try again. */
async function onDisk<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new GatewayError('store.unavailable', {}, { cause });
  }
}
