import { createHash } from 'node:crypto';
import {
  COST_GROUPS,
  type CostGroup,
  type CostNotice,
  type CostQuery,
  type CostRow,
} from '../../src/core/domain/costs.js';
import { type ClosedCall, NO_USAGE, type OpenedCall } from '../../src/core/domain/usage.js';
import { monthNamed } from '../../src/core/money/month.js';
import { describeStores, EMBEDDED, MONGO } from '../support/stores.js';
import { storesOf } from './talk.js';

const HOUR_MS = 3_600_000;
const NOVEMBER = { fromMs: Date.UTC(2026, 10), toMs: Date.UTC(2026, 11) };
const USAGE = { inputTokens: 1_000, outputTokens: 200, cacheReadTokens: 30, cacheWriteTokens: 4 };

let tenants = 0;

interface Call {
  readonly opened: OpenedCall;
  readonly closed: ClosedCall | null;
}

/** A call of a tenant in November; `closed` null: it runs still. */
function callOf(
  tenant: string,
  name: string,
  opened: Partial<OpenedCall> = {},
  closed: Partial<ClosedCall> | null = {},
): Call {
  const id = `${tenant}-${name}`;
  return {
    opened: {
      ...{ id, tenant, channel: 'web', conversationId: `${tenant}-c1`, episode: 1, turnId: 't1' },
      ...{ purpose: 'answer', turnType: 'info_question', model: 'sonnet', attempt: 1 },
      openedAtMs: NOVEMBER.fromMs + 12 * HOUR_MS,
      estimate: { ...NO_USAGE, inputTokens: 9_999 },
      ...opened,
    },
    closed: closed && {
      ...{ id, closedAtMs: NOVEMBER.fromMs + 13 * HOUR_MS, usage: USAGE, isEstimated: false },
      ...{ costUsd: 0.25, outcome: 'ok', reference: null },
      ...closed,
    },
  };
}

function queryOf(tenant: string | null, by: CostGroup | null = null, limit = 1_000): CostQuery {
  return { ...NOVEMBER, tenant, by, limit };
}

