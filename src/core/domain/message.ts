export type AuthorKind = 'customer' | 'bot' | 'agent' | 'system';

/** Who said it. `system` is Frontdesk itself: notices, changes of owner. */
export interface Author {
  readonly kind: AuthorKind;
  readonly id: string;
  readonly name: string;
}

export const SYSTEM: Author = { kind: 'system', id: 'frontdesk', name: 'Frontdesk' };

/** A piece of knowledge an answer rests on, as a person can open it. */
export interface Citation {
  readonly title: string;
  readonly url?: string;
  readonly quote: string;
}

/** An answer the customer can press instead of typing it. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

export type Owner = 'bot' | 'waiting' | 'agent';

/** A change of owner, kept among the messages so that everybody sees it at the same place in the talk. */
export interface OwnerChange {
  readonly owner: Owner;
  readonly ownership: number;
  readonly agent?: string;
}

/**
 * `text`: something said. `owner`: a change of owner. `note`: an agent's words that never reach the customer.
 * `empty`: a number whose text was withdrawn, or turned out to be an old duplicate.
 */
export type MessageKind = 'text' | 'owner' | 'note' | 'empty';

/** One normalized thing said, with its number in the conversation. */
export interface Message {
  /** Hash of the identity on its wire; unique over all conversations. */
  readonly id: string;
  readonly seq: number;
  readonly kind: MessageKind;
  readonly author: Author;
  readonly text: string;
  readonly atMs: number;
  readonly citations?: readonly Citation[];
  readonly choices?: readonly Choice[];
  readonly change?: OwnerChange;
  readonly turnId?: string;
  /** The platform's own id of it, for its channel's folder only. */
  readonly wireId?: string;
  /** Why it could not be delivered, once that is final. */
  readonly failure?: string;
}

/** A message before the write that numbers it. */
export type Draft = Omit<Message, 'seq'>;

export function numbered(draft: Draft, seq: number): Message {
  return { ...draft, seq };
}

/** The number without its text: what remains of a withdrawn message. */
export function emptied(message: Message): Message {
  return {
    id: message.id,
    seq: message.seq,
    kind: 'empty',
    author: message.author,
    text: '',
    atMs: message.atMs,
  };
}

/** The number of an old duplicate. Its id is another one, because the first message keeps the id. */
export function emptiedDuplicate(message: Message): Message {
  return { ...emptied(message), id: `${message.id}-${message.seq}` };
}

/** Whether a customer may ever see it. Notes and empty numbers stay inside. */
export function isForCustomer(message: Message): boolean {
  return message.kind === 'text' || message.kind === 'owner';
}
