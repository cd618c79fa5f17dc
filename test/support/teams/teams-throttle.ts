import type { Refusal } from './check-activity.js';
import { TEAMS_ANSWERS } from './teams-failures.js';

/** What one bot may send to one conversation. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit#per-bot-per-thread-limit */
const LIMITS = [
  { seconds: 1, calls: 7 },
  { seconds: 2, calls: 8 },
  { seconds: 30, calls: 60 },
  { seconds: 3_600, calls: 1_800 },
] as const;

/** Counts calls as Teams does, and says when one is too many. */
export class TeamsThrottle {
  private readonly calls = new Map<string, number[]>();

  constructor(private readonly nowMs: () => number) {}

  /** Null: it is let in, and counted. */
  refusal(conversationId: string): (Refusal & { retryAfterSeconds: number }) | null {
    const now = this.nowMs();
    const before = (this.calls.get(conversationId) ?? []).filter((at) => now - at < 3_600_000);
    const full = LIMITS.find(
      ({ seconds, calls }) => before.filter((at) => now - at < seconds * 1_000).length >= calls,
    );
    if (full !== undefined) return { ...TEAMS_ANSWERS.throttled, retryAfterSeconds: full.seconds };
    this.calls.set(conversationId, [...before, now]);
    return null;
  }
}
