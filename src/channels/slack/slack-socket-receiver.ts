import type { App, Receiver } from '@slack/bolt';
import type { SlackFailure } from './slack-errors.js';
import { failureName } from './slack-members.js';
import type { SlackProblemWord } from './slack-problem-words.js';
import { SlackSocketLine, type SlackSocketParts } from './slack-socket-line.js';
import { within } from './slack-within.js';

/** Refusals of an app's token that only an operator can mend. */
const TOKEN_ERRORS: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'not_allowed_token_type',
  'missing_scope',
  'user_removed_from_team',
  'team_disabled',
]);

/**
 * Keeps one connection to Slack, for ever. Slack closes connections every few hours and says so before; the network
 * closes them without a word; and some stay open, answer every ping, and bring nothing: a quiet day looks the same. As
 * only an event proves that we are heard, a connection without one for a while is replaced by a fresh one, the old one
 * let go after: one call of apps.connections.open every few minutes, in quiet times only.
 */
export class SlackSocketReceiver implements Receiver {
  problem: SlackProblemWord | null = 'not-connected';
  private readonly stopping = new AbortController();
  private readonly lines = new Set<SlackSocketLine>();
  private keeping: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(private readonly parts: SlackSocketParts) {}

  init(app: App): void {
    this.parts.door.open(app);
  }

  /** Resolves after the first attempt, whatever came of it, and soon at any rate. */
  async start(): Promise<void> {
    const { clock, pace } = this.parts;
    const first = new Promise<void>((tried, broke) => {
      this.keeping = this.keep(tried).catch((error: unknown) => {
        this.parts.telemetry.error('slack.socket-broken', error, { app: this.parts.appName });
        broke(error);
      });
    });
    await within(first, pace.startMs, clock);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.lines].map((line) => this.letGo(line)));
    await this.keeping;
    this.problem = 'not-connected';
  }

  private async keep(tried: () => void): Promise<void> {
    const { signal } = this.stopping;
    let line: SlackSocketLine | null = null;
    while (!signal.aborted) {
      const fresh: SlackSocketLine | null = await this.connect();
      tried();
      if (fresh === null) continue;
      if (line !== null) void this.letGo(line);
      line = fresh;
      await this.outlive(line);
    }
  }

  /** Null: not this time, and the wait before the next is over. */
  private async connect(): Promise<SlackSocketLine | null> {
    const { clock, pace, telemetry, appName } = this.parts;
    const { signal } = this.stopping;
    if (this.failures > 0) {
      await clock.wait(Math.min(pace.retryMsMax, pace.retryMs * 2 ** (this.failures - 1)), signal);
    }
    if (signal.aborted) return null;
    const opened = await SlackSocketLine.open(this.parts, signal);
    if (opened.kind === 'refused' && signal.aborted) return null;
    if (opened.kind === 'refused') {
      this.failures += 1;
      await this.tell(opened.failure);
      return null;
    }
    const { line } = opened;
    this.lines.add(line);
    if (signal.aborted) {
      await this.letGo(line);
      return null;
    }
    // A renewal is nothing to tell.
    if (this.problem !== null) telemetry.info('slack.connected', { app: appName });
    this.problem = null;
    return line;
  }

  /** Until this connection ended, or has been silent for so long that another one is to be tried. */
  private async outlive(line: SlackSocketLine): Promise<void> {
    const { clock, pace, telemetry, appName } = this.parts;
    for (;;) {
      const leftMs = line.heardAtMs + pace.renewAfterMs - clock.nowMs();
      if (leftMs <= 0) {
        this.failures = 0;
        return;
      }
      const end = await within(line.ended, leftMs, clock, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      if (end === null) continue;
      const isShort = clock.nowMs() - line.openedAtMs < pace.steadyMs;
      this.failures = isShort ? this.failures + 1 : 0;
      this.problem = 'not-connected';
      telemetry.warn('slack.disconnected', { app: appName, end });
      return;
    }
  }

  private async tell(failure: SlackFailure): Promise<void> {
    const { telemetry, appName, clock, pace } = this.parts;
    const error = failureName(failure);
    this.problem = problemOf(failure);
    telemetry.warn('slack.not-connected', { app: appName, error, failures: this.failures });
    if (failure.kind !== 'network' && failure.retryAfterMs !== undefined) {
      await clock.wait(Math.max(pace.retryMs, failure.retryAfterMs), this.stopping.signal);
    }
  }

  private async letGo(line: SlackSocketLine): Promise<void> {
    await line.close();
    this.lines.delete(line);
  }
}

function problemOf(failure: SlackFailure): SlackProblemWord {
  if (failure.kind === 'platform' && TOKEN_ERRORS.has(failure.error)) return 'app-token-refused';
  return failure.kind === 'http' && failure.status === 429 ? 'held-back' : 'unreachable';
}
