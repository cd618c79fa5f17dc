import type { CostNotice } from '../../../src/core/domain/costs.js';
import { GatewayError } from '../../../src/core/domain/errors.js';
import { BudgetGate } from '../../../src/core/money/budget-gate.js';
import { CostNotices } from '../../../src/core/money/cost-notices.js';
import { LEFT_OPEN_MS } from '../../../src/core/money/left-open-calls.js';
import { HeardTelemetry } from '../../support/model/claude-bench.js';
import { HandClock } from '../../support/model/hand-clock.js';

/** The money on record, as gates of one or several processes read it. */
class Record {
  readonly spent: { readonly atMs: number; readonly usd: number }[] = [];
  readonly told = new Map<string, CostNotice>();
  readings = 0;
  isAway = false;

  add(atMs: number, usd: number): void {
    this.spent.push({ atMs, usd });
  }

  async spentIn(_tenant: string, fromMs: number, toMs: number): Promise<number> {
    if (this.isAway) throw new Error('The store is away.');
    this.readings += 1;
    const found = this.spent.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    return found.reduce((sum, { usd }) => sum + usd, 0);
  }

  async notice(notice: CostNotice): Promise<boolean> {
    const isFirst = !this.told.has(notice.id);
    this.told.set(notice.id, notice);
    return isFirst;
  }

  async notices(): Promise<readonly CostNotice[]> {
    return [...this.told.values()];
  }
}

let calls = 0;

/** One process: its gate, and the calls it makes through it. */
function processOn(
  record: Record,
  clock: HandClock,
  usdPerMonth: number | null | (() => number | null),
) {
  const limit = typeof usdPerMonth === 'function' ? usdPerMonth : () => usdPerMonth;
  const telemetry = new HeardTelemetry();
  const notices = new CostNotices({ costs: record, clock, telemetry });
  const gate = new BudgetGate({
    ...{ costs: record, notices, clock },
    budgetOf: () => {
      const usd = limit();
      return usd === null ? null : { usdPerMonth: usd, warnAt: [] };
    },
  });
  return {
    telemetry,
    isExhausted: () => gate.isExhausted('demo'),
    /** Begins a call whose entry is not closed in the end, though it cost so much. */
    lose: async (usd: number) => {
      const id = `call-${++calls}`;
      await gate.enter('demo', { id, usdMax: 1 });
      gate.leave(id, usd);
      return () => gate.recorded(id);
    },
    /** Begins a call that may cost at most so much; returns how it ends. */
    begin: async (usdMax: number | null = 1) => {
      const id = `call-${++calls}`;
      await gate.enter('demo', { id, usdMax });
      return (usd: number) => {
        gate.leave(id, usd);
        record.add(clock.nowMs(), usd);
        gate.recorded(id);
      };
    },
  };
}

async function refusalOf(work: Promise<unknown>): Promise<GatewayError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof GatewayError)) throw new Error(`It was not refused: ${String(error)}`);
  return error;
}

