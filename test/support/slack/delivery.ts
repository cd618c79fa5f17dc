import type { JsonObject } from './json.js';
import type { AppRecord, InstallationRecord } from './model.js';
import type { NowMs } from './now-ms.js';

/** What the app said to one delivery. Over Socket Mode an acknowledgement counts as status 200, its payload as body. */
export interface Answer {
  /** 0 when nothing came back. */
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ms: number;
  readonly outcome: 'acknowledged' | 'refused' | 'timed-out' | 'unreachable' | 'unheard';
}

export type PacketKind = 'events_api' | 'interactive' | 'slash_commands';

/** Why Slack sends again: https://docs.slack.dev/apis/events-api/#retries (x-slack-retry-reason). */
export type RetryReason = 'http_timeout' | 'connection_failed' | 'http_error' | 'unknown_error';

export interface Packet {
  readonly kind: PacketKind;
  readonly payload: JsonObject;
  readonly retry: { readonly num: number; readonly reason: RetryReason } | null;
  /** Some proxies strip them, so an app must not depend on them. */
  readonly withoutRetryHeaders: boolean;
}

/** Carries one packet to one app, over HTTP or a socket. Never throws: what went wrong is the answer's outcome. */
export interface Transport {
  send(app: AppRecord, packet: Packet): Promise<Answer>;
}

export interface RedeliveryOptions {
  readonly num?: number;
  readonly reason?: RetryReason;
  readonly withoutRetryHeaders?: boolean;
}

export const UNHEARD: Answer = { status: 0, body: '', headers: {}, ms: 0, outcome: 'unheard' };

/** One event, click or command on its way to one app, with everything the app answered so far. */
export class Delivery {
  readonly answers: Answer[] = [];
  /** The first attempt; later ones are what `again` returns. */
  readonly first: Promise<Answer>;
  readonly atMs: number;

  constructor(
    readonly app: AppRecord,
    readonly installation: InstallationRecord | null,
    readonly kind: PacketKind,
    readonly payload: JsonObject,
    private readonly transport: Transport,
    nowMs: NowMs,
  ) {
    this.atMs = nowMs();
    this.first = this.attempt(null, false);
  }

  get isAcknowledged(): boolean {
    return this.answers.some((answer) => answer.outcome === 'acknowledged');
  }

  /** The event itself, for an assertion or a count. */
  get event(): JsonObject {
    const event = this.payload['event'];
    return typeof event === 'object' && event !== null && !Array.isArray(event) ? event : {};
  }

  /**
   * Slack sends it once more, whatever it was told before. Its schedule is at once, after 1 minute, after 5 minutes
   * (num 1, 2, 3) and, with delayed events on, hourly for a day: the calls say which, nobody waits.
   */
  again(options: RedeliveryOptions = {}): Promise<Answer> {
    const num = options.num ?? Math.max(1, this.answers.length);
    const reason = options.reason ?? reasonFor(this.answers.at(-1));
    return this.attempt({ num, reason }, options.withoutRetryHeaders ?? false);
  }

  private async attempt(retry: Packet['retry'], withoutRetryHeaders: boolean): Promise<Answer> {
    const packet: Packet = { kind: this.kind, payload: this.payload, retry, withoutRetryHeaders };
    const answer = await this.transport.send(this.app, packet);
    this.answers.push(answer);
    return answer;
  }
}

function reasonFor(answer: Answer | undefined): RetryReason {
  switch (answer?.outcome) {
    case 'refused':
      return 'http_error';
    case 'unreachable':
    case 'unheard':
      return 'connection_failed';
    case 'timed-out':
    case 'acknowledged':
    case undefined:
      return 'http_timeout';
  }
}
