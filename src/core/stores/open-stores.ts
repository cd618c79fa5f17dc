import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Accounts } from '../ports/accounts.js';
import type { Addresses } from '../ports/addresses.js';
import type { Archive } from '../ports/archive.js';
import type { Blobs } from '../ports/blobs.js';
import type { Breakers } from '../ports/breakers.js';
import type { Clock } from '../ports/clock.js';
import type { Conversations } from '../ports/conversations.js';
import type { Costs } from '../ports/costs.js';
import type { Handoffs } from '../ports/handoffs.js';
import type { StoreHealth } from '../ports/health.js';
import type { IdSource } from '../ports/ids.js';
import type { Inbox } from '../ports/inbox.js';
import type { Interims } from '../ports/interims.js';
import type { Ledger } from '../ports/ledger.js';
import type { Limiter } from '../ports/limiter.js';
import type { Memories } from '../ports/memories.js';
import type { Outbox } from '../ports/outbox.js';
import type { SessionCache } from '../ports/session-cache.js';
import type { Signals } from '../ports/signals.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { Threads } from '../ports/threads.js';
import type { Wakes } from '../ports/wakes.js';
import type { Watches } from '../ports/watches.js';
import { FolderBlobs } from './embedded/folder-blobs.js';
import { MemoryBreakers } from './embedded/memory-breakers.js';
import { MemoryLimiter } from './embedded/memory-limiter.js';
import { MemorySessionCache } from './embedded/memory-session-cache.js';
import { MemorySignals } from './embedded/memory-signals.js';
import { MemoryWakes } from './embedded/memory-wakes.js';
import { SqliteAccounts } from './embedded/sqlite-accounts.js';
import { SqliteAddresses } from './embedded/sqlite-addresses.js';
import { SqliteAggregates } from './embedded/sqlite-aggregates.js';
import { SqliteArchive, SqliteHandoffs, SqliteThreads } from './embedded/sqlite-archive.js';
import { SqliteCosts } from './embedded/sqlite-costs.js';
import { openSqlite } from './embedded/sqlite-database.js';
import { SqliteHealth } from './embedded/sqlite-health.js';
import { SqliteLedger } from './embedded/sqlite-ledger.js';
import { SqliteConversations, SqliteInbox, SqliteOutbox } from './embedded/sqlite-stores.js';
import { GridfsBlobs } from './mongo/gridfs-blobs.js';
import { MongoAccounts } from './mongo/mongo-accounts.js';
import { MongoAddresses } from './mongo/mongo-addresses.js';
import { MongoArchive } from './mongo/mongo-archive.js';
import { MongoCollections } from './mongo/mongo-collections.js';
import { MongoConversations } from './mongo/mongo-conversations.js';
import { MongoCosts } from './mongo/mongo-costs.js';
import { MongoHandoffs } from './mongo/mongo-handoffs.js';
import { MongoHealth } from './mongo/mongo-health.js';
import { MongoInbox } from './mongo/mongo-inbox.js';
import { MongoLedger } from './mongo/mongo-ledger.js';
import { MongoOutbox } from './mongo/mongo-outbox.js';
import { MongoThreads } from './mongo/mongo-threads.js';
import { RedisBreakers } from './redis/redis-breakers.js';
import { RedisHealth } from './redis/redis-health.js';
import { RedisKeys } from './redis/redis-keys.js';
import { RedisLimiter } from './redis/redis-limiter.js';
import { RedisSessionCache } from './redis/redis-session-cache.js';
import { RedisSignals } from './redis/redis-signals.js';
import { RedisWakes } from './redis/redis-wakes.js';

/** Everything the policies keep and send through, of one kind. */
export interface Stores {
  readonly inbox: Inbox;
  readonly conversations: Conversations;
  readonly watches: Watches;
  readonly memories: Memories;
  readonly interims: Interims;
  readonly outbox: Outbox;
  readonly archive: Archive;
  readonly handoffs: Handoffs;
  readonly threads: Threads;
  readonly addresses: Addresses;
  readonly blobs: Blobs;
  readonly ledger: Ledger;
  readonly costs: Costs;
  readonly accounts: Accounts;
  readonly sessions: SessionCache;
  readonly wakes: Wakes;
  readonly signals: Signals;
  readonly limiter: Limiter;
  readonly breakers: Breakers;
  readonly health: StoreHealth;
  /** Closes in the opposite order of opening, the wakes first. */
  close(): Promise<void>;
}

