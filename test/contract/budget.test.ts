import { type ClosedCall, NO_USAGE, type OpenedCall } from '../../src/core/domain/usage.js';
import { BudgetGate } from '../../src/core/money/budget-gate.js';
import { CostNotices } from '../../src/core/money/cost-notices.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { HandClock } from '../support/model/hand-clock.js';
import { describeStores, SILENT } from '../support/stores.js';
import { storesOf } from './talk.js';

const LIMIT_USD = 10;
/** The most a call may cost, and what it does cost. */
const CALL_USD_MAX = 0.5;
const CALL_USD = 0.25;
const UNDER_WAY_MAX = 4;

/** A process that calls and calls, some calls at once, until it is refused. */
async function callUntilRefused(stores: Stores, process: string, clock: HandClock) {
  const notices = new CostNotices({ costs: stores.costs, clock, telemetry: SILENT });
  const budgetOf = () => ({ usdPerMonth: LIMIT_USD, warnAt: [] });
  const gate = new BudgetGate({ costs: stores.costs, notices, clock, budgetOf });
  const line = async (name: string) => {
    for (let made = 0; ; made++) {
      const id = `${process}-${name}-${made}`;
      const entered = await gate.enter('demo', { id, usdMax: CALL_USD_MAX }).then(
        () => true,
        () => false,
      );
      if (!entered) return;
      await stores.ledger.open(openedAt(id, clock.nowMs()));
      // The model answers meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 2));
      gate.leave(id, CALL_USD);
      await stores.ledger.close(closedAt(id, clock.nowMs()));
      gate.recorded(id);
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY_MAX }, (_, at) => line(`${at}`)));
}

function openedAt(id: string, openedAtMs: number): OpenedCall {
  return {
    ...{ id, tenant: 'demo', channel: 'web', conversationId: 'c1', episode: 1, turnId: 't1' },
    ...{ purpose: 'answer', turnType: null, model: 'sonnet', attempt: 1, openedAtMs },
    estimate: NO_USAGE,
  };
}

function closedAt(id: string, closedAtMs: number): ClosedCall {
  const figures = { usage: NO_USAGE, isEstimated: false, costUsd: CALL_USD };
  return { id, closedAtMs, ...figures, outcome: 'ok', reference: null };
}

describeStores('Two processes on one record', (kind) => {
  const stores = storesOf(kind);

  test('spend a budget nearly whole, and pass it by no more than what is under way', async () => {
    const clock = new HandClock();
    await Promise.all(['one', 'two'].map((name) => callUntilRefused(stores(), name, clock)));
    const spent = await stores().costs.spentIn('demo', 0, Date.UTC(2100, 0));
    expect(spent).toBeGreaterThan(LIMIT_USD - 2 * CALL_USD_MAX);
    // These calls are so short that the other's may change once while the record is read.
    expect(spent).toBeLessThanOrEqual(LIMIT_USD + 2 * UNDER_WAY_MAX * CALL_USD);
  });
});
