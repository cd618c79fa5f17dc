import type { FileProblem } from '../domain/message.js';

/**
 * What is known of a content. With `problem` there is none and never will be. `isAttached`: it belongs to a message;
 * what never does is thrown away after a while.
 */
export interface Blob {
  readonly id: string;
  readonly tenant: string;
  readonly conversationId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly isImage: boolean;
  readonly atMs: number;
  readonly isAttached: boolean;
  readonly problem?: FileProblem;
}

/** `known`: there was one under that id already, which stays as it is. */
export interface Put {
  readonly kind: 'stored' | 'known';
  readonly blob: Blob;
}

/** Keeps contents of files, each once and whole or not at all. Nothing of a content is ever changed. */
export interface Blobs {
  /**
   * Reads the content to its end, asks `seal` what it was, and is durable once it resolves; nothing is there before, nor
   * if the content breaks off or `seal` throws. Whoever is first under an id wins, on any number of processes.
   */
  put(id: string, content: AsyncIterable<Uint8Array>, seal: () => Blob): Promise<Put>;
  /** Keeps for good that there is no content, and why. */
  refuse(blob: Blob): Promise<Put>;
  find(id: string): Promise<Blob | null>;
  /** Null: there is no content under that id. It is read bit by bit, as fast as it is asked for. */
  open(id: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** They belong to a message from now on. False: one of them is not there any more. */
  attach(ids: readonly string[]): Promise<boolean>;
  /**
   * Throws away at most `limit` contents from before `beforeMs` that belong to no message, and what puts from before then
   * left that died on the way. Gives the number of contents.
   */
  removeStrays(beforeMs: number, limit: number): Promise<number>;
}
