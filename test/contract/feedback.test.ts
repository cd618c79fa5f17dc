import { feedbackCard } from '../../src/core/domain/feedback.js';
import type { Draft, Message } from '../../src/core/domain/message.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { draft, turnRecord } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { recordsOf } from './records.js';
import { owed, storesOf, Talk } from './talk.js';

const CARD = feedbackCard({ language: 'en', overrides: {} });

function press(id: string, messageId: string, choiceId = 'feedback-helpful'): Draft {
  const chosen = { messageId, choiceId };
  return { ...draft(id, 'Helpful', 1_000, 'customer'), kind: 'feedback', chosen };
}

describeStores('Feedback that is recorded', (kind) => {
  const stores = storesOf(kind);

  test('waits for no turn: it goes behind the answer it is about', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.answers();
    expect(await talk.writes('f1', '', { draft: press('f1', 'a1') })).toMatchObject({
      kind: 'recorded',
      seq: 3,
    });
    const now = await talk.now();
    expect(now.inbox).toEqual([]);
    expect(await talk.lease()).toEqual({ kind: 'idle' });
    expect(owed(now, 'customer').at(-1)).toBe('file Helpful pending');
    expect(now.lanes.customer.items.at(-1)?.message).toMatchObject({ kind: 'feedback', seq: 3 });
    expect(now.dueAtMs).toBe(now.lanes.customer.leaseUntilMs);
  });

  test('sent again changes nothing', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1');
    await talk.writes('f1', '', { draft: press('f1', 'a1') });
    const before = await talk.now();
    const again = await talk.writes('f1', '', { draft: press('f1', 'a1', 'feedback-not-helpful') });
    expect(again).toEqual({ kind: 'duplicate', seq: 2 });
    expect(await talk.now()).toEqual(before);
  });

  test.each(['waiting', 'agent'])(
    'while a person is asked for or there (%s), it is no line for them and no sign of life',
    async (owner) => {
      const talk = new Talk(stores());
      await talk.escalates();
      if (owner === 'agent') await talk.owns('claim');
      await talk.attends({ watchAtMs: 90_000 });
      const before = await talk.now();
      expect(before.owner).toBe(owner);
      talk.nowMs += 500;
      const by = { id: 'visit-2', name: 'Somebody else' };
      await talk.writes('f1', '', { customer: by, draft: press('f1', 'a1') });
      const now = await talk.now();
      expect(now).toEqual({
        ...before,
        lastSeq: before.lastSeq + 1,
        recentIds: now.recentIds,
        lanes: { ...before.lanes, customer: now.lanes.customer },
      });
      expect(owed(now, 'customer')).toEqual([...owed(before, 'customer'), 'file Helpful pending']);
    },
  );
});

describeStores('Feedback on record', (kind) => {
  const open = recordsOf(kind);

  /** An answer on record with the turn that gave it, and presses on it. */
  async function answered(card: Message['card'] = CARD) {
    const { id, text, file, archive } = open();
    const answer: Message = {
      ...text(2, 'an answer'),
      author: { kind: 'bot', id: 'bot', name: 'Bot' },
      turnId: `${id}-t1`,
      ...(card ? { card } : {}),
    };
    const turn = turnRecord(await conversationOf(open().stores, id), `${id}-t1`, 1_000);
    const pressed = (seq: number, choiceId?: string): Message => ({
      ...press(`${id}-f${seq}`, answer.id, choiceId),
      seq,
    });
    const kept = async () => (await archive.turns(id, 10)).map(({ feedback }) => feedback);
    return { id, answer, turn, pressed, kept, file, archive };
  }

  test('is kept with the turn whose answer it is about', async () => {
    const { answer, turn, pressed, kept, file } = await answered();
    await file([answer], { turns: [turn] });
    expect(await kept()).toEqual([undefined]);
    await file([pressed(3)]);
    const feedback = { isHelpful: true, messageId: answer.id, by: 'customer', seq: 3, atMs: 1_000 };
    expect(await kept()).toEqual([feedback]);
    await file([pressed(3)], { turns: [turn] });
    expect(await kept()).toEqual([feedback]);
  });

  test('filed in one go with that turn', async () => {
    const { answer, turn, pressed, kept, file } = await answered();
    await file([answer]);
    await file([pressed(3, 'feedback-not-helpful')], { turns: [turn] });
    expect(await kept()).toMatchObject([{ isHelpful: false }]);
  });

  test('the last word counts, whichever is filed first, and all stay on record', async () => {
    const { answer, turn, pressed, kept, file, archive, id } = await answered();
    await file([answer], { turns: [turn] });
    await file([pressed(4, 'feedback-not-helpful')]);
    await file([pressed(3)]);
    expect(await kept()).toMatchObject([{ isHelpful: false, seq: 4 }]);
    await file([pressed(5)]);
    expect(await kept()).toMatchObject([{ isHelpful: true, seq: 5 }]);
    const all = await archive.page(id, { after: 2, limit: 10 });
    expect(all.map(({ kind: one, seq }) => [one, seq])).toEqual([
      ['feedback', 3],
      ['feedback', 4],
      ['feedback', 5],
    ]);
  });

  test('counts only where it was asked for', async () => {
    const { answer, turn, pressed, kept, file } = await answered(undefined);
    const { card: _, ...bare } = answer;
    await file([bare], { turns: [turn] });
    await file([pressed(3), { ...pressed(4), chosen: { messageId: 'no', choiceId: 'no' } }]);
    expect(await kept()).toEqual([undefined]);
  });

  test('counts in its own conversation only', async () => {
    const { answer, turn, pressed, kept, file, archive } = await answered();
    await file([answer], { turns: [turn] });
    await archive.file({
      conversationId: 'another',
      messages: [pressed(3)],
      turns: [],
      handoffs: [],
    });
    expect(await kept()).toEqual([undefined]);
  });
});

async function conversationOf(stores: Stores, id: string) {
  const talk = new Talk(stores, id);
  await talk.writes(`${id}-m1`);
  return talk.now();
}
