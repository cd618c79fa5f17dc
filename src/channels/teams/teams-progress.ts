import { TEAMS_PROGRESS_MAX } from './teams-limits.js';

/** How far a message has come into Teams. */
export interface Progress {
  /** Parts that stand there, with Teams' ids; an empty one where Teams said none. */
  readonly posted: Map<string, string>;
  /** The last call may have been carried out, or not. */
  isInDoubt: boolean;
  /** How often a file could not be read here. */
  unreadCount: number;
  /** Characters of a part, once Teams has found it too long. */
  charsMax: number;
}

/** What this process has sent of messages that are not all there yet, so that a next try goes on behind it. */
export class ProgressBook {
  private readonly known = new Map<string, Progress>();

  find(messageId: string): Progress | null {
    return this.known.get(messageId) ?? null;
  }

  begin(messageId: string, charsMax: number): Progress {
    const posted = new Map<string, string>();
    const progress = { posted, isInDoubt: false, unreadCount: 0, charsMax };
    this.known.set(messageId, progress);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= TEAMS_PROGRESS_MAX) break;
      this.known.delete(oldest);
    }
    return progress;
  }

  end(messageId: string): void {
    this.known.delete(messageId);
  }
}
