import type { Card } from '../../src/core/domain/card.js';
import type { ShownFile } from '../shared/file-list.js';
import type { Source } from '../shared/links.js';
import type { Uploaded } from '../shared/upload.js';

/** The protocol of docs/web.md, as this client reads and writes it. */
export type Owner = 'bot' | 'waiting' | 'agent';

export interface WireAuthor {
  readonly kind: 'customer' | 'bot' | 'agent' | 'system';
  readonly name: string;
}

export interface WireChoice {
  readonly message: string;
  readonly id: string;
}

export interface WireMessage {
  readonly id: string;
  readonly seq: number;
  readonly author: WireAuthor;
  readonly text: string;
  readonly at: string;
  readonly citations?: readonly Source[];
  readonly card?: Card;
  readonly choice?: WireChoice;
  readonly files?: readonly ShownFile[];
  readonly turnId?: string;
  readonly edited?: boolean;
  readonly deleted?: boolean;
}

export interface WireRevision {
  readonly seq: number;
  readonly target: string;
  /** Absent in a deletion. */
  readonly text?: string;
  /** Who revises. Known of this page's own deeds, and of the server's events if they say it. */
  readonly author?: Pick<WireAuthor, 'kind'>;
}

export interface Ownership {
  readonly owner: Owner;
  readonly ownership: number;
  readonly agent?: string;
}

export interface Welcome extends Ownership {
  readonly conversationId: string;
  readonly token: string;
  readonly lastSeq: number;
}

export interface Delta {
  readonly turnId: string;
  readonly ownership: number;
  readonly text: string;
}

/** Why something failed, as the server says it or as this client found out. */
export interface Problem {
  readonly code: string;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

export type Refusal = { readonly ok: false; readonly error: Problem };
export type Recorded = { readonly ok: true; readonly seq: number } | Refusal;

export interface HistoryPage {
  readonly ok: true;
  readonly messages: readonly WireMessage[];
  readonly more: boolean;
  readonly before?: number;
}

/** What the server sends, by the name of its event. */
export interface ServerEvents {
  welcome: (standing: Welcome) => void;
  message: (message: WireMessage) => void;
  edit: (revision: WireRevision) => void;
  delete: (revision: WireRevision) => void;
  owner: (change: Ownership & { readonly seq: number }) => void;
  delta: (delta: Delta) => void;
  retract: (retracted: { readonly turnId: string }) => void;
  typing: (sign: { readonly author: WireAuthor; readonly on: boolean }) => void;
}

/** What the customer does that must be on record: each under an id of its own, kept while it is sent again. */
export type Deed =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly text: string;
      readonly choice?: WireChoice;
      readonly files?: readonly Uploaded[];
    }
  | { readonly kind: 'edit'; readonly id: string; readonly target: string; readonly text: string }
  | { readonly kind: 'delete'; readonly id: string; readonly target: string };
