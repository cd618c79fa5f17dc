import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel';

/**
 * What one try says of the one who was asked.
 *
 * | verdict | |
 * |---|---|
 * | `well` | it answered, whatever it answered |
 * | `ill` | it could not; enough of these in a row open the breaker |
 * | `dead` | it does not take us: this opens the breaker at once |
 * | `neutral` | nothing: the try was given up, or failed for a reason of ours |
 */
export type Verdict = 'well' | 'ill' | 'dead' | 'neutral';

/** A try that was made, and what it says. */
export interface Tried<Result> {
  readonly result: Result;
  readonly verdict: Verdict;
}

/** What became of the breaker by a try. */
export type Change = 'opened' | 'closed' | null;

export interface BreakerSettings {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it then lets nothing through, before one try finds out. */
  readonly pauseMs: number;
}

/** A breaker's own state, as `toJSON` of the vendor's has it and `initialState` takes it. */
interface Kept {
  readonly ownState: {
    readonly value: CircuitState;
    readonly openedAt?: number;
    readonly attemptNo?: number;
  };
  readonly breakerState: unknown;
}

/** Carries a try that says nothing past the vendor's count, which would take it for a success. */
class Neutral extends Error {
  constructor(readonly tried: Tried<unknown>) {
    super('The try says nothing.');
    this.name = 'Neutral';
  }
}

/**
 * Lets tries through while they succeed. After failures in a row it lets none through for a pause, then one, alone,
 * whose end decides. An answer that begins ends a row of tries that never got so far, but not one of answers that broke
 * off: those begin, too. Its pauses are by the machine's clock: the vendor's package reads no other.
 */
export class Breaker {
  readonly #settings: BreakerSettings;
  readonly #count: ConsecutiveBreaker;
  #policy: CircuitBreakerPolicy;
  /** How many of the failures in the row were answers that had begun. */
  #brokenOff = 0;
  /** When it opened, as was last told; null: it was closed. */
  #toldMs: number | null = null;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
    this.#count = new ConsecutiveBreaker(settings.failures);
    this.#policy = this.#fresh(null);
  }

  get isOpen(): boolean {
    return this.#policy.state !== CircuitState.Closed;
  }

  /** Whether a try would be let through now. */
  get mayTry(): boolean {
    const { value, openedAt = 0 } = this.#kept().ownState;
    if (this.#policy.state === CircuitState.HalfOpen) return false;
    return value === CircuitState.Closed || Date.now() - openedAt >= this.#settings.pauseMs;
  }

  /**
   * Null: nothing was let through. Rejects as the work does, which says nothing of the one who was asked. The work says
   * by `begun` that an answer has begun.
   */
  async pass<Result>(
    work: (begun: () => void) => Promise<Tried<Result>>,
  ): Promise<{ readonly tried: Tried<Result>; readonly change: Change } | null> {
    // The vendor's would make others wait for the end of the one try; they are to be told at once.
    if (this.#policy.state === CircuitState.HalfOpen) return null;
    const policy = this.#policy;
    let isProbe = false;
    try {
      const tried = await policy.execute(async () => {
        isProbe = policy.state !== CircuitState.Closed;
        let hasBegun = false;
        const made = await work(() => {
          hasBegun = true;
          this.#count.state = this.#brokenOff;
        });
        if (made.verdict === 'neutral') throw new Neutral(made);
        if (made.verdict === 'well') this.#brokenOff = 0;
        else if (hasBegun) this.#brokenOff += 1;
        // The one failure that now follows is the last one needed.
        if (made.verdict === 'dead') this.#count.state = this.#settings.failures - 1;
        return made;
      });
      return { tried, change: this.#change() };
    } catch (error) {
      if (error instanceof BrokenCircuitError) return null;
      // Nothing was found out, so the next one may try at once.
      if (isProbe && policy === this.#policy) this.#policy = this.#fresh(0);
      if (error instanceof Neutral) return { tried: error.tried as Tried<Result>, change: null };
      throw error;
    }
  }

  /** Takes over what others have found out: open for so long yet, or closed. */
  follow(remainingMs: number | null): void {
    const { pauseMs } = this.#settings;
    const openedAt =
      remainingMs === null ? null : Date.now() - pauseMs + Math.min(remainingMs, pauseMs);
    this.#policy = this.#fresh(openedAt);
    this.#toldMs = openedAt;
  }

  #change(): Change {
    const { value, openedAt = 0 } = this.#kept().ownState;
    const before = this.#toldMs;
    if (value === CircuitState.Closed) {
      this.#toldMs = null;
      return before === null ? null : 'closed';
    }
    if (openedAt <= (before ?? 0)) return null;
    this.#toldMs = openedAt;
    return 'opened';
  }

  #kept(): Kept {
    return this.#policy.toJSON() as Kept;
  }

  #fresh(openedAt: number | null): CircuitBreakerPolicy {
    const isFailure = (made: unknown) => (made as Tried<unknown>).verdict !== 'well';
    this.#count.state = 0;
    this.#brokenOff = 0;
    const kept: Kept | null =
      openedAt === null
        ? null
        : { ownState: { value: CircuitState.Open, openedAt, attemptNo: 1 }, breakerState: 0 };
    return circuitBreaker(handleWhenResult(isFailure), {
      breaker: this.#count,
      halfOpenAfter: this.#settings.pauseMs,
      ...(kept === null ? {} : { initialState: kept }),
    });
  }
}
