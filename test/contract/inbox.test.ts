import { EMPTY_CONVERSATION, newEpisode } from '../../src/core/domain/conversation.js';
import { INBOX_MAX, LANE_ITEMS_MAX, RECENT_IDS_MAX } from '../../src/core/domain/limits.js';
import { draft, recordOf, take } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { ODD_TEXTS, owed, storesOf, Talk } from './talk.js';

describeStores('A message is recorded once', (kind) => {
  const stores = storesOf(kind);

  test('a redelivered message is recorded once', async () => {
    const talk = new Talk(stores());
    expect(await talk.writes('m1')).toMatchObject({ kind: 'recorded', seq: 1 });
    const before = await talk.now();
    expect(await talk.writes('m1')).toEqual({ kind: 'duplicate', seq: 1 });
    expect(await talk.writes('m1', 'another text')).toEqual({ kind: 'duplicate', seq: 1 });
    expect(await talk.now()).toEqual(before);
  });

  test('a redelivery after the answer is still recognised', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.answers();
    await talk.clears('customer');
    expect(await talk.writes('m1')).toEqual({ kind: 'duplicate', seq: 1 });
    expect((await talk.now()).inbox).toEqual([]);
  });

  test('a redelivery while a person is asked for reaches the desk once', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('desk');
    expect(await talk.writes('m1')).toMatchObject({ kind: 'recorded' });
    expect(await talk.writes('m1')).toMatchObject({ kind: 'duplicate' });
    expect(owed(await talk.now(), 'desk')).toEqual(['deliver hello taken']);
  });

  test('the last 64 messages are remembered, in the aggregate no more', async () => {
    const talk = new Talk(stores());
    for (let number = 1; number <= RECENT_IDS_MAX; number++) {
      await talk.writes(`m${number}`);
      if (number % 20 === 0) await talk.answers({ says: [] });
      if (number % 20 === 0) await talk.clears('customer');
    }
    expect(await talk.writes('m1')).toEqual({ kind: 'duplicate', seq: 1 });
    await talk.writes('m65');
    expect((await talk.now()).recentIds).toHaveLength(RECENT_IDS_MAX);
    expect(await talk.writes('m2')).toEqual({ kind: 'duplicate', seq: 2 });
    expect(await talk.writes('m1')).toMatchObject({ kind: 'recorded', seq: 66 });
  });

  test('the same id in another conversation is another message', async () => {
    const [one, other] = [new Talk(stores()), new Talk(stores())];
    expect(await one.writes('m1')).toMatchObject({ kind: 'recorded', seq: 1 });
    expect(await other.writes('m1')).toMatchObject({ kind: 'recorded', seq: 1 });
  });

  test('of twenty deliveries of a first message at once exactly one is recorded', async () => {
    const talk = new Talk(stores());
    const results = await Promise.all(Array.from({ length: 20 }, () => talk.writes('m1')));
    expect(results.filter((one) => one.kind === 'recorded')).toHaveLength(1);
    expect(results.filter((one) => one.kind === 'duplicate')).toHaveLength(19);
    expect(results.every((one) => one.kind !== 'full' && one.seq === 1)).toBe(true);
    expect((await talk.now()).inbox).toHaveLength(1);
  });

  test('a hundred messages at once get a hundred numbers in a row, each once', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const { lastSeq } = await talk.clears('desk');
    const ids = Array.from({ length: 100 }, (_, index) => `m${index}`);
    const results = await Promise.all(ids.map((id) => talk.writes(id)));
    const numbers = results.map((one) => (one.kind === 'recorded' ? one.seq : one.kind));
    const all = ids.map((_, index) => lastSeq + 1 + index);
    expect(numbers.sort((one, next) => Number(one) - Number(next))).toEqual(all);
    const now = await talk.now();
    expect(now.lanes.desk.items.map((item) => item.message?.seq)).toEqual(all);
    expect(new Set(now.lanes.desk.items.map((item) => item.id)).size).toBe(100);
    expect(now.lastSeq).toBe(lastSeq + 100);
  });

  test('so many first messages at once as an inbox holds are all recorded, in a row', async () => {
    const talk = new Talk(stores());
    const ids = Array.from({ length: INBOX_MAX }, (_, index) => `m${index}`);
    const results = await Promise.all(ids.map((id) => talk.writes(id)));
    expect(results.map((one) => one.kind)).toEqual(ids.map(() => 'recorded'));
    const { inbox } = await talk.now();
    expect(inbox.map((message) => message.seq)).toEqual(ids.map((_, index) => index + 1));
    expect(new Set(inbox.map((message) => message.id)).size).toBe(INBOX_MAX);
  });
});

