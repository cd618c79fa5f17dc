import { startMongo } from './mongo-engine.js';
import { startRedis } from './redis-server.js';
import type { RunningServer } from './running-server.js';

export interface SharedUrls {
  readonly redisUrl: string;
  readonly mongoUrl: string;
}

interface Shared {
  readonly urls: SharedUrls;
  /** Only those we started; servers named by the environment are not ours to stop. */
  readonly started: readonly RunningServer[];
}

/** On `globalThis`, as Jest loads its setup and its teardown file as if they were two programs. */
const HOLDER = globalThis as { frontdeskSharedServers?: Promise<Shared> | undefined };

/** One Redis and one MongoDB for the whole run: `REDIS_URL` and `MONGODB_URL`, or our own. */
export async function ensureServers(): Promise<SharedUrls> {
  HOLDER.frontdeskSharedServers ??= startShared();
  return (await HOLDER.frontdeskSharedServers).urls;
}

/** Log files of the servers we started; empty when the environment named others. */
export async function sharedLogFiles(): Promise<string[]> {
  const shared = await HOLDER.frontdeskSharedServers;
  return shared?.started.map((server) => server.logFile) ?? [];
}

export async function stopServers(): Promise<void> {
  const starting = HOLDER.frontdeskSharedServers;
  HOLDER.frontdeskSharedServers = undefined;
  const shared = await starting;
  await Promise.all(shared?.started.map((server) => server.stop()) ?? []);
}

async function startShared(): Promise<Shared> {
  const [redis, mongo] = await Promise.allSettled([
    process.env['REDIS_URL'] ?? startRedis(),
    process.env['MONGODB_URL'] ?? startMongo(),
  ]);
  if (redis.status === 'fulfilled' && mongo.status === 'fulfilled') {
    const both = [redis.value, mongo.value];
    return {
      urls: { redisUrl: urlOf(redis.value), mongoUrl: urlOf(mongo.value) },
      started: both.filter((server) => typeof server !== 'string'),
    };
  }
  // Not half a pair: the one that did start must not outlive the failure.
  const reasons: string[] = [];
  for (const outcome of [redis, mongo]) {
    if (outcome.status === 'rejected') reasons.push(String(outcome.reason));
    else if (typeof outcome.value !== 'string') await outcome.value.stop();
  }
  HOLDER.frontdeskSharedServers = undefined;
  throw new Error(reasons.join('\n'));
}

function urlOf(server: RunningServer | string): string {
  return typeof server === 'string' ? server : server.url;
}
