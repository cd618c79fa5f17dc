import type { Addresses } from '../../ports/addresses.js';
import { firstText, type Sqlite } from './sqlite-database.js';

export class SqliteAddresses implements Addresses {
  constructor(private readonly database: Sqlite) {}

  async keep(conversationId: string, address: string): Promise<void> {
    this.database
      .prepare(
        `INSERT INTO addresses (conversation, address) VALUES (?, ?)
         ON CONFLICT (conversation) DO UPDATE SET address = excluded.address`,
      )
      .run(conversationId, address);
  }

  async find(conversationId: string): Promise<string | null> {
    const sql = 'SELECT address AS doc FROM addresses WHERE conversation = ?';
    return firstText(this.database, sql, conversationId);
  }
}
