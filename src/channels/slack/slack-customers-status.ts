import { say } from '../../core/domain/texts.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Signals } from '../../core/ports/signals.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackCustomerChannel } from './slack-customers-parts.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Slack takes a status away by itself after this. https://docs.slack.dev/reference/methods/assistant.threads.setStatus/ */
const STATUS_MS_MAX = 2 * 60_000;

/** How long after a turn its answer may still be on its way; the post takes the status away by itself. */
const POST_WAIT_MS = 3_000;

/** Threads whose status is looked after at once. Slack clears the others. */
const WATCHES_MAX = 500;

/** How long it is not tried again in a workspace whose app may not, or does not know how. */
const REFUSED_MS = 60 * 60_000;

const NEVER: ReadonlySet<string> = new Set([
  'missing_scope',
  'unknown_method',
  'not_allowed_token_type',
  'method_deprecated',
]);

export interface StatusPlace {
  readonly workspace: SlackWorkspace;
  readonly channel: string;
  /** The root of the thread. */
  readonly threadTs: string;
}

/** What is under way: where the status is, and how to stop looking after it. */
interface Watch {
  readonly place: StatusPlace;
  /** In a thread that our posts do not go to, they do not take it away either. */
  readonly isClearedByPosts: boolean;
  close: () => void;
  isPosted: boolean;
}

/** "is thinking…" under a thread while the bot is at work. For the eye only: nothing waits for it or fails with it. */
export class SlackCustomersStatus {
  private readonly watches = new Map<string, Watch>();
  private readonly refusedUntilMs = new Map<string, number>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly parts: {
      readonly clock: Clock;
      readonly signals: Signals;
      readonly telemetry: Telemetry;
    },
  ) {}

  /** Shows it until the turn is over. Returns at once. */
  show(
    conversationId: string,
    place: StatusPlace,
    isClearedByPosts: boolean,
    { wording }: Pick<SlackCustomerChannel, 'wording'>,
  ): void {
    if (this.isRefused(place.workspace.team)) return;
    this.track(this.set(place, say('slack.customer.thinking', wording)));
    this.watch(conversationId, place, isClearedByPosts);
  }

  /** Something was posted in the conversation, which takes a status away. */
  posted(conversationId: string): void {
    const watch = this.watches.get(conversationId);
    if (watch === undefined) return;
    if (watch.isClearedByPosts) watch.isPosted = true;
    else this.end(conversationId, watch);
  }

  async stop(): Promise<void> {
    for (const watch of this.watches.values()) watch.close();
    this.watches.clear();
    await Promise.allSettled(this.running);
  }

  private watch(conversationId: string, place: StatusPlace, isClearedByPosts: boolean): void {
    this.watches.get(conversationId)?.close();
    this.watches.delete(conversationId);
    if (this.watches.size >= WATCHES_MAX) return;
    const { clock, signals } = this.parts;
    let cancelEnd = (): void => undefined;
    const watch: Watch = { place, isClearedByPosts, isPosted: false, close: () => undefined };
    const forget = clock.alarm(STATUS_MS_MAX, () => this.forget(conversationId, watch));
    const deafen = signals.listen(conversationId, (signal) => {
      if (signal.kind !== 'typing' || signal.author.kind !== 'bot') return;
      cancelEnd();
      if (!signal.on) cancelEnd = clock.alarm(POST_WAIT_MS, () => this.end(conversationId, watch));
    });
    watch.close = () => {
      forget();
      deafen();
      cancelEnd();
    };
    this.watches.set(conversationId, watch);
  }

  private end(conversationId: string, watch: Watch): void {
    this.forget(conversationId, watch);
    const isOver = watch.isPosted || this.isRefused(watch.place.workspace.team);
    if (!isOver) this.track(this.set(watch.place, ''));
  }

  private forget(conversationId: string, watch: Watch): void {
    watch.close();
    if (this.watches.get(conversationId) === watch) this.watches.delete(conversationId);
  }

  private async set({ workspace, channel, threadTs }: StatusPlace, status: string): Promise<void> {
    const args = { channel_id: channel, thread_ts: threadTs, status };
    const answer = await workspace.api.call('assistant.threads.setStatus', args);
    if (answer.kind === 'ok') return;
    const { failure } = answer;
    if (failure.kind !== 'platform' || !NEVER.has(failure.error)) return;
    const { clock, telemetry } = this.parts;
    this.refusedUntilMs.set(workspace.team, clock.nowMs() + REFUSED_MS);
    telemetry.info('slack.status-refused', { team: workspace.team, error: failure.error });
  }

  private isRefused(team: string): boolean {
    return (this.refusedUntilMs.get(team) ?? 0) > this.parts.clock.nowMs();
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}
