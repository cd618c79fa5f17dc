import type { SlackAnswer, SlackApi } from './slack-api.js';
import type { SlackFailure } from './slack-errors.js';
import type { SlackHolds } from './slack-holds.js';
import type { SlackProblemWord } from './slack-problem-words.js';

/** Slack's word when it refuses for too many calls without saying for how long; it always says. */
const HOLD_MS = 1_000;

const TOKEN_ERRORS: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** Keeps what Slack told us to wait for, and remembers how the last call went. */
export class WatchedSlackApi implements SlackApi {
  /** The token was found to be another workspace's. */
  isElsewhere = false;
  private trouble: SlackProblemWord | null = null;

  constructor(
    private readonly api: SlackApi,
    private readonly holds: SlackHolds,
  ) {}

  get problem(): SlackProblemWord | null {
    if (this.isElsewhere) return 'wrong-workspace';
    return this.trouble ?? (this.holds.isAny ? 'held-back' : null);
  }

  async call(
    method: string,
    args: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<SlackAnswer> {
    const place = args['channel'] ?? args['channel_id'];
    const room = typeof place === 'string' ? place : '';
    const leftMs = this.holds.leftMs(method, room);
    if (leftMs > 0) {
      const failure = { kind: 'http', status: 429, retryAfterMs: leftMs } as const;
      return { kind: 'refused', failure };
    }
    const answer = await this.api.call(method, args, signal);
    if (answer.kind === 'ok') this.trouble = null;
    else if (signal?.aborted !== true) this.note(answer.failure, method, room);
    return answer;
  }

  private note(failure: SlackFailure, method: string, room: string): void {
    switch (failure.kind) {
      case 'network':
        this.trouble = 'unreachable';
        return;
      case 'http':
        if (failure.status === 429) this.holds.hold(method, room, failure.retryAfterMs ?? HOLD_MS);
        else this.trouble = 'unreachable';
        return;
      case 'platform':
        if (failure.error === 'ratelimited' || failure.error === 'rate_limited') {
          this.holds.hold(method, room, failure.retryAfterMs ?? HOLD_MS);
        }
        this.trouble = TOKEN_ERRORS.has(failure.error) ? 'token-revoked' : null;
    }
  }
}
