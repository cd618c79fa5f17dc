import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackDeed } from './slack-pacer.js';
import { type SlackPost, slackPost } from './slack-post.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Words under way. Past this nobody reads them in time. */
const WHISPERS_MAX = 200;

/** Whom something is told, and where they look. */
export interface Ear {
  readonly channel: string;
  readonly user: string;
  /** The root of the thread they are in; null in the room itself. */
  readonly threadTs: string | null;
}

/**
 * What only one person sees, and buttons that have done their work. It comes beside what somebody did, which is not
 * undone or held up because the words about it cannot be shown.
 */
export class SlackWhispers {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(private readonly telemetry: Telemetry) {}

  /** Returns at once. `text` is Slack's markup. */
  tell(workspace: SlackWorkspace, { channel, user, threadTs }: Ear, text: string): void {
    const place = threadTs === null ? { user } : { user, thread_ts: threadTs };
    this.begin(workspace, 'whisper', 'chat.postEphemeral', channel, place, slackPost(text));
  }

  /** Puts words in the place of a line of ours. Returns at once. */
  replace(workspace: SlackWorkspace, channel: string, ts: string, post: SlackPost): void {
    this.begin(workspace, 'update', 'chat.update', channel, { ts }, post);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  private begin(
    workspace: SlackWorkspace,
    deed: SlackDeed,
    method: string,
    channel: string,
    place: Readonly<Record<string, string>>,
    { unfurl_links: _links, unfurl_media: _media, ...post }: SlackPost,
  ): void {
    if (this.running.size >= WHISPERS_MAX) return;
    const send = async () => {
      const { signal } = this.stopping;
      if (!(await workspace.pacer.turn(deed, channel, signal))) return;
      const answer = await workspace.api.call(method, { channel, ...place, ...post }, signal);
      if (answer.kind === 'ok') return;
      const { failure } = answer;
      const error = failure.kind === 'platform' ? failure.error : failure.kind;
      this.telemetry.warn('slack.whisper-failed', { method, channel, error });
    };
    const work = send();
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
