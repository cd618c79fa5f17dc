import { describeStores } from '../support/stores.js';
import { existing, storesOf, Talk } from './talk.js';

describeStores('A text is never missing', (kind) => {
  const stores = storesOf(kind);

  test('a text is filed before its lane lets go of it', async () => {
    const talk = new Talk(stores());
    const { archive } = stores();
    await talk.writes('m1', 'question');
    const leased = await talk.leased();
    expect(leased.inbox.map((message) => message.text)).toEqual(['question']);
    const taken = existing(await talk.commit(leased, { says: ['answer'] }));
    const { items } = taken.lanes.customer;
    const messages = items.flatMap((item) => item.message ?? []);
    const turns = items.flatMap((item) => item.turn ?? []);
    expect(messages.map((message) => message.seq)).toEqual([1, 2]);
    await archive.file({ conversationId: talk.id, messages, turns, handoffs: [] });
    expect((await talk.now()).lanes.customer.items).toEqual(items);
    await talk.clears('customer');
    expect((await talk.now()).lanes.customer.items).toEqual([]);
    expect(await archive.page(talk.id, { after: 0, limit: 10 })).toEqual(messages);
    expect(await archive.turns(talk.id, 10)).toEqual(turns);
  });

  test('a courier that dies between filing and settling leaves work that changes nothing', async () => {
    const talk = new Talk(stores());
    const { archive } = stores();
    await talk.writes('m1', 'question');
    const first = await talk.answers({ says: ['answer'] });
    const filing = {
      conversationId: talk.id,
      messages: first.lanes.customer.items.flatMap((item) => item.message ?? []),
      turns: first.lanes.customer.items.flatMap((item) => item.turn ?? []),
      handoffs: [],
    };
    await archive.file(filing);
    const before = await archive.page(talk.id, { after: 0, limit: 10 });
    talk.nowMs = existing((await talk.now()).dueAtMs);
    const again = existing(await talk.takes('customer'));
    expect(again.lanes.customer.items.map((item) => item.state)).toEqual([
      'taken',
      'taken',
      'taken',
    ]);
    await archive.file(filing);
    await talk.clears('customer');
    expect(await archive.page(talk.id, { after: 0, limit: 10 })).toEqual(before);
  });
});
