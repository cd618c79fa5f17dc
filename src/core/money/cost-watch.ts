import type { Budget } from '../domain/costs.js';
import type { Clock } from '../ports/clock.js';
import type { Costs } from '../ports/costs.js';
import type { Telemetry } from '../ports/telemetry.js';
import { ANOMALY_USD_MIN, usualBelow } from './anomaly.js';
import type { CostNotices } from './cost-notices.js';
import { monthAt } from './month.js';

const HOUR_MS = 3_600_000;

/** How far back an hour is compared with others: two weeks have each weekday twice. */
const HISTORY_MS = 14 * 24 * HOUR_MS;

/** Between two looks. A budget's gate does not wait for them; people may. */
const LOOK_EVERY_MS = 60_000;

export interface WatchedTenant {
  readonly tenant: string;
  readonly budget: Budget | null;
}

interface CostWatchParts {
  readonly costs: Pick<Costs, 'spentIn' | 'hourly'>;
  readonly notices: CostNotices;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly tenants: () => readonly WatchedTenant[];
}

/** Tells when a share of a budget is spent, and when an hour cost far more than usual. Every process may run it. */
export class CostWatch {
  readonly #parts: CostWatchParts;
  readonly #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(parts: CostWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#loop = this.#lookForEver();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  /** One look at every tenant. */
  async look(): Promise<void> {
    const { notices, tenants } = this.#parts;
    await notices.refresh();
    for (const { tenant, budget } of tenants()) {
      if (this.#stopping.signal.aborted) return;
      if (budget !== null) await this.#lookAtBudget(tenant, budget);
      await this.#lookAtHour(tenant);
    }
  }

  async #lookForEver(): Promise<void> {
    const { clock, telemetry } = this.#parts;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.look();
      } catch (error) {
        telemetry.error('cost.watch-failed', error);
      }
      await clock.wait(LOOK_EVERY_MS, this.#stopping.signal);
    }
  }

  async #lookAtBudget(tenant: string, { usdPerMonth, warnAt }: Budget): Promise<void> {
    const { costs, notices, clock } = this.#parts;
    const atMs = clock.nowMs();
    const { name: month, fromMs, toMs } = monthAt(atMs);
    const usd = await costs.spentIn(tenant, fromMs, toMs);
    for (const share of warnAt) {
      if (usd < usdPerMonth * share) continue;
      const id = `budget/${tenant}/${month}/${usdPerMonth}/${share}`;
      const about = { tenant, atMs, month, share, usd, limitUsd: usdPerMonth };
      await notices.tell({ id, kind: 'budget', ...about });
    }
  }

  /** The last whole hour. Looked at again and again while it is the last, because calls end after they began. */
  async #lookAtHour(tenant: string): Promise<void> {
    const { costs, notices, clock } = this.#parts;
    const atMs = clock.nowMs();
    const hourMs = atMs - (atMs % HOUR_MS) - HOUR_MS;
    const usd = await costs.spentIn(tenant, hourMs, hourMs + HOUR_MS);
    if (usd < ANOMALY_USD_MIN) return;
    const history = await costs.hourly(tenant, hourMs - HISTORY_MS, hourMs);
    const usualUsd = usualBelow(
      usd,
      history.map((one) => one.costUsd),
    );
    if (usualUsd === null) return;
    const hour = new Date(hourMs).toISOString();
    const id = `anomaly/${tenant}/${hour}`;
    await notices.tell({ id, kind: 'anomaly', tenant, atMs, hour, usd, usualUsd });
  }
}
