import { Binary, MongoServerError } from 'mongodb';
import { GatewayError } from '../../domain/errors.js';
import type { Blob, Blobs, Put } from '../../ports/blobs.js';
import type { Clock } from '../../ports/clock.js';
import type { IdSource } from '../../ports/ids.js';
import { DUPLICATE_KEY, type FileDocument, type MongoCollections } from './mongo-collections.js';

/** GridFS's usual size of a chunk: 255 KB, so that it fits a page of storage with what is around it. */
const CHUNK_BYTES = 261_120;

/**
 * Contents in GridFS's own form (https://github.com/mongodb/specifications, gridfs), read and written chunk by chunk: the
 * driver's streams read up to 16 MB ahead, and a document of theirs cannot wait for what its content turns out to be. A
 * content is there once its document is, which the unique id in it allows once; what is under way is noted beside, so
 * that what a crash left can be found.
 */
export class GridfsBlobs implements Blobs {
  constructor(
    private readonly collections: MongoCollections,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async put(id: string, content: AsyncIterable<Uint8Array>, seal: () => Blob): Promise<Put> {
    const { fileUploads } = this.collections;
    const name = this.ids.unique();
    await inStore(() => fileUploads.insertOne({ _id: name, atMs: this.clock.nowMs() }));
    try {
      const length = await this.write(name, content);
      const put = await this.keep(fileDocument(name, length, { ...seal(), id }));
      if (put.kind === 'known') await this.removeChunks(name);
      await fileUploads.deleteOne({ _id: name });
      return put;
    } catch (error) {
      await this.giveUp(name);
      throw error;
    }
  }

  async refuse(blob: Blob): Promise<Put> {
    return this.keep(fileDocument(this.ids.unique(), 0, blob));
  }

  async find(id: string): Promise<Blob | null> {
    return (await this.document(id))?.metadata ?? null;
  }

  async open(id: string): Promise<AsyncIterable<Uint8Array> | null> {
    const found = await this.document(id);
    return found === null || found.metadata.problem !== undefined ? null : this.chunksOf(found);
  }

  async attach(ids: readonly string[]): Promise<boolean> {
    const { matchedCount } = await this.collections.files.updateMany(
      { 'metadata.id': { $in: [...ids] } },
      { $set: { 'metadata.isAttached': true } },
    );
    return matchedCount === new Set(ids).size;
  }

  async removeStrays(beforeMs: number, limit: number): Promise<number> {
    const { files } = this.collections;
    await this.removeLeftovers(beforeMs, limit);
    const isStray = { 'metadata.isAttached': false, 'metadata.atMs': { $lt: beforeMs } };
    const strays = await files
      .find(isStray, { projection: { _id: 1 } })
      .sort({ 'metadata.atMs': 1 })
      .limit(limit)
      .toArray();
    let removed = 0;
    for (const { _id } of strays) removed += (await this.removeStray(_id)) ? 1 : 0;
    return removed;
  }

  /** Noted first, so that a crash between the two leaves chunks that somebody finds. */
  private async removeStray(name: string): Promise<boolean> {
    const { files, fileUploads } = this.collections;
    await fileUploads.updateOne(
      { _id: name },
      { $setOnInsert: { atMs: this.clock.nowMs() } },
      { upsert: true },
    );
    const { deletedCount } = await files.deleteOne({ _id: name, 'metadata.isAttached': false });
    if (deletedCount > 0) await this.removeChunks(name);
    await fileUploads.deleteOne({ _id: name });
    return deletedCount > 0;
  }

  /** Of puts that died, or of the last step of one that did not. */
  private async removeLeftovers(beforeMs: number, limit: number): Promise<void> {
    const { files, fileUploads } = this.collections;
    const left = await fileUploads
      .find({ atMs: { $lt: beforeMs } })
      .sort({ atMs: 1 })
      .limit(limit)
      .toArray();
    for (const { _id } of left) {
      if ((await files.findOne({ _id }, { projection: { _id: 1 } })) === null) {
        await this.removeChunks(_id);
      }
      await fileUploads.deleteOne({ _id });
    }
  }

  private async giveUp(name: string): Promise<void> {
    // An answer to the last write may have been lost, and the content be there all the same: then it stays.
    const { files, fileUploads } = this.collections;
    try {
      if ((await files.findOne({ _id: name })) === null) await this.removeChunks(name);
      await fileUploads.deleteOne({ _id: name });
    } catch {
      // The store is away. What is left is noted and goes later.
    }
  }

  /** Durable when it resolves, each chunk of it. Gives its length. */
  private async write(name: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    let length = 0;
    let n = 0;
    for await (const data of inChunks(content)) {
      const chunk = { files_id: name, n: n++, data: new Binary(data) };
      await inStore(() => this.collections.fileChunks.insertOne(chunk));
      length += data.length;
    }
    return length;
  }

  private async keep(document: FileDocument): Promise<Put> {
    const { id } = document.metadata;
    try {
      await this.collections.files.insertOne(document);
      return { kind: 'stored', blob: document.metadata };
    } catch (error) {
      const isKnown = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
      const first = isKnown ? await this.find(id) : null;
      if (first === null) throw new GatewayError('store.unavailable', {}, { cause: error });
      return { kind: 'known', blob: first };
    }
  }

  private document(id: string): Promise<FileDocument | null> {
    return this.collections.files.findOne({ 'metadata.id': id });
  }

  private async *chunksOf({ _id, length }: FileDocument): AsyncGenerator<Uint8Array> {
    const chunks = Math.ceil(length / CHUNK_BYTES);
    for (let n = 0; n < chunks; n++) {
      const chunk = await this.collections.fileChunks.findOne({ files_id: _id, n });
      if (chunk === null) throw new GatewayError('store.unavailable', { chunk: n });
      yield chunk.data.value();
    }
  }

  private async removeChunks(name: string): Promise<void> {
    await this.collections.fileChunks.deleteMany({ files_id: name });
  }
}

/** The same bytes in parts of one size, the last one shorter. */
async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let chunk = Buffer.alloc(CHUNK_BYTES);
  let filled = 0;
  for await (const part of content) {
    let rest = part;
    while (rest.length > 0) {
      const taken = rest.subarray(0, CHUNK_BYTES - filled);
      chunk.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled < CHUNK_BYTES) continue;
      yield chunk;
      chunk = Buffer.alloc(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

function fileDocument(name: string, length: number, blob: Blob): FileDocument {
  return {
    _id: name,
    length,
    chunkSize: CHUNK_BYTES,
    uploadDate: new Date(blob.atMs),
    filename: blob.name,
    metadata: blob,
  };
}

async function inStore<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new GatewayError('store.unavailable', {}, { cause });
  }
}
