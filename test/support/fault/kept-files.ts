import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GridfsBlobs } from '../../../src/core/stores/mongo/gridfs-blobs.js';
import { MongoCollections } from '../../../src/core/stores/mongo/mongo-collections.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../../src/core/stores/system/system-clock.js';

interface KeptFiles {
  readonly count: number;
  readonly bytes: number;
}

/** The embedded store throws leftovers away when it starts. */
export function keptInFolder(folder: string): KeptFiles {
  const names = readdirSync(folder);
  const bytes = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return { count: names.length, bytes };
}

/** Leftovers are thrown away as they will be in a day; uploads that were never sent are, too. */
export async function keptInMongo(url: string, database: string): Promise<KeptFiles> {
  const collections = await MongoCollections.open(url, database);
  const clock = new SystemClock();
  const blobs = new GridfsBlobs(collections, clock, new CryptoIds());
  await blobs.removeStrays(clock.nowMs() + 1, 1_000);
  const count = await collections.files.countDocuments();
  const chunks = await collections.fileChunks.find().toArray();
  await collections.close();
  return { count, bytes: chunks.reduce((sum, { data }) => sum + data.length(), 0) };
}
