import { LANE_ITEMS_MAX } from '../../src/core/domain/limits.js';
import { ANA, BEN } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, ODD_TEXTS, owed, storesOf, Talk } from './talk.js';

describeStores('What an agent says', (kind) => {
  const stores = storesOf(kind);

  test('by the claimer goes to the customer, once', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    await talk.clears('customer');
    const { lastSeq } = await talk.now();
    const said = await talk.says(ANA, 's1', 'I am here');
    const now = await talk.now();
    expect(said).toEqual({ kind: 'said', seq: lastSeq + 1, conversation: now });
    expect(owed(now, 'customer')).toEqual(['deliver I am here taken']);
    expect(now.lanes.customer.items[0]).toMatchObject({ byBot: false, held: true });
    expect(await talk.says(ANA, 's1', 'once more')).toEqual({
      kind: 'duplicate',
      seq: lastSeq + 1,
    });
    expect(await talk.now()).toEqual(now);
  });

  test('first claims and is said in one write', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const said = await talk.says(ANA, 's1', 'hello, Ana here');
    const now = await talk.now();
    expect(said).toEqual({ kind: 'said', seq: now.lastSeq, conversation: now });
    expect(now).toMatchObject({ owner: 'agent', ownership: 2 });
    expect(now.handoff).toMatchObject({ state: 'claimed', claimedBy: ANA });
    const texts = now.lanes.customer.items.map((item) => [item.kind, item.message?.text]);
    expect(texts.slice(-2)).toEqual([
      ['file', ''],
      ['deliver', 'hello, Ana here'],
    ]);
  });

  test('when twenty reply first at once only one claims, the others learn who', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const agents = Array.from({ length: 20 }, (_, index) => ({ id: `a${index}`, name: 'Agent' }));
    const claiming = { claiming: true };
    const results = await Promise.all(
      agents.map((agent) => talk.says(agent, `s-${agent.id}`, agent.id, claiming)),
    );
    const winners = agents.filter((_, index) => results[index]?.kind === 'said');
    expect(winners).toHaveLength(1);
    for (const result of results.filter((one) => one.kind !== 'said')) {
      expect(result).toMatchObject({ kind: 'stale' });
      const told = result.kind === 'stale' ? result.conversation?.handoff?.claimedBy : null;
      expect(told).toEqual(winners[0]);
    }
    const texts = owed(await talk.now(), 'customer').filter((text) => text.includes('deliver a'));
    expect(texts.filter((text) => agents.some((one) => text.includes(`${one.id} `)))).toEqual([
      `deliver ${winners[0]?.id} pending`,
    ]);
  });

  test('without the claim is not said', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const open = await talk.now();
    expect(await talk.says(ANA, 's1', 'hi', { claiming: false })).toEqual({
      kind: 'stale',
      conversation: open,
    });
    await talk.owns('claim');
    const claimed = await talk.now();
    expect(await talk.says(BEN, 's2')).toEqual({ kind: 'stale', conversation: claimed });
    expect(await talk.says(ANA, 's3', 'hi', { claiming: true })).toMatchObject({ kind: 'stale' });
    const { handoff } = claimed;
    await talk.owns('resolve');
    const late = await talk.says(ANA, 's4', 'late', { handoffId: existing(handoff).id });
    expect(late).toMatchObject({ kind: 'stale', conversation: { owner: 'bot' } });
    const nowhere = await talk.says(ANA, 's5', 'hi', { conversationId: 'nowhere' });
    expect(nowhere).toEqual({ kind: 'stale', conversation: null });
  });

  test('as a note stays at the desk, whoever wrote it', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('customer');
    await talk.clears('desk');
    expect(await talk.notes(BEN, 'n1', 'open note')).toMatchObject({ kind: 'said' });
    await talk.owns('claim');
    await talk.clears('customer');
    expect(await talk.notes(BEN, 'n2', 'note of another')).toMatchObject({ kind: 'said' });
    const now = await talk.now();
    expect(now.handoff?.claimedBy).toEqual(ANA);
    expect(now.lanes.customer.items).toEqual([]);
    expect(owed(now, 'desk').join()).toContain('deliver note of another pending');
    await talk.owns('return');
    expect(await talk.notes(BEN, 'n3', 'too late')).toMatchObject({ kind: 'stale' });
  });

  test('is refused when 200 replies are on their way; a note is not', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    await talk.clears('customer');
    for (let number = 1; number <= LANE_ITEMS_MAX; number++) {
      expect(await talk.says(ANA, `s${number}`)).toMatchObject({ kind: 'said' });
    }
    const before = await talk.now();
    expect(await talk.says(ANA, 'one-more')).toEqual({ kind: 'full' });
    expect(await talk.says(ANA, `s${LANE_ITEMS_MAX}`)).toMatchObject({ kind: 'duplicate' });
    expect(await talk.now()).toEqual(before);
    expect(await talk.notes(ANA, 'n1')).toMatchObject({ kind: 'said' });
  });

  test('comes out as it was written', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim', { id: '$ana', name: '$name' });
    await talk.clears('customer');
    for (const [index, text] of ODD_TEXTS.entries()) {
      await talk.says({ id: '$ana', name: '$name' }, `$s${index}`, text);
    }
    const said = (await talk.now()).lanes.customer.items.map((item) => item.message);
    expect(said.map((message) => message?.text)).toEqual(ODD_TEXTS);
    expect(said[0]?.author).toEqual({ kind: 'agent', id: '$ana', name: '$name' });
  });
});

