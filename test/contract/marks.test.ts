import type { Conversation } from '../../src/core/domain/conversation.js';
import { LANE_ITEMS_MAX, UNMARKED_MAX } from '../../src/core/domain/limits.js';
import type { SayCommand } from '../../src/core/domain/ownership-writes.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { ANA, BEN, draft } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, storesOf, Talk } from './talk.js';

/** A talk that Ana has, at a desk on a platform, with nothing owed. */
async function aTalkWithAna(stores: Stores): Promise<Talk> {
  const talk = new Talk(stores);
  await talk.escalates();
  await talk.owns('claim');
  await talk.clears('customer');
  await talk.clears('desk');
  return talk;
}

/** A reply in the thread of the case, or with null on another page. */
function replies(talk: Talk, key: string, wireId: string | null = `room:${key}`, by = ANA) {
  const author = { kind: 'agent' as const, ...by };
  const wire = wireId === null ? {} : { wireId };
  const said: SayCommand['draft'] = {
    ...draft(`${talk.id}-${key}`, `reply ${key}`, talk.nowMs, 'agent'),
    author,
    ...wire,
  };
  return talk.says(by, key, '', { draft: said, deskShows: 'wire' });
}

/** The marks in the desk's lane, in a line each. */
function marksOf(conversation: Conversation): string[] {
  return conversation.lanes.desk.items.flatMap(({ kind, mark }) =>
    kind === 'mark' && mark
      ? [[mark.messageId, mark.seq, mark.state, mark.reason, mark.wireId].join(' ').trim()]
      : [],
  );
}

describeStores('A reply at a desk on a platform', (kind) => {
  const stores = storesOf(kind);

  test('waits for its mark; one that was not said in the thread is shown there too', async () => {
    const talk = await aTalkWithAna(stores());
    talk.nowMs = 4_000;
    await replies(talk, 'here');
    await replies(talk, 'elsewhere', null);
    const now = await talk.now();
    const seq = now.lastSeq;
    expect(now.unmarked).toEqual([
      {
        messageId: `${talk.id}-here`,
        seq: seq - 1,
        wireId: 'room:here',
        saidAtMs: 4_000,
        isWaitingTold: false,
      },
      { messageId: `${talk.id}-elsewhere`, seq, saidAtMs: 4_000, isWaitingTold: false },
    ]);
    expect(now.lanes.desk.items.map((item) => item.message)).toEqual([
      now.lanes.customer.items.at(-1)?.message,
    ]);
  });

  test('that first claims brings both: the claimed card and the mark to come', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('desk');
    await replies(talk, 'first', null);
    const now = await talk.now();
    expect(now.owner).toBe('agent');
    expect(now.unmarked.map((one) => one.messageId)).toEqual([`${talk.id}-first`]);
    expect(now.lanes.desk.items.map((item) => item.kind)).toEqual(['card', 'deliver']);
  });

  test('said again changes nothing, and a note waits for no mark', async () => {
    const talk = await aTalkWithAna(stores());
    await replies(talk, 'once');
    expect(await replies(talk, 'once')).toMatchObject({ kind: 'duplicate' });
    await talk.notes(ANA, `${talk.id}-n1`);
    expect((await talk.now()).unmarked).toHaveLength(1);
  });

  test('at a desk that shows what is on record waits for no mark', async () => {
    const talk = await aTalkWithAna(stores());
    await talk.says(ANA, `${talk.id}-s1`);
    const now = await talk.now();
    expect(now.unmarked).toEqual([]);
    expect(now.lanes.desk.items).toEqual([]);
  });

  test('is refused when its mark would have no room', async () => {
    const talk = await aTalkWithAna(stores());
    for (let count = 0; count < LANE_ITEMS_MAX; count++) {
      expect((await talk.notes(ANA, `${talk.id}-n${count}`)).kind).toBe('said');
    }
    expect(await replies(talk, 'much')).toEqual({ kind: 'full' });
    expect((await talk.says(ANA, `${talk.id}-s1`)).kind).toBe('said');
  });

  test('of very many the newest are told about', async () => {
    const talk = await aTalkWithAna(stores());
    for (let count = 0; count < UNMARKED_MAX + 2; count++) {
      await replies(talk, `r${count}`);
      await talk.clears('customer');
    }
    const { unmarked } = await talk.now();
    expect(unmarked).toHaveLength(UNMARKED_MAX);
    expect(unmarked[0]?.messageId).toBe(`${talk.id}-r2`);
  });
});

