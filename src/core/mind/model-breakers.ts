import { type ErrorCode, GatewayError } from '../domain/errors.js';
import type { Breakers, ModelState } from '../ports/breakers.js';
import type { Clock } from '../ports/clock.js';
import type { Telemetry } from '../ports/telemetry.js';
import { Breaker, type BreakerSettings, type Change, type Tried } from './breaker.js';

/** What others found out is looked up at most this often, and behind the traffic. */
const LOOK_EVERY_MS = 1_000;

/** That a model is not asked now. */
export interface Paused {
  readonly model: string;
  readonly code: ErrorCode;
  readonly untilMs: number;
}

/** A try with the code of its failure; null: it did not fail. */
export interface CodedTry<Result> extends Tried<Result> {
  readonly code: ErrorCode | null;
}

interface One {
  readonly breaker: Breaker;
  state: ModelState;
}

interface BreakersParts {
  readonly shared: Breakers;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly settings: BreakerSettings;
}

/**
 * A breaker for each model. What one process finds out, that a model fails or answers again, the others follow: each
 * then lets its own one try through after the pause.
 */
export class ModelBreakers {
  readonly #parts: BreakersParts;
  readonly #models = new Map<string, One>();
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: BreakersParts) {
    this.#parts = parts;
  }

  /**
   * Makes the try, or says at once why none is made. Rejects as the work does. The work says by `begun` that the model
   * has begun to answer.
   */
  async pass<Result>(
    model: string,
    work: (begun: () => void) => Promise<CodedTry<Result>>,
  ): Promise<{ readonly result: Result } | { readonly paused: Paused }> {
    this.#look();
    const one = this.#of(model);
    let code: ErrorCode | null = null;
    const passed = await one.breaker.pass(async (begun) => {
      if (one.breaker.isOpen) this.#parts.telemetry.info('model.asked-again', { model });
      const tried = await work(begun);
      code = tried.code;
      return tried;
    });
    if (passed === null) return { paused: pausedBy(one.state) };
    this.#note(one, passed.change, code);
    if (passed.tried.verdict === 'well') this.#reopen(one);
    return { result: passed.tried.result };
  }

  /** Whether asking a model would not be refused at once. */
  mayAsk(model: string): boolean {
    return this.#of(model).breaker.mayTry;
  }

  /** Models that are not asked, or only to find out whether they answer again. */
  paused(): readonly Paused[] {
    this.#look();
    return [...this.#models.values()]
      .filter(({ breaker }) => breaker.isOpen)
      .map(({ state }) => pausedBy(state));
  }

  /**
   * A good answer that was under way when the model was taken for ill says that it is not. Of a key it says nothing:
   * what was begun with one that is now refused goes on.
   */
  #reopen(one: One): void {
    if (!one.breaker.isOpen || one.state.code === 'model.key-refused') return;
    one.breaker.follow(null);
    this.#note(one, 'closed', null);
  }

  #note(one: One, change: Change, code: ErrorCode | null): void {
    if (change === null) return;
    const { shared, clock, settings } = this.#parts;
    const { model } = one.state;
    const atMs = clock.nowMs();
    const isPaused = change === 'opened';
    const untilMs = isPaused ? atMs + settings.pauseMs : atMs;
    one.state = { model, isPaused, code: isPaused ? code : null, untilMs, atMs };
    this.#tell(one.state, 'here');
    shared.note(one.state);
  }

  #tell({ model, isPaused, code, untilMs }: ModelState, by: 'here' | 'elsewhere'): void {
    const { telemetry } = this.#parts;
    const fields = { model, code, by, until: new Date(untilMs).toISOString() };
    if (!isPaused) telemetry.info('model.answers-again', { model, by });
    else if (code === 'model.key-refused') {
      telemetry.error('model.key-refused', new GatewayError(code, { model }), fields);
    } else telemetry.warn('model.paused', fields);
  }

  /** Nobody waits for what others know. */
  #look(): void {
    const { shared, clock, telemetry } = this.#parts;
    const nowMs = clock.nowMs();
    if (nowMs - this.#lookedAtMs < LOOK_EVERY_MS) return;
    this.#lookedAtMs = nowMs;
    void shared
      .read()
      .then((states) => this.#follow(states))
      .catch((error) => telemetry.error('model.others-unread', error));
  }

  #follow(states: readonly ModelState[]): void {
    const nowMs = this.#parts.clock.nowMs();
    for (const state of states) {
      const one = this.#of(state.model);
      if (state.atMs <= one.state.atMs) continue;
      const isOver = state.isPaused && state.untilMs <= nowMs;
      if (isOver || (!state.isPaused && !one.breaker.isOpen)) continue;
      one.breaker.follow(state.isPaused ? state.untilMs - nowMs : null);
      one.state = state;
      this.#tell(state, 'elsewhere');
    }
  }

  #of(model: string): One {
    const known = this.#models.get(model);
    if (known !== undefined) return known;
    const state = { model, isPaused: false, code: null, untilMs: 0, atMs: 0 };
    const one = { breaker: new Breaker(this.#parts.settings), state };
    this.#models.set(model, one);
    return one;
  }
}

function pausedBy({ model, code, untilMs }: ModelState): Paused {
  return { model, code: code ?? 'model.unavailable', untilMs };
}
