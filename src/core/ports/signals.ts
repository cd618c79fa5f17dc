import type { Conversation } from '../domain/conversation.js';
import type { AuthorKind } from '../domain/message.js';

/**
 * What other processes may want to know at once. `changed`: read the record. The others are for the eye only and may
 * be lost, doubled or late; `ownership` lets a reader drop what comes from before a change of owner.
 */
export type Signal =
  | {
      readonly kind: 'changed';
      readonly conversationId: string;
      readonly ownership: number;
      /** The tenant whose desks show it too; not there while only the bot is at it. */
      readonly desk?: string;
    }
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
  /** Listens to a conversation by its id, or to all that a tenant's desks show. Returns the way to stop listening. */
  listen(topic: string, listener: SignalListener): () => void;
}

/** What the desks of a tenant listen to. No conversation has such an id. */
export function deskTopic(tenant: string): string {
  return `desk-${tenant}`;
}

export function topicsOf(signal: Signal): readonly string[] {
  const { conversationId } = signal;
  const desk = signal.kind === 'changed' ? signal.desk : undefined;
  return desk === undefined ? [conversationId] : [conversationId, deskTopic(desk)];
}

/** That a conversation is not as it was. `forDesk`: desks show it, or showed it until now. */
export function changed(
  { id, ownership, tenant, owner }: Pick<Conversation, 'id' | 'ownership' | 'tenant' | 'owner'>,
  forDesk = owner !== 'bot',
): Signal {
  const signal = { kind: 'changed', conversationId: id, ownership } as const;
  return forDesk ? { ...signal, desk: tenant } : signal;
}
