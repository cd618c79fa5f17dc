import type { AuthorKind } from '../domain/message.js';

/**
 * What other processes may want to know at once. `changed`: read the record. The others are for the eye only and may
 * be lost, doubled or late; `ownership` lets a reader drop what comes from before a change of owner.
 */
export type Signal =
  | { readonly kind: 'changed'; readonly conversationId: string; readonly ownership: number }
  | {
      readonly kind: 'delta';
      readonly conversationId: string;
      readonly ownership: number;
      readonly turnId: string;
      readonly text: string;
    }
  | { readonly kind: 'retract'; readonly conversationId: string; readonly turnId: string }
  | {
      readonly kind: 'typing';
      readonly conversationId: string;
      readonly author: { readonly kind: AuthorKind; readonly name: string };
      readonly on: boolean;
    };

export type SignalListener = (signal: Signal) => void;

/** Best effort: `publish` never rejects and never waits for a network. Listeners of this process hear it at once. */
export interface Signals {
  publish(signal: Signal): void;
  /** Returns the way to stop listening. */
  listen(conversationId: string, listener: SignalListener): () => void;
}
