import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Clock } from '../../ports/clock.js';
import type { Telemetry } from '../../ports/telemetry.js';
import { type Wake, type Wakes, wakeKey } from '../../ports/wakes.js';
import { connectRedis } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';

/** `add` waits for ever on a dead Redis; after this the sweep is left to do it. */
const WAKE_TIMEOUT_MS = 250;

/** How long a goodbye to Redis may take. Work has ended by then. */
const STOP_TIMEOUT_MS = 1_000;

/** A stalled job only means that a process died; the record knows better how often its turn was tried. */
const STALLED_MAX = 1_000;

interface WakesOptions {
  readonly url: string;
  readonly keys: RedisKeys;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledMs: number;
}

type Kind = Wake['kind'];
const KINDS: readonly Kind[] = ['turn', 'summary', 'action', 'delivery'];

/**
 * Wakes across processes on BullMQ: one undelayed, deduplicated job per conversation and kind of work. A job holds an
 * id and nothing else. Its work never throws, because a failed job would tell nobody; the record has what is due.
 */
export class RedisWakes implements Wakes {
  private readonly queues = new Map<Kind, Queue>();
  private readonly workers: Worker[] = [];
  private readonly connections: Redis[] = [];

  private readonly connection: Redis;
  private isStopped = false;

  constructor(private readonly options: WakesOptions) {
    this.connection = this.connect('queues');
  }

  async wake(wake: Wake): Promise<void> {
    const { kind, ...work } = wake;
    const id = wakeKey(wake);
    const added = this.queueOf(kind)
      ?.add(kind, work, { deduplication: { id, keepLastIfActive: true } })
      .then(() => true)
      .catch(() => false);
    const isAdded = added !== undefined && (await Promise.race([added, this.giveUp()]));
    if (!isAdded) {
      this.options.telemetry.warn('wake.lost', { kind, conversation: wake.conversationId });
    }
  }

  /**
   * Null while Redis is away. A queue is made only on a connection that is ready: made before, it would fail its first
   * command and with it every one that follows.
   */
  private queueOf(kind: Kind): Queue | null {
    if (this.connection.status !== 'ready') return null;
    const known = this.queues.get(kind);
    if (known) return known;
    const queue = new Queue(`${kind}s`, {
      connection: this.connection,
      prefix: this.options.keys.queues(),
      skipWaitingForReady: true,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
    });
    // Each failure also rejects its own call, and the connection reports that Redis is away.
    queue.on('error', () => undefined);
    this.queues.set(kind, queue);
    return queue;
  }

  async start(work: (wake: Wake) => Promise<void>): Promise<void> {
    const { keys, telemetry, concurrency, lockMs, stalledMs } = this.options;
    for (const kind of KINDS) {
      const worker = new Worker(
        `${kind}s`,
        async (job) => {
          const wake = { kind, ...job.data } as Wake;
          try {
            await work(wake);
          } catch (error) {
            telemetry.error('wake.failed', error, { conversation: wake.conversationId });
          }
        },
        {
          connection: this.connect('workers'),
          prefix: keys.queues(),
          concurrency,
          lockDuration: lockMs,
          stalledInterval: stalledMs,
          maxStalledCount: STALLED_MAX,
        },
      );
      worker.on('error', () => undefined);
      this.workers.push(worker);
    }
  }

  /** Waits for the running work, then lets go of Redis without waiting for it. */
  async stop(): Promise<void> {
    const workers = this.workers.splice(0);
    this.isStopped = true;
    // A worker cannot say goodbye to a Redis that is away; its jobs stall and are taken up by others.
    const closed = Promise.all(workers.map((worker) => worker.close()));
    await Promise.race([closed, this.options.clock.wait(STOP_TIMEOUT_MS)]);
    for (const connection of this.connections.splice(0)) connection.disconnect();
  }

  private connect(kind: 'queues' | 'workers'): Redis {
    const { url, telemetry } = this.options;
    const connection = connectRedis(url, telemetry, kind, () => !this.isStopped);
    this.connections.push(connection);
    return connection;
  }

  private async giveUp(): Promise<boolean> {
    await this.options.clock.wait(WAKE_TIMEOUT_MS);
    return false;
  }
}
