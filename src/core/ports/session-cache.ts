import type { Message } from '../domain/message.js';

/** The hot state of a conversation. Of use only while `covers` equals the conversation's count of past texts. */
export interface Session {
  readonly conversationId: string;
  readonly covers: number;
  /** The newest texts in order of number. */
  readonly window: readonly Message[];
}

/** A cache: it may forget at any moment, and a failure of it is the same as having forgotten. */
export interface SessionCache {
  load(conversationId: string): Promise<Session | null>;
  save(session: Session): Promise<void>;
}
