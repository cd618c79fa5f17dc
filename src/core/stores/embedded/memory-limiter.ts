import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance, Limiter } from '../../ports/limiter.js';

/** Counts in this process. Also what the Redis limiter falls back to. */
export class MemoryLimiter implements Limiter {
  private readonly limiters = new Map<string, RateLimiterMemory>();

  async spend(key: string, allowance: Allowance): Promise<number | null> {
    try {
      await this.limiterFor(allowance).consume(key);
      return null;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      return (refusal as RateLimiterRes).msBeforeNext;
    }
  }

  async pause(key: string, allowance: Allowance, forMs: number): Promise<void> {
    await this.limiterFor(allowance).block(key, forMs / 1_000);
  }

  private limiterFor(allowance: Allowance): RateLimiterMemory {
    const name = `${allowance.points}-${allowance.windowMs}`;
    const known = this.limiters.get(name);
    if (known) return known;
    const fresh = new RateLimiterMemory({
      keyPrefix: name,
      points: allowance.points,
      duration: allowance.windowMs / 1000,
    });
    this.limiters.set(name, fresh);
    return fresh;
  }
}
