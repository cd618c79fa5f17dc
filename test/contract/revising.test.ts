import { LANE_ITEMS_MAX } from '../../src/core/domain/limits.js';
import type { Draft } from '../../src/core/domain/message.js';
import { ANA, BEN, draft } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, owed, storesOf, Talk } from './talk.js';

/** An edit of a text, or with null its deletion. */
function revises(target: string, id: string, text: string | null): Draft {
  const kind = text === null ? 'delete' : 'edit';
  const revised = { id: target, wireId: `wire-${target}` };
  return { ...draft(id, text ?? '', 1_000, 'customer'), kind, revises: revised, wireId: id };
}

function agentRevises(target: string, id: string, text: string | null): Draft {
  return { ...revises(target, id, text), author: { kind: 'agent', ...ANA } };
}

describeStores('An edit and a deletion by the customer', (kind) => {
  const stores = storesOf(kind);

  test('get numbers of their own and wait for a turn while the bot has the talk', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1', 'hello');
    const edit = revises('m1', 'e1', '$hallo');
    const recorded = await talk.writes('', '', { draft: edit });
    expect(recorded).toMatchObject({ kind: 'recorded', seq: 2 });
    await talk.writes('', '', { draft: revises('m1', 'd1', null) });
    const now = await talk.now();
    expect(now.inbox[1]).toEqual({ ...edit, seq: 2 });
    expect(now.inbox.map((one) => `${one.seq} ${one.kind} ${one.text}`)).toEqual([
      '1 text hello',
      '2 edit $hallo',
      '3 delete ',
    ]);
    expect(now.lanes.desk.items).toEqual([]);
    const after = await talk.answers();
    expect(after.lanes.customer.items.slice(1, 3).map((item) => item.message)).toEqual(
      now.inbox.slice(1),
    );
  });

  test('go to the desk while people are asked for, and to the agent who has the talk', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('desk');
    await talk.writes('', '', { draft: revises('m1', 'e1', 'waiting') });
    await talk.owns('claim');
    await talk.writes('', '', { draft: revises('m1', 'd1', null) });
    const now = await talk.now();
    expect(now.inbox).toEqual([]);
    const shown = now.lanes.desk.items.filter((item) => item.kind === 'deliver');
    expect(shown.map(({ message }) => `${message?.kind} ${message?.revises?.id}`)).toEqual([
      'edit m1',
      'delete m1',
    ]);
  });

  test('are recorded once, and a claim takes them from the inbox to the desk', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.writes('', '', { draft: revises('m1', 'e1', 'better') });
    expect(await talk.writes('', '', { draft: revises('m1', 'e1', 'again') })).toEqual({
      kind: 'duplicate',
      seq: 2,
    });
    await talk.takesOver();
    expect(owed(await talk.now(), 'desk').slice(0, 2)).toEqual([
      'deliver hello pending',
      'deliver better pending',
    ]);
  });
});

describeStores('An edit and a deletion by an agent', (kind) => {
  const stores = storesOf(kind);

  test('of the one who has the case go to the customer, in order and once', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    await talk.clears('customer');
    await talk.says(ANA, 's1', 'helo');
    const { lastSeq } = await talk.now();
    const edit = agentRevises('s1', 'e1', 'hello');
    expect(await talk.says(ANA, '', '', { draft: edit })).toMatchObject({
      kind: 'said',
      seq: lastSeq + 1,
    });
    await talk.says(ANA, '', '', { draft: agentRevises('s1', 'd1', null) });
    const now = await talk.now();
    expect(await talk.says(ANA, '', '', { draft: edit })).toEqual({
      kind: 'duplicate',
      seq: lastSeq + 1,
    });
    expect(await talk.now()).toEqual(now);
    const items = now.lanes.customer.items.slice(1);
    expect(items.map((item) => item.message)).toEqual([
      { ...edit, seq: lastSeq + 1 },
      { ...agentRevises('s1', 'd1', null), seq: lastSeq + 2 },
    ]);
    expect(items).toMatchObject([
      { kind: 'deliver', byBot: false, held: true },
      { kind: 'deliver', byBot: false, held: true },
    ]);
  });

  test('do not claim an open case, say nothing in a case of another one, and end with the case but for deletions', async () => {
    const talk = new Talk(stores());
    const open = await talk.escalates();
    for (const text of ['words', null]) {
      const early = { draft: agentRevises('s1', 'r1', text), claiming: false };
      expect(await talk.says(ANA, '', '', early)).toEqual({ kind: 'stale', conversation: open });
    }
    expect(await talk.now()).toEqual(open);
    await talk.owns('claim', BEN);
    const bens = await talk.now();
    for (const text of ['words', null]) {
      const foreign = { draft: agentRevises('s1', 'r1', text) };
      expect(await talk.says(ANA, '', '', foreign)).toEqual({ kind: 'stale', conversation: bens });
    }
    await talk.owns('resolve', BEN);
    const handoffId = existing(open.handoff).id;
    const late = (text: string | null) => ({ draft: agentRevises('s1', 'r1', text), handoffId });
    expect(await talk.says(BEN, '', '', late('other words'))).toMatchObject({ kind: 'stale' });
    const claiming = { ...late(null), claiming: true };
    expect(await talk.says(BEN, '', '', claiming)).toMatchObject({ kind: 'stale' });
    // What should never have been said can be taken back for good.
    expect(await talk.says(BEN, '', '', late(null))).toMatchObject({ kind: 'said' });
  });

  test('are not withdrawn by a change of owner', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    await talk.clears('customer');
    await talk.says(ANA, 's1', 'helo');
    await talk.says(ANA, '', '', { draft: agentRevises('s1', 'e1', 'hello') });
    await talk.owns('release');
    await talk.owns('claim', BEN);
    expect(owed(await talk.now(), 'customer').slice(0, 2)).toEqual([
      'deliver helo taken',
      'deliver hello pending',
    ]);
  });

  test(`are refused when ${LANE_ITEMS_MAX} replies are on their way`, async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    await talk.clears('customer');
    for (let number = 1; number <= LANE_ITEMS_MAX; number++) {
      const id = `r${number}`;
      const said = await talk.says(ANA, '', '', { draft: agentRevises('s1', id, 'words') });
      expect(said.kind).toBe('said');
    }
    const before = await talk.now();
    for (const text of ['words', null]) {
      const one = { draft: agentRevises('s1', 'one-more', text) };
      expect(await talk.says(ANA, '', '', one)).toEqual({ kind: 'full' });
    }
    expect(await talk.now()).toEqual(before);
  });
});
