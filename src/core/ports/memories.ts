import type { Conversation } from '../domain/conversation.js';
import type { BeginSummaryCommand, SummariseCommand } from '../domain/memory-writes.js';

/** The summary of older talk, kept with the conversation. Each method is one conditional durable update. */
export interface Memories {
  /** Null: it is not due, or somebody else is at it. */
  begin(command: BeginSummaryCommand): Promise<Conversation | null>;
  /** Null: the memory changed meanwhile; nothing was written. */
  summarise(command: SummariseCommand): Promise<Conversation | null>;
}
