import type { AmendCommand } from '../../src/core/domain/ownership-writes.js';
import { ANA, BEN, take } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, ODD_TEXTS, storesOf, Talk } from './talk.js';

/** A brief that came later, for the case that is open now. */
async function amends(talk: Talk, rest: Partial<AmendCommand> = {}) {
  const { handoff } = await talk.now();
  return talk.stores.outbox.amend({
    conversationId: talk.id,
    handoffId: handoff?.id ?? 'none-1',
    changes: { intent: 'wants a refund' },
    take: take(talk.nowMs),
    ...rest,
  });
}

async function cardsOf(talk: Talk) {
  const { items } = (await talk.now()).lanes.desk;
  return items.flatMap((item) =>
    item.kind === 'card'
      ? [`${item.handoff?.revision} ${item.handoff?.payload.intent} ${item.state}`]
      : [],
  );
}

describeStores('A brief that comes later', (kind) => {
  const stores = storesOf(kind);

  test('is put on the card of an open case: the lines it brings, and no other', async () => {
    const talk = new Talk(stores());
    const before = await talk.escalates();
    const handoff = existing(before.handoff);
    const brief = { summary: 'The parcel is lost.', draftReply: 'I am sorry.' };
    const after = existing(await amends(talk, { changes: brief }));
    expect(after).toEqual(await talk.now());
    expect(after.handoff).toEqual({
      ...handoff,
      revision: handoff.revision + 1,
      payload: { ...handoff.payload, ...brief },
    });
    const { handoff: _, lanes: __, ...rest } = before;
    expect(after).toMatchObject({ ...rest, lanes: { customer: before.lanes.customer } });
  });

  test('is put on the card of a claimed case, who has it stays', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim');
    const before = existing((await talk.now()).handoff);
    const after = existing(await amends(talk)).handoff;
    expect(after).toMatchObject({ state: 'claimed', claimedBy: ANA, history: before.history });
    expect(after?.payload).toEqual({ ...before.payload, intent: 'wants a refund' });
    expect((await talk.now()).owner).toBe('agent');
  });

  test('comes too late for a closed case, and for one that is not this one', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const first = existing((await talk.now()).handoff).id;
    await talk.owns('claim');
    await talk.owns('return');
    const closed = await talk.now();
    expect(await amends(talk, { handoffId: first })).toBeNull();
    expect(await amends(talk)).toBeNull();
    expect(await talk.now()).toEqual(closed);
    talk.nowMs = 2_000;
    const second = await talk.escalates();
    expect(await amends(talk, { handoffId: first })).toBeNull();
    expect(await talk.now()).toEqual(second);
    expect(await amends(talk, { conversationId: 'nowhere' })).toBeNull();
    expect(await stores().conversations.load('nowhere')).toBeNull();
  });

  test('holds only as long as the case is as it was seen, where that matters', async () => {
    const talk = new Talk(stores());
    const { revision } = existing((await talk.escalates()).handoff);
    expect(await amends(talk, { revision: revision - 1 })).toBeNull();
    expect(existing(await amends(talk, { revision })).handoff?.revision).toBe(revision + 1);
    const before = await talk.now();
    expect(await amends(talk, { revision, changes: { intent: 'late' } })).toBeNull();
    expect(await talk.now()).toEqual(before);
  });

  test('takes the place of a card that nobody has taken up; a taken one stays beside it', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    expect(await cardsOf(talk)).toEqual(['1 help taken']);
    await amends(talk, { changes: { intent: 'one' } });
    await amends(talk, { changes: { intent: 'two' } });
    await amends(talk, { changes: { intent: 'three' } });
    expect(await cardsOf(talk)).toEqual(['1 help taken', '4 three pending']);
    await talk.settles('desk', []);
    await amends(talk, { changes: { intent: 'four' } });
    expect(await cardsOf(talk)).toEqual(['5 four pending']);
  });

  test('wakes the desk of a case whose card was shown already', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('desk');
    await talk.clears('customer');
    await talk.attends({ watchAtMs: null });
    expect((await talk.now()).dueAtMs).toBeNull();
    const request = take(talk.nowMs);
    const after = existing(await amends(talk, { take: request }));
    expect(after.lanes.desk).toMatchObject({ holder: request.holder, leaseUntilMs: 2_000 });
    expect(await cardsOf(talk)).toEqual(['2 wants a refund taken']);
    expect(after.dueAtMs).toBe(2_000);
  });

  test('of ten at once each is on the card, and none is lost', async () => {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    const lines = ['intent', 'summary', 'uncertainty', 'suggestedNextAction', 'draftReply'];
    const briefs = [...lines, ...lines].map((line) => ({ [line]: `a ${line}` }));
    await Promise.all(briefs.map((brief) => amends(talk, { changes: brief })));
    const after = existing((await talk.now()).handoff);
    expect(after.revision).toBe(existing(handoff).revision + 10);
    expect(after.payload).toMatchObject(Object.assign({}, ...briefs));
    expect(await cardsOf(talk)).toEqual(['1 help taken', '11 a intent pending']);
  });

  test('and a claim at once: both hold', async () => {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    await Promise.all([amends(talk), talk.owns('claim', BEN), amends(talk)]);
    const after = existing((await talk.now()).handoff);
    expect(after).toMatchObject({ state: 'claimed', claimedBy: BEN });
    expect(after.revision).toBe(existing(handoff).revision + 3);
    expect(after.payload.intent).toBe('wants a refund');
  });

  test('comes out as it was written', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    for (const text of ODD_TEXTS) {
      const after = existing(await amends(talk, { changes: { intent: text, draftReply: text } }));
      expect(after.handoff?.payload).toMatchObject({ intent: text, draftReply: text });
    }
  });
});