describeStores('The sums of a month', (kind) => {
  const stores = storesOf(kind);
  const newTenant = () => `tenant-${++tenants}`;

  async function made(...calls: readonly Call[]): Promise<void> {
    for (const { opened, closed } of calls) {
      await stores().ledger.open(opened);
      if (closed !== null) await stores().ledger.close(closed);
    }
  }

  test('are nothing before the first call', async () => {
    const { costs } = stores();
    const tenant = newTenant();
    expect(await costs.sums(queryOf(tenant))).toEqual([]);
    expect(await costs.hourly(tenant, NOVEMBER.fromMs, NOVEMBER.toMs)).toEqual([]);
    expect(await costs.spentIn(tenant, NOVEMBER.fromMs, NOVEMBER.toMs)).toBe(0);
  });

  test('keep apart what is priced, unpriced, estimated, lost and still open', async () => {
    const tenant = newTenant();
    const lost = { isEstimated: true, outcome: 'lost', costUsd: 0.5, usage: NO_USAGE };
    await made(
      callOf(tenant, 'whole'),
      callOf(tenant, 'free', {}, { costUsd: 0 }),
      callOf(tenant, 'unpriced', {}, { costUsd: null }),
      callOf(tenant, 'cut', {}, { isEstimated: true, outcome: 'aborted' }),
      callOf(tenant, 'lost', {}, lost),
      callOf(tenant, 'running', {}, null),
    );
    const [row, ...others] = await stores().costs.sums(queryOf(tenant));
    expect(others).toEqual([]);
    expect(row).toEqual({
      ...{ tenant, key: null, calls: 6, costUsd: 1, open: 1, estimated: 2, unpriced: 1 },
      ...{ inputTokens: 4_000, outputTokens: 800, cacheReadTokens: 120, cacheWriteTokens: 16 },
    });
    expect(await stores().costs.spentIn(tenant, NOVEMBER.fromMs, NOVEMBER.toMs)).toBe(1);
  });

  test('are by conversation, turn type, purpose, channel, day and model, the dearest first', async () => {
    const tenant = newTenant();
    const other = {
      ...{ conversationId: `${tenant}-c2`, turnType: null, channel: 'slack' },
      purpose: 'route' as const,
      ...{ model: 'haiku', openedAtMs: Date.UTC(2026, 10, 30, 23, 59, 59, 999) },
    };
    await made(
      callOf(tenant, 'a', other, { costUsd: 0.125 }),
      callOf(tenant, 'b'),
      callOf(tenant, 'c'),
    );
    const keys: Record<string, unknown> = {};
    for (const by of COST_GROUPS) {
      const rows = await stores().costs.sums(queryOf(tenant, by));
      keys[by] = rows.map(({ key, calls, costUsd }) => [key, calls, costUsd]);
    }
    const both = (first: string, second: string | null) => [
      [first, 2, 0.5],
      [second, 1, 0.125],
    ];
    expect(keys).toEqual({
      conversation: both(`${tenant}-c1`, `${tenant}-c2`),
      'turn-type': both('info_question', null),
      purpose: both('answer', 'route'),
      channel: both('web', 'slack'),
      day: both('2026-11-01', '2026-11-30'),
      model: both('sonnet', 'haiku'),
    });
    const dearest = await stores().costs.sums(queryOf(tenant, 'conversation', 1));
    expect(dearest.map(({ key }) => key)).toEqual([`${tenant}-c1`]);
  });

  test('begin and end with the month in UTC, by when a call was opened', async () => {
    const tenant = newTenant();
    const at = (name: string, openedAtMs: number) => callOf(tenant, name, { openedAtMs });
    await made(
      at('october', NOVEMBER.fromMs - 1),
      at('first', NOVEMBER.fromMs),
      callOf(tenant, 'last', { openedAtMs: NOVEMBER.toMs - 1 }, { closedAtMs: NOVEMBER.toMs + 1 }),
      at('december', NOVEMBER.toMs),
    );
    const { costs } = stores();
    expect((await costs.sums(queryOf(tenant)))[0]?.calls).toBe(2);
    const days = await costs.sums(queryOf(tenant, 'day'));
    expect(days.map(({ key }) => key)).toEqual(['2026-11-01', '2026-11-30']);
    expect(await costs.spentIn(tenant, NOVEMBER.fromMs, NOVEMBER.toMs)).toBe(0.5);
    const hours = await costs.hourly(tenant, NOVEMBER.fromMs, NOVEMBER.toMs);
    expect(hours).toEqual([
      { hourMs: NOVEMBER.fromMs, costUsd: 0.25 },
      { hourMs: NOVEMBER.toMs - HOUR_MS, costUsd: 0.25 },
    ]);
  });

  test("never hold another tenant's calls, except in the view of all", async () => {
    const [ours, theirs] = [newTenant(), newTenant()];
    await made(callOf(ours, 'a'), callOf(theirs, 'b', {}, { costUsd: 7 }));
    const { costs } = stores();
    expect((await costs.sums(queryOf(ours))).map(({ costUsd }) => costUsd)).toEqual([0.25]);
    expect(await costs.spentIn(ours, NOVEMBER.fromMs, NOVEMBER.toMs)).toBe(0.25);
    const all = await costs.sums(queryOf(null));
    const known = all.filter(({ tenant }) => tenant === ours || tenant === theirs);
    expect(known.map(({ tenant, costUsd }) => [tenant, costUsd])).toEqual([
      [theirs, 7],
      [ours, 0.25],
    ]);
    for (const odd of ['$tenant', '%', '', "' OR 1=1 --"]) {
      expect(await costs.sums(queryOf(odd))).toEqual([]);
    }
  });
});

describeStores('A notice about costs', (kind) => {
  const stores = storesOf(kind);
  const notice = (id: string, atMs: number): CostNotice => ({
    ...{ id, atMs, tenant: 'demo', kind: 'budget', month: '2026-11' },
    ...{ share: 0.5, usd: 51, limitUsd: 100 },
  });

  test('is put on record once, whoever tries, and read back newest first', async () => {
    const { costs } = stores();
    const tries = await Promise.all(Array.from({ length: 5 }, () => costs.notice(notice('a', 10))));
    expect(tries.filter((isFirst) => isFirst)).toHaveLength(1);
    expect(await costs.notice(notice('b', 30))).toBe(true);
    expect(await costs.notice(notice('old', 9))).toBe(true);
    expect(await costs.notices(10, 100)).toEqual([notice('b', 30), notice('a', 10)]);
    expect(await costs.notices(0, 1)).toEqual([notice('b', 30)]);
  });
});

