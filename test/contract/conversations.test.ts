import type { Conversation } from '../../src/core/domain/conversation.js';
import type { DuePlace } from '../../src/core/ports/conversations.js';
import { describeStores } from '../support/stores.js';
import { existing, ODD_TEXTS, owed, storesOf, Talk } from './talk.js';

describeStores('The lease of a turn', (kind) => {
  const stores = storesOf(kind);

  test('the first worker gets it, the second learns until when', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.lease(500);
    expect(leased).toEqual({ kind: 'leased', conversation: await talk.now() });
    expect(await talk.now()).toMatchObject({ fence: 1, attempts: 1, leaseUntilMs: 1_500 });
    expect((await talk.now()).dueAtMs).toBe(1_500);
    expect(await talk.lease(900)).toEqual({ kind: 'busy', untilMs: 1_500 });
    talk.nowMs = 1_499;
    expect(await talk.lease()).toEqual({ kind: 'busy', untilMs: 1_500 });
  });

  test('when it has run out another worker takes over, and the attempts are counted', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.lease(500);
    talk.nowMs = 1_500;
    expect(await talk.lease()).toMatchObject({ kind: 'leased' });
    expect(await talk.now()).toMatchObject({ fence: 2, attempts: 2, leaseUntilMs: 2_500 });
  });

  test('of twenty workers at once exactly one gets it', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const workers = Array.from({ length: 20 }, () => talk.lease());
    const kinds = (await Promise.all(workers)).map((result) => result.kind);
    expect(kinds.filter((one) => one === 'leased')).toHaveLength(1);
    expect(kinds.filter((one) => one === 'busy')).toHaveLength(19);
    expect((await talk.now()).fence).toBe(1);
  });

  test('there is nothing to lease where nothing waits for the bot', async () => {
    const talk = new Talk(stores());
    expect(await talk.lease()).toEqual({ kind: 'idle' });
    expect(await stores().conversations.load(talk.id)).toBeNull();
    await talk.writes('m1');
    await talk.answers();
    expect(await talk.lease()).toEqual({ kind: 'idle' });
    await talk.escalates();
    await talk.writes('m2');
    expect(await talk.lease()).toEqual({ kind: 'idle' });
    await talk.owns('claim');
    expect(await talk.lease()).toEqual({ kind: 'idle' });
  });

  test('it is kept by whoever has the newest one', async () => {
    const talk = new Talk(stores());
    const { conversations } = stores();
    await talk.writes('m1');
    await talk.lease(500);
    expect(await conversations.renew(talk.id, 1, 3_000)).toEqual({ ownership: 0 });
    expect(await talk.now()).toMatchObject({ leaseUntilMs: 3_000, dueAtMs: 3_000, attempts: 1 });
    talk.nowMs = 3_000;
    await talk.lease(500);
    expect(await conversations.renew(talk.id, 1, 9_000)).toBeNull();
    expect(await conversations.renew('nowhere', 1, 9_000)).toBeNull();
    expect((await talk.now()).leaseUntilMs).toBe(3_500);
  });

  test('an agent who steps in is noticed at the next renewal', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const { fence } = await talk.leased();
    expect(await talk.takesOver()).toMatchObject({ kind: 'done' });
    expect(await stores().conversations.renew(talk.id, fence, 9_000)).toBeNull();
    expect((await talk.now()).leaseUntilMs).toBe(0);
  });

  test('given back it is free from the moment named; a failed attempt counts', async () => {
    const talk = new Talk(stores());
    const { conversations } = stores();
    await talk.writes('m1');
    await talk.lease();
    await conversations.giveBack(talk.id, 1, 1_200, true);
    expect(await talk.now()).toMatchObject({ leaseUntilMs: 1_200, attempts: 1, dueAtMs: 1_200 });
    talk.nowMs = 1_200;
    await talk.lease();
    await conversations.giveBack(talk.id, 2, 0, false);
    expect(await talk.now()).toMatchObject({ leaseUntilMs: 0, attempts: 1, dueAtMs: 1_000 });
    await conversations.giveBack(talk.id, 2, 0, false);
    await conversations.giveBack(talk.id, 2, 0, false);
    expect((await talk.now()).attempts).toBe(0);
  });

  test('an old worker cannot give back what another one has', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.lease(500);
    talk.nowMs = 2_000;
    await talk.lease();
    const before = await talk.now();
    await stores().conversations.giveBack(talk.id, 1, 0, false);
    await stores().conversations.giveBack('nowhere', 1, 0, false);
    expect(await talk.now()).toEqual(before);
  });
});

