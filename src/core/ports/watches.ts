import type { Conversation } from '../domain/conversation.js';
import type { AttendCommand } from '../domain/watch-writes.js';

/** What is done about waiting, kept with the conversation it is about. */
export interface Watches {
  /** One conditional durable update. Null: somebody else was faster, or things are not as they were. */
  attend(command: AttendCommand): Promise<Conversation | null>;
}
