import { changed } from '../../src/core/ports/signals.js';
import { storesOf, Talk } from '../contract/talk.js';
import { ANA, BEN } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { filed, peopleAt } from './people-at-the-desk.js';

describeStores('Whether it was right to hand off', (kind) => {
  const stores = storesOf(kind);

  /** A case that Ana has had, closed in one of the ways there are. */
  async function closed(how: 'resolve' | 'return' = 'resolve', isFiled = true) {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    await talk.owns('claim');
    await talk.owns(how);
    if (isFiled) await filed(talk);
    return { talk, id: handoff?.id ?? '', ...peopleAt(talk) };
  }

  test.each(['resolve', 'return'] as const)('is said by who had it, after a %s', async (how) => {
    const { talk, id, policy } = await closed(how);
    talk.nowMs = 5_000;
    const verdict = { isRight: false, by: ANA, atMs: 5_000 };
    expect(await policy.judge(id, ANA, false)).toMatchObject({ id, verdict });
    expect(await policy.find(id)).toMatchObject({ verdict });
    expect(await stores().handoffs.find(id)).toMatchObject({ verdict });
  });

  test('is said again in other words: the last one counts; the same one changes nothing', async () => {
    const { talk, id, policy } = await closed();
    await policy.judge(id, ANA, false);
    talk.nowMs = 6_000;
    await policy.judge(id, ANA, false);
    expect((await policy.find(id)).verdict?.atMs).toBe(1_000);
    await policy.judge(id, ANA, true);
    expect((await policy.find(id)).verdict).toEqual({ isRight: true, by: ANA, atMs: 6_000 });
  });

  test('is shown at once wherever the case is shown', async () => {
    const { talk, id, policy } = await closed();
    const heard: unknown[] = [];
    const stop = stores().signals.listen(talk.id, (signal) => heard.push(signal));
    await policy.judge(id, ANA, true);
    stop();
    expect(heard).toEqual([changed(await talk.now(), true)]);
  });

  test('is not for colleagues to say', async () => {
    const { id, policy } = await closed();
    await expect(policy.judge(id, BEN, true)).rejects.toMatchObject({
      code: 'handoff.taken',
      details: { by: ANA.name },
    });
    expect((await policy.find(id)).verdict).toBeUndefined();
  });

  test('cannot be said before the case is closed', async () => {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    const { policy } = peopleAt(talk);
    await talk.owns('claim');
    await expect(policy.judge(handoff?.id ?? '', ANA, true)).rejects.toMatchObject({
      code: 'handoff.not-closed',
    });
  });

  test('can be said a moment later if the closing is not on record yet', async () => {
    const { talk, id, policy } = await closed('resolve', false);
    await expect(policy.judge(id, ANA, true)).rejects.toMatchObject({
      code: 'handoff.not-filed',
      retryable: true,
    });
    await filed(talk);
    expect(await policy.judge(id, ANA, true)).toMatchObject({ verdict: { isRight: true } });
  });

  test('is known although the card is still on its way to its room', async () => {
    const { talk, id, policy } = await closed('resolve', false);
    const { lanes } = await talk.now();
    const handoffs = lanes.desk.items.flatMap(({ handoff }) => handoff ?? []);
    await stores().archive.file({ conversationId: talk.id, messages: [], turns: [], handoffs });
    await policy.judge(id, ANA, true);
    expect(await policy.find(id)).toMatchObject({ state: 'resolved', verdict: { isRight: true } });
  });

  test('of a handoff that there is not is refused', async () => {
    const { policy } = await closed();
    await expect(policy.judge('nowhere-1', ANA, true)).rejects.toMatchObject({
      code: 'handoff.unknown',
    });
  });
});
