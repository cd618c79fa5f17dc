import type { Archive } from '../ports/archive.js';
import type { Conversations } from '../ports/conversations.js';
import type { Handoffs } from '../ports/handoffs.js';
import type { Ledger } from '../ports/ledger.js';
import { SqliteAggregates } from './embedded/sqlite-aggregates.js';
import { SqliteArchive, SqliteHandoffs } from './embedded/sqlite-archive.js';
import { readSqlite } from './embedded/sqlite-database.js';
import { SqliteLedger } from './embedded/sqlite-ledger.js';
import { SqliteConversations } from './embedded/sqlite-stores.js';
import { MongoArchive } from './mongo/mongo-archive.js';
import { MongoCollections } from './mongo/mongo-collections.js';
import { MongoConversations } from './mongo/mongo-conversations.js';
import { MongoHandoffs } from './mongo/mongo-handoffs.js';
import { MongoLedger } from './mongo/mongo-ledger.js';
import type { StoreSettings } from './open-stores.js';

/** What was said and done, to be read from beside a gateway that may be running on the same stores. */
interface OpenRecord {
  readonly conversations: Pick<Conversations, 'load'>;
  readonly archive: Archive;
  readonly handoffs: Handoffs;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

export async function openRecord(settings: StoreSettings): Promise<OpenRecord> {
  if (settings.kind === 'embedded') {
    const database = readSqlite(settings.folder);
    return {
      conversations: new SqliteConversations(new SqliteAggregates(database)),
      archive: new SqliteArchive(database),
      handoffs: new SqliteHandoffs(database),
      ledger: new SqliteLedger(database),
      close: async () => void database.close(),
    };
  }
  const { mongoUrl, mongoDatabase } = settings;
  const collections = await MongoCollections.openToRead(mongoUrl, mongoDatabase);
  return {
    conversations: new MongoConversations(collections),
    archive: new MongoArchive(collections),
    handoffs: new MongoHandoffs(collections),
    ledger: new MongoLedger(collections),
    close: () => collections.close(),
  };
}
