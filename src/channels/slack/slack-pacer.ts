import type { Clock } from '../../core/ports/clock.js';
import type { Allowance, Limiter } from '../../core/ports/limiter.js';
import type { SlackHolds } from './slack-holds.js';

/** What is about to be done, by how Slack counts it. */
export type SlackDeed =
  | 'post'
  | 'whisper'
  | 'update'
  | 'delete'
  | 'react'
  | 'unreact'
  | 'file-info'
  | 'upload'
  | 'share'
  | 'file-delete';

/** Keeps our calls within what Slack allows, so that being refused is the exception. */
export interface SlackPacer {
  /** Resolves in order of asking: true when it is one's turn, false when the signal ended the wait. */
  turn(deed: SlackDeed, room: string, signal?: AbortSignal): Promise<boolean>;
}

interface Pace {
  readonly method: string;
  /** Null: Slack does not count it by room. */
  readonly inRoom: Allowance | null;
  readonly inWorkspace: Allowance;
}

/**
 * https://docs.slack.dev/apis/web-api/rate-limits : posts about one a second in a room, several hundred a minute in a
 * workspace; the others by tier (3: 50 a minute, 2: 20, 4: 100). A minute's calls are given out in windows of seconds,
 * as a minute's worth at the end of one and at the start of the next would be twice too many.
 */
const PACES: Readonly<Record<SlackDeed, Pace>> = {
  post: {
    method: 'chat.postMessage',
    inRoom: { points: 1, windowMs: 1_000 },
    inWorkspace: { points: 20, windowMs: 5_000 },
  },
  whisper: {
    method: 'chat.postEphemeral',
    inRoom: null,
    inWorkspace: { points: 10, windowMs: 6_000 },
  },
  update: { method: 'chat.update', inRoom: null, inWorkspace: { points: 5, windowMs: 6_000 } },
  delete: { method: 'chat.delete', inRoom: null, inWorkspace: { points: 5, windowMs: 6_000 } },
  react: { method: 'reactions.add', inRoom: null, inWorkspace: { points: 5, windowMs: 6_000 } },
  unreact: {
    method: 'reactions.remove',
    inRoom: null,
    inWorkspace: { points: 2, windowMs: 6_000 },
  },
  'file-info': { method: 'files.info', inRoom: null, inWorkspace: { points: 10, windowMs: 6_000 } },
  upload: {
    method: 'files.getUploadURLExternal',
    inRoom: null,
    inWorkspace: { points: 10, windowMs: 6_000 },
  },
  share: {
    method: 'files.completeUploadExternal',
    inRoom: { points: 1, windowMs: 1_000 },
    inWorkspace: { points: 10, windowMs: 6_000 },
  },
  'file-delete': {
    method: 'files.delete',
    inRoom: null,
    inWorkspace: { points: 5, windowMs: 6_000 },
  },
};

/** Counts with the house's limiter, so that all processes keep the pace together. */
export class LimitedSlackPacer implements SlackPacer {
  /** The end of each line of waiting callers, which the next one waits for. */
  private readonly lines = new Map<string, Promise<unknown>>();

  constructor(
    private readonly parts: {
      /** App and workspace: what Slack counts by. */
      readonly name: string;
      readonly limiter: Limiter;
      readonly holds: SlackHolds;
      readonly clock: Clock;
    },
  ) {}

  async turn(deed: SlackDeed, room: string, signal?: AbortSignal): Promise<boolean> {
    const place = PACES[deed].inRoom === null ? '' : room;
    const line = `${deed} ${place}`;
    const before = this.lines.get(line);
    const mine = this.afterThem(before, deed, place, signal);
    // Who gives up leaves those before and behind in their order.
    const end = Promise.allSettled([before, mine]);
    this.lines.set(line, end);
    void end.then(() => this.close(line, end));
    return mine;
  }

  /** Slack wants us to wait with a method, in a room if it is about one: all processes do. */
  pause(method: string, room: string, forMs: number): Promise<void> {
    const { name, limiter } = this.parts;
    const pace = Object.values(PACES).find((one) => one.method === method);
    if (pace === undefined) return Promise.resolve();
    const base = `slack:${name}:${method}`;
    return pace.inRoom === null
      ? limiter.pause(base, pace.inWorkspace, forMs)
      : limiter.pause(`${base}:${room}`, pace.inRoom, forMs);
  }

  private close(line: string, end: Promise<unknown>): void {
    if (this.lines.get(line) === end) this.lines.delete(line);
  }

  private async afterThem(
    before: Promise<unknown> | undefined,
    deed: SlackDeed,
    room: string,
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (before !== undefined) await settledOrAborted(before, signal);
    const { name } = this.parts;
    const { method, inRoom, inWorkspace } = PACES[deed];
    const base = `slack:${name}:${method}`;
    if (inRoom !== null && !(await this.spend(`${base}:${room}`, inRoom, signal))) return false;
    if (!(await this.spend(base, inWorkspace, signal))) return false;
    return this.held(method, room, signal);
  }

  /** What Slack refused lately waits as long as it said, which may have begun while we waited. */
  private async held(method: string, room: string, signal?: AbortSignal): Promise<boolean> {
    const { holds, clock } = this.parts;
    for (;;) {
      if (signal?.aborted) return false;
      const leftMs = holds.leftMs(method, room);
      if (leftMs === 0) return true;
      await clock.wait(leftMs, signal);
    }
  }

  private async spend(key: string, allowance: Allowance, signal?: AbortSignal): Promise<boolean> {
    const { limiter, clock } = this.parts;
    for (;;) {
      if (signal?.aborted) return false;
      const waitMs = await limiter.spend(key, allowance);
      if (waitMs === null) return true;
      await clock.wait(Math.max(1, waitMs), signal);
    }
  }
}

function settledOrAborted(before: Promise<unknown>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      signal?.removeEventListener('abort', end);
      resolve();
    };
    if (signal?.aborted) return resolve();
    signal?.addEventListener('abort', end, { once: true });
    void before.then(end);
  });
}
