import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { GatewayError } from '../../domain/errors.js';

/**
 * All tables and indexes of the embedded store, each index with the query it serves. Documents are JSON; only what is
 * searched for has a column.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS conversations (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, due_at INTEGER, doc TEXT NOT NULL,
  channel TEXT NOT NULL DEFAULT '', customer TEXT NOT NULL DEFAULT '', customer_at INTEGER
) WITHOUT ROWID;
-- due: the sweep asks for what is due, the longest due first.
CREATE INDEX IF NOT EXISTS conversations_due ON conversations (due_at, id) WHERE due_at IS NOT NULL;

-- checkRecord: one row that a probe writes.
CREATE TABLE IF NOT EXISTS health (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);

CREATE TABLE IF NOT EXISTS messages (
  conversation TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (conversation, seq)
) WITHOUT ROWID;
-- known: an old duplicate is recognised by its id.
CREATE UNIQUE INDEX IF NOT EXISTS messages_id ON messages (id);

CREATE TABLE IF NOT EXISTS turns (
  id TEXT PRIMARY KEY, conversation TEXT NOT NULL, ended_at INTEGER NOT NULL, doc TEXT NOT NULL
) WITHOUT ROWID;
-- turns of one conversation, newest first.
CREATE INDEX IF NOT EXISTS turns_conversation ON turns (conversation, ended_at);

CREATE TABLE IF NOT EXISTS handoffs (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, state TEXT NOT NULL, opened_at INTEGER NOT NULL,
  revision INTEGER NOT NULL, doc TEXT NOT NULL
) WITHOUT ROWID;
-- the desk's lists: handoffs of a tenant by state, newest first.
CREATE INDEX IF NOT EXISTS handoffs_list ON handoffs (tenant, state, opened_at);

-- find: the handoff that is talked about at a place of a platform.
CREATE TABLE IF NOT EXISTS threads (place TEXT PRIMARY KEY, handoff TEXT NOT NULL) WITHOUT ROWID;

-- find: where a platform takes what is said in a conversation.
CREATE TABLE IF NOT EXISTS addresses (
  conversation TEXT PRIMARY KEY, address TEXT NOT NULL
) WITHOUT ROWID;

-- find: what is known of a content; the column of that name says which file of the folder it is.
CREATE TABLE IF NOT EXISTS files (
  id TEXT PRIMARY KEY, content TEXT, at INTEGER NOT NULL, is_attached INTEGER NOT NULL, doc TEXT NOT NULL
) WITHOUT ROWID;
-- removeStrays: uploads that are of no message, the oldest first.
CREATE INDEX IF NOT EXISTS files_strays ON files (at) WHERE is_attached = 0;

CREATE TABLE IF NOT EXISTS ledger (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, conversation TEXT NOT NULL, opened_at INTEGER NOT NULL,
  is_open INTEGER NOT NULL, doc TEXT NOT NULL, cost_usd REAL
) WITHOUT ROWID;
-- calls, spent: what a conversation cost, in the order of the calls.
CREATE INDEX IF NOT EXISTS ledger_conversation ON ledger (tenant, conversation, opened_at);
-- leftOpen: calls whose process died.
CREATE INDEX IF NOT EXISTS ledger_open ON ledger (opened_at) WHERE is_open = 1;

-- notice, notices: what was told about costs, once each, newest first.
CREATE TABLE IF NOT EXISTS cost_notices (
  id TEXT PRIMARY KEY, at INTEGER NOT NULL, doc TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cost_notices_at ON cost_notices (at);

-- get, any: an account by its id, and whether a tenant has one.
CREATE TABLE IF NOT EXISTS accounts (
  tenant TEXT NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
-- find: the accounts that claim a customer's id or email address.
CREATE TABLE IF NOT EXISTS account_keys (
  tenant TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (tenant, kind, value, id)
) WITHOUT ROWID;
-- put, remove: what one account is found by.
CREATE INDEX IF NOT EXISTS account_keys_account ON account_keys (tenant, id);
`;

/** Columns, by table, that a file made before them does not have, and how its documents tell them. */
const COLUMNS_SINCE = [
  ['conversations', "channel TEXT NOT NULL DEFAULT ''", "channel = json_extract(doc, '$.channel')"],
  [
    'conversations',
    "customer TEXT NOT NULL DEFAULT ''",
    "customer = json_extract(doc, '$.customer.id')",
  ],
  ['conversations', 'customer_at INTEGER', "customer_at = json_extract(doc, '$.customerAtMs')"],
  ['ledger', 'cost_usd REAL', "cost_usd = json_extract(doc, '$.closed.costUsd')"],
] as const;

