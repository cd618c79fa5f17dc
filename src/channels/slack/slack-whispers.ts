import { setMaxListeners } from 'node:events';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackFailure } from './slack-errors.js';
import { type SlackPost, slackPost } from './slack-post.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Words under way. Past this nobody reads them in time. */
const WHISPERS_MAX = 200;

/** Listeners of one at the end of all: of its turn, of its call, of its next try. */
const LISTENERS_EACH_MAX = 3;

/** Whom something is told, and where they look. */
export interface Ear {
  readonly channel: string;
  readonly user: string;
  /** The root of the thread they look at; null in the room itself, where nobody sees what is told in a thread. */
  readonly threadTs: string | null;
}

/**
 * What only one person sees, and lines and cards that have to change. It comes beside what somebody did, which is not
 * undone or held up because the words about it cannot be shown.
 */
export class SlackWhispers {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(private readonly telemetry: Telemetry) {
    // All that wait for their turn wait for the one end: so many listeners are no leak, and none stays behind.
    setMaxListeners(WHISPERS_MAX * LISTENERS_EACH_MAX, this.stopping.signal);
  }

  /** Returns at once. `text` is Slack's markup. */
  tell(workspace: SlackWorkspace, ear: Ear, text: string): void {
    this.beside(async () => {
      await this.say(workspace, ear, text);
    });
  }

  /** As `tell`, for whoever is beside already and may try again. Null: it was told. */
  say(
    workspace: SlackWorkspace,
    { channel, user, threadTs }: Ear,
    text: string,
  ): Promise<SlackFailure | null> {
    const place = threadTs === null ? { user } : { user, thread_ts: threadTs };
    return this.send(workspace, 'whisper', channel, place, slackPost(text));
  }

  /** Puts words in the place of a line of ours. Returns at once. */
  replace(workspace: SlackWorkspace, channel: string, ts: string, post: SlackPost): void {
    this.beside(async () => {
      await this.put(workspace, channel, ts, post);
    });
  }

  /** As `replace`, for whoever is beside already and may try again. Null: it stands there. */
  put(
    workspace: SlackWorkspace,
    channel: string,
    ts: string,
    post: SlackPost,
  ): Promise<SlackFailure | null> {
    return this.send(workspace, 'update', channel, { ts }, post);
  }

  /** Something that nobody waits for, and that ends when the signal says so. Returns at once. */
  beside(work: (signal: AbortSignal) => Promise<void>): void {
    if (this.running.size >= WHISPERS_MAX) return;
    const running = work(this.stopping.signal).catch((error) => {
      this.telemetry.error('slack.whisper-failed', error, {});
    });
    this.running.add(running);
    void running.finally(() => this.running.delete(running));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  private async send(
    workspace: SlackWorkspace,
    deed: 'whisper' | 'update',
    channel: string,
    place: Readonly<Record<string, string>>,
    { unfurl_links: _links, unfurl_media: _media, ...post }: SlackPost,
  ): Promise<SlackFailure | null> {
    const { signal } = this.stopping;
    if (!(await workspace.pacer.turn(deed, channel, signal))) return { kind: 'network' };
    const method = METHODS[deed];
    const answer = await workspace.api.call(method, { channel, ...place, ...post }, signal);
    if (answer.kind === 'ok') return null;
    const { failure } = answer;
    const error = failure.kind === 'platform' ? failure.error : failure.kind;
    this.telemetry.warn('slack.whisper-failed', { method, channel, error });
    return failure;
  }
}

const METHODS = { whisper: 'chat.postEphemeral', update: 'chat.update' } as const;