/** A lane with three answers of the bot and the record of the turn, which nobody has yet. */
async function withAnswers(talk: Talk): Promise<Talk> {
  await talk.writes('m1', 'question');
  await talk.answers({ says: ['one', 'two', 'three'] });
  await talk.settles('customer', []);
  return talk;
}

describeStores('A courier who takes a lane', (kind) => {
  const stores = storesOf(kind);

  test('gets the first items, in order, and nobody else does', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const taken = existing(await talk.takes('customer', 2, 500));
    expect(taken).toEqual(await talk.now());
    expect(owed(taken, 'customer')).toEqual([
      'file question taken',
      'deliver one taken',
      'deliver two pending',
      'deliver three pending',
      `turn ${talk.id}-t1-1 pending`,
    ]);
    expect(taken.lanes.customer).toMatchObject({ fence: 2, leaseUntilMs: 1_500 });
    expect(taken.dueAtMs).toBe(1_500);
    talk.nowMs = 1_499;
    expect(await talk.takes('customer')).toBeNull();
  });

  test('who was lost is replaced when the time is up, and comes too late', async () => {
    const talk = await withAnswers(new Talk(stores()));
    await talk.takes('customer', 4, 500);
    talk.nowMs = 1_500;
    const taken = existing(await talk.takes('customer', 1));
    expect(owed(taken, 'customer').slice(0, 2)).toEqual([
      'file question taken',
      'deliver one pending',
    ]);
    const [first] = taken.lanes.customer.items;
    const done = [{ id: first?.id ?? '', kind: 'done' as const }];
    expect(await talk.settles('customer', done, { fence: 2 })).toBeNull();
    expect(await talk.now()).toEqual(taken);
  });

  test('is one, of twenty who ask at once', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const asked = Array.from({ length: 20 }, () => talk.takes('customer'));
    expect((await Promise.all(asked)).filter((one) => one !== null)).toHaveLength(1);
    expect((await talk.now()).lanes.customer.fence).toBe(2);
  });

  test('finds nothing where nothing is owed', async () => {
    const talk = await withAnswers(new Talk(stores()));
    expect(await talk.takes('desk')).toBeNull();
    await talk.clears('customer');
    expect(await talk.takes('customer')).toBeNull();
    expect(await new Talk(stores(), 'nowhere').takes('customer')).toBeNull();
  });

  test('of one lane is not in the way of the other', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.settles('desk', []);
    await talk.settles('customer', []);
    expect(await talk.takes('customer')).not.toBeNull();
    expect(await talk.takes('desk')).not.toBeNull();
  });

  test('leaves what was withdrawn withdrawn', async () => {
    const talk = await withAnswers(new Talk(stores()));
    await talk.takesOver();
    const taken = existing(await talk.takes('customer'));
    expect(owed(taken, 'customer').slice(0, 3)).toEqual([
      'file question taken',
      'deliver one withdrawn',
      'deliver two withdrawn',
    ]);
  });
});

