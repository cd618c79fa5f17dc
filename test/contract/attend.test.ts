import { ALARMS_MAX } from '../../src/core/domain/limits.js';
import type { Draft } from '../../src/core/domain/message.js';
import { ANA, BEN, draft } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, ODD_TEXTS, owed, storesOf, Talk } from './talk.js';

function line(id: string, text = 'nobody has claimed it'): Draft {
  return { ...draft(id, text, 1_000, 'system'), kind: 'note' };
}

describeStores('When somebody must look at the timers', (kind) => {
  const stores = storesOf(kind);

  test('is not asked while the bot has the talk', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    expect(await talk.now()).toMatchObject({ watchAtMs: null, customerAtMs: 1_000, agentAtMs: 0 });
    expect((await talk.answers()).watchAtMs).toBeNull();
  });

  test('is now, with an escalation, each change of owner and each word of the customer', async () => {
    const talk = new Talk(stores());
    expect(await talk.escalates()).toMatchObject({ watchAtMs: 1_000 });
    await talk.attends({ watchAtMs: null });
    talk.nowMs = 2_000;
    await talk.writes('m1');
    expect(await talk.now()).toMatchObject({ watchAtMs: 2_000, customerAtMs: 2_000 });
    talk.nowMs = 3_000;
    for (const step of ['claim', 'release', 'claim', 'resolve'] as const) {
      await talk.attends({ watchAtMs: null });
      talk.nowMs += 1_000;
      await talk.owns(step);
      expect((await talk.now()).watchAtMs).toBe(talk.nowMs);
    }
    await talk.attends({ watchAtMs: null });
    await talk.takesOver();
    expect((await talk.now()).watchAtMs).toBe(talk.nowMs);
  });

  test('is soon after a reply, and stays where it was if that is sooner', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.takesOver();
    await talk.attends({ watchAtMs: null });
    talk.nowMs = 10_000;
    await talk.says(ANA, `${talk.id}-s1`);
    expect(await talk.now()).toMatchObject({ watchAtMs: 15_000, agentAtMs: 10_000 });
    await talk.attends({ watchAtMs: 11_000 });
    talk.nowMs = 10_500;
    await talk.says(ANA, `${talk.id}-s2`);
    await talk.notes(ANA, `${talk.id}-n1`);
    expect(await talk.now()).toMatchObject({ watchAtMs: 11_000, agentAtMs: 10_500 });
  });

  test('is when the sweep finds the conversation, and not any more once nothing is left', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('customer');
    await talk.clears('desk');
    await talk.attends({ watchAtMs: 70_000 });
    expect((await talk.now()).dueAtMs).toBe(70_000);
    const dueAt = async (nowMs: number) =>
      (await stores().conversations.due(nowMs, 200, null)).map((one) => one.id);
    expect(await dueAt(69_999)).not.toContain(talk.id);
    expect(await dueAt(70_000)).toContain(talk.id);
    await talk.attends({ watchAtMs: null });
    expect((await talk.now()).dueAtMs).toBeNull();
  });
});