describeStores('The commit of a turn', (kind) => {
  const stores = storesOf(kind);

  test('files what was asked, says the answer and keeps the history, in this order', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1', 'where is my order?');
    const leased = await talk.leased();
    const after = existing(await talk.commit(leased, { says: ['on its way', 'two days'] }));
    expect(after).toEqual(await talk.now());
    expect(after).toMatchObject({ lastSeq: 3, inbox: [], attempts: 0, leaseUntilMs: 0 });
    expect(after.episode).toMatchObject({ number: 1, turns: 1, unsupported: 0 });
    expect(owed(after, 'customer')).toEqual([
      'file where is my order? taken',
      'deliver on its way taken',
      'deliver two days taken',
      `turn ${talk.id}-t1-1 taken`,
    ]);
    expect(after.lanes.customer.items.map((item) => item.message?.seq)).toEqual([
      1,
      2,
      3,
      undefined,
    ]);
    expect(after.lanes.customer).toMatchObject({ fence: 1, leaseUntilMs: 2_000 });
    expect(after.dueAtMs).toBe(2_000);
  });

  test('a worker whose lease was taken over says nothing', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const old = await talk.leased();
    talk.nowMs = 5_000;
    const leased = await talk.leased();
    const before = await talk.now();
    expect(await talk.commit(old)).toBeNull();
    expect(await talk.now()).toEqual(before);
    expect(await talk.commit(leased)).not.toBeNull();
  });

  test('a commit after an agent stepped in says nothing', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    await talk.takesOver();
    const before = await talk.now();
    expect(await talk.commit(leased)).toBeNull();
    expect(await talk.now()).toEqual(before);
  });

  test('a commit after a claim and a return says nothing', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    await talk.takesOver();
    await talk.owns('return');
    const before = await talk.now();
    expect(before).toMatchObject({ owner: 'bot', fence: leased.fence });
    expect(await talk.commit(leased)).toBeNull();
    expect(await talk.now()).toEqual(before);
  });

  test('there is nothing to commit to where nobody ever wrote', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    expect(await talk.commit(leased, { conversationId: 'nowhere' })).toBeNull();
    expect(await stores().conversations.load('nowhere')).toBeNull();
  });

  test('what came during the turn waits for the next one, under the same lease', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    await talk.writes('m2', 'and this?');
    const after = existing(await talk.commit(leased, { leaseUntilMs: 7_000 }));
    expect(after.inbox.map((message) => message.id)).toEqual(['m2']);
    expect(after).toMatchObject({ attempts: 1, leaseUntilMs: 7_000, fence: 1, lastSeq: 3 });
    expect(await talk.lease()).toEqual({ kind: 'busy', untilMs: 7_000 });
  });

  test('an old duplicate among the taken keeps its number, without a text', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1', 'said again');
    const after = await talk.answers({ droppedIds: ['m1'], says: [] });
    const [item] = after.lanes.customer.items;
    expect(item).toMatchObject({ id: 'm1-1', kind: 'file' });
    expect(item?.message).toEqual({
      id: 'm1-1',
      seq: 1,
      kind: 'empty',
      author: { kind: 'customer', id: 'customer', name: 'customer' },
      text: '',
      atMs: 1_000,
    });
  });

  test('an answer queues behind what is still being delivered', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const first = await talk.answers({ says: ['first'] });
    await talk.writes('m2');
    const second = await talk.answers({ says: ['second'] });
    const { fence, holder } = first.lanes.customer;
    expect(second.lanes.customer).toMatchObject({ fence, holder });
    expect(owed(second, 'customer').slice(3)).toEqual([
      'file hello pending',
      'deliver second pending',
      `turn ${talk.id}-t2-3 pending`,
    ]);
  });

  test('texts that look like operators are said as they are', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const after = await talk.answers({ says: ODD_TEXTS });
    const said = (await talk.now()).lanes.customer.items.filter((item) => item.kind === 'deliver');
    expect(said.map((item) => item.message?.text)).toEqual(ODD_TEXTS);
    expect(after).toEqual(await talk.now());
  });
});

