export interface Allowance {
  /** Points per window; windows are whole seconds. */
  readonly points: number;
  readonly windowMs: number;
}

/** Counts events per key. A failing store falls back to counting in this process. */
export interface Limiter {
  /** Null: allowed. Otherwise how long to wait, in milliseconds. */
  spend(key: string, allowance: Allowance): Promise<number | null>;
  /** Somebody outside wants a pause: nothing of this allowance is given out for so long. */
  pause(key: string, allowance: Allowance, forMs: number): Promise<void>;
}
