import {
  type Handoff,
  type HandoffState,
  openHandoff,
  stepped,
} from '../../src/core/domain/handoff.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { ANA, newHandoff } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { ODD_TEXTS, storesOf, Talk } from './talk.js';

/** A handoff that was just opened, in a tenant that only this test knows. */
async function opened(stores: Stores, tenant: string, openedAtMs: number): Promise<Handoff> {
  const talk = new Talk(stores);
  await talk.writes('m1');
  return openHandoff({ ...newHandoff(await talk.now(), openedAtMs), tenant });
}

function file(stores: Stores, handoffs: readonly Handoff[]): Promise<void> {
  return stores.archive.file({ conversationId: 'any', messages: [], turns: [], handoffs });
}

function step(handoff: Handoff, state: HandoffState): Handoff {
  return stepped(handoff, { state, atMs: 9_000, by: ANA }, ANA);
}

const ALL: readonly HandoffState[] = ['open', 'claimed', 'resolved', 'returned', 'expired'];

describeStores('What an agent says of a case', (kind) => {
  const stores = storesOf(kind);
  const verdict = { isRight: false, by: ANA, atMs: 9_500 };

  test('is kept once it is closed and on record, and not before', async () => {
    const open = await opened(stores(), 'verdict1', 1_000);
    expect(await stores().handoffs.judge(open.id, verdict)).toBe(false);
    await file(stores(), [step(open, 'claimed')]);
    expect(await stores().handoffs.judge(open.id, verdict)).toBe(false);
    const resolved = step(step(open, 'claimed'), 'resolved');
    await file(stores(), [resolved]);
    expect(await stores().handoffs.judge(open.id, verdict)).toBe(true);
    expect(await stores().handoffs.find(open.id)).toEqual({ ...resolved, verdict });
    // A courier that comes late with the same state, or an older one.
    await file(stores(), [resolved, open]);
    const list = { tenants: ['verdict1'], states: ALL, limit: 10 };
    expect(await stores().handoffs.list(list)).toEqual([{ ...resolved, verdict }]);
  });

  test.each(['resolved', 'returned', 'expired'] as const)(
    'is asked of every case that is closed: %s',
    async (state) => {
      const open = await opened(stores(), `verdict-${state}`, 1_000);
      await file(stores(), [step(open, state)]);
      expect(await stores().handoffs.judge(open.id, verdict)).toBe(true);
    },
  );

  test('may be said again: the last word counts', async () => {
    const open = await opened(stores(), 'verdict2', 1_000);
    await file(stores(), [step(open, 'returned')]);
    await stores().handoffs.judge(open.id, verdict);
    const last = { isRight: true, by: { id: 'ben', name: '$name' }, atMs: 9_900 };
    expect(await stores().handoffs.judge(open.id, last)).toBe(true);
    expect((await stores().handoffs.find(open.id))?.verdict).toEqual(last);
    expect(await stores().handoffs.judge('nowhere-1', last)).toBe(false);
  });
});

