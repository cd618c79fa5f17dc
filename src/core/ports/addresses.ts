/**
 * How a platform wants a conversation's answers addressed, where the conversation's own name does not say it. Opaque
 * outside the platform's folder.
 */
export interface Addresses {
  /** Durable once it resolves. The newest one counts. */
  keep(conversationId: string, address: string): Promise<void>;
  find(conversationId: string): Promise<string | null>;
}
