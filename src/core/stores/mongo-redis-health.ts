import type { Redis } from 'ioredis';
import type { Clock } from '../ports/clock.js';
import type { StoreHealth } from '../ports/health.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { MongoCollections } from './mongo/mongo-collections.js';
import { connectRedis } from './redis/redis-connection.js';

/** A probe that takes longer counts as failed: a message would not be recorded in time either. */
const PROBE_TIMEOUT_MS = 2_000;

/** MongoDB decides whether a message can be recorded; Redis only whether it is quick. */
export class MongoRedisHealth implements StoreHealth {
  private readonly redis: Redis;

  constructor(
    private readonly collections: MongoCollections,
    redisUrl: string,
    private readonly clock: Clock,
    telemetry: Telemetry,
  ) {
    this.redis = connectRedis(redisUrl, telemetry, 'commands');
  }

  async checkRecord(): Promise<void> {
    await this.collections.database
      .collection<{ _id: string }>('health')
      .updateOne(
        { _id: 'probe' },
        { $set: { atMs: this.clock.nowMs() } },
        { upsert: true, timeoutMS: PROBE_TIMEOUT_MS },
      );
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