describeStores('The history of handoffs', (kind) => {
  const stores = storesOf(kind);

  test('has each one as it is now', async () => {
    const open = await opened(stores(), 'history1', 1_000);
    await file(stores(), [open]);
    expect(await stores().handoffs.find(open.id)).toEqual(open);
    const claimed = step(open, 'claimed');
    await file(stores(), [claimed]);
    expect(await stores().handoffs.find(open.id)).toEqual(claimed);
    expect(await stores().handoffs.find('nowhere-1')).toBeNull();
  });

  test('an older state never replaces a newer one', async () => {
    const open = await opened(stores(), 'history2', 1_000);
    const resolved = step(step(open, 'claimed'), 'resolved');
    await file(stores(), [resolved]);
    await file(stores(), [open]);
    await file(stores(), [step(open, 'claimed'), open]);
    await file(stores(), [{ ...resolved, reason: 'turn_failed' }]);
    expect(await stores().handoffs.find(open.id)).toEqual(resolved);
    const list = { tenants: ['history2'], limit: 10 };
    expect(await stores().handoffs.list({ ...list, states: ['open', 'claimed'] })).toEqual([]);
    expect(await stores().handoffs.list({ ...list, states: ['resolved'] })).toEqual([resolved]);
  });

  test('whichever order its states are filed in at once, the newest stands', async () => {
    const open = await opened(stores(), 'history3', 1_000);
    const states = [open];
    for (let number = 0; number < 9; number++) {
      states.push(step(states[number] ?? open, number % 2 === 0 ? 'claimed' : 'open'));
    }
    await file(stores(), [open]);
    const filings = [...states].reverse().map((one) => file(stores(), [one]));
    await Promise.all(filings);
    expect(await stores().handoffs.find(open.id)).toEqual(states.at(-1));
  });

  test('texts that look like operators come back as they went in', async () => {
    for (const text of ODD_TEXTS) {
      const open = await opened(stores(), 'odd', 1_000);
      const payload = {
        ...open.payload,
        intent: text,
        summary: text,
        accountFacts: [{ name: '$plan', value: text }],
        evidence: [{ title: text, quote: '$$ROOT' }],
        messages: [{ seq: 1, author: { kind: 'customer' as const, name: text }, text, atMs: 1 }],
      };
      await file(stores(), [{ ...open, payload }]);
      expect(await stores().handoffs.find(open.id)).toEqual({ ...open, payload });
    }
  });
});

describeStores('Lists of handoffs', (kind) => {
  const stores = storesOf(kind);

  test('are newest first and bounded', async () => {
    const handoffs = await Promise.all(
      [2_000, 4_000, 1_000, 3_000].map((atMs) => opened(stores(), 'order', atMs)),
    );
    await file(stores(), handoffs);
    const times = async (limit: number) => {
      const list = await stores().handoffs.list({ tenants: ['order'], states: ALL, limit });
      return list.map((handoff) => handoff.openedAtMs);
    };
    expect(await times(10)).toEqual([4_000, 3_000, 2_000, 1_000]);
    expect(await times(2)).toEqual([4_000, 3_000]);
    const query = { tenants: ['order'], states: ALL, limit: 2, isOldestFirst: true };
    const longest = await stores().handoffs.list(query);
    expect(longest.map((handoff) => handoff.openedAtMs)).toEqual([1_000, 2_000]);
  });

  test('have only the states asked for', async () => {
    const base = await Promise.all(ALL.map((_, index) => opened(stores(), 'states', index)));
    const handoffs = base.map((one, index) => step(one, ALL[index] ?? 'open'));
    await file(stores(), handoffs);
    for (const [index, state] of ALL.entries()) {
      const query = { tenants: ['states'], states: [state], limit: 10 };
      expect(await stores().handoffs.list(query)).toEqual([handoffs[index]]);
    }
    const none = { tenants: ['states'], states: [], limit: 10 };
    expect(await stores().handoffs.list(none)).toEqual([]);
  });

  test('never mix tenants', async () => {
    const acme = await opened(stores(), 'acme', 1_000);
    const acmeToo = await opened(stores(), 'acme-too', 2_000);
    await file(stores(), [acme, acmeToo]);
    const list = (tenants: readonly string[]) =>
      stores().handoffs.list({ tenants, states: ALL, limit: 10 });
    expect(await list(['acme'])).toEqual([acme]);
    expect(await list(['acme-too'])).toEqual([acmeToo]);
    expect(await list(['acme-too', 'acme'])).toEqual([acmeToo, acme]);
    expect(await list(['ac'])).toEqual([]);
    expect(await list([])).toEqual([]);
  });

  test('a tenant whose handoffs are many does not crowd out another', async () => {
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, index) => opened(stores(), 'loud', 5_000 + index)),
    );
    const quiet = await opened(stores(), 'quiet', 1);
    await file(stores(), [...many, quiet]);
    const query = { tenants: ['quiet'], states: ALL, limit: 5 };
    expect(await stores().handoffs.list(query)).toEqual([quiet]);
  });
});
