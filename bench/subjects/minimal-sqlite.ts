import { join } from 'node:path';
import Database from 'libsql';
import type { MinimalSteps } from './minimal-chat.js';

const SCHEMA = `
CREATE TABLE conversations (id TEXT PRIMARY KEY, last_seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE messages (
  conversation TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (conversation, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX messages_id ON messages (id);
`;

/** The minimal turn's steps on SQLite, set up as Frontdesk's; each statement is a transaction of its own. */
export function openMinimalSqlite(folder: string): MinimalSteps {
  const database = new Database(join(folder, 'minimal.sqlite'));
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(SCHEMA);
  const insert = database.prepare(
    'INSERT INTO messages (conversation, seq, id, doc) VALUES (?, ?, ?, ?)',
  );
  const advance = database.prepare(
    `INSERT INTO conversations (id, last_seq) VALUES (?, ?)
     ON CONFLICT (id) DO UPDATE SET last_seq = excluded.last_seq`,
  );
  return {
    insert: async (message) => {
      insert.run(message.conversationId, message.seq, message.id, JSON.stringify(message));
    },
    advance: async (conversationId, lastSeq) => {
      advance.run(conversationId, lastSeq);
    },
    close: async () => {
      database.close();
    },
  };
}