describeStores('Where a message goes', (kind) => {
  const stores = storesOf(kind);

  test('a first message makes its conversation, due at once', async () => {
    const talk = new Talk(stores());
    const command = recordOf(talk.id, 'm1', 'hello', 1_000);
    const message = { ...command.draft, seq: 1 };
    const expected = {
      ...EMPTY_CONVERSATION,
      ...command.place,
      id: talk.id,
      customer: command.customer,
      createdAtMs: 1_000,
      episode: newEpisode(1, 1_000),
      lastSeq: 1,
      recentIds: [{ id: 'm1', seq: 1 }],
      inbox: [message],
      customerAtMs: 1_000,
      dueAtMs: 1_000,
    };
    const result = await stores().inbox.record(command);
    expect(result).toEqual({ kind: 'recorded', seq: 1, conversation: expected });
    expect(await talk.now()).toEqual(expected);
  });

  test('the newest name of a customer stands, the first moment and place stay', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    talk.nowMs = 2_000;
    const place = { tenant: 'other', channel: 'other', thread: 'other' };
    await talk.writes('m2', 'again', { customer: { id: 'visit-1', name: '$name' }, place });
    const now = await talk.now();
    expect(now.customer).toEqual({ id: 'visit-1', name: '$name' });
    expect(now).toMatchObject({ createdAtMs: 1_000, tenant: 'demo', thread: 'visit-1' });
  });

  test('a message that comes during a turn leaves the lease alone', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    await talk.writes('m2');
    const { fence, leaseUntilMs, attempts, inbox, dueAtMs } = await talk.now();
    expect({ fence, leaseUntilMs, attempts }).toEqual({
      fence: leased.fence,
      leaseUntilMs: leased.leaseUntilMs,
      attempts: 1,
    });
    expect(inbox.map((message) => message.id)).toEqual(['m1', 'm2']);
    expect(dueAtMs).toBe(leased.leaseUntilMs);
  });

  test.each(['waiting', 'agent'])(
    'while the owner is %s a message goes to the desk',
    async (owner) => {
      const talk = new Talk(stores());
      await talk.escalates();
      if (owner === 'agent') await talk.owns('claim');
      const { fence } = (await talk.clears('desk')).lanes.desk;
      const request = take(talk.nowMs);
      const result = await talk.writes('m1', 'are you there?', { take: request });
      const now = await talk.now();
      expect(now.owner).toBe(owner);
      expect(result).toMatchObject({ kind: 'recorded', conversation: now });
      expect(now.inbox).toEqual([]);
      expect(now.lanes.desk).toMatchObject({ fence: fence + 1, holder: request.holder });
      expect(now.lanes.desk.items).toMatchObject([{ id: 'm1', held: true, byBot: false }]);
      await talk.writes('m2', 'hello?');
      expect(owed(await talk.now(), 'desk')).toEqual([
        'deliver are you there? taken',
        'deliver hello? pending',
      ]);
    },
  );

  test('texts, names and ids that look like operators come back as they went in', async () => {
    const talk = new Talk(stores());
    for (const [index, text] of ODD_TEXTS.entries()) {
      const said = { ...draft(`$m${index}`, text, 1_000, 'customer'), wireId: '$owner' };
      const author = { ...said.author, id: '$customer', name: text };
      await talk.writes('', '', { draft: { ...said, author }, customer: { id: '$x', name: text } });
      const { inbox, customer, recentIds } = await talk.now();
      expect(inbox.at(-1)).toEqual({ ...said, author, seq: index + 1 });
      expect(customer.name).toBe(text);
      expect(recentIds.at(-1)).toEqual({ id: `$m${index}`, seq: index + 1 });
    }
    expect(await talk.writes('$m0')).toEqual({ kind: 'duplicate', seq: 1 });
  });
});

describeStores('What does not fit is refused', (kind) => {
  const stores = storesOf(kind);

  test('a full inbox refuses, recognises what it has, and has room after a turn', async () => {
    const talk = new Talk(stores());
    for (let number = 1; number < INBOX_MAX; number++) await talk.writes(`m${number}`);
    expect(await talk.writes('last')).toMatchObject({ kind: 'recorded', seq: INBOX_MAX });
    const before = await talk.now();
    expect(await talk.writes('more')).toEqual({ kind: 'full' });
    expect(await talk.writes('m2')).toEqual({ kind: 'duplicate', seq: 2 });
    expect(await talk.now()).toEqual(before);
    await talk.answers({ takenIds: ['m1'], says: [] });
    expect(await talk.writes('more')).toMatchObject({ kind: 'recorded', seq: INBOX_MAX + 1 });
  });

  test('a full desk lane refuses until something left it', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    for (let items = 1; items < LANE_ITEMS_MAX; items++) {
      expect(await talk.writes(`m${items}`)).toMatchObject({ kind: 'recorded' });
    }
    const before = await talk.now();
    expect(before.lanes.desk.items).toHaveLength(LANE_ITEMS_MAX);
    expect(await talk.writes('one-more')).toEqual({ kind: 'full' });
    expect(await talk.now()).toEqual(before);
    await talk.settles('desk', [{ id: before.lanes.desk.items[0]?.id ?? '', kind: 'done' }]);
    expect(await talk.writes('one-more')).toMatchObject({ kind: 'recorded' });
  });

  test('a customer to whom 200 things are owed is refused more questions', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const says = Array.from({ length: LANE_ITEMS_MAX - 2 }, (_, index) => `answer ${index}`);
    await talk.answers({ says });
    expect((await talk.now()).lanes.customer.items).toHaveLength(LANE_ITEMS_MAX);
    expect(await talk.writes('m2')).toEqual({ kind: 'full' });
    await talk.clears('customer');
    expect(await talk.writes('m2')).toMatchObject({ kind: 'recorded' });
  });
});
