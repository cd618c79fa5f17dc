/** Time as an input. */
export interface Clock {
  nowMs(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back after `ms` unless cancelled. */
  alarm(ms: number, ring: () => void): () => void;
}
