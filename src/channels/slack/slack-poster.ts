import type { Clock } from '../../core/ports/clock.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackFailure } from './slack-errors.js';
import { type FoundPost, findPosts, isThreadGone, postMetadata } from './slack-finder.js';
import type { SlackThread } from './slack-ids.js';
import type { SlackDeed } from './slack-pacer.js';
import type { SlackPost } from './slack-post.js';
import { slackTs } from './slack-shapes.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** How long after a post made in doubt a second copy is looked for: what Slack was still doing is done by then. */
const COPY_CHECK_MS = 5_000;

/** Looks for second copies that may wait at once. In an outage every post is in doubt; later ones are not looked after. */
const COPY_CHECKS_MAX = 200;

/** Slack's own errors after which something may have been done all the same. https://docs.slack.dev/reference/methods/chat.postMessage/#errors */
const HALF_DONE: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
]);

/** What the app was not given the right to look for. It would not be found at the next try either. */
export const CANNOT_LOOK: ReadonlySet<string> = new Set([
  'missing_scope',
  'not_allowed_token_type',
]);

/** A line of talk in one workspace. */
export interface SlackLine {
  readonly workspace: SlackWorkspace;
  readonly thread: SlackThread;
}

/** What is to stand there: `id` is found again in the posts' metadata, `sinceMs` is when it was said. */
export interface SlackSaying {
  readonly id: string;
  readonly sinceMs: number;
  readonly posts: readonly SlackPost[];
}

/** `stopped` without a failure: the signal ended it. `isUnknown`: something of it may stand in Slack. */
export type Put =
  | { readonly kind: 'put'; readonly tss: readonly string[] }
  | {
      readonly kind: 'stopped';
      readonly failure: SlackFailure | null;
      readonly isUnknown: boolean;
    };

export type Done = { readonly kind: 'ok' } | Extract<Put, { kind: 'stopped' }>;

/** Puts posts of ours into Slack, each once (P6), and sees later that it stayed at once. */
export class SlackPoster {
  private readonly running = new Set<Promise<void>>();
  private readonly alarms = new Set<() => void>();
  private readonly stopping = new AbortController();

  constructor(private readonly parts: { readonly clock: Clock; readonly telemetry: Telemetry }) {}

  /** What was to be looked after later is left: a second copy is rare, and stays until it is next looked for. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const cancel of this.alarms) cancel();
    this.alarms.clear();
    await Promise.allSettled(this.running);
  }

  /** All parts of a saying, in order. `isInDoubt`: some may stand there already; those are left as they are. */
  async put(
    line: SlackLine,
    saying: SlackSaying,
    { isInDoubt, signal }: { readonly isInDoubt: boolean; readonly signal: AbortSignal },
  ): Promise<Put> {
    if (!isInDoubt) return this.putMissing(line, saying, new Map(), signal);
    const there = await this.standing(line, saying, signal);
    if ('kind' in there) return there;
    const put = await this.putMissing(line, saying, there, signal);
    const isNew = put.kind === 'stopped' || put.tss.some((ts, part) => there.get(part) !== ts);
    if (isNew) this.lookLater(line, saying);
    return put;
  }

  /** Those parts that are not there yet. */
  async putMissing(
    line: SlackLine,
    { id, posts }: SlackSaying,
    there: ReadonlyMap<number, string>,
    signal: AbortSignal,
  ): Promise<Put> {
    const tss: string[] = [];
    for (const [part, post] of posts.entries()) {
      const known = there.get(part);
      const done = known ?? (await this.post(line, post, postMetadata(id, part), signal));
      if (typeof done !== 'string') {
        return { ...done, isUnknown: done.isUnknown || tss.length > 0 };
      }
      tss.push(done);
    }
    return { kind: 'put', tss };
  }

  /** Other words in a post's place. */
  change(
    { workspace, thread }: SlackLine,
    ts: string,
    post: SlackPost,
    metadata: ReturnType<typeof postMetadata>,
    signal: AbortSignal,
  ): Promise<Done> {
    const { unfurl_links: _links, unfurl_media: _media, ...words } = post;
    const args = { ts, ...words, metadata };
    return this.deed(workspace, 'update', 'chat.update', thread.channel, args, signal);
  }

  remove({ workspace, thread }: SlackLine, ts: string, signal: AbortSignal): Promise<Done> {
    return this.deed(workspace, 'delete', 'chat.delete', thread.channel, { ts }, signal);
  }