describeStores('A look at the timers', (kind) => {
  const stores = storesOf(kind);

  test('tells the desk and the customer, and says when to look again', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('customer');
    const cleared = await talk.clears('desk');
    const after = existing(
      await talk.attends({
        watchAtMs: 9_000,
        alarms: ['remind'],
        deskLines: [line('l1'), line('l2', 'really nobody')],
        notice: draft('x1', 'we are still looking', 1_000, 'system'),
      }),
    );
    expect(after).toEqual(await talk.now());
    expect(after).toMatchObject({ watchAtMs: 9_000, lastSeq: cleared.lastSeq + 3 });
    expect(owed(after, 'desk')).toEqual([
      'deliver nobody has claimed it taken',
      'deliver really nobody taken',
    ]);
    expect(owed(after, 'customer')).toEqual(['deliver we are still looking taken']);
    const { lastSeq } = after;
    expect(after.lanes.desk.items.map((item) => item.message?.seq)).toEqual([
      lastSeq - 2,
      lastSeq - 1,
    ]);
    expect(after.lanes.customer.items[0]).toMatchObject({
      byBot: false,
      message: { seq: lastSeq },
    });
    expect(after.handoff).toMatchObject({ alarms: ['remind'], revision: 1 });
  });

  test('changes the card only where it shows something of it', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('desk');
    const after = existing(await talk.attends({ alarms: ['escalate'], isCardChanged: true }));
    expect(after.handoff).toMatchObject({ alarms: ['escalate'], revision: 2 });
    expect(after.lanes.desk.items.map((item) => item.handoff)).toEqual([after.handoff]);
  });

  test('of twenty at once is one', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('desk');
    const { watchAtMs, ownership } = await talk.now();
    const looks = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        talk.attends({
          expects: { watchAtMs, ownership },
          watchAtMs: 9_000,
          alarms: ['remind'],
          deskLines: [line(`l${index}`)],
        }),
      ),
    );
    expect(looks.filter((one) => one !== null)).toHaveLength(1);
    const now = await talk.now();
    expect(now.lanes.desk.items).toHaveLength(1);
    expect(now.handoff?.alarms).toEqual(['remind']);
  });

  test('fires nothing that has fired, even if it is to be looked at again at the same time', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const { watchAtMs } = await talk.now();
    expect(await talk.attends({ alarms: ['remind'], watchAtMs })).not.toBeNull();
    expect(await talk.attends({ alarms: ['escalate', 'remind'], watchAtMs })).toBeNull();
    expect((await talk.now()).handoff?.alarms).toEqual(['remind']);
  });

  test('comes too late when the owner has changed, the case is closed or another one is open', async () => {
    const talk = new Talk(stores());
    const open = await talk.escalates();
    await talk.owns('claim');
    expect(await talk.attends({ expects: open })).toBeNull();
    const handoffId = existing(open.handoff).id;
    await talk.owns('resolve');
    const before = await talk.now();
    expect(await talk.attends({ handoffId })).toBeNull();
    expect(await talk.attends({ handoffId: null, watchAtMs: null })).not.toBeNull();
    await talk.takesOver(BEN);
    expect(await talk.attends({ handoffId })).toBeNull();
    expect((await talk.now()).lastSeq).toBe(before.lastSeq + 1);
    const nowhere = new Talk(stores(), 'nowhere');
    expect(
      await nowhere.stores.watches.attend({
        conversationId: 'nowhere',
        expects: { watchAtMs: null, ownership: 0 },
        handoffId: null,
        watchAtMs: null,
        alarms: [],
        isCardChanged: false,
        deskLines: [],
        notice: null,
        waitingIds: [],
        take: { holder: 'h', nowMs: 1, untilMs: 2 },
      }),
    ).toBeNull();
  });

  test('and a claim do not withdraw what the customer is told of people', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.attends({ notice: draft('x1', 'nobody answers yet', 1_000, 'system') });
    await talk.owns('claim');
    expect(owed(await talk.now(), 'customer')).toContain('deliver nobody answers yet pending');
  });

  test('keeps the newest names of timers, and lines that look like operators as they are', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    const names = Array.from({ length: ALARMS_MAX + 3 }, (_, index) => `$alarm${index}`);
    for (const name of names) {
      expect(await talk.attends({ alarms: [name] })).not.toBeNull();
    }
    expect((await talk.now()).handoff?.alarms).toEqual(names.slice(-ALARMS_MAX));
    await talk.clears('desk');
    await talk.attends({ deskLines: ODD_TEXTS.map((text, index) => line(`odd${index}`, text)) });
    const told = (await talk.now()).lanes.desk.items.map((item) => item.message?.text);
    expect(told).toEqual(ODD_TEXTS);
  });
});