describe('A budget', () => {
  let record: Record;
  let clock: HandClock;
  beforeEach(() => {
    record = new Record();
    clock = new HandClock();
  });

  test('lets calls through while there is money, and none that would pass it', async () => {
    const one = processOn(record, clock, 10);
    record.add(clock.nowMs(), 8.5);
    (await one.begin())(0.9);
    const refused = await refusalOf(one.begin());
    expect(refused.code).toBe('model.budget');
    expect(refused.details).toEqual({ tenant: 'demo', month: '2026-11', usdPerMonth: 10 });
    // A smaller call still fits.
    (await one.begin(0.6))(0.5);
    expect(await record.spentIn('demo', 0, Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(10);
  });

  test('of nothing lets nothing through', async () => {
    const one = processOn(record, clock, 0);
    expect((await refusalOf(one.begin(0.000_1))).code).toBe('model.budget');
  });

  test('that a tenant does not have asks nobody anything', async () => {
    const one = processOn(record, clock, null);
    record.isAway = true;
    await one.begin(1_000_000);
    await one.begin(null);
    expect(record.readings).toBe(0);
  });

  test('counts what is under way with the most it can cost, so that a crowd cannot pass it', async () => {
    const one = processOn(record, clock, 10);
    record.add(clock.nowMs(), 5);
    const crowd = await Promise.allSettled(Array.from({ length: 50 }, () => one.begin()));
    expect(crowd.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('has room again when calls cost less than they might have', async () => {
    const one = processOn(record, clock, 10);
    const ends = await Promise.all(Array.from({ length: 10 }, () => one.begin()));
    await refusalOf(one.begin());
    for (const end of ends) end(0.1);
    const more = await Promise.all(Array.from({ length: 9 }, () => one.begin()));
    for (const end of more) end(0.1);
    expect(await record.spentIn('demo', 0, Number.POSITIVE_INFINITY)).toBeCloseTo(1.9, 9);
  });

  test('of two processes is passed by no more than what the other has under way', async () => {
    const one = processOn(record, clock, 10);
    const two = processOn(record, clock, 10);
    const fill = async (process: typeof one) => {
      const crowd = await Promise.allSettled(Array.from({ length: 40 }, () => process.begin()));
      return crowd.flatMap((call) => (call.status === 'fulfilled' ? [call.value] : []));
    };
    const [first, second] = [await fill(one), await fill(two)];
    for (const end of [...first, ...second]) end(1);
    // Neither sees what the other has not finished; both know of it from the record afterwards.
    expect([first.length, second.length]).toEqual([10, 10]);
    await refusalOf(one.begin());
    await refusalOf(two.begin());
  });

  test('close to its end is read before each call, so that the other process is not missed', async () => {
    const one = processOn(record, clock, 10);
    const two = processOn(record, clock, 10);
    record.add(clock.nowMs(), 8.5);
    (await one.begin(0.5))(0.5);
    (await two.begin(0.5))(0.5);
    (await one.begin(0.5))(0.5);
    await refusalOf(two.begin(0.5));
    await refusalOf(one.begin(0.5));
  });

  test('far from its end is read every few seconds', async () => {
    const one = processOn(record, clock, 1_000);
    for (let at = 0; at < 20; at++) (await one.begin())(0.1);
    expect(record.readings).toBe(1);
    clock.pass(6_000);
    (await one.begin())(0.1);
    expect(record.readings).toBe(2);
  });

  test('that is spent is not read again for each refused call', async () => {
    const one = processOn(record, clock, 10);
    record.add(clock.nowMs(), 10);
    for (let at = 0; at < 20; at++) await refusalOf(one.begin());
    expect(record.readings).toBe(1);
  });

  test('begins anew with the month, by itself', async () => {
    const one = processOn(record, clock, 10);
    record.add(clock.nowMs(), 10);
    await refusalOf(one.begin());
    clock.pass(Date.UTC(2026, 11) - 1 - clock.nowMs());
    await refusalOf(one.begin());
    clock.pass(1);
    (await one.begin())(1);
  });

  test('that cannot be read stops the call: nothing is spent unseen', async () => {
    const one = processOn(record, clock, 10);
    record.isAway = true;
    await expect(one.begin()).rejects.toThrow('The store is away.');
    record.isAway = false;
    await one.begin();
  });

  test('refuses a call whose cost nobody knows', async () => {
    const one = processOn(record, clock, 10);
    expect((await refusalOf(one.begin(null))).message).toContain('no price');
  });

  test('that a crowd alone may use up is not spent', async () => {
    const one = processOn(record, clock, 1);
    const crowd = await Promise.allSettled(Array.from({ length: 30 }, () => one.begin(0.06)));
    const ends = crowd.flatMap((call) => (call.status === 'fulfilled' ? [call.value] : []));
    expect(ends).toHaveLength(16);
    expect((await refusalOf(one.begin(0.06))).message).toBe(
      "Calls under way may take what is left of the tenant's budget for the month, so it was not asked.",
    );
    expect(one.isExhausted()).toBe(false);
    for (const end of ends) end(0.004);
    (await one.begin(0.06))(0.004);
    expect(one.isExhausted()).toBe(false);
    expect([...record.told]).toEqual([]);
    expect(one.telemetry.heard).toEqual([]);
  });

  test('is spent until it is raised by enough for a call, and is told again when that is spent', async () => {
    let usdPerMonth = 10;
    const one = processOn(record, clock, () => usdPerMonth);
    record.add(clock.nowMs(), 9.5);
    expect(one.isExhausted()).toBe(false);
    await refusalOf(one.begin());
    expect(one.isExhausted()).toBe(true);
    usdPerMonth = 10.2;
    expect(one.isExhausted()).toBe(true);
    usdPerMonth = 11;
    expect(one.isExhausted()).toBe(false);
    (await one.begin())(1);
    await refusalOf(one.begin());
    expect(one.isExhausted()).toBe(true);
    expect(one.telemetry.named('budget.exhausted')).toMatchObject([
      { usd: 9.5, limitUsd: 10 },
      { usd: 10.5, limitUsd: 11 },
    ]);
  });

  test('is not spent any more with the new month, though no call was made in it', async () => {
    const one = processOn(record, clock, 10);
    record.add(clock.nowMs(), 10);
    await refusalOf(one.begin());
    expect(one.isExhausted()).toBe(true);
    clock.pass(Date.UTC(2026, 11) - clock.nowMs());
    expect(one.isExhausted()).toBe(false);
  });

  test('counts a call once whose entry was closed for it', async () => {
    const one = processOn(record, clock, 10);
    await Promise.all(Array.from({ length: 10 }, () => one.lose(0.8)));
    await refusalOf(one.begin(2.1));
    // What looks for open entries closes them with an estimate.
    clock.pass(LEFT_OPEN_MS);
    record.add(clock.nowMs(), 8);
    clock.pass(120_001);
    (await one.begin(2))(1.9);
  });

  test('knows nothing of a call any more that was lost long ago', async () => {
    const one = processOn(record, clock, 10);
    const recorded = await one.lose(1);
    clock.pass(LEFT_OPEN_MS + 120_001);
    const ends = await Promise.all(Array.from({ length: 10 }, () => one.begin()));
    recorded();
    for (const end of ends) end(1);
    await refusalOf(one.begin(0.1));
  });

  test('that is spent is told once, by whichever process sees it first', async () => {
    const one = processOn(record, clock, 10);
    const two = processOn(record, clock, 10);
    record.add(clock.nowMs(), 10);
    for (const process of [one, two, one]) await refusalOf(process.begin());
    expect(one.telemetry.named('budget.exhausted')).toEqual([
      { tenant: 'demo', month: '2026-11', usd: 10, limitUsd: 10 },
    ]);
    expect(two.telemetry.heard).toEqual([]);
  });
});
