import {
  type CallPurpose,
  costOf,
  type ModelPrice,
  NO_USAGE,
  type OpenedCall,
  type Usage,
} from '../../domain/usage.js';
import type { Clock } from '../../ports/clock.js';
import type { IdSource } from '../../ports/ids.js';
import type { Ledger } from '../../ports/ledger.js';
import type { Context } from '../../ports/mind.js';
import type { SpendingGate } from '../../ports/spending-gate.js';
import type { Telemetry } from '../../ports/telemetry.js';

/**
 * Tries of one closing, and the wait before the second, doubled with each further one: about four seconds in all. What
 * is still open then, the sweep closes with its estimate.
 */
const CLOSINGS_MAX = 4;
const CLOSE_AGAIN_MS = 500;

export interface Spending {
  readonly usage: Usage;
  readonly isEstimated: boolean;
  /** The provider's own name of the answer. */
  readonly reference: string | null;
}

/** What a call took that never reached the provider, or that it refused. */
export const NOTHING_SPENT: Spending = { usage: NO_USAGE, isEstimated: false, reference: null };

/** What a call is accounted to. */
export type CalledFor = Pick<Context, 'place' | 'turnType'>;

export interface AccountParts {
  readonly ledger: Ledger;
  readonly budget: SpendingGate;
  readonly prices: Readonly<Record<string, ModelPrice>>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
}

/** A call as it is asked for, by our own count. `outputTokensMax`: where the provider is told to stop. */
interface CallSize {
  readonly purpose: CallPurpose;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokensMax: number;
}

/** The entries of the model's calls: each try is opened before it is made and closed whatever becomes of it (P9). */
export class CallAccount {
  readonly #parts: AccountParts;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #unpriced = new Set<string>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** Within the budget and durable when it resolves; if it rejects, the call must not be made. */
  async open(calledFor: CalledFor, call: CallSize, attempt: number): Promise<OpenedCall> {
    const { ledger, budget, prices, clock, ids } = this.#parts;
    this.#warnOfMissingPrice(call.model);
    const id = ids.unique();
    await budget.enter(calledFor.place.tenant, { id, usdMax: mostOf(call, prices[call.model]) });
    const entry: OpenedCall = {
      ...calledFor.place,
      id,
      purpose: call.purpose,
      turnType: calledFor.turnType,
      model: call.model,
      attempt,
      openedAtMs: clock.nowMs(),
      estimate: { ...NO_USAGE, inputTokens: call.inputTokens },
    };
    try {
      await ledger.open(entry);
    } catch (error) {
      budget.leave(id, 0);
      budget.recorded(id);
      throw error;
    }
    return entry;
  }

  /** Returns at once: nobody waits for an answer because of its entry. */
  close(entry: OpenedCall, spending: Spending, outcome: string): void {
    const { prices, clock, telemetry, budget } = this.#parts;
    const { usage, isEstimated, reference } = spending;
    const closedAtMs = clock.nowMs();
    const costUsd = costOf(usage, prices[entry.model]);
    const closed = { id: entry.id, closedAtMs, usage, isEstimated, costUsd, outcome, reference };
    budget.leave(entry.id, costUsd);
    telemetry[outcome === 'ok' || outcome === 'aborted' ? 'info' : 'warn']('model.called', {
      call: entry.id,
      turn: entry.turnId,
      purpose: entry.purpose,
      model: entry.model,
      attempt: entry.attempt,
      outcome,
      ms: closedAtMs - entry.openedAtMs,
      isEstimated,
      costUsd,
      reference,
      ...usage,
    });
    this.follow(this.#write(closed));
  }

  /** Work whose end nobody waits for, except `settle`. It must not reject. */
  follow(work: Promise<unknown>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  /** Resolves when nothing is left to be written. */
  async settle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #write(closed: Parameters<Ledger['close']>[0]): Promise<void> {
    const { ledger, budget, clock, telemetry } = this.#parts;
    for (let tries = 1; tries <= CLOSINGS_MAX; tries++) {
      try {
        await ledger.close(closed);
        return budget.recorded(closed.id);
      } catch (error) {
        const { id: call, outcome, usage } = closed;
        telemetry.error('ledger.close-failed', error, { call, tries, outcome, ...usage });
      }
      if (tries < CLOSINGS_MAX) await clock.wait(CLOSE_AGAIN_MS * 2 ** (tries - 1));
    }
  }

  #warnOfMissingPrice(model: string): void {
    if (this.#parts.prices[model] !== undefined || this.#unpriced.has(model)) return;
    this.#unpriced.add(model);
    this.#parts.telemetry.warn('model.unpriced', { model });
  }
}

/** All of the prompt newly written to the cache, and an answer as long as it may become. */
function mostOf(call: CallSize, price: ModelPrice | undefined): number | null {
  const { inputTokens, outputTokensMax: outputTokens } = call;
  const written = costOf({ ...NO_USAGE, cacheWriteTokens: inputTokens, outputTokens }, price);
  const read = costOf({ ...NO_USAGE, inputTokens, outputTokens }, price);
  return written === null || read === null ? null : Math.max(written, read);
}
