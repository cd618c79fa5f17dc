import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Blobs } from '../../src/core/ports/blobs.js';
import { FolderBlobs } from '../../src/core/stores/embedded/folder-blobs.js';
import { openSqlite } from '../../src/core/stores/embedded/sqlite-database.js';
import { GridfsBlobs } from '../../src/core/stores/mongo/gridfs-blobs.js';
import { MongoCollections } from '../../src/core/stores/mongo/mongo-collections.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { dropDatabase, EMBEDDED, type StoreKind, serverUrls } from './stores.js';
import type { StoryClock } from './story-clock.js';

/** Contents in one kind of store, with a look behind it. */
export interface OpenBlobs {
  readonly blobs: Blobs;
  /** The same contents as another process sees them; the embedded store has but one. */
  readonly other: Blobs;
  /** Bytes that have reached the store, of contents that are there and of those on their way. */
  bytesHeld(): Promise<number>;
  /** Dies in the middle of a put and comes back later. */
  crashAndReturn(put: (blobs: Blobs) => Promise<void>): Promise<Blobs>;
  /** From now on nothing can be written. */
  breakDisk(): Promise<void>;
  mendDisk(): Promise<void>;
  close(): Promise<void>;
}

export function openBlobs(kind: StoreKind, clock: StoryClock): Promise<OpenBlobs> {
  return kind === EMBEDDED ? openFolder() : openGridfs(clock);
}

async function openFolder(): Promise<OpenBlobs> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  const { database, close } = openSqlite(folder);
  const files = join(folder, 'files');
  const open = () => FolderBlobs.open(files, database, new CryptoIds());
  const blobs = await open();
  return {
    blobs,
    other: blobs,
    bytesHeld: async () =>
      readdirSync(files).reduce((sum, name) => sum + statSync(join(files, name)).size, 0),
    crashAndReturn: async (put) => {
      await put(blobs);
      return open();
    },
    breakDisk: async () => rmSync(files, { recursive: true }),
    mendDisk: async () => void (await open()),
    close: async () => {
      close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openGridfs(clock: StoryClock): Promise<OpenBlobs> {
  const urls = serverUrls();
  if (urls === null) throw new Error('The test servers are not running.');
  const name = `test_${new CryptoIds().unique()}`;
  const one = await MongoCollections.open(urls.mongoUrl, name);
  const two = await MongoCollections.open(urls.mongoUrl, name);
  const opened = [one, two];
  const open = (collections: MongoCollections) =>
    new GridfsBlobs(collections, clock, new CryptoIds());
  // Of documents without the field an index like this lets in one, which is there already.
  const broken = { name: 'broken', unique: true } as const;
  return {
    blobs: open(one),
    other: open(two),
    bytesHeld: async () => {
      const sum = { _id: null, bytes: { $sum: { $binarySize: '$data' } } };
      const [held] = await one.fileChunks.aggregate<{ bytes: number }>([{ $group: sum }]).toArray();
      return held?.bytes ?? 0;
    },
    crashAndReturn: async (put) => {
      const dying = await MongoCollections.open(urls.mongoUrl, name);
      opened.push(dying);
      await put(open(dying));
      return open(two);
    },
    breakDisk: async () => void (await one.fileChunks.createIndex({ broken: 1 }, broken)),
    mendDisk: async () => void (await one.fileChunks.dropIndex('broken')),
    close: async () => {
      await Promise.all(opened.map((collections) => collections.close()));
      await dropDatabase(urls.mongoUrl, name);
    },
  };
}
