import type { Telemetry } from '../../core/ports/telemetry.js';
import { literal } from './slack-escape.js';
import { isDirect } from './slack-ids.js';
import { slackPost } from './slack-post.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Lines under way at once. In a flood the later ones are left out. */
const LINES_MAX = 200;

/** Lines remembered, so that one message that is heard of twice, or sent again, is answered by one line. */
const TOLD_MAX = 1_000;

export interface LinePlace {
  readonly channel: string;
  readonly user: string;
  /** The root of the thread they write in; null in the room itself. */
  readonly threadTs: string | null;
}

/**
 * Short words to a customer about something that was not taken, for them alone where others read along. They hold
 * nothing up: Slack hears that we heard, however long these take.
 */
export class SlackCustomersLines {
  private readonly told = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(private readonly telemetry: Telemetry) {}

  /** `about`: what it is about, said once. Returns at once; false: it is left out, and nobody will have been told. */
  tell(workspace: SlackWorkspace, place: LinePlace, about: string, words: string): boolean {
    if (this.told.has(about)) return true;
    if (this.running.size >= LINES_MAX) return false;
    this.remember(about);
    const work = this.send(workspace, place, about, words);
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
    return true;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  private async send(
    workspace: SlackWorkspace,
    place: LinePlace,
    about: string,
    words: string,
  ): Promise<void> {
    const text = literal(words);
    if (!isDirect(place.channel) && (await this.whisper(workspace, place, text))) return;
    if (await this.post(workspace, place, text)) return;
    this.told.delete(about);
    this.telemetry.warn('slack.line-failed', { channel: place.channel, about });
  }

  private async whisper(
    workspace: SlackWorkspace,
    { channel, user, threadTs }: LinePlace,
    words: string,
  ): Promise<boolean> {
    const { signal } = this.stopping;
    if (!(await workspace.pacer.turn('whisper', channel, signal))) return false;
    const { unfurl_links: _links, unfurl_media: _media, ...post } = slackPost(words);
    const thread = threadTs === null ? {} : { thread_ts: threadTs };
    const args = { channel, user, ...thread, ...post };
    return (await workspace.api.call('chat.postEphemeral', args)).kind === 'ok';
  }

  private async post(
    workspace: SlackWorkspace,
    { channel, threadTs }: LinePlace,
    words: string,
  ): Promise<boolean> {
    if (!(await workspace.pacer.turn('post', channel, this.stopping.signal))) return false;
    const thread = threadTs === null ? {} : { thread_ts: threadTs };
    const args = { channel, ...thread, ...slackPost(words) };
    return (await workspace.api.call('chat.postMessage', args)).kind === 'ok';
  }

  private remember(about: string): void {
    this.told.add(about);
    for (const oldest of this.told) {
      if (this.told.size <= TOLD_MAX) return;
      this.told.delete(oldest);
    }
  }
}
