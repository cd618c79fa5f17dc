import type { ClosedCall, OpenedCall, Usage } from '../../src/core/domain/usage.js';
import { NO_USAGE } from '../../src/core/domain/usage.js';
import { describeStores, type StoreKind } from '../support/stores.js';
import { ODD_TEXTS, storesOf } from './talk.js';

const TOOK: Usage = {
  inputTokens: 900,
  outputTokens: 80,
  cacheReadTokens: 70,
  cacheWriteTokens: 6,
};
const ESTIMATE: Usage = { ...NO_USAGE, inputTokens: 1_000, outputTokens: 400 };

let accounts = 0;

/** The account of one conversation: calls that are opened and closed, and what it comes to. */
function accountsOf(kind: StoreKind) {
  const stores = storesOf(kind);
  return () => {
    const conversationId = `account${++accounts}`;
    const { ledger } = stores();
    const opened = (name: string, rest: Partial<OpenedCall> = {}): OpenedCall => ({
      id: `${conversationId}-${name}`,
      tenant: 'demo',
      channel: 'demo-web',
      conversationId,
      episode: 1,
      turnId: `${conversationId}-t1-1`,
      purpose: 'answer',
      turnType: 'info_question',
      model: 'claude-sonnet-5-5',
      attempt: 1,
      openedAtMs: 1_000,
      estimate: ESTIMATE,
      ...rest,
    });
    const closed = (name: string, rest: Partial<ClosedCall> = {}): ClosedCall => ({
      id: `${conversationId}-${name}`,
      closedAtMs: 2_000,
      usage: TOOK,
      isEstimated: false,
      costUsd: 0.25,
      outcome: 'ok',
      reference: 'msg_1',
      ...rest,
    });
    return {
      conversationId,
      ledger,
      opened,
      closed,
      /** A call from its opening to its closing. */
      call: async (name: string, rest: Partial<ClosedCall> = {}) => {
        await ledger.open(opened(name));
        await ledger.close(closed(name, rest));
      },
      calls: (limit = 100) => ledger.calls('demo', conversationId, limit),
      spent: () => ledger.spent('demo', conversationId),
    };
  };
}

/** An entry as it is read back after its closing. */
function entryOf(call: OpenedCall, { id: _, ...closed }: ClosedCall) {
  return { ...call, closed };
}

describeStores('A model call on the account', (kind) => {
  const open = accountsOf(kind);

  test('is there while it runs, and with its figures when it ended', async () => {
    const { ledger, opened, closed, calls } = open();
    await ledger.open(opened('a', { turnType: null, purpose: 'route', attempt: 3 }));
    const running = opened('a', { turnType: null, purpose: 'route', attempt: 3 });
    expect(await calls()).toEqual([{ ...running, closed: null }]);
    await ledger.close(closed('a', { outcome: 'model.timeout', isEstimated: true }));
    const ended = closed('a', { outcome: 'model.timeout', isEstimated: true });
    expect(await calls()).toEqual([entryOf(running, ended)]);
  });

  test('opened again, even after its end, is the same call', async () => {
    const { ledger, opened, closed, calls } = open();
    await ledger.open(opened('a'));
    await ledger.open(opened('a', { model: 'another', openedAtMs: 9_000 }));
    expect(await calls()).toEqual([{ ...opened('a'), closed: null }]);
    await ledger.close(closed('a'));
    await ledger.open(opened('a'));
    expect(await calls()).toEqual([entryOf(opened('a'), closed('a'))]);
  });

  test('ends once: what is heard later changes nothing', async () => {
    const { ledger, opened, closed, calls, spent } = open();
    await ledger.open(opened('a'));
    await ledger.close(closed('a'));
    await ledger.close(closed('a', { costUsd: 99, outcome: 'aborted', closedAtMs: 3_000 }));
    expect(await calls()).toEqual([entryOf(opened('a'), closed('a'))]);
    expect((await spent()).costUsd).toBe(0.25);
  });

  test('ends once when ten say so at once', async () => {
    const { ledger, opened, closed, calls, spent } = open();
    const ends = Array.from({ length: 10 }, (_, index) => closed('a', { costUsd: index + 1 }));
    await Promise.all(ends.map(() => ledger.open(opened('a'))));
    await Promise.all(ends.map((end) => ledger.close(end)));
    const [entry, ...others] = await calls();
    expect(others).toEqual([]);
    expect(ends.map((end) => entryOf(opened('a'), end))).toContainEqual(entry);
    expect((await spent()).costUsd).toBe(entry?.closed?.costUsd);
  });

  test('that was never opened cannot end', async () => {
    const { ledger, opened, closed, calls, spent } = open();
    await ledger.close(closed('a'));
    expect(await calls()).toEqual([]);
    expect((await spent()).calls).toBe(0);
    await ledger.open(opened('a'));
    expect(await calls()).toEqual([{ ...opened('a'), closed: null }]);
  });

  test('that looks like an operator comes back as it went in', async () => {
    const { ledger, opened, closed, calls } = open();
    const odd = ODD_TEXTS.map((text, index) => ({
      call: opened(`${index}`, { model: text, turnId: text, channel: text, openedAtMs: index }),
      end: closed(`${index}`, { outcome: text }),
    }));
    for (const { call, end } of odd) {
      await ledger.open(call);
      await ledger.close(end);
    }
    expect(await calls()).toEqual(odd.map(({ call, end }) => entryOf(call, end)));
  });
});

