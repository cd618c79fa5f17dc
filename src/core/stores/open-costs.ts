import type { Costs } from '../ports/costs.js';
import { SqliteCosts } from './embedded/sqlite-costs.js';
import { readSqlite } from './embedded/sqlite-database.js';
import { MongoCollections } from './mongo/mongo-collections.js';
import { MongoCosts } from './mongo/mongo-costs.js';
import type { StoreSettings } from './open-stores.js';

/** The costs on record, to be read from beside a gateway that may be running on the same stores. */
export async function openCosts(
  settings: StoreSettings,
): Promise<{ readonly costs: Costs; close(): Promise<void> }> {
  if (settings.kind === 'embedded') {
    const database = readSqlite(settings.folder);
    return { costs: new SqliteCosts(database), close: async () => void database.close() };
  }
  const { mongoUrl, mongoDatabase } = settings;
  const collections = await MongoCollections.openToRead(mongoUrl, mongoDatabase);
  return { costs: new MongoCosts(collections), close: () => collections.close() };
}
