import type { Card } from '../../src/core/domain/card.js';
import type { Customer } from '../../src/core/domain/customer.js';
import type { FileLimits } from '../../src/core/domain/file-limits.js';
import type { Agent, Handoff } from '../../src/core/domain/handoff.js';
import type {
  Author,
  Citation,
  MessageKind,
  Owner,
  OwnerChange,
} from '../../src/core/domain/message.js';
import type { EN } from '../../src/core/domain/texts/en.js';
import type { Truth } from '../../src/core/domain/truth.js';
import type { ShownFile } from '../shared/file-list.js';

/** The lists a server keeps that the queue's tabs are made of. Only `waiting` begins with the longest wait. */
export type ListName = 'waiting' | 'mine' | 'active' | 'closed';

/** What an agent does with a whole handoff; the names are those of the requests and of the card's buttons. */
export type StepName = 'claim' | 'release' | 'return' | 'resolve' | 'take-over';

/** What an agent is asked on the card itself; the names are those of its buttons. */
export type AnswerName = 'approve' | 'reject' | 'verdict-right' | 'verdict-wrong';

/** How words are meant: for the customer, or for agents only. */
export type Mode = 'reply' | 'note';

/** One line of the thread, as docs/desk.md describes a message. */
export interface ThreadLine {
  readonly seq: number;
  readonly kind: Exclude<MessageKind, 'feedback' | 'empty'>;
  readonly author: Author;
  readonly text: string;
  readonly at: string;
  readonly citations?: readonly Citation[];
  readonly card?: Card;
  readonly choice?: string;
  readonly files?: readonly ShownFile[];
  readonly change?: OwnerChange;
  readonly edited?: boolean;
  readonly deleted?: boolean;
  /** Null when the text it is about is older than the lines here. */
  readonly revises?: number | null;
  /** A failed text that was sent once more. */
  readonly retried?: boolean;
  readonly truth?: Truth | null;
}

/** One handoff with all that is known about it. */
export interface CaseDetail {
  readonly handoff: Handoff;
  readonly card: Card;
  readonly conversation: {
    readonly id: string;
    readonly owner: Owner;
    readonly lastSeq: number;
    readonly channel: string;
    readonly customer: Customer;
  };
  readonly messages: readonly ThreadLine[];
}

/** Words on their way. `id` stays the same over retries, so that nothing is said twice. */
export interface Words {
  readonly id: string;
  readonly text: string;
  /** Uploaded before, for this handoff. */
  readonly files?: readonly { readonly id: string }[];
}

/** What the page speaks: the language and its sentences. */
export interface Face {
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Who has signed in, and what their desk speaks. */
export interface Me extends Face {
  readonly agent: Agent;
}

/** What anybody may know before signing in. */
export interface Welcome extends Face {
  readonly devLogin: readonly Agent[];
  /** Null: no files are taken. A server older than this page does not say it. */
  readonly files?: FileLimits | null;
}

/** A sentence of the desk's own in the catalogue. */
export type DeskKey = Extract<keyof typeof EN, `desk.${string}` | `files.${string}`>;

/** Whether this agent is the one who has it. */
export function isMine({ handoff }: Pick<CaseDetail, 'handoff'>, me: Agent): boolean {
  return handoff.state === 'claimed' && handoff.claimedBy?.id === me.id;
}

export function isOver({ state }: Pick<Handoff, 'state'>): boolean {
  return state !== 'open' && state !== 'claimed';
}
