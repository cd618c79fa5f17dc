import type { Clock } from '../../core/ports/clock.js';
import { isDoneAlready, type SlackFailure } from './slack-errors.js';
import { type Found, findPosts, postMetadata } from './slack-finder.js';
import type { SlackDeed } from './slack-pacer.js';
import type { SlackPost } from './slack-post.js';
import { slackTs } from './slack-shapes.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** What became of one call. `late`: it was not our turn in time, and nothing was sent. */
export type Written =
  | { readonly kind: 'written'; readonly ts: string }
  | { readonly kind: 'refused'; readonly failure: SlackFailure }
  | { readonly kind: 'late' };

/** A message of a room. */
export interface SlackSite {
  readonly channel: string;
  readonly ts: string;
}

/** Where a new post goes. `id` and `part` are what it is found by again. */
export interface SlackTarget {
  readonly channel: string;
  /** The thread's root; null: in the room itself. */
  readonly threadTs: string | null;
  readonly id: string;
  readonly part?: number;
  /** Shown in the room, too. */
  readonly isBroadcast?: boolean;
}

/** A post that was made. `ts` is empty where Slack has not said where it stands. */
export interface SlackPosting {
  readonly target: SlackTarget;
  readonly ts: string;
}

/**
 * What one delivery writes in Slack, each call at its turn. Turns are waited for together no longer than `patienceMs`:
 * a lane that is held longer is lost to another courier, and both would write. A call under way is not broken off.
 */
export class DeskWire {
  /** What stands in Slack by this delivery, or may: whoever tries again has to look for it. */
  readonly posted: SlackPosting[] = [];
  /** Ends waiting for turns. */
  readonly signal: AbortSignal;
  private readonly cancel: () => void;

  constructor(
    readonly workspace: SlackWorkspace,
    readonly stopping: AbortSignal,
    clock: Clock,
    patienceMs: number,
  ) {
    const hasWaited = new AbortController();
    this.cancel = clock.alarm(patienceMs, () => hasWaited.abort());
    this.signal = AbortSignal.any([stopping, hasWaited.signal]);
  }

  /** Ends the alarm; whoever made it calls this. */
  close(): void {
    this.cancel();
  }

  async post(target: SlackTarget, post: SlackPost): Promise<Written> {
    const { channel, threadTs, id, part = 0, isBroadcast = false } = target;
    const written = await this.call('post', channel, 'chat.postMessage', {
      channel,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
      ...(isBroadcast ? { reply_broadcast: true } : {}),
      ...post,
      metadata: postMetadata(id, part),
    });
    if (written.kind === 'written') this.posted.push({ target, ts: written.ts });
    else if (mayBeDone(written)) this.posted.push({ target, ts: '' });
    // Slack said yes and not where: it is found by its metadata.
    const isLost = written.kind === 'written' && written.ts === '';
    return isLost ? { kind: 'refused', failure: { kind: 'network' } } : written;
  }

  update({ channel, ts }: SlackSite, post: SlackPost): Promise<Written> {
    const { unfurl_links: _links, unfurl_media: _media, ...words } = post;
    return this.call('update', channel, 'chat.update', { channel, ts, ...words });
  }

  remove({ channel, ts }: SlackSite): Promise<Written> {
    return this.call('delete', channel, 'chat.delete', { channel, ts });
  }

  react({ channel, ts }: SlackSite, name: string): Promise<Written> {
    return this.call('react', channel, 'reactions.add', { channel, timestamp: ts, name });
  }

  unreact({ channel, ts }: SlackSite, name: string): Promise<Written> {
    return this.call('unreact', channel, 'reactions.remove', { channel, timestamp: ts, name });
  }

  /** Posts of ours with this id in a thread, or among a room's own posts; the oldest first. */
  find(channel: string, threadTs: string | null, id: string, sinceMs: number): Promise<Found> {
    const search = { channel, threadTs, ids: new Set([id]), sinceMs };
    return findPosts(this.workspace, search, this.signal);
  }

  private async call(
    deed: SlackDeed,
    room: string,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<Written> {
    if (!(await this.workspace.pacer.turn(deed, room, this.signal))) return { kind: 'late' };
    const answer = await this.workspace.api.call(method, args);
    if (answer.kind === 'ok') {
      const ts = slackTs.safeParse(answer.body['ts']);
      return { kind: 'written', ts: ts.success ? ts.data : '' };
    }
    return isDoneAlready(answer.failure) ? { kind: 'written', ts: '' } : answer;
  }
}

/** Slack's own errors after which something may have been done all the same. https://docs.slack.dev/reference/methods/chat.postMessage/#errors */
const HALF_DONE: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
]);

function mayBeDone(written: Written): boolean {
  if (written.kind !== 'refused') return false;
  const { failure } = written;
  switch (failure.kind) {
    case 'network':
      return true;
    case 'http':
      return failure.status >= 500;
    case 'platform':
      return HALF_DONE.has(failure.error);
  }
}