const describeBoth = MONGO.skipReason === null ? describe : describe.skip;
const reason = MONGO.skipReason === null ? '' : ` (skipped: ${MONGO.skipReason})`;

describeBoth(`Both kinds of stores${reason}`, () => {
  test('add up any entries alike', async () => {
    const [sqlite, mongo] = await Promise.all([EMBEDDED.open(), MONGO.open()]);
    try {
      const calls = Array.from({ length: 300 }, (_, at) => anyCall(at));
      for (const { ledger } of [sqlite, mongo]) {
        for (const { opened, closed } of calls) {
          await ledger.open(opened);
          if (closed !== null) await ledger.close(closed);
        }
      }
      for (const by of [null, ...COST_GROUPS]) {
        for (const tenant of [null, 'one', 'two']) {
          const [first, second] = await Promise.all(
            [sqlite, mongo].map(({ costs }) => costs.sums(queryOf(tenant, by))),
          );
          expect(first?.length).toBeGreaterThan(0);
          expect(first).toEqual(second);
        }
      }
      const ranges: readonly (readonly [number, number])[] = [
        [NOVEMBER.fromMs, NOVEMBER.toMs],
        [NOVEMBER.fromMs + 5 * HOUR_MS + 1, NOVEMBER.fromMs + 99 * HOUR_MS],
      ];
      for (const [from, to] of ranges) {
        expect(await sqlite.costs.hourly('one', from, to)).toEqual(
          await mongo.costs.hourly('one', from, to),
        );
        const spent = await sqlite.costs.spentIn('one', from, to);
        expect(spent).toBeGreaterThan(0);
        expect(spent).toBe(await mongo.costs.spentIn('one', from, to));
      }
      expect(sumOf(await mongo.costs.sums(queryOf(null)))).toBe(
        calls.filter(({ opened }) => opened.openedAtMs < NOVEMBER.toMs).length,
      );
    } finally {
      await Promise.all([sqlite.close(), mongo.close()]);
    }
  });
});

function sumOf(rows: readonly CostRow[]): number {
  return rows.reduce((sum, { calls }) => sum + calls, 0);
}

/** The same for each number, and different enough; costs are sums of halves, which add up the same in any order. */
function anyCall(at: number): Call {
  const chance = (out: number, salt: number) => {
    const digest = createHash('md5').update(`${at}/${salt}`).digest();
    return digest.readUIntBE(0, 6) % out;
  };
  const pick = <One>(list: readonly One[], salt: number) =>
    list[Math.floor(chance(list.length, salt))] as One;
  const tenant = pick(['one', 'two'], 1);
  const opened = {
    ...{ channel: pick(['web', 'slack', 'größe'], 2), conversationId: `c${chance(20, 3)}` },
    turnType: pick(['info_question', 'greeting', null] as const, 4),
    purpose: pick(['answer', 'route', 'fill'] as const, 5),
    model: pick(['sonnet', 'haiku', '=new'], 6),
    // Some of them in December.
    openedAtMs: NOVEMBER.fromMs + chance(32 * 24 * HOUR_MS, 7),
  };
  if (chance(10, 8) === 0) return callOf(tenant, `${at}`, opened, null);
  return callOf(tenant, `${at}`, opened, {
    costUsd: chance(7, 9) === 0 ? null : chance(4_096, 10) / 1_024,
    isEstimated: chance(5, 11) === 0,
    usage: { ...USAGE, inputTokens: chance(5_000, 12), cacheReadTokens: chance(3, 13) },
  });
}

test('months are named as people write them, and begin in UTC', () => {
  expect(monthNamed('2026-11')).toEqual({ name: '2026-11', ...NOVEMBER });
  expect(monthNamed('2026-12')?.toMs).toBe(Date.UTC(2027, 0));
  for (const odd of ['2026-13', '2026-00', '2026-1', '26-11', '2026-11-01', '']) {
    expect(monthNamed(odd)).toBeNull();
  }
});
