import type { Redis } from 'ioredis';
import type { Breakers, ModelState } from '../../ports/breakers.js';
import type { Telemetry } from '../../ports/telemetry.js';
import { connectRedis } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';

/** Longer than any pause; what nobody has found out anew by then is of no use. */
const TTL_MS = 600_000;

/** One hash with a field for each model, which the last one to find something out writes. */
export class RedisBreakers implements Breakers {
  private readonly redis: Redis;

  constructor(
    url: string,
    private readonly keys: RedisKeys,
    private readonly telemetry: Telemetry,
  ) {
    this.redis = connectRedis(url, telemetry, 'commands');
  }

  note(state: ModelState): void {
    const key = this.keys.models();
    void Promise.all([
      this.redis.hset(key, state.model, JSON.stringify(state)),
      this.redis.pexpire(key, TTL_MS),
    ]).catch((error) => {
      this.telemetry.error('model.others-untold', error, { model: state.model });
    });
  }

  async read(): Promise<readonly ModelState[]> {
    try {
      const found = await this.redis.hgetall(this.keys.models());
      return Object.values(found).map((text) => JSON.parse(text) as ModelState);
    } catch (error) {
      this.telemetry.error('model.others-unread', error);
      return [];
    }
  }

  close(): void {
    this.redis.disconnect();
  }
}
