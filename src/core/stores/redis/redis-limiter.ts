import type { Redis } from 'ioredis';
import { RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance, Limiter } from '../../ports/limiter.js';
import type { Telemetry } from '../../ports/telemetry.js';
import { connectRedis } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';

/** Counts for all processes together; while Redis is away each process counts for itself. */
export class RedisLimiter implements Limiter {
  private readonly redis: Redis;
  private readonly limiters = new Map<string, RateLimiterRedis>();

  constructor(
    url: string,
    private readonly keys: RedisKeys,
    private readonly fallback: Limiter,
    telemetry: Telemetry,
  ) {
    this.redis = connectRedis(url, telemetry, 'commands');
  }

  async spend(key: string, allowance: Allowance): Promise<number | null> {
    try {
      await this.limiterFor(allowance).consume(key);
      return null;
    } catch (refusal) {
      if (refusal instanceof Error) return this.fallback.spend(key, allowance);
      return (refusal as RateLimiterRes).msBeforeNext;
    }
  }

  async pause(key: string, allowance: Allowance, forMs: number): Promise<void> {
    try {
      await this.limiterFor(allowance).block(key, Math.ceil(forMs / 1_000));
    } catch {
      await this.fallback.pause(key, allowance, forMs);
    }
  }

  close(): void {
    this.redis.disconnect();
  }

  private limiterFor(allowance: Allowance): RateLimiterRedis {
    const name = `${allowance.points}-${allowance.windowMs}`;
    const known = this.limiters.get(name);
    if (known) return known;
    const fresh = new RateLimiterRedis({
      storeClient: this.redis,
      keyPrefix: this.keys.limit(name),
      points: allowance.points,
      // Redis counts whole seconds here; a shorter window would never end.
      duration: Math.ceil(allowance.windowMs / 1000),
    });
    this.limiters.set(name, fresh);
    return fresh;
  }
}
