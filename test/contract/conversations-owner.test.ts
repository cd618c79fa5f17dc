import { HANDOFF_HISTORY_MAX, STRETCHES_MAX } from '../../src/core/domain/limits.js';
import { ANA, BEN } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, ODD_TEXTS, owed, storesOf, Talk } from './talk.js';

describeStores('A claim', (kind) => {
  const stores = storesOf(kind);

  test('the 49 who claim second learn who was first', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const agents = Array.from({ length: 50 }, (_, index) => ({
      id: `agent${index}`,
      name: `Agent ${index}`,
    }));
    const results = await Promise.all(agents.map((agent) => talk.owns('claim', agent)));
    const first = agents.filter((_, index) => results[index]?.kind === 'done');
    expect(first).toHaveLength(1);
    const told = results.filter((result) => result.kind === 'stale');
    expect(told).toHaveLength(49);
    for (const one of told) expect(one.conversation?.handoff?.claimedBy).toEqual(first[0]);
    const now = await talk.now();
    expect(now).toMatchObject({ owner: 'agent', ownership: 2 });
    expect(now.handoff).toMatchObject({ state: 'claimed', claimedBy: first[0], revision: 2 });
  });

  test('is shown in the talk and on the card', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('customer');
    await talk.clears('desk');
    talk.nowMs = 4_000;
    const { lastSeq } = await talk.now();
    const result = await talk.owns('claim');
    const now = await talk.now();
    expect(result).toEqual({ kind: 'done', conversation: now });
    expect(now.lastSeq).toBe(lastSeq + 1);
    expect(now.lanes.customer.items.map((item) => item.message)).toEqual([
      {
        id: `${talk.id}-o2`,
        seq: lastSeq + 1,
        kind: 'owner',
        author: { kind: 'system', id: 'frontdesk', name: 'Frontdesk' },
        text: '',
        atMs: 4_000,
        change: { owner: 'agent', ownership: 2, agent: ANA.name },
      },
    ]);
    expect(now.lanes.desk.items.map((item) => item.handoff)).toEqual([now.handoff]);
    expect(now.handoff?.history.at(-1)).toEqual({ state: 'claimed', atMs: 4_000, by: ANA });
  });

  test('what the bot had not sent is withdrawn, what it had begun to send is not', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.answers({ says: ['begun', 'not begun'] });
    await talk.settles('customer', [], { release: true });
    const [, begun] = existing(await talk.takes('customer', 2)).lanes.customer.items;
    await talk.settles('customer', [], { release: false, inHandIds: [begun?.id ?? ''] });
    await talk.takesOver();
    expect(owed(await talk.now(), 'customer')).toEqual([
      'file hello taken',
      'deliver begun taken',
      'deliver not begun withdrawn',
      `turn ${talk.id}-t1-1 pending`,
      'file  pending',
    ]);
  });

  test('even what a courier has taken is withdrawn, until it is in hand', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.answers({ says: ['taken'] });
    await talk.takesOver();
    expect(owed(await talk.now(), 'customer').slice(0, 2)).toEqual([
      'file hello taken',
      'deliver taken withdrawn',
    ]);
  });

  test('the words of an agent are never withdrawn by another one', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    await talk.clears('customer');
    await talk.says(ANA, `${talk.id}-s1`, 'I will look into it');
    await talk.settles('customer', [], { release: true });
    await talk.owns('release');
    await talk.owns('claim', BEN);
    expect(owed(await talk.now(), 'customer')).toContain('deliver I will look into it pending');
  });

  test('of a handoff that is not the open one is stale', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const before = await talk.now();
    const other = await talk.owns('claim', ANA, { handoffId: `${talk.id}-2` } as object);
    expect(other).toEqual({ kind: 'stale', conversation: before });
    const nowhere = await talk.owns('claim', ANA, { conversationId: 'nowhere' });
    expect(nowhere).toEqual({ kind: 'stale', conversation: null });
    expect(await talk.now()).toEqual(before);
  });
});

describeStores('An agent who steps in unasked', (kind) => {
  const stores = storesOf(kind);

  test('gets what waits for the bot, and the bot lets go of it', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1', 'first');
    await talk.writes('m2', 'second');
    await talk.lease();
    expect(await talk.takesOver()).toEqual({ kind: 'done', conversation: await talk.now() });
    const now = await talk.now();
    expect(now).toMatchObject({
      owner: 'agent',
      ownership: 1,
      inbox: [],
      attempts: 0,
      leaseUntilMs: 0,
      handoffCount: 1,
    });
    expect(now.handoff).toMatchObject({ state: 'claimed', claimedBy: ANA, revision: 2 });
    expect(now.handoff?.history.map((step) => step.state)).toEqual(['open', 'claimed']);
    expect(owed(now, 'desk')).toEqual([
      'deliver first pending',
      'deliver second pending',
      `card card-${talk.id}-1-2 pending`,
    ]);
  });

  test('is refused where a person is asked for or has the conversation', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const waiting = await talk.now();
    expect(await talk.takesOver(BEN)).toEqual({ kind: 'stale', conversation: waiting });
    await talk.owns('claim');
    const claimed = await talk.now();
    expect(await talk.takesOver(BEN)).toEqual({ kind: 'stale', conversation: claimed });
    expect(await talk.now()).toEqual(claimed);
  });
});

