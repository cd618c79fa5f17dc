import type { NowMs } from './now-ms.js';

/** https://docs.slack.dev/apis/web-api/rate-limits: calls a minute, per method, app and workspace. */
const tiers = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

export type Tier =
  | keyof typeof tiers
  /** chat.postMessage: one a second in a channel, short bursts allowed, and several hundred a minute in a workspace. */
  | 'posting'
  /** assistant.threads.setStatus: 600 a minute, per app and workspace. */
  | 'status'
  /** auth.test: hundreds a minute, per app and workspace. */
  | 'generous';

interface Rule {
  readonly perMinute: number;
  readonly burst: number;
}

/** Two posts may follow each other at once: Slack promises only "short bursts", so an app may not count on more. */
const POST_IN_ROOM: Rule = { perMinute: 60, burst: 2 };
const POST_IN_WORKSPACE: Rule = { perMinute: 300, burst: 300 };
const GENEROUS: Rule = { perMinute: 600, burst: 600 };

/** Buckets that fill steadily; off until a test switches them on. */
export class RateLimits {
  isOn = false;
  private readonly buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(private readonly nowMs: NowMs) {}

  on(): void {
    this.isOn = true;
    this.buckets.clear();
  }

  off(): void {
    this.isOn = false;
  }

  /** Seconds to wait, as Retry-After says them, or 0 when the call may pass. */
  waitSeconds(tier: Tier, method: string, caller: string, roomId: string): number {
    if (!this.isOn) return 0;
    if (tier === 'posting') {
      const inRoom = this.take(`${method} ${caller} ${roomId}`, POST_IN_ROOM);
      return inRoom > 0 ? inRoom : this.take(`${method} ${caller}`, POST_IN_WORKSPACE);
    }
    return this.take(`${method} ${caller}`, ruleOf(tier));
  }

  private take(key: string, rule: Rule): number {
    const now = this.nowMs();
    const perMs = rule.perMinute / 60_000;
    const bucket = this.buckets.get(key) ?? { tokens: rule.burst, atMs: now };
    const tokens = Math.min(rule.burst, bucket.tokens + (now - bucket.atMs) * perMs);
    const passes = tokens >= 1;
    this.buckets.set(key, { tokens: passes ? tokens - 1 : tokens, atMs: now });
    return passes ? 0 : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
  }
}

function ruleOf(tier: Exclude<Tier, 'posting'>): Rule {
  switch (tier) {
    case 'status':
    case 'generous':
      return GENEROUS;
    case 1:
    case 2:
    case 3:
    case 4:
      return { perMinute: tiers[tier], burst: tiers[tier] };
  }
}