describeStores('A courier who settles', (kind) => {
  const stores = storesOf(kind);

  test('takes out what is done and gives back the rest', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const [question, one] = existing(await talk.takes('customer', 3)).lanes.customer.items;
    const done = [question, one].map((item) => ({ id: item?.id ?? '', kind: 'done' as const }));
    const after = existing(await talk.settles('customer', done));
    expect(after).toEqual(await talk.now());
    expect(owed(after, 'customer').slice(0, 2)).toEqual([
      'deliver two pending',
      'deliver three pending',
    ]);
    expect(after.lanes.customer).toMatchObject({ fence: 2, leaseUntilMs: 0 });
    expect(after.dueAtMs).toBe(0);
  });

  test('and goes on keeps the lane', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const [question] = existing(await talk.takes('customer', 2)).lanes.customer.items;
    const done = [{ id: question?.id ?? '', kind: 'done' as const }];
    const after = existing(await talk.settles('customer', done, { release: false }));
    expect(owed(after, 'customer')[0]).toBe('deliver one taken');
    expect(after.lanes.customer.leaseUntilMs).toBe(2_000);
    expect(await talk.takes('customer')).toBeNull();
  });

  test('a failure for now holds back all behind it until its time', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const [question, one] = existing(await talk.takes('customer')).lanes.customer.items;
    const after = existing(
      await talk.settles('customer', [
        { id: question?.id ?? '', kind: 'done' },
        { id: one?.id ?? '', kind: 'retry', notBeforeMs: 5_000 },
      ]),
    );
    expect(owed(after, 'customer').slice(0, 2)).toEqual([
      'deliver one pending',
      'deliver two pending',
    ]);
    expect(after.lanes.customer.items.map((item) => item.attempts)).toEqual([1, 0, 0, 0]);
    expect(after.dueAtMs).toBe(5_000);
    talk.nowMs = 4_999;
    expect(await talk.takes('customer')).toBeNull();
    await talk.writes('m2');
    const later = await talk.answers({ says: ['later'] });
    expect(owed(later, 'customer').at(-2)).toBe('deliver later pending');
    expect(later.lanes.customer.notBeforeMs).toBe(5_000);
    talk.nowMs = 5_000;
    const again = existing(await talk.takes('customer', 1));
    expect(owed(again, 'customer')[0]).toBe('deliver one taken');
    expect(again.lanes.customer.notBeforeMs).toBe(0);
  });

  test('what was withdrawn leaves only when its empty number is filed', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const { items } = existing(await talk.takes('customer')).lanes.customer;
    await talk.takesOver();
    const done = items.map((item) => ({ id: item.id, kind: 'done' as const }));
    const after = existing(await talk.settles('customer', done));
    expect(owed(after, 'customer')).toEqual([
      'deliver one withdrawn',
      'deliver two withdrawn',
      'deliver three withdrawn',
      'file  pending',
    ]);
    const gone = after.lanes.customer.items.slice(0, 2).map((item) => item.id);
    const mark = after.lanes.customer.items[3]?.id ?? '';
    const left = existing(await talk.settles('customer', [], { emptiedIds: [...gone, mark] }));
    expect(owed(left, 'customer')).toEqual(['deliver three withdrawn', 'file  pending']);
  });
});

describeStores('A receipt', (kind) => {
  const stores = storesOf(kind);

  test('rises, never falls and never goes beyond what was said', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const { outbox } = stores();
    const received = async (seq: number) => {
      await outbox.receive(talk.id, seq);
      return (await talk.now()).receivedSeq;
    };
    expect(await received(2)).toBe(2);
    expect(await received(1)).toBe(2);
    expect(await received(-5)).toBe(2);
    expect(await received(999)).toBe(4);
    await talk.writes('m2');
    expect((await talk.now()).receivedSeq).toBe(4);
    await outbox.receive('nowhere', 3);
    expect(await stores().conversations.load('nowhere')).toBeNull();
  });

  test('of many at once the highest stands, and nothing else changes', async () => {
    const talk = await withAnswers(new Talk(stores()));
    const before = await talk.now();
    const seqs = [3, 1, 4, 2, 3, 1, 2];
    await Promise.all(seqs.map((seq) => stores().outbox.receive(talk.id, seq)));
    expect(await talk.now()).toEqual({ ...before, receivedSeq: 4 });
  });
});

describeStores('A glance', (kind) => {
  const stores = storesOf(kind);

  test('tells how far each talk is and leaves out what nobody knows', async () => {
    const [one, other] = [new Talk(stores()), new Talk(stores())];
    await one.writes('m1');
    await other.escalates();
    const { lastSeq } = await other.now();
    const seen = await stores().outbox.glance([one.id, 'nowhere', other.id, '$owner']);
    expect(new Set(seen)).toEqual(
      new Set([
        { id: one.id, lastSeq: 1, ownership: 0 },
        { id: other.id, lastSeq, ownership: 1 },
      ]),
    );
    expect(seen).toHaveLength(2);
    expect(await stores().outbox.glance([])).toEqual([]);
  });
});
