import { ANA, BEN, draft, take } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, storesOf, Talk } from './talk.js';

/** Nobody has spoken for long; `lastSeq` is what was there when that was found. */
async function expires(talk: Talk, lastSeq: number, agent = ANA) {
  const now = await talk.now();
  return talk.stores.conversations.own({
    kind: 'expire',
    conversationId: talk.id,
    handoffId: now.handoff?.id ?? 'none-1',
    agent,
    nowMs: talk.nowMs,
    take: take(talk.nowMs),
    note: 'the customer went silent',
    lastSeq,
    notice: draft(`${talk.id}-x${now.lastSeq}`, 'I am back', talk.nowMs, 'system'),
  });
}

describeStores('A case in which nobody speaks any more', (kind) => {
  const stores = storesOf(kind);

  test('ends: the bot has the talk again, in a new episode, and knows whose time it was', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    talk.nowMs = 90_000;
    const { lastSeq, episode, handoff } = await talk.now();
    const done = await expires(talk, lastSeq);
    const now = await talk.now();
    expect(done).toEqual({ kind: 'done', conversation: now });
    expect(now).toMatchObject({
      owner: 'bot',
      handoff: null,
      watchAtMs: 90_000,
      lastSeq: lastSeq + 2,
      episode: { number: episode.number + 1, turns: 0, unsupported: 0 },
    });
    expect(now.stretches).toEqual([
      {
        handoffId: handoff?.id,
        agent: ANA,
        outcome: 'expired',
        note: 'the customer went silent',
        fromMs: 1_000,
        toMs: 90_000,
      },
    ]);
    const card = existing(now.lanes.desk.items.findLast((item) => item.kind === 'card')?.handoff);
    expect(card).toMatchObject({ state: 'expired', closedAtMs: 90_000, claimedBy: ANA });
    expect(card.history.at(-1)).toEqual({ state: 'expired', atMs: 90_000 });
  });

  test('goes on if somebody spoke meanwhile', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    const { lastSeq } = await talk.now();
    await talk.writes('m2', 'I am here');
    expect(await expires(talk, lastSeq)).toMatchObject({ kind: 'stale' });
    expect((await talk.now()).owner).toBe('agent');
  });

  test('is not one that nobody has claimed, or that somebody else has', async () => {
    const talk = new Talk(stores());
    const open = await talk.escalates();
    expect(await expires(talk, open.lastSeq)).toMatchObject({ kind: 'stale' });
    await talk.owns('claim', BEN);
    expect(await expires(talk, open.lastSeq + 1)).toMatchObject({ kind: 'stale' });
    expect((await talk.now()).handoff).toMatchObject({ state: 'claimed', claimedBy: BEN });
  });

  test('ends once, of twenty who find it at once', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    const { lastSeq } = await talk.now();
    const all = await Promise.all(Array.from({ length: 20 }, () => expires(talk, lastSeq)));
    expect(all.filter((one) => one.kind === 'done')).toHaveLength(1);
    expect((await talk.now()).stretches).toHaveLength(1);
  });
});
