import type { Clock } from '../../core/ports/clock.js';
import { SLACK_UPLOAD_MS, SLACK_UPLOADS_MAX } from './slack-limits.js';

/** What is in Slack of one message's files, where nobody sees it before it is shared. */
export interface Uploads {
  /** Slack's ids, by our own. */
  readonly ids: Map<string, string>;
  /** Slack was asked to share them, and may do so yet. */
  isAsked: boolean;
  /** How often a content could not be read here, or not be put there. */
  failedCount: number;
}

/** Uploads of this process that are yet to be shared. */
export class SlackUploads {
  private readonly known = new Map<string, { readonly uploads: Uploads; readonly atMs: number }>();

  constructor(private readonly clock: Clock) {}

  find(key: string): Uploads | null {
    return this.known.get(key)?.uploads ?? null;
  }

  /** `isAsked`: of what is not known here. */
  begin(key: string, isAsked: boolean): Uploads {
    const nowMs = this.clock.nowMs();
    for (const [one, { atMs }] of this.known) {
      const isOld = atMs + SLACK_UPLOAD_MS <= nowMs || this.known.size >= SLACK_UPLOADS_MAX;
      if (isOld && one !== key) this.known.delete(one);
    }
    const uploads = this.known.get(key)?.uploads ?? { ids: new Map(), isAsked, failedCount: 0 };
    this.known.set(key, { uploads, atMs: nowMs });
    return uploads;
  }

  forget(key: string): void {
    this.known.delete(key);
  }
}
