import type { FileProblem, SentFile } from '../domain/message.js';

/** A file that comes in byte by byte from somebody who is there and waits for it. */
export interface Upload {
  readonly tenant: string;
  readonly conversationId: string;
  readonly name: string;
  /** How long it is said to be. */
  readonly bytes?: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Content that is here. `type` is what it was found to be, `isImage` whether a page may show it in place. */
export interface OpenFile {
  readonly kind: 'open';
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly isImage: boolean;
  /** Read it to its end or destroy it. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** `problem`: it will never be here. */
export type Opened = OpenFile | { readonly kind: 'problem'; readonly problem: FileProblem };

/** Whose talk a file belongs to. */
export interface FileOwner {
  readonly tenant: string;
  readonly conversationId: string;
}

/**
 * The contents of files that people send along. Each is kept once, and passed on as a stream, never whole in memory.
 */
export interface Files {
  /**
   * Takes in what is being uploaded; it is of no message yet. Rejects with `file.refused` (its `problem` says why) or,
   * if it may be tried again, `store.unavailable`.
   */
  take(upload: Upload): Promise<SentFile>;
  /** What was taken in for that conversation, to be sent with a message. Rejects with `file.unknown`. */
  pick(owner: FileOwner, ids: readonly string[]): Promise<readonly SentFile[]>;
  /** The content, fetched from its platform if it is not here. Rejects if it may be had later. */
  open(file: SentFile, owner: FileOwner, signal: AbortSignal): Promise<Opened>;
  /**
   * The same files, in the same order, as they are known once those on their way are here: with type and bytes as
   * found and without `source`, or with their `problem`. One that is not here when the signal ends the wait, or may be
   * had later, is as it was. With a signal that is aborted already it fetches nothing and says what is known by now.
   */
  settle(
    files: readonly SentFile[],
    owner: FileOwner,
    signal: AbortSignal,
  ): Promise<readonly SentFile[]>;
  /**
   * It could not be had for so long that it counts as gone, unless it comes now; what holds from now on. As it was if
   * its platform is not to blame.
   */
  giveUp(file: SentFile, owner: FileOwner): Promise<SentFile>;
  /** Where a browser gets it for a while: a path on this gateway. Null: it has no content. */
  path(file: SentFile, owner: FileOwner): string | null;
  /**
   * The same to be posted elsewhere, where nobody can renew it: a whole address, good for days. Null, too, if the gateway
   * does not know its own.
   */
  url(file: SentFile, owner: FileOwner): string | null;
}

/** Content as a platform gives it. */
export interface Fetched {
  readonly content: AsyncIterable<Uint8Array>;
  readonly bytes?: number;
}

/** Where a platform's files are fetched from. `scheme` is the first word of their `source`. */
export interface FileSource {
  readonly scheme: string;
  /** Null: the platform does not have it any more, or does not give it. Rejects if it may be had later. */
  fetch(source: string, owner: FileOwner, signal: AbortSignal): Promise<Fetched | null>;
}
