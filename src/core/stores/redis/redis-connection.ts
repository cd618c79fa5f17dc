import { Redis, type RedisOptions } from 'ioredis';
import type { Telemetry } from '../../ports/telemetry.js';

/** A command that takes longer than this is given up: Redis only accelerates, and nothing waits for it. */
const COMMAND_TIMEOUT_MS = 250;

/** Reconnecting slows down to this, so that a Redis that comes back is in use again within seconds. */
const RECONNECT_MS_MAX = 1_000;

/** Once per this time an unreachable Redis is said again; ioredis reports every attempt. */
const COMPLAINT_EVERY_MS = 10_000;

/**
 * A connection for commands that may fail at once: while Redis is away they reject instead of queueing. `forQueues`
 * is what BullMQ needs instead: no limits of its own on blocking commands.
 */
export function connectRedis(
  url: string,
  telemetry: Telemetry,
  kind: 'commands' | 'signals' | 'queues' | 'workers',
  mayReconnect: () => boolean = () => true,
): Redis {
  const options: Omit<RedisOptions, 'replyMapping'> = {
    // Copies that BullMQ makes of a connection share this, and end with it.
    retryStrategy: (times) => (mayReconnect() ? Math.min(times * 50, RECONNECT_MS_MAX) : null),
    connectTimeout: 2_000,
    maxRetriesPerRequest: null,
    ...(kind === 'commands'
      ? { enableOfflineQueue: false, commandTimeout: COMMAND_TIMEOUT_MS }
      : {}),
    ...(kind === 'queues' || kind === 'signals' ? { enableOfflineQueue: false } : {}),
  };
  const redis = new Redis(url, options);
  let complainedAt = 0;
  redis.on('error', (error) => {
    const now = performance.now();
    if (complainedAt !== 0 && now - complainedAt < COMPLAINT_EVERY_MS) return;
    complainedAt = now;
    telemetry.warn('redis.unreachable', { connection: kind, reason: reasonOf(error) });
  });
  return redis;
}

/** The code of a connection error; its message may quote an address with credentials. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
