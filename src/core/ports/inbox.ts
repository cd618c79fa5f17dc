import type { RecordCommand, RecordResult } from '../domain/conversation-writes.js';

/** Where a message becomes durable and gets its number. Resolves only when it would survive a crash of everything. */
export interface Inbox {
  record(command: RecordCommand): Promise<RecordResult>;
}
