import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { GatewayError } from '../../domain/errors.js';

/**
 * All tables and indexes of the embedded store, each index with the query it serves. Documents are JSON; only what is
 * searched for has a column.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS conversations (
  id TEXT PRIMARY KEY, tenant TEXT NOT NULL, due_at INTEGER, doc TEXT NOT NULL
) WITHOUT ROWID;
-- due: the sweep asks for what is due, the longest due first.
CREATE INDEX IF NOT EXISTS conversations_due ON conversations (due_at) WHERE due_at IS NOT NULL;

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
`;

export type Sqlite = Database.Database;

/** Opens the one file of the embedded store for this process alone. Every commit is on disk when it returns. */
export function openSqlite(folder: string): Sqlite {
  mkdirSync(folder, { recursive: true });
  const database = new Database(join(folder, 'frontdesk.sqlite'));
  try {
    // A second process would work on the same conversations without seeing this one's wakes.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec('BEGIN EXCLUSIVE');
    database.exec(SCHEMA);
    database.exec('COMMIT');
  } catch (cause) {
    database.close();
    if (String(cause).includes('locked'))
      throw new GatewayError('data.in-use', { folder }, { cause });
    throw cause;
  }
  return database;
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
