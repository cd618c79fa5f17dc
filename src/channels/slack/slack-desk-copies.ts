import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackPosting } from './slack-desk-wire.js';
import { findPosts } from './slack-finder.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** How long after a post made in doubt a second copy is looked for: what Slack was still doing is done by then. */
const COPY_CHECK_MS = 5_000;

/** Looks that may wait at once. In an outage every post is in doubt; later ones are not looked after. */
const COPY_CHECKS_MAX = 200;

/**
 * Second copies of what was posted in doubt (P6): Slack may have been asked whether the first one stands before it stood.
 * They are found a little later and deleted.
 */
export class SlackDeskCopies {
  private readonly running = new Set<Promise<void>>();
  private readonly alarms = new Set<() => void>();
  private readonly stopping = new AbortController();

  constructor(private readonly parts: { readonly clock: Clock; readonly telemetry: Telemetry }) {}

  /** Returns at once. `sinceMs`: when the oldest of them was first handed over. */
  lookLater(workspace: SlackWorkspace, postings: readonly SlackPosting[], sinceMs: number): void {
    for (const posting of postings.filter(({ ts }) => ts !== '')) {
      if (this.stopping.signal.aborted || this.alarms.size >= COPY_CHECKS_MAX) return;
      const cancel = this.parts.clock.alarm(COPY_CHECK_MS, () => {
        this.alarms.delete(cancel);
        const work = this.remove(workspace, posting, sinceMs);
        this.running.add(work);
        void work.finally(() => this.running.delete(work));
      });
      this.alarms.add(cancel);
    }
  }

  /** What was to be looked after later is left: a second copy is rare, and harms nobody. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const cancel of this.alarms) cancel();
    this.alarms.clear();
    await Promise.allSettled(this.running);
  }

  private async remove(
    workspace: SlackWorkspace,
    { target, ts: kept }: SlackPosting,
    sinceMs: number,
  ): Promise<void> {
    const { channel, threadTs, id, part = 0 } = target;
    const { signal } = this.stopping;
    const search = { channel, threadTs, ids: new Set([id]), sinceMs };
    const found = await findPosts(workspace, search, signal);
    const posts = found.kind === 'found' ? found.posts : [];
    // The one that was made last is the one that was noted.
    for (const { ts } of posts.filter((one) => one.part === part && one.ts !== kept)) {
      if (!(await workspace.pacer.turn('delete', channel, signal))) return;
      const { kind } = await workspace.api.call('chat.delete', { channel, ts }, signal);
      this.parts.telemetry.info(kind === 'ok' ? 'slack.copy-deleted' : 'slack.copy-stays', {
        message: id,
        part,
      });
    }
  }
}