describeStores('The calls of a conversation', (kind) => {
  const open = accountsOf(kind);

  test('come oldest first, those of one moment by id, and no more than asked for', async () => {
    const { ledger, opened, conversationId, calls } = open();
    const moments = { d: 1_000, c: 3_000, b: 2_000, a: 2_000 };
    for (const [name, openedAtMs] of Object.entries(moments)) {
      await ledger.open(opened(name, { openedAtMs }));
    }
    const names = async (limit?: number) =>
      (await calls(limit)).map((entry) => entry.id.replace(`${conversationId}-`, ''));
    expect(await names()).toEqual(['d', 'a', 'b', 'c']);
    expect(await names(2)).toEqual(['d', 'a']);
  });

  test('may be asked for from a moment on', async () => {
    const { ledger, opened, conversationId } = open();
    for (const openedAtMs of [1_000, 2_000, 3_000]) {
      await ledger.open(opened(`at-${openedAtMs}`, { openedAtMs }));
    }
    const from = async (fromMs: number, limit = 10) =>
      (await ledger.calls('demo', conversationId, limit, fromMs)).map((one) => one.openedAtMs);
    expect(await from(2_000)).toEqual([2_000, 3_000]);
    expect(await from(2_001, 1)).toEqual([3_000]);
    expect(await from(3_001)).toEqual([]);
  });

  test('are those of its own tenant', async () => {
    const { ledger, opened, closed, conversationId, calls, spent } = open();
    const theirs = opened('theirs', { tenant: 'other', openedAtMs: 500 });
    await ledger.open(opened('ours'));
    await ledger.open(theirs);
    await ledger.close(closed('theirs', { costUsd: 7 }));
    expect(await calls()).toEqual([{ ...opened('ours'), closed: null }]);
    expect(await spent()).toEqual({ calls: 1, costUsd: 0, unpriced: 0, isEstimated: true });
    const end = closed('theirs', { costUsd: 7 });
    expect(await ledger.calls('other', conversationId, 10)).toEqual([entryOf(theirs, end)]);
    expect(await ledger.spent('other', conversationId)).toEqual({
      calls: 1,
      costUsd: 7,
      unpriced: 0,
      isEstimated: false,
    });
  });

  test('are not those of all, whatever is asked for', async () => {
    const { ledger, call } = open();
    await call('a');
    for (const odd of ['$demo', '%', '*', '', "' OR 1=1 --", '{"$ne":null}']) {
      expect(await ledger.calls('demo', odd, 10)).toEqual([]);
      expect((await ledger.spent(odd, '$conversationId')).calls).toBe(0);
    }
  });
});

describeStores('What was spent on a conversation', (kind) => {
  const open = accountsOf(kind);

  test('is nothing before the first call', async () => {
    const { spent } = open();
    expect(await spent()).toEqual({ calls: 0, costUsd: 0, unpriced: 0, isEstimated: false });
  });

  test('is the sum of its calls', async () => {
    const { call, spent } = open();
    await call('a', { costUsd: 0.001 });
    await call('b', { costUsd: 0.02 });
    await call('c', { costUsd: 0.3, outcome: 'aborted' });
    const { costUsd, ...rest } = await spent();
    expect(costUsd).toBeCloseTo(0.321, 9);
    expect(rest).toEqual({ calls: 3, unpriced: 0, isEstimated: false });
  });

  test('names the calls without a price; free ones have one', async () => {
    const { call, spent } = open();
    await call('free', { costUsd: 0 });
    await call('unpriced', { costUsd: null });
    await call('priced', { costUsd: 0.5 });
    await call('unpriced too', { costUsd: null });
    expect(await spent()).toEqual({ calls: 4, costUsd: 0.5, unpriced: 2, isEstimated: false });
  });

  test('is estimated while a call runs, and for good when one was cut short', async () => {
    const { call, ledger, opened, closed, spent } = open();
    await call('a');
    expect((await spent()).isEstimated).toBe(false);
    await ledger.open(opened('b'));
    expect(await spent()).toEqual({ calls: 2, costUsd: 0.25, unpriced: 0, isEstimated: true });
    await ledger.close(closed('b'));
    expect(await spent()).toEqual({ calls: 2, costUsd: 0.5, unpriced: 0, isEstimated: false });
    await call('c', { isEstimated: true });
    expect(await spent()).toEqual({ calls: 3, costUsd: 0.75, unpriced: 0, isEstimated: true });
  });
});

describeStores('Calls that were left open', (kind) => {
  const open = accountsOf(kind);

  test('are found whoever they were for, oldest first, until they are closed', async () => {
    const { ledger, opened, closed } = open();
    // Before everything that the other tests open: what is left over has no tenant to be asked by.
    const old = (name: string, at: number, tenant: string) =>
      opened(name, { openedAtMs: -1_000 + at, tenant });
    await ledger.open(old('second', 20, 'other'));
    await ledger.open(old('first', 10, 'demo'));
    await ledger.open(old('third', 30, 'demo'));
    await ledger.open(old('too-new', 40, 'demo'));
    const left = (limit = 10) => ledger.leftOpen(-1_000 + 40, limit);
    const running = [
      { ...old('first', 10, 'demo'), closed: null },
      { ...old('second', 20, 'other'), closed: null },
      { ...old('third', 30, 'demo'), closed: null },
    ];
    expect(await left()).toEqual(running);
    expect(await left(2)).toEqual(running.slice(0, 2));
    await ledger.close(closed('second'));
    expect(await left()).toEqual([running[0], running[2]]);
  });
});
