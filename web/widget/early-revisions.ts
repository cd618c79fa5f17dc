import type { WireRevision } from './wire.js';

/**
 * Revisions remembered at most; the oldest goes first. Only those that come while a page of the past is under way are
 * needed: a page that is read later has them already.
 */
const REVISIONS_MAX = 200;

/** Edits and deletions of messages that are not on the page yet, until they are. */
export class EarlyRevisions {
  private revisions: WireRevision[] = [];

  keep(revision: WireRevision): void {
    this.revisions = [...this.revisions, revision].slice(-REVISIONS_MAX);
  }

  /** Those of a message that is on the page now, in their order. They are not kept any longer. */
  take(messageId: string): readonly WireRevision[] {
    const taken = this.revisions.filter(({ target }) => target === messageId);
    if (taken.length > 0) {
      this.revisions = this.revisions.filter(({ target }) => target !== messageId);
    }
    return taken;
  }

  clear(): void {
    this.revisions = [];
  }
}