describeStores('The mark of a reply', (kind) => {
  const stores = storesOf(kind);

  test('says that it was delivered, or why not, in the write that settles it', async () => {
    const talk = await aTalkWithAna(stores());
    await replies(talk, 'one');
    await replies(talk, 'two');
    await replies(talk, 'three');
    const { lastSeq } = await talk.now();
    const after = existing(
      await talk.settles('customer', [], {
        marks: [
          { messageId: `${talk.id}-two`, state: 'failed', reason: 'blocked' },
          { messageId: `${talk.id}-one`, state: 'delivered' },
          { messageId: 'nobody-waits', state: 'delivered' },
        ],
      }),
    );
    expect(after).toEqual(await talk.now());
    expect(marksOf(after)).toEqual([
      `${talk.id}-one ${lastSeq - 2} delivered  room:one`,
      `${talk.id}-two ${lastSeq - 1} failed blocked room:two`,
    ]);
    expect(after.lanes.desk.items.map((item) => item.id)).toEqual([
      `mark-${talk.id}-one-delivered`,
      `mark-${talk.id}-two-failed`,
    ]);
    expect(after.unmarked.map((one) => one.messageId)).toEqual([`${talk.id}-three`]);
    const again = await talk.settles('customer', [], {
      marks: [{ messageId: `${talk.id}-one`, state: 'delivered' }],
    });
    expect(marksOf(existing(again))).toHaveLength(2);
  });

  test('is not made by a courier who came too late', async () => {
    const talk = await aTalkWithAna(stores());
    await replies(talk, 'one');
    const { fence } = (await talk.now()).lanes.customer;
    const marks = [{ messageId: `${talk.id}-one`, state: 'delivered' as const }];
    expect(await talk.settles('customer', [], { fence: fence - 1, marks })).toBeNull();
    expect((await talk.now()).unmarked).toHaveLength(1);
  });

  test('says that it was delivered once the customer has seen it, and the caller is told', async () => {
    const talk = await aTalkWithAna(stores());
    await replies(talk, 'one');
    await replies(talk, 'two', null);
    const { lastSeq } = await talk.now();
    const { outbox } = stores();
    expect(await outbox.receive(talk.id, lastSeq - 2)).toBeNull();
    const told = await outbox.receive(talk.id, lastSeq - 1);
    expect(told).toEqual(await talk.now());
    expect(marksOf(existing(told))).toEqual([`${talk.id}-one ${lastSeq - 1} delivered  room:one`]);
    expect(await outbox.receive(talk.id, lastSeq - 1)).toBeNull();
    const rest = await outbox.receive(talk.id, lastSeq + 50);
    expect(marksOf(existing(rest))).toHaveLength(2);
    expect((await talk.now()).unmarked).toEqual([]);
    expect(await outbox.receive(talk.id, lastSeq + 60)).toBeNull();
    expect(await outbox.receive('nowhere', 1)).toBeNull();
  });

  test('is one, of twenty receipts at once', async () => {
    const talk = await aTalkWithAna(stores());
    await replies(talk, 'one');
    const { lastSeq } = await talk.now();
    const told = await Promise.all(
      Array.from({ length: 20 }, () => stores().outbox.receive(talk.id, lastSeq)),
    );
    expect(told.filter((one) => one !== null)).toHaveLength(1);
    expect(marksOf(await talk.now())).toHaveLength(1);
  });

  test('first says that the customer has yet to see it, and only once', async () => {
    const talk = await aTalkWithAna(stores());
    await replies(talk, 'one');
    await replies(talk, 'two');
    const { lastSeq } = await talk.now();
    const ids = [`${talk.id}-one`, 'nobody-waits'];
    await talk.attends({ waitingIds: ids, watchAtMs: 6_000 });
    const after = existing(await talk.attends({ waitingIds: ids }));
    expect(marksOf(after)).toEqual([`${talk.id}-one ${lastSeq - 1} waiting  room:one`]);
    expect(after.unmarked.map((one) => one.isWaitingTold)).toEqual([true, false]);
    await stores().outbox.receive(talk.id, lastSeq);
    expect(marksOf(await talk.now()).map((line) => line.split(' ')[2])).toEqual([
      'waiting',
      'delivered',
      'delivered',
    ]);
  });

  test('comes also when the case is closed meanwhile, or somebody else has it', async () => {
    const talk = await aTalkWithAna(stores());
    await replies(talk, 'one');
    await talk.owns('release');
    await talk.owns('claim', BEN);
    await replies(talk, 'two', 'room:two', BEN);
    await talk.owns('resolve', BEN);
    const { lastSeq } = await talk.now();
    const told = await stores().outbox.receive(talk.id, lastSeq);
    expect(marksOf(existing(told)).map((line) => line.split(' ').at(-1))).toEqual([
      'room:one',
      'room:two',
    ]);
  });
});
