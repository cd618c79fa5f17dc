import type { Budget } from '../../../src/core/domain/costs.js';
import { type ClosedCall, NO_USAGE, type OpenedCall } from '../../../src/core/domain/usage.js';
import { CostNotices } from '../../../src/core/money/cost-notices.js';
import { CostWatch } from '../../../src/core/money/cost-watch.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { storesOf } from '../../contract/talk.js';
import { HeardTelemetry } from '../../support/model/claude-bench.js';
import { HandClock } from '../../support/model/hand-clock.js';
import { describeStores } from '../../support/stores.js';

const HOUR_MS = 3_600_000;

let tenants = 0;
let calls = 0;

async function spend(stores: Stores, tenant: string, openedAtMs: number, costUsd: number) {
  const id = `watched-${++calls}`;
  const opened: OpenedCall = {
    ...{ id, tenant, channel: 'web', conversationId: 'c1', episode: 1, turnId: 't1', attempt: 1 },
    ...{ purpose: 'answer', turnType: null, model: 'sonnet', openedAtMs, estimate: NO_USAGE },
  };
  const closed: ClosedCall = {
    ...{ id, closedAtMs: openedAtMs, usage: NO_USAGE, isEstimated: false, costUsd },
    ...{ outcome: 'ok', reference: null },
  };
  await stores.ledger.open(opened);
  await stores.ledger.close(closed);
}

describeStores('The watch over costs', (kind) => {
  const stores = storesOf(kind);

  /** One process that watches one tenant. */
  function watching(tenant: string, clock: HandClock, budget: Budget | null) {
    const telemetry = new HeardTelemetry();
    const { costs } = stores();
    const notices = new CostNotices({ costs, clock, telemetry });
    const watched = { tenant, budget };
    const watch = new CostWatch({ costs, notices, clock, telemetry, tenants: () => [watched] });
    const told = () => notices.current().filter((one) => one.tenant === tenant);
    return { watch, telemetry, told };
  }

  test('warns once for each share of a budget, across restarts and processes', async () => {
    const tenant = `watched-${++tenants}`;
    const clock = new HandClock();
    const budget = { usdPerMonth: 100, warnAt: [0.5, 0.8] };
    const one = watching(tenant, clock, budget);
    await spend(stores(), tenant, clock.nowMs(), 49);
    await one.watch.look();
    expect(one.telemetry.heard).toEqual([]);
    await spend(stores(), tenant, clock.nowMs(), 2);
    await one.watch.look();
    await one.watch.look();
    const half = { tenant, month: '2026-11', share: 0.5, usd: 51, limitUsd: 100 };
    expect(one.telemetry.named('budget.warned')).toEqual([half]);
    const two = watching(tenant, clock, budget);
    await spend(stores(), tenant, clock.nowMs(), 30);
    await two.watch.look();
    await one.watch.look();
    expect(two.telemetry.named('budget.warned')).toEqual([{ ...half, share: 0.8, usd: 81 }]);
    expect(one.telemetry.named('budget.warned')).toHaveLength(1);
    expect(one.told()).toMatchObject([{ share: 0.5 }, { share: 0.8 }]);
    expect(two.told()).toHaveLength(2);
  });

  test('begins anew with the month', async () => {
    const tenant = `watched-${++tenants}`;
    const clock = new HandClock();
    const one = watching(tenant, clock, { usdPerMonth: 10, warnAt: [0.5] });
    await spend(stores(), tenant, clock.nowMs(), 6);
    await one.watch.look();
    clock.pass(Date.UTC(2026, 11, 2) - clock.nowMs());
    await one.watch.look();
    expect(one.told()).toEqual([]);
    await spend(stores(), tenant, clock.nowMs(), 6);
    await one.watch.look();
    expect(one.telemetry.named('budget.warned').map(({ month }) => month)).toEqual([
      '2026-11',
      '2026-12',
    ]);
  });

  test('tells of an hour far above the usual, once, and shows it for a day', async () => {
    const tenant = `watched-${++tenants}`;
    const clock = new HandClock();
    const one = watching(tenant, clock, null);
    const two = watching(tenant, clock, null);
    const hourMs = clock.nowMs() - (clock.nowMs() % HOUR_MS);
    for (let back = 2; back < 40; back++) {
      await spend(stores(), tenant, hourMs - back * HOUR_MS, 2);
    }
    await spend(stores(), tenant, hourMs - HOUR_MS, 2);
    await one.watch.look();
    expect(one.told()).toEqual([]);
    await spend(stores(), tenant, hourMs - HOUR_MS / 2, 30);
    // What the current hour costs is nobody's business yet.
    await spend(stores(), tenant, hourMs + 1, 900);
    for (const { watch } of [one, two, one]) await watch.look();
    const hour = new Date(hourMs - HOUR_MS).toISOString();
    const heard = [one, two].flatMap(({ telemetry }) => telemetry.named('cost.anomaly'));
    expect(heard).toEqual([{ tenant, hour, usd: 32, usualUsd: 2 }]);
    expect(two.told()).toMatchObject([{ kind: 'anomaly', hour }]);
    clock.pass(25 * HOUR_MS);
    expect(two.told()).toEqual([]);
  });
});

test('a watch that cannot look says so and looks again', async () => {
  const telemetry = new HeardTelemetry();
  const clock = new HandClock();
  clock.isHeld = true;
  const away = async () => {
    throw new Error('The store is away.');
  };
  const costs = { notice: away, notices: away, spentIn: away, hourly: away };
  const notices = new CostNotices({ costs, clock, telemetry });
  const watch = new CostWatch({ costs, notices, clock, telemetry, tenants: () => [] });
  watch.start();
  await new Promise((resolve) => setImmediate(resolve));
  clock.pass(60_000);
  await new Promise((resolve) => setImmediate(resolve));
  await watch.stop();
  expect(telemetry.named('cost.watch-failed')).toHaveLength(2);
});
