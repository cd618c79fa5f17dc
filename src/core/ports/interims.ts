import type { ActCommand, HoldCommand } from '../domain/action-writes.js';
import type { Conversation } from '../domain/conversation.js';

/** What becomes real before a turn is over, or without one. Null: things are not as they were; nothing was written. */
export interface Interims {
  act(command: ActCommand): Promise<Conversation | null>;
  hold(command: HoldCommand): Promise<Conversation | null>;
}
