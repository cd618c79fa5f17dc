import { existing, storesOf, Talk } from '../contract/talk.js';
import { ANA, BEN, draft, recordOf, take } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { filed, peopleAt } from './people-at-the-desk.js';

const OWN = { code: 'handoff.own', retryable: false };

/** An agent who is a customer here, too: as the one the conversation is with, or as one of several. */
const WAYS: readonly ['whose conversation it is' | 'who wrote in it, too'][] = [
  ['whose conversation it is'],
  ['who wrote in it, too'],
];

describeStores('An agent', (kind) => {
  const stores = storesOf(kind);

  async function involved([way]: (typeof WAYS)[number], isFiled: boolean) {
    const talk = new Talk(stores());
    const author = { kind: 'customer' as const, ...BEN };
    const customer = way === 'whose conversation it is' ? BEN : { id: 'visit-1', name: 'Visitor' };
    const words = { ...recordOf(talk.id, `${talk.id}-b`, 'Me, too', talk.nowMs), customer };
    await talk.stores.inbox.record({ ...words, draft: { ...words.draft, author } });
    const { handoff } = await talk.answers({ escalates: true });
    const id = existing(handoff).id;
    if (isFiled) await filed(talk);
    return { talk, id, ...peopleAt(talk) };
  }

  test.each(WAYS)('%s does nothing about it', async (...way) => {
    const { talk, id, policy, speech } = await involved(way, false);
    const changes = { approval: { id: 'a1', title: 'Refund', detail: 'All of it.' } };
    await talk.stores.outbox.amend({
      conversationId: talk.id,
      handoffId: id,
      changes,
      take: take(talk.nowMs),
    });
    const words = { id: 'w', text: 'Give me my money.' };
    const tries = [
      () => policy.step('claim', id, BEN, ''),
      () => policy.step('resolve', id, BEN, ''),
      () => policy.decide(id, BEN, true),
      () => policy.judge(id, BEN, true),
      () => speech.reply(id, BEN, words),
      () => speech.note(id, BEN, words),
      () => speech.edit(id, BEN, 1, words),
      () => speech.delete(id, BEN, 1, 'd'),
      () => speech.retry(id, BEN, 1),
    ];
    const before = await talk.now();
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject(OWN);
    expect(await talk.now()).toEqual(before);
    expect(await policy.step('claim', id, ANA, '')).toMatchObject({ claimedBy: ANA });
  });

  test.each(WAYS)('%s is known from the record as well', async (...way) => {
    const { id, policy } = await involved(way, true);
    await expect(policy.step('claim', id, BEN, '')).rejects.toMatchObject(OWN);
  });

  test('does not take over their own conversation from the bot', async () => {
    const talk = new Talk(stores());
    await talk.writes(`${talk.id}-q`, 'hello', { customer: BEN });
    const { policy } = peopleAt(talk);
    await expect(policy.takeOver(talk.id, BEN)).rejects.toMatchObject(OWN);
    expect(await policy.takeOver(talk.id, ANA)).toMatchObject({ state: 'claimed' });
  });

  test('who only answered in it may go on', async () => {
    const talk = new Talk(stores());
    await talk.writes(`${talk.id}-q`);
    await talk.answers({ replies: [draft(`${talk.id}-r`, 'hi', 1_000, 'bot')], escalates: true });
    const { policy, speech } = peopleAt(talk);
    const id = existing((await talk.now()).handoff).id;
    await speech.reply(id, BEN, { id: 'a', text: 'Here I am.' });
    expect(await policy.step('resolve', id, BEN, '')).toMatchObject({ state: 'resolved' });
  });
});