export type StoreSettings = {
  readonly sessionTtlMs: number;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledMs: number;
} & (
  | { readonly kind: 'embedded'; readonly folder: string }
  | {
      readonly kind: 'mongo';
      readonly mongoUrl: string;
      readonly mongoDatabase: string;
      readonly redisUrl: string;
      readonly redisPrefix: string;
    }
);

interface OpenParts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
}

export function openStores(settings: StoreSettings, parts: OpenParts): Promise<Stores> {
  return settings.kind === 'embedded'
    ? openEmbedded(settings, parts)
    : openMongoAndRedis(settings, parts);
}

async function openEmbedded(
  settings: Extract<StoreSettings, { kind: 'embedded' }>,
  { clock, ids, telemetry }: OpenParts,
): Promise<Stores> {
  mkdirSync(settings.folder, { recursive: true });
  const { database, close } = openSqlite(settings.folder);
  const blobs = await FolderBlobs.open(join(settings.folder, 'files'), database, ids);
  const aggregates = new SqliteAggregates(database);
  const conversations = new SqliteConversations(aggregates);
  return {
    inbox: new SqliteInbox(aggregates),
    conversations,
    watches: conversations,
    memories: conversations,
    interims: conversations,
    outbox: new SqliteOutbox(aggregates),
    archive: new SqliteArchive(database),
    handoffs: new SqliteHandoffs(database),
    threads: new SqliteThreads(database),
    addresses: new SqliteAddresses(database),
    blobs,
    ledger: new SqliteLedger(database),
    costs: new SqliteCosts(database),
    accounts: new SqliteAccounts(database),
    sessions: new MemorySessionCache(clock, settings.sessionTtlMs),
    wakes: new MemoryWakes(telemetry),
    signals: new MemorySignals(),
    limiter: new MemoryLimiter(),
    breakers: new MemoryBreakers(),
    health: new SqliteHealth(database, clock),
    close: async () => close(),
  };
}

async function openMongoAndRedis(
  settings: Extract<StoreSettings, { kind: 'mongo' }>,
  { clock, ids, telemetry }: OpenParts,
): Promise<Stores> {
  const { redisUrl: url } = settings;
  const collections = await MongoCollections.open(settings.mongoUrl, settings.mongoDatabase);
  const keys = new RedisKeys(settings.redisPrefix);
  const signals = new RedisSignals(url, keys, ids.unique(), new MemorySignals(), telemetry);
  const sessions = new RedisSessionCache(url, keys, settings.sessionTtlMs, telemetry);
  const limiter = new RedisLimiter(url, keys, new MemoryLimiter(), telemetry);
  const breakers = new RedisBreakers(url, keys, telemetry);
  const mongoHealth = new MongoHealth(collections, clock);
  const redisHealth = new RedisHealth(url, telemetry);
  const { concurrency, lockMs, stalledMs } = settings;
  const wakes = new RedisWakes({ url, keys, telemetry, clock, concurrency, lockMs, stalledMs });
  const conversations = new MongoConversations(collections);
  return {
    inbox: new MongoInbox(collections),
    conversations,
    watches: conversations,
    memories: conversations,
    interims: conversations,
    outbox: new MongoOutbox(collections),
    archive: new MongoArchive(collections),
    handoffs: new MongoHandoffs(collections),
    threads: new MongoThreads(collections),
    addresses: new MongoAddresses(collections),
    blobs: new GridfsBlobs(collections, clock, ids),
    ledger: new MongoLedger(collections),
    costs: new MongoCosts(collections),
    accounts: new MongoAccounts(collections),
    sessions,
    wakes,
    signals,
    limiter,
    breakers,
    health: {
      checkRecord: () => mongoHealth.checkRecord(),
      degraded: () => redisHealth.degraded(),
    },
    close: async () => {
      await wakes.stop();
      redisHealth.close();
      breakers.close();
      limiter.close();
      sessions.close();
      signals.close();
      await collections.close();
    },
  };
}
