import type { Redis } from 'ioredis';
import type { Telemetry } from '../../ports/telemetry.js';
import { connectRedis } from './redis-connection.js';

/** Whether Redis answers. Nothing depends on it, so its absence only degrades. */
export class RedisHealth {
  private readonly redis: Redis;

  constructor(url: string, telemetry: Telemetry) {
    this.redis = connectRedis(url, telemetry, 'commands');
  }

  async degraded(): Promise<readonly string[]> {
    try {
      await this.redis.ping();
      return [];
    } catch {
      return ['redis'];
    }
  }

  close(): void {
    this.redis.disconnect();
  }
}