/** Indexes on columns that may have had to be added first. */
const INDEXES_SINCE = `
-- talksOf: a customer's conversations on a channel, the one they last spoke in first.
CREATE INDEX IF NOT EXISTS conversations_customer
  ON conversations (tenant, channel, customer, customer_at DESC, id);
-- sums, hourly, spentIn: the calls of a tenant in a stretch of time, with what the last two add up.
CREATE INDEX IF NOT EXISTS ledger_time ON ledger (tenant, opened_at, cost_usd);
`;

/** While the file is opened or closed by another process, nobody else can. */
const READ_WAIT_MS = 5_000;

export type Sqlite = Database.Database;

/** The one file of the embedded store, and the hold on it that keeps a second process out. */
export interface OpenSqlite {
  readonly database: Sqlite;
  close(): void;
}

/** Opens the embedded store for this process alone. Every commit is on disk when it returns. */
export function openSqlite(folder: string): OpenSqlite {
  mkdirSync(folder, { recursive: true });
  const release = hold(folder);
  const database = new Database(join(folder, 'frontdesk.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(SCHEMA);
  database.transaction(() => bringUpToDate(database)).immediate();
  return {
    database,
    close: () => {
      database.close();
      release();
    },
  };
}

/**
 * The same file for a process that only reads, beside the one that has it open: write-ahead logging lets it, and it
 * takes no hold, so it keeps nobody out. Refuses to write, because the library's own `readonly` does not.
 */
export function readSqlite(folder: string): Sqlite {
  const file = join(folder, 'frontdesk.sqlite');
  if (!existsSync(file)) throw new GatewayError('data.missing', { file });
  const database = new Database(file);
  database.pragma('query_only = ON');
  database.pragma(`busy_timeout = ${READ_WAIT_MS}`);
  return database;
}

/** Gives a file of an older version the columns it lacks. All or nothing: half filled in, it would look complete. */
function bringUpToDate(database: Sqlite): void {
  for (const [table, column, filledIn] of COLUMNS_SINCE) {
    const rows = database.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[];
    const [name] = column.split(' ');
    if (rows.some((row) => row.name === name)) continue;
    database.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
    database.exec(`UPDATE ${table} SET ${filledIn}`);
  }
  database.exec(INDEXES_SINCE);
}

/**
 * A second process would work on the same conversations without seeing this one's wakes. The lock is a transaction on
 * a file of its own: it ends with this process however that ends, and at once when it is rolled back, which closing a
 * database does not promise.
 */
function hold(folder: string): () => void {
  const lock = new Database(join(folder, 'lock.sqlite'));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new GatewayError('data.in-use', { folder }, { cause });
  }
  return () => {
    lock.exec('ROLLBACK');
    lock.close();
  };
}

/** The first column of the first row, or null. Rows carry a field of libsql's own, so they are never passed on. */
export function firstText(
  database: Sqlite,
  sql: string,
  ...values: readonly unknown[]
): string | null {
  const row = database.prepare(sql).get(...values) as { doc: string } | undefined;
  return row?.doc ?? null;
}

export function parsed<Doc>(text: string): Doc {
  return JSON.parse(text) as Doc;
}