  /** Where its parts stand by now: the first copy of each. */
  async standing(
    line: SlackLine,
    saying: Pick<SlackSaying, 'id' | 'sinceMs'>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, string> | Extract<Put, { kind: 'stopped' }>> {
    const found = await this.find(line, saying, signal);
    if (found.kind === 'found') return firstCopies(found.posts);
    const { failure } = found;
    if (failure.kind === 'platform' && CANNOT_LOOK.has(failure.error)) {
      // A second copy is rare, and better than a customer who is never answered.
      this.parts.telemetry.warn('slack.not-looked-for', { message: saying.id, ...failure });
      return new Map();
    }
    return { kind: 'stopped', failure, isUnknown: true };
  }

  private async post(
    line: SlackLine,
    post: SlackPost,
    metadata: ReturnType<typeof postMetadata>,
    signal: AbortSignal,
  ): Promise<string | Extract<Put, { kind: 'stopped' }>> {
    const { workspace, thread } = line;
    const { channel, threadTs } = thread;
    if (!(await workspace.pacer.turn('post', channel, signal))) return STOPPED;
    const args = { channel, ...post, metadata, ...(threadTs ? { thread_ts: threadTs } : {}) };
    // Not ended by the signal: what is under way is finished, or it would be in doubt.
    const answer = await workspace.api.call('chat.postMessage', args);
    if (answer.kind === 'refused') {
      const { failure } = answer;
      // The root was deleted: the room is where the customer still reads what they asked there.
      if (threadTs !== null && isThreadGone(answer)) {
        return this.post(
          { workspace, thread: { ...thread, threadTs: null } },
          post,
          metadata,
          signal,
        );
      }
      return { kind: 'stopped', failure, isUnknown: mayBeDone(failure) };
    }
    const ts = slackTs.safeParse(answer.body['ts']);
    // Slack said yes and not where: it is found by its metadata.
    return ts.success
      ? ts.data
      : { kind: 'stopped', failure: { kind: 'network' }, isUnknown: true };
  }

  private async deed(
    workspace: SlackWorkspace,
    deed: SlackDeed,
    method: string,
    channel: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Done> {
    if (!(await workspace.pacer.turn(deed, channel, signal))) return STOPPED;
    const answer = await workspace.api.call(method, { channel, ...args });
    if (answer.kind === 'ok') return { kind: 'ok' };
    return { kind: 'stopped', failure: answer.failure, isUnknown: mayBeDone(answer.failure) };
  }

  private find(
    { workspace, thread }: SlackLine,
    { id, sinceMs }: Pick<SlackSaying, 'id' | 'sinceMs'>,
    signal: AbortSignal,
  ) {
    const { channel, threadTs } = thread;
    return findPosts(workspace, { channel, threadTs, ids: new Set([id]), sinceMs }, signal);
  }

  private lookLater(line: SlackLine, saying: SlackSaying): void {
    if (this.stopping.signal.aborted || this.alarms.size >= COPY_CHECKS_MAX) return;
    const cancel = this.parts.clock.alarm(COPY_CHECK_MS, () => {
      this.alarms.delete(cancel);
      const work = this.removeCopies(line, saying);
      this.running.add(work);
      void work.finally(() => this.running.delete(work));
    });
    this.alarms.add(cancel);
  }

  /** Best effort: a copy that cannot be looked for or deleted stays, and the log says so. */
  private async removeCopies(line: SlackLine, saying: SlackSaying): Promise<void> {
    const { signal } = this.stopping;
    const { telemetry } = this.parts;
    const found = await this.find(line, saying, signal);
    if (found.kind === 'refused') {
      telemetry.warn('slack.copies-not-looked-for', { message: saying.id });
      return;
    }
    const kept = new Set(firstCopies(found.posts).values());
    for (const { ts, part } of found.posts.filter((one) => !kept.has(one.ts))) {
      const done = await this.remove(line, ts, signal);
      const event = done.kind === 'ok' ? 'slack.copy-deleted' : 'slack.copy-stays';
      telemetry.info(event, { message: saying.id, part });
    }
  }
}

const STOPPED = { kind: 'stopped', failure: null, isUnknown: false } as const;

function firstCopies(posts: readonly FoundPost[]): ReadonlyMap<number, string> {
  return new Map([...posts].reverse().map(({ part, ts }) => [part, ts]));
}

/** Whether a call that failed may have done what it was for. */
export function mayBeDone(failure: SlackFailure): boolean {
  switch (failure.kind) {
    case 'network':
      return true;
    case 'http':
      return failure.status >= 500;
    case 'platform':
      return HALF_DONE.has(failure.error);
  }
}