describeStores('The end of a claim', (kind) => {
  const stores = storesOf(kind);

  async function claimed(): Promise<Talk> {
    const talk = new Talk(stores());
    await talk.escalates();
    talk.nowMs = 2_000;
    await talk.owns('claim');
    await talk.clears('customer');
    await talk.clears('desk');
    talk.nowMs = 3_000;
    return talk;
  }

  test('released, the handoff is open for everybody again', async () => {
    const talk = await claimed();
    expect(await talk.owns('release')).toMatchObject({ kind: 'done' });
    const now = await talk.now();
    expect(now).toMatchObject({ owner: 'waiting', ownership: 3, stretches: [] });
    expect(now.handoff).toMatchObject({ state: 'open', claimedBy: null, closedAtMs: null });
    expect(await talk.owns('claim', BEN)).toMatchObject({ kind: 'done' });
  });

  test('returned, the bot has the customer again and is told of the stretch', async () => {
    const talk = await claimed();
    await talk.owns('return', ANA, { note: '$note' } as object);
    const now = await talk.now();
    expect(now).toMatchObject({ owner: 'bot', ownership: 3, handoff: null });
    expect(now.episode.number).toBe(1);
    expect(now.stretches).toEqual([
      {
        handoffId: `${talk.id}-1`,
        agent: ANA,
        outcome: 'returned',
        note: '$note',
        fromMs: 2_000,
        toMs: 3_000,
      },
    ]);
    expect(owed(now, 'customer')).toEqual(['file  taken', 'deliver closed taken']);
    const [card] = now.lanes.desk.items;
    expect(card?.handoff).toMatchObject({ state: 'returned', closedAtMs: 3_000, claimedBy: ANA });
  });

  test('resolved, the next message begins a new episode', async () => {
    const talk = await claimed();
    await talk.owns('resolve');
    const now = await talk.now();
    expect(now).toMatchObject({ owner: 'bot', handoff: null });
    expect(now.episode).toMatchObject({ number: 2, turns: 0, unsupported: 0 });
    expect(now.stretches).toMatchObject([{ outcome: 'resolved' }]);
    expect(await talk.writes('m9')).toMatchObject({ kind: 'recorded' });
    expect(await talk.lease()).toMatchObject({ kind: 'leased' });
  });

  test('without a notice only the change is put on record', async () => {
    const talk = await claimed();
    const { lastSeq } = await talk.now();
    await talk.owns('resolve', ANA, { notice: null });
    expect((await talk.now()).lastSeq).toBe(lastSeq + 1);
    expect(owed(await talk.now(), 'customer')).toEqual(['file  taken']);
  });

  test.each(['release', 'return', 'resolve'] as const)('only the claimer may %s', async (step) => {
    const talk = await claimed();
    const before = await talk.now();
    expect(await talk.owns(step, BEN)).toEqual({ kind: 'stale', conversation: before });
    expect(await talk.now()).toEqual(before);
    await talk.owns('release');
    expect(await talk.owns(step, ANA)).toMatchObject({ kind: 'stale' });
  });

  test('a handoff that was resolved cannot be resolved again', async () => {
    const talk = await claimed();
    await talk.owns('resolve');
    const before = await talk.now();
    for (const step of ['claim', 'release', 'return', 'resolve'] as const) {
      const late = await talk.owns(step, ANA, { handoffId: `${talk.id}-1` } as object);
      expect(late).toEqual({ kind: 'stale', conversation: before });
    }
  });
});

describeStores('What is kept of many changes', (kind) => {
  const stores = storesOf(kind);

  test('the newest steps of a handoff that is passed around', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    for (let round = 0; round < HANDOFF_HISTORY_MAX / 2; round++) {
      talk.nowMs += 1;
      await talk.owns('claim');
      await talk.owns('release');
    }
    const handoff = existing((await talk.now()).handoff);
    expect(handoff.history).toHaveLength(HANDOFF_HISTORY_MAX);
    expect(handoff.history[0]).toMatchObject({ state: 'claimed', atMs: 1_001 });
    expect(handoff.revision).toBe(HANDOFF_HISTORY_MAX + 1);
  });

  test('the newest stretches of agents', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    for (let round = 1; round <= STRETCHES_MAX + 1; round++) {
      talk.nowMs = 1_000 * round;
      await talk.takesOver();
      await talk.owns('return');
    }
    const { stretches } = await talk.now();
    expect(stretches.map((stretch) => stretch.handoffId)).toEqual(
      [2, 3, 4, 5, 6].map((number) => `${talk.id}-${number}`),
    );
  });

  test('one card that nobody has taken up yet: the newest', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    await talk.owns('release');
    expect(owed(await talk.now(), 'desk')).toEqual([
      `card card-${talk.id}-1-1 taken`,
      `card card-${talk.id}-1-3 pending`,
    ]);
  });

  test('names and notes that look like operators, as they are', async () => {
    for (const text of ODD_TEXTS) {
      const talk = new Talk(stores());
      const agent = { id: `$${talk.id}`, name: text };
      await talk.escalates();
      await talk.owns('claim', agent);
      expect((await talk.now()).handoff?.claimedBy).toEqual(agent);
      expect(await talk.owns('resolve', agent, { note: text } as object)).toMatchObject({
        kind: 'done',
      });
      expect((await talk.now()).stretches).toMatchObject([{ agent, note: text }]);
    }
  });
});
