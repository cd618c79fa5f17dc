import type { Redis } from 'ioredis';
import { type Signal, type SignalListener, type Signals, topicsOf } from '../../ports/signals.js';
import type { Telemetry } from '../../ports/telemetry.js';
import type { MemorySignals } from '../embedded/memory-signals.js';
import { connectRedis } from './redis-connection.js';
import type { RedisKeys } from './redis-keys.js';

interface Envelope {
  readonly from: string;
  readonly signal: Signal;
}

/**
 * Signals across processes by publish and subscribe. This process's own listeners hear a signal directly, so that
 * one process works without Redis; while Redis is away, readers find out from the record.
 */
export class RedisSignals implements Signals {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;

  constructor(
    url: string,
    private readonly keys: RedisKeys,
    private readonly processId: string,
    private readonly local: MemorySignals,
    telemetry: Telemetry,
  ) {
    this.publisher = connectRedis(url, telemetry, 'commands');
    this.subscriber = connectRedis(url, telemetry, 'signals');
    // What was subscribed to while Redis was away got no further than this process.
    this.subscriber.on('ready', () => {
      const keys = local.listened().map((topic) => this.keys.signal(topic));
      if (keys.length > 0) this.subscriber.subscribe(...keys).catch(ignoreLoss);
    });
    this.subscriber.on('message', (key, text) => this.hear(key, text));
  }

  publish(signal: Signal): void {
    this.local.publish(signal);
    const envelope: Envelope = { from: this.processId, signal };
    // A lost signal costs a moment, not a message: whoever waits for it also looks at the record.
    const text = JSON.stringify(envelope);
    for (const topic of topicsOf(signal)) {
      this.publisher.publish(this.keys.signal(topic), text).catch(ignoreLoss);
    }
  }

  listen(topic: string, listener: SignalListener): () => void {
    const key = this.keys.signal(topic);
    if (!this.local.has(topic)) this.subscriber.subscribe(key).catch(ignoreLoss);
    const stop = this.local.listen(topic, listener);
    return () => {
      stop();
      if (!this.local.has(topic)) this.subscriber.unsubscribe(key).catch(ignoreLoss);
    };
  }

  close(): void {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private hear(key: string, text: string): void {
    const envelope = parse(text);
    if (envelope === null || envelope.from === this.processId) return;
    const topic = topicsOf(envelope.signal).find((one) => this.keys.signal(one) === key);
    if (topic !== undefined) this.local.tell(topic, envelope.signal);
  }
}

/** The connection itself reports that Redis is away; each lost signal would only repeat it. */
function ignoreLoss(): void {}

/** Null for what is none of ours: somebody else may publish in the same Redis. */
function parse(text: string): Envelope | null {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return null;
  }
}
