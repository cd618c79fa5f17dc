import type { Signal, SignalListener, Signals } from '../../ports/signals.js';

/** Signals within one process; also the local half of the ones that cross processes. */
export class MemorySignals implements Signals {
  private readonly listeners = new Map<string, Set<SignalListener>>();

  publish(signal: Signal): void {
    for (const listener of this.listeners.get(signal.conversationId) ?? []) listener(signal);
  }

  listen(conversationId: string, listener: SignalListener): () => void {
    const listeners = this.listeners.get(conversationId) ?? new Set();
    this.listeners.set(conversationId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(conversationId);
    };
  }

  /** The conversations somebody listens to. */
  listened(): string[] {
    return [...this.listeners.keys()];
  }

  has(conversationId: string): boolean {
    return this.listeners.has(conversationId);
  }
}
