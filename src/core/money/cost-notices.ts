import type { CostNotice } from '../domain/costs.js';
import type { Clock } from '../ports/clock.js';
import type { Costs } from '../ports/costs.js';
import type { Telemetry } from '../ports/telemetry.js';
import { monthAt } from './month.js';

/** Hours that were far above the usual are shown so long. */
const ANOMALY_SHOWN_MS = 24 * 3_600_000;

/** Notices kept in view. Each tenant has a handful a month; these are the newest. */
const NOTICES_MAX = 200;

const EVENTS: Readonly<Record<CostNotice['kind'], string>> = {
  budget: 'budget.warned',
  exhausted: 'budget.exhausted',
  anomaly: 'cost.anomaly',
};

interface CostNoticesParts {
  readonly costs: Pick<Costs, 'notice' | 'notices'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** What was told about costs: each notice once, by whichever process sees it first, and shown while it matters. */
export class CostNotices {
  readonly #parts: CostNoticesParts;
  #known: ReadonlyMap<string, CostNotice> = new Map();

  constructor(parts: CostNoticesParts) {
    this.#parts = parts;
  }

  /** Never rejects: a notice that cannot be written is told with the next look. */
  async tell(notice: CostNotice): Promise<void> {
    if (this.#known.has(notice.id)) return;
    const { costs, telemetry } = this.#parts;
    try {
      const isFirst = await costs.notice(notice);
      this.#known = new Map([...this.#known, [notice.id, notice]]);
      if (isFirst) this.#warn(notice);
    } catch (error) {
      telemetry.error('cost.notice-failed', error, { tenant: notice.tenant, kind: notice.kind });
    }
  }

  /** Takes in what other processes, or this one before it started anew, have told. */
  async refresh(): Promise<void> {
    const { costs, clock } = this.#parts;
    const nowMs = clock.nowMs();
    const sinceMs = Math.min(monthAt(nowMs).fromMs, nowMs - ANOMALY_SHOWN_MS);
    const found = await costs.notices(sinceMs, NOTICES_MAX);
    this.#known = new Map(found.map((one) => [one.id, one]));
  }

  /** What matters now, newest first. */
  current(): readonly CostNotice[] {
    const nowMs = this.#parts.clock.nowMs();
    const month = monthAt(nowMs).name;
    return [...this.#known.values()]
      .filter((one) =>
        one.kind === 'anomaly' ? nowMs - one.atMs < ANOMALY_SHOWN_MS : one.month === month,
      )
      .sort((one, other) => other.atMs - one.atMs);
  }

  #warn({ id: _, kind, atMs: _at, ...fields }: CostNotice): void {
    this.#parts.telemetry.warn(EVENTS[kind], fields);
  }
}
