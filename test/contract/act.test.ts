import { actingAfter } from '../../src/core/domain/action.js';
import type { Draft } from '../../src/core/domain/message.js';
import { anAction, anAttempt } from '../support/an-action.js';
import { ANA, BEN, draft, take } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { existing, ODD_TEXTS, owed, storesOf, Talk } from './talk.js';

const RUNNING = anAction({ stage: 'running', askedFor: null, dueAtMs: 40_000 });
const UNKNOWN = anAction({
  stage: 'unknown',
  outcome: { kind: 'unknown', trouble: 'timeout', detail: 'no answer within 10 s' },
});

function line(id: string, text = 'The address is changed.'): Draft {
  return { ...draft(id, text, 1_000, 'system'), kind: 'note' };
}

function told(text = 'Your address is changed.'): Draft {
  return draft('told', text, 1_000, 'system');
}

describeStores('An action', (kind) => {
  const stores = storesOf(kind);

  test('is on record as running before it runs, and nothing else changes', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const { fence, ownership, ...before } = await talk.leased();
    const after = existing(await talk.acts(RUNNING, { lease: { fence, ownership } }));
    expect(after).toEqual(await talk.now());
    const acting = { revision: 1, current: RUNNING, past: [] };
    expect(after).toEqual({ ...before, fence, ownership, acting });
  });

  test('is begun once, however many workers decided on it', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const { fence, ownership, acting } = await talk.leased();
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        talk.acts(null, {
          lease: { fence, ownership },
          revision: acting.revision,
          acting: actingAfter(acting, { ...RUNNING, version: index }),
        }),
      ),
    );
    expect(tries.filter((one) => one !== null)).toHaveLength(1);
    expect((await talk.now()).acting.revision).toBe(1);
  });

  test('is not begun by a worker whose lease is gone, nor once a person has claimed', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const old = await talk.leased();
    talk.nowMs = 5_000;
    const { fence, ownership } = await talk.leased();
    expect(await talk.acts(RUNNING, { lease: old })).toBeNull();
    await talk.takesOver();
    expect(await talk.acts(RUNNING, { lease: { fence, ownership } })).toBeNull();
    expect((await talk.now()).acting).toEqual({ revision: 0, current: null, past: [] });
  });

  test('ends as it ends whoever has the conversation by then', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.acts(RUNNING, { lease: await talk.leased() });
    await talk.takesOver();
    const after = existing(await talk.acts(null, { ended: anAttempt(), notice: told() }));
    expect(after.acting).toEqual({ revision: 2, current: null, past: [anAttempt()] });
    expect(owed(after, 'customer').at(-1)).toBe('deliver Your address is changed. pending');
    await talk.owns('release');
    await talk.owns('claim', BEN);
    expect(owed(await talk.now(), 'customer')).toContain(
      'deliver Your address is changed. pending',
    );
  });

  test('is found by the sweep when somebody must look at it, and not any more after that', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.answers();
    await talk.clears('customer');
    expect((await talk.acts(RUNNING))?.dueAtMs).toBe(40_000);
    const dueAt = async (nowMs: number) =>
      (await stores().conversations.due(nowMs, 200, null)).map((one) => one.id);
    expect(await dueAt(39_999)).not.toContain(talk.id);
    expect(await dueAt(40_000)).toContain(talk.id);
    expect((await talk.acts(UNKNOWN))?.dueAtMs).toBeNull();
  });

  test('tells the desk and the customer in one go, each once, in the order of their numbers', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('customer');
    const { lastSeq } = await talk.clears('desk');
    const deskLines = [line('l1', 'one'), line('l2', 'two')];
    const after = existing(await talk.acts(null, { deskLines, notice: told() }));
    expect(after).toEqual(await talk.now());
    expect(after.lastSeq).toBe(lastSeq + 3);
    expect(owed(after, 'desk')).toEqual(['deliver one taken', 'deliver two taken']);
    expect(owed(after, 'customer')).toEqual(['deliver Your address is changed. taken']);
    const items = [...after.lanes.desk.items, ...after.lanes.customer.items];
    expect(items.map(({ message }) => message?.seq)).toEqual([1, 2, 3].map((n) => lastSeq + n));
    expect(items.map(({ byBot }) => byBot)).toEqual([false, false, false]);
  });

  test('that ends late corrects the card of its case', async () => {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    await talk.acts(UNKNOWN, { ended: anAttempt({ end: 'unknown', text: 'not known' }) });
    await talk.owns('claim');
    await talk.clears('desk');
    const id = existing(handoff).id;
    const changes = { actions: [{ name: 'change of address', result: 'done' }] };
    const rest = { ended: anAttempt(), deskLines: [line('l1')], handoff: { id, changes } };
    const after = existing(await talk.acts(null, rest));
    expect(after).toEqual(await talk.now());
    expect(after.acting.past).toEqual([anAttempt()]);
    expect(after.handoff).toMatchObject({
      state: 'claimed',
      claimedBy: ANA,
      revision: 3,
      payload: { intent: 'help', ...changes },
    });
    expect(owed(after, 'desk')).toEqual([
      'deliver The address is changed. taken',
      `card card-${id}-3 taken`,
    ]);
    expect(after.lanes.desk.items.at(-1)?.handoff).toEqual(after.handoff);
  });

  test('touches no card of a case that is closed, or of another one', async () => {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    const { id } = existing(handoff);
    await talk.owns('claim');
    await talk.owns('resolve');
    const closed = await talk.now();
    expect(await talk.acts(null, { handoff: { id, changes: { intent: 'late' } } })).toBeNull();
    expect(await talk.now()).toEqual(closed);
    await talk.takesOver(BEN);
    expect(await talk.acts(null, { handoff: { id, changes: { intent: 'late' } } })).toBeNull();
    expect(await talk.acts(null, { conversationId: 'nowhere' })).toBeNull();
  });

  test('keeps values, results and words as they are', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    for (const text of ODD_TEXTS) {
      const values = { text, amount: -0.5, isGift: false };
      const ended = anAttempt({ id: `ended ${text.slice(0, 9)}`, text: text.slice(0, 300) });
      const after = await talk.acts(anAction({ values, title: text }), { ended });
      expect(after?.acting.current).toEqual(anAction({ values, title: text }));
      expect(after?.acting.past.at(-1)).toEqual(ended);
    }
    await talk.acts(null, { deskLines: ODD_TEXTS.map((text, index) => line(`l${index}`, text)) });
    const lines = (await talk.now()).lanes.desk.items.map(({ message }) => message?.text);
    expect(lines).toEqual(ODD_TEXTS);
  });
});