describeStores('A commit that asks for a person', (kind) => {
  const stores = storesOf(kind);

  test('changes the owner, tells the customer and puts the card on the desk', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1', 'a person please');
    const after = await talk.answers({ escalates: true, says: ['a colleague will come'] });
    expect(after).toEqual(await talk.now());
    expect(after).toMatchObject({ owner: 'waiting', ownership: 1, lastSeq: 3, handoffCount: 1 });
    expect(after.handoff).toMatchObject({ id: `${talk.id}-1`, state: 'open', revision: 1 });
    expect(owed(after, 'customer').slice(0, 3)).toEqual([
      'file a person please taken',
      'file  taken',
      'deliver a colleague will come taken',
    ]);
    const [, mark] = after.lanes.customer.items;
    expect(mark?.message?.change).toEqual({ owner: 'waiting', ownership: 1 });
    expect(owed(after, 'desk')).toEqual([`card card-${talk.id}-1-1 taken`]);
  });

  test('what came during the turn goes to the people, behind the card', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    await talk.writes('m2', 'hurry');
    const after = existing(await talk.commit(leased, { escalates: true }));
    expect(after).toMatchObject({ inbox: [], attempts: 0, leaseUntilMs: 0 });
    expect(owed(after, 'desk')).toEqual([`card card-${talk.id}-1-1 taken`, 'deliver hurry taken']);
  });
});

function placeOf(last: Conversation | undefined): DuePlace {
  const { id, dueAtMs } = existing(last);
  return { id, dueAtMs: existing(dueAtMs) };
}

describeStores('What is due', (kind) => {
  const stores = storesOf(kind);

  test('comes the longest due first, no more than asked for, and nothing before its time', async () => {
    const opened = await kind.open();
    try {
      const talks = [4_000, 2_000, 3_000].map((untilMs) => ({ untilMs, talk: new Talk(opened) }));
      for (const { untilMs, talk } of talks) {
        await talk.writes('m1');
        await talk.lease(untilMs - 1_000);
      }
      const idle = new Talk(opened);
      await idle.writes('m1');
      await idle.answers();
      await idle.clears('customer');
      expect((await idle.now()).dueAtMs).toBeNull();
      const due = async (nowMs: number, max: number) =>
        (await opened.conversations.due(nowMs, max, null)).map((one) => one.dueAtMs);
      expect(await due(1_999, 10)).toEqual([]);
      expect(await due(2_000, 10)).toEqual([2_000]);
      expect(await due(9_000, 10)).toEqual([2_000, 3_000, 4_000]);
      expect(await due(9_000, 2)).toEqual([2_000, 3_000]);
      const [first] = await opened.conversations.due(2_000, 1, null);
      expect(first).toEqual(await existing(talks[1]).talk.now());
    } finally {
      await opened.close();
    }
  });

  test('can be read page by page, none missed and none twice, even at the same moment', async () => {
    const opened = await kind.open();
    try {
      for (const ttlMs of [500, 1_000, 1_000, 1_000, 2_000]) {
        const talk = new Talk(opened);
        await talk.writes('m1');
        await talk.lease(ttlMs);
      }
      const all = await opened.conversations.due(9_000, 10, null);
      expect(all).toHaveLength(5);
      const first = await opened.conversations.due(9_000, 2, null);
      const second = await opened.conversations.due(9_000, 2, placeOf(first.at(-1)));
      const third = await opened.conversations.due(9_000, 2, placeOf(second.at(-1)));
      expect([...first, ...second, ...third]).toEqual(all);
      expect(await opened.conversations.due(9_000, 2, placeOf(third.at(-1)))).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  test('is a lane whose courier was lost, or whose retry has come', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.answers();
    expect((await talk.now()).dueAtMs).toBe(2_000);
    const [first] = (await talk.now()).lanes.customer.items;
    await talk.settles('customer', [{ id: first?.id ?? '', kind: 'retry', notBeforeMs: 6_000 }]);
    expect((await talk.now()).dueAtMs).toBe(6_000);
    await talk.clears('customer');
    expect((await talk.now()).dueAtMs).toBeNull();
  });

  test('is the earliest of a turn, both lanes and the timers', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.writes('m1');
    await talk.attends({ watchAtMs: 1_700 });
    await talk.settles('desk', [], { release: true });
    expect((await talk.now()).dueAtMs).toBe(0);
    await talk.takes('desk', 1, 300);
    expect((await talk.now()).dueAtMs).toBe(1_300);
    await talk.clears('desk');
    expect((await talk.now()).dueAtMs).toBe(1_700);
    await talk.attends({ watchAtMs: null });
    expect((await talk.now()).dueAtMs).toBe(2_000);
  });
});

describeStores('A conversation nobody knows', (kind) => {
  const stores = storesOf(kind);

  test('is not there, and asking does not make it', async () => {
    expect(await stores().conversations.load('nowhere')).toBeNull();
    expect(await stores().conversations.load('$owner')).toBeNull();
    expect(await stores().conversations.due(9_000, 10, null)).toEqual([]);
  });
});
