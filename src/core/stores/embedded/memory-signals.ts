import { type Signal, type SignalListener, type Signals, topicsOf } from '../../ports/signals.js';

/** Signals within one process; also the local half of the ones that cross processes. */
export class MemorySignals implements Signals {
  private readonly listeners = new Map<string, Set<SignalListener>>();

  publish(signal: Signal): void {
    for (const topic of topicsOf(signal)) this.tell(topic, signal);
  }

  /** Only those who listen to this topic. */
  tell(topic: string, signal: Signal): void {
    for (const listener of this.listeners.get(topic) ?? []) listener(signal);
  }

  listen(topic: string, listener: SignalListener): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(topic);
    };
  }

  /** The topics somebody listens to. */
  listened(): string[] {
    return [...this.listeners.keys()];
  }

  has(topic: string): boolean {
    return this.listeners.has(topic);
  }
}