describeStores('A turn that worked on an action', (kind) => {
  const stores = storesOf(kind);

  test('leaves it as it has become; another turn leaves it as it was', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const first = actingAfter((await talk.now()).acting, anAction());
    expect((await talk.answers({ acting: first })).acting).toEqual(first);
    await talk.writes('m2');
    expect((await talk.answers()).acting).toEqual(first);
    await talk.writes('m3');
    const second = actingAfter(first, null, anAttempt());
    expect((await talk.answers({ acting: second, escalates: true })).acting).toEqual(second);
  });

  test('says nothing if its outcome came meanwhile', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    await talk.acts(UNKNOWN);
    const late = await talk.now();
    const acting = actingAfter(leased.acting, anAction());
    expect(await talk.commit(leased, { acting })).toBeNull();
    expect(await talk.now()).toEqual(late);
    expect(await talk.commit(leased)).toMatchObject({ inbox: [], acting: late.acting });
  });
});

describeStores("An agent's yes", (kind) => {
  const stores = storesOf(kind);

  async function amends(talk: Talk, rest: { readonly actionDueAtMs?: number }) {
    const handoffId = (await talk.now()).handoff?.id ?? '';
    const changes = { intent: 'approved' };
    const command = { conversationId: talk.id, handoffId, changes, take: take(talk.nowMs) };
    return existing(await stores().outbox.amend({ ...command, ...rest }));
  }

  test('is on the card and makes the action due, in one', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.clears('customer');
    await talk.clears('desk');
    await talk.attends({ watchAtMs: null });
    const waiting = anAction({ stage: 'approving', dueAtMs: 90_000 });
    await talk.acts(waiting);
    const brief = await amends(talk, {});
    expect(brief.acting).toEqual({ revision: 1, current: waiting, past: [] });
    const after = await amends(talk, { actionDueAtMs: 1_500 });
    expect(after).toEqual(await talk.now());
    expect(after.acting).toEqual({
      revision: 2,
      current: { ...waiting, dueAtMs: 1_500 },
      past: [],
    });
    expect(after.dueAtMs).toBe(1_500);
    expect(after.handoff?.payload.intent).toBe('approved');
  });

  test('to an action that is not there any more makes nothing due', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.acts(null, { ended: anAttempt({ end: 'cancelled' }) });
    const { acting } = await talk.now();
    expect((await amends(talk, { actionDueAtMs: 1_500 })).acting).toEqual(acting);
  });
});

describeStores('Words that an answer takes longer', (kind) => {
  const stores = storesOf(kind);

  test('go out while the turn goes on, once for each message', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const leased = await talk.leased();
    const after = existing(await talk.holds());
    expect(after).toEqual(await talk.now());
    expect(after).toMatchObject({ lastSeq: 2, heldSeq: 1, inbox: leased.inbox, fence: 1 });
    expect(owed(after, 'customer')).toEqual(['deliver one moment taken']);
    expect(await talk.holds({ seq: 1 })).toBeNull();
    const answered = existing(await talk.commit(leased));
    expect(answered).toMatchObject({ lastSeq: 3, heldSeq: 1 });
    await talk.writes('m2');
    await talk.leased();
    expect((await talk.holds())?.heldSeq).toBe(4);
  });

  test('of twenty at once are one', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.leased();
    const all = await Promise.all(Array.from({ length: 20 }, () => talk.holds({ seq: 1 })));
    expect(all.filter((one) => one !== null)).toHaveLength(1);
    expect(owed(await talk.now(), 'customer')).toHaveLength(1);
  });

  test('are not said by who lost the lease or gave it back, nor once a person has claimed', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    const { fence } = await talk.leased();
    expect(await talk.holds({ fence: fence - 1 })).toBeNull();
    await stores().conversations.giveBack(talk.id, fence, 0, false);
    expect(await talk.holds()).toBeNull();
    const { ownership } = await talk.leased();
    await talk.takesOver();
    expect(await talk.holds({ ownership })).toBeNull();
    expect((await talk.now()).heldSeq).toBe(0);
    expect(await talk.holds({ conversationId: 'nowhere' })).toBeNull();
  });

  test('that did not go out yet are withdrawn by a claim', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.leased();
    await talk.holds();
    await talk.takesOver();
    expect(owed(await talk.now(), 'customer')[0]).toBe('deliver one moment withdrawn');
  });
});
