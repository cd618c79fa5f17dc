import { storesOf, Talk } from '../contract/talk.js';
import { ANA, BEN, take } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { peopleAt } from './people-at-the-desk.js';

const APPROVAL = { id: 'a1', title: 'Refund 20 €', detail: 'For the broken lamp.' };

describeStores('Something that waits for an approval', (kind) => {
  const stores = storesOf(kind);

  async function asked({ isAsked = true, isClaimed = true } = {}) {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    const id = handoff?.id ?? '';
    const changes = { approval: APPROVAL };
    if (isAsked) {
      const request = { conversationId: talk.id, handoffId: id, changes, take: take(talk.nowMs) };
      await talk.stores.outbox.amend(request);
    }
    if (isClaimed) await talk.owns('claim');
    return { talk, id, ...peopleAt(talk) };
  }

  test.each([true, false])('is decided by who has the case: %s', async (isApproved) => {
    const { talk, id, policy } = await asked();
    talk.nowMs = 9_000;
    const approval = { ...APPROVAL, decision: { isApproved, by: ANA, atMs: 9_000 } };
    const before = await policy.find(id);
    expect((await policy.decide(id, ANA, isApproved)).payload.approval).toEqual(approval);
    const after = await policy.find(id);
    expect(after.payload).toEqual({ ...before.payload, approval });
    expect(after.revision).toBe(before.revision + 1);
    const cards = (await talk.now()).lanes.desk.items.flatMap(({ handoff }) => handoff ?? []);
    expect(cards.at(-1)?.payload.approval).toEqual(approval);
  });

  test('is decided once; saying the same again is no error', async () => {
    const { talk, id, policy } = await asked();
    await policy.decide(id, ANA, true);
    const decided = await talk.now();
    await policy.decide(id, ANA, true);
    await expect(policy.decide(id, ANA, false)).rejects.toMatchObject({
      code: 'handoff.no-approval',
      details: { by: ANA.name },
    });
    await talk.owns('release');
    await talk.owns('claim', BEN);
    await expect(policy.decide(id, BEN, false)).rejects.toMatchObject({
      code: 'handoff.no-approval',
      details: { by: ANA.name },
    });
    const { handoff } = await talk.now();
    expect(handoff?.payload).toEqual(decided.handoff?.payload);
  });

  test('is decided once when yes and no are said at once', async () => {
    const { talk, id, policy } = await asked();
    const other = peopleAt(talk).policy;
    const before = await policy.find(id);
    const said = await Promise.allSettled([
      policy.decide(id, ANA, true),
      other.decide(id, ANA, false),
    ]);
    const [lost, ...others] = said.filter(({ status }) => status === 'rejected');
    expect(others).toEqual([]);
    expect(lost).toMatchObject({
      reason: { code: 'handoff.no-approval', details: { by: ANA.name } },
    });
    const { revision, payload } = await policy.find(id);
    expect(revision).toBe(before.revision + 1);
    const isApproved = said[0]?.status === 'fulfilled';
    expect(payload.approval?.decision).toEqual({ isApproved, by: ANA, atMs: talk.nowMs });
  });

  test('is not decided by who gave the case away meanwhile', async () => {
    const { talk, id, policy } = await asked();
    const { outbox } = talk.stores;
    const amend = outbox.amend.bind(outbox);
    const spy = jest.spyOn(outbox, 'amend').mockImplementationOnce(async (command) => {
      await talk.owns('release');
      await talk.owns('claim', BEN);
      return amend(command);
    });
    const refusal = { code: 'handoff.taken', details: { by: BEN.name } };
    await expect(policy.decide(id, ANA, true)).rejects.toMatchObject(refusal);
    spy.mockRestore();
    expect((await policy.find(id)).payload.approval).toEqual(APPROVAL);
  });

  test('is decided although words on its card change meanwhile', async () => {
    const { talk, id, policy } = await asked();
    const { outbox } = talk.stores;
    const amend = outbox.amend.bind(outbox);
    const spy = jest.spyOn(outbox, 'amend').mockImplementationOnce(async (command) => {
      const { conversationId, handoffId } = command;
      const changes = { summary: 'The lamp is broken.' };
      await amend({ conversationId, handoffId, changes, take: take(talk.nowMs) });
      return amend(command);
    });
    await policy.decide(id, ANA, true);
    spy.mockRestore();
    const { payload } = await policy.find(id);
    expect(payload).toMatchObject({ summary: 'The lamp is broken.' });
    expect(payload.approval?.decision).toMatchObject({ isApproved: true, by: ANA });
  });

  test('is decided on a case nobody has by claiming it', async () => {
    const { talk, id, policy } = await asked({ isClaimed: false });
    await policy.decide(id, ANA, true);
    const { handoff, owner } = await talk.now();
    expect([owner, handoff?.claimedBy]).toEqual(['agent', ANA]);
    expect(handoff?.payload.approval?.decision).toMatchObject({ isApproved: true, by: ANA });
  });

  test('is not for colleagues to decide, who learn who has the case and since when', async () => {
    const { id, policy } = await asked();
    await expect(policy.decide(id, BEN, true)).rejects.toMatchObject({
      code: 'handoff.taken',
      details: { by: ANA.name, sinceMs: 1_000 },
    });
  });

  test.each<[string, Parameters<typeof asked>[0], string]>([
    ['where nothing waits for it', { isAsked: false }, 'handoff.no-approval'],
    [
      'where nothing waits and nobody has the case',
      { isAsked: false, isClaimed: false },
      'handoff.not-claimed',
    ],
  ])('cannot be decided %s', async (_what, wishes, code) => {
    const { id, policy } = await asked(wishes);
    await expect(policy.decide(id, ANA, true)).rejects.toMatchObject({ code });
  });

  test('cannot be decided once the case is closed', async () => {
    const { talk, id, policy } = await asked();
    await talk.owns('resolve');
    await expect(policy.decide(id, BEN, true)).rejects.toMatchObject({
      code: 'handoff.closed',
      details: { state: 'resolved', by: ANA.name },
    });
  });
});
