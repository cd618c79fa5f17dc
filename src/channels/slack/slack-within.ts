import type { Clock } from '../../core/ports/clock.js';

/** What a promise comes to, if it does so in time and before the signal; null if not. Its rejection stays one. */
export async function within<Value>(
  promise: Promise<Value>,
  ms: number,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Value | null> {
  const over = new AbortController();
  const end = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  try {
    return await Promise.race([promise, clock.wait(ms, end).then(() => null)]);
  } finally {
    over.abort();
  }
}
