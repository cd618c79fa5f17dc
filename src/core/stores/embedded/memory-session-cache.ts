import type { Clock } from '../../ports/clock.js';
import type { Session, SessionCache } from '../../ports/session-cache.js';

/** Sessions kept in this process; the one used longest ago makes room. Each holds a window of texts. */
const SESSIONS_MAX = 10_000;

/** Sessions in memory, for one process. */
export class MemorySessionCache implements SessionCache {
  private readonly sessions = new Map<string, { session: Session; untilMs: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly ttlMs: number,
  ) {}

  async load(conversationId: string): Promise<Session | null> {
    const entry = this.sessions.get(conversationId);
    if (entry === undefined) return null;
    this.sessions.delete(conversationId);
    if (entry.untilMs <= this.clock.nowMs()) return null;
    this.sessions.set(conversationId, entry);
    return entry.session;
  }

  async save(session: Session): Promise<void> {
    this.sessions.delete(session.conversationId);
    this.sessions.set(session.conversationId, {
      session,
      untilMs: this.clock.nowMs() + this.ttlMs,
    });
    const oldest = this.sessions.keys().next();
    if (this.sessions.size > SESSIONS_MAX && !oldest.done) this.sessions.delete(oldest.value);
  }
}
