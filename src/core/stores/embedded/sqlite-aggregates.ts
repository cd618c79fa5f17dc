import { type Conversation, wholeConversation } from '../../domain/conversation.js';
import type { DuePlace } from '../../ports/conversations.js';
import { parsed, type Sqlite } from './sqlite-database.js';

/**
 * One conditional update of an aggregate: read, decide, write, in one transaction. There is one process and SQLite
 * runs one transaction at a time, so nothing can come between.
 */
export class SqliteAggregates {
  private readonly database: Sqlite;

  constructor(database: Sqlite) {
    this.database = database;
  }

  load(id: string): Conversation | null {
    const row = this.database.prepare('SELECT doc FROM conversations WHERE id = ?').get(id) as
      | { doc: string }
      | undefined;
    return row === undefined ? null : wholeConversation(parsed<Conversation>(row.doc));
  }

  /** Writes what `decide` returns; `next: null` writes nothing. */
  decide<Result>(
    id: string,
    decide: (before: Conversation | null) => { next: Conversation | null; result: Result },
  ): Result {
    const transaction = this.database.transaction(() => {
      const { next, result } = decide(this.load(id));
      if (next !== null) this.save(next);
      return result;
    });
    return transaction.immediate();
  }

  /** An update of an aggregate that must exist; null when it does not or its condition does not hold. */
  update(id: string, change: (before: Conversation) => Conversation | null): Conversation | null {
    return this.decide(id, (before) => {
      const next = before === null ? null : change(before);
      return { next, result: next };
    });
  }

  due(nowMs: number, max: number, after: DuePlace): Conversation[] {
    const rows = this.database
      .prepare(
        `SELECT doc FROM conversations
         WHERE due_at IS NOT NULL AND due_at <= ? AND (due_at, id) > (?, ?) ORDER BY due_at, id LIMIT ?`,
      )
      .all(nowMs, after.dueAtMs, after.id, max) as { doc: string }[];
    return rows.map((row) => wholeConversation(parsed<Conversation>(row.doc)));
  }

  private save(conversation: Conversation): void {
    this.database
      .prepare(
        `INSERT INTO conversations (id, tenant, channel, customer, customer_at, due_at, doc)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET
           customer_at = excluded.customer_at, due_at = excluded.due_at, doc = excluded.doc`,
      )
      .run(
        conversation.id,
        conversation.tenant,
        conversation.channel,
        conversation.customer.id,
        conversation.customerAtMs,
        conversation.dueAtMs,
        JSON.stringify(conversation),
      );
  }
}
