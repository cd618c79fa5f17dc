import type { Redis } from 'ioredis';
import type { Session, SessionCache } from '../../ports/session-cache.js';
import type { Telemetry } from '../../ports/telemetry.js';
import { connectRedis } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';

/** Sessions in Redis under a time to live. Whatever goes wrong here counts as having forgotten. */
export class RedisSessionCache implements SessionCache {
  private readonly redis: Redis;

  constructor(
    url: string,
    private readonly keys: RedisKeys,
    private readonly ttlMs: number,
    private readonly telemetry: Telemetry,
  ) {
    this.redis = connectRedis(url, telemetry, 'commands');
  }

  async load(conversationId: string): Promise<Session | null> {
    try {
      const text = await this.redis.get(this.keys.session(conversationId));
      return text === null ? null : (JSON.parse(text) as Session);
    } catch (error) {
      this.telemetry.error('session.load-failed', error, { conversation: conversationId });
      return null;
    }
  }

  async save(session: Session): Promise<void> {
    const key = this.keys.session(session.conversationId);
    try {
      await this.redis.set(key, JSON.stringify(session), 'PX', this.ttlMs);
    } catch (error) {
      this.telemetry.error('session.save-failed', error, { conversation: session.conversationId });
    }
  }

  close(): void {
    this.redis.disconnect();
  }
}
