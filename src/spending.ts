import type { Config } from './core/config/config-schema.js';
import type { CostNotice } from './core/domain/costs.js';
import { BudgetGate } from './core/money/budget-gate.js';
import { CostNotices } from './core/money/cost-notices.js';
import { CostWatch } from './core/money/cost-watch.js';
import type { Clock } from './core/ports/clock.js';
import type { Costs } from './core/ports/costs.js';
import type { Telemetry } from './core/ports/telemetry.js';
import { budgetOf } from './settings.js';

interface SpendingParts {
  readonly config: () => Config;
  readonly costs: Costs;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** What holds tenants to their budgets, and tells of what is spent. */
export class SpendingSide {
  readonly gate: BudgetGate;
  private readonly notices: CostNotices;
  private readonly watch: CostWatch;

  constructor(private readonly parts: SpendingParts) {
    const { config } = parts;
    this.notices = new CostNotices(parts);
    this.gate = new BudgetGate({
      ...parts,
      notices: this.notices,
      budgetOf: (tenant) => budgetOf(config(), tenant),
    });
    this.watch = new CostWatch({
      ...parts,
      notices: this.notices,
      tenants: () =>
        Object.keys(config().tenants).map((tenant) => ({
          tenant,
          budget: budgetOf(config(), tenant),
        })),
    });
  }

  start(): void {
    this.watch.start();
  }

  stop(): Promise<void> {
    return this.watch.stop();
  }

  /** For admins: budgets that are well spent, and hours far above the usual. */
  told(): readonly CostNotice[] {
    return this.notices.current();
  }

  /** Tenants whose calls this process refuses now. One whose budget was raised since is not among them. */
  exhausted(): readonly string[] {
    return Object.keys(this.parts.config().tenants).filter((one) => this.gate.isExhausted(one));
  }
}
