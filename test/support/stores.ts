import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Telemetry } from '../../src/core/ports/telemetry.js';
import { openStores, type StoreSettings, type Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';

/** Telemetry nobody reads. */
export const SILENT: Telemetry = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** What a suite may want otherwise: a shorter life of sessions, a Redis or a MongoDB that it may stop. */
export interface StoreWishes {
  readonly sessionTtlMs?: number;
  readonly redisUrl?: string;
  readonly mongoUrl?: string;
}

export interface StoreKind {
  readonly name: string;
  /** Why this kind cannot be tried here; null when it can. */
  readonly skipReason: string | null;
  /** Stores of their own, empty; `close` also removes them. */
  open(wishes?: StoreWishes): Promise<Stores>;
}

const COMMON = { sessionTtlMs: 60_000, concurrency: 8, lockMs: 2_000, stalledMs: 1_000 };

export function serverUrls(): { mongoUrl: string; redisUrl: string } | null {
  const mongoUrl = process.env['FRONTDESK_TEST_MONGODB_URL'];
  const redisUrl = process.env['FRONTDESK_TEST_REDIS_URL'];
  return mongoUrl && redisUrl ? { mongoUrl, redisUrl } : null;
}

export const EMBEDDED: StoreKind = { name: 'embedded', skipReason: null, open: openEmbedded };

export const MONGO: StoreKind = {
  name: 'MongoDB and Redis',
  skipReason: process.env['FRONTDESK_TEST_SKIP_REASON'] ?? null,
  open: openMongo,
};

/** Every kind of stores: one promise, one suite, all of them. */
export const STORE_KINDS: readonly StoreKind[] = [EMBEDDED, MONGO];

/** `describe` for each kind; one that cannot run here is reported as skipped with its reason. */
export function describeStores(title: string, suite: (kind: StoreKind) => void): void {
  for (const kind of STORE_KINDS) {
    const reason = kind.skipReason === null ? '' : ` (skipped: ${kind.skipReason})`;
    const run = kind.skipReason === null ? describe : describe.skip;
    run(`${title}: ${kind.name}${reason}`, () => suite(kind));
  }
}

async function openEmbedded(wishes: StoreWishes = {}): Promise<Stores> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  const { sessionTtlMs = COMMON.sessionTtlMs } = wishes;
  const settings = { ...COMMON, sessionTtlMs, kind: 'embedded' as const, folder };
  const stores = await openStores(settings, parts());
  return {
    ...stores,
    close: async () => {
      await stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openMongo(wishes: StoreWishes = {}): Promise<Stores> {
  const settings = mongoSettings(wishes);
  const stores = await openStores(settings, parts());
  return {
    ...stores,
    close: async () => {
      await stores.close();
      await dropDatabase(settings.mongoUrl, settings.mongoDatabase);
    },
  };
}

/** Two processes of one gateway: the same database and the same names in Redis. */
export interface TwoProcesses {
  readonly one: Stores;
  readonly other: Stores;
  close(): Promise<void>;
}

/** Only MongoDB and Redis serve several processes; the embedded stores refuse a second one. */
export async function openTwoProcesses(wishes: StoreWishes = {}): Promise<TwoProcesses> {
  const settings = mongoSettings(wishes);
  const [one, other] = await Promise.all([
    openStores(settings, parts()),
    openStores(settings, parts()),
  ]);
  return {
    one,
    other,
    close: async () => {
      await Promise.all([one.close(), other.close()]);
      await dropDatabase(settings.mongoUrl, settings.mongoDatabase);
    },
  };
}

function parts() {
  return { clock: new SystemClock(), ids: new CryptoIds(), telemetry: SILENT };
}

function mongoSettings(wishes: StoreWishes): Extract<StoreSettings, { kind: 'mongo' }> {
  const urls = serverUrls();
  if (urls === null) throw new Error('The test servers are not running.');
  const name = `test_${new CryptoIds().unique()}`;
  return { ...COMMON, kind: 'mongo', ...urls, mongoDatabase: name, redisPrefix: name, ...wishes };
}

export async function dropDatabase(url: string, name: string): Promise<void> {
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(url);
  await client.db(name).dropDatabase();
  await client.close();
}
