import type { DeliveryOutcome } from '../../../../src/core/ports/channel.js';
import { existing } from '../../../contract/talk.js';
import { type DeskBench, desks } from './desk-bench.js';

const aDesk = desks();

/** Customers on a platform that takes what it is given as it is told. */
function onAPlatform(bench: DeskBench, outcome: () => DeliveryOutcome): void {
  bench.customer = { shows: 'wire', together: () => 1, deliver: async () => outcome() };
}

describe('A reply in the thread', () => {
  test('is marked as delivered once the customer\u2019s platform has it', async () => {
    const bench = await aDesk();
    onAPlatform(bench, () => ({ kind: 'sent' }));
    const { card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'Hello');
    expect(bench.now(said).reactions).toEqual({ white_check_mark: ['Frontdesk'] });
    expect(bench.slack.complaints).toEqual([]);
  });

  test('is marked as waiting while the customer is away, with a line that says so once', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'Hello');
    expect(bench.now(said).reactions).toEqual({});
    bench.clock.pass(6_000);
    await bench.waits(talk);
    await bench.carry();
    expect(bench.now(said).reactions).toEqual({ hourglass_flowing_sand: ['Frontdesk'] });
    const second = await bench.replies(bench.ana, card, 'Still there?');
    bench.clock.pass(6_000);
    await bench.restart();
    await bench.waits(talk);
    await bench.carry();
    const lines = bench.thread(card).filter(({ words }) => words.includes('customer is offline'));
    expect(lines).toHaveLength(1);
    await bench.stores.outbox.receive(talk.id, (await talk.now()).lastSeq);
    await bench.carry();
    const delivered = { white_check_mark: ['Frontdesk'] };
    expect(bench.now(said).reactions).toEqual(delivered);
    expect(bench.now(second).reactions).toEqual(delivered);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('that failed says why, and can be sent again', async () => {
    const bench = await aDesk();
    let works = false;
    onAPlatform(bench, () => (works ? { kind: 'sent' } : { kind: 'failed', reason: 'blocked us' }));
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'Hello');
    expect(bench.now(said).reactions).toEqual({ x: ['Frontdesk'] });
    const line = existing(bench.thread(card).at(-1));
    expect(line.words).toContain('blocked us');
    works = true;
    await bench.ben.presses(line, 'Retry');
    expect(bench.told(bench.ben)[0]).toContain('ana already has this handoff');
    await bench.ana.presses(line, 'Retry');
    await bench.ana.presses(line, 'Retry');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: Hello', 'ana: Hello']);
    const copy = existing(bench.thread(card).at(-1));
    expect(copy.words).toContain('Hello');
    expect(copy.reactions).toEqual({ white_check_mark: ['Frontdesk'] });
  });

  test('goes on its way although it was deleted before it could be marked', async () => {
    const bench = await aDesk();
    onAPlatform(bench, () => ({ kind: 'sent' }));
    const { talk, card } = await bench.asked();
    const said = await bench.ana.says({ id: card.roomId }, 'Oops', { thread: card });
    await bench.ana.deletes(said);
    await bench.carry();
    await bench.writes(talk, 'and now?');
    await bench.carry();
    expect(bench.thread(card).at(-1)?.words).toContain('and now?');
    expect((await talk.now()).lanes.desk.items).toEqual([]);
  });
});

describe('Second thoughts of an agent', () => {
  test('reach the customer', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'We have 2');
    await bench.ana.edits(said, 'We have 3');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: We have 3']);
    await bench.stores.outbox.receive(talk.id, (await talk.now()).lastSeq);
    await bench.ana.deletes(said);
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: ']);
    const words = bench.thread(card).map((post) => post.words);
    expect(words.slice(1)).toEqual(['ana took a message back']);
  });

  test('of what the customer never saw leave nothing behind', async () => {
    const bench = await aDesk();
    const seen: string[] = [];
    let isAway = true;
    bench.customer = {
      shows: 'wire',
      together: () => 1,
      deliver: async (_conversation, [item]) => {
        if (isAway) return { kind: 'retry', reason: 'away', isPatient: true };
        seen.push(`${item?.message?.kind} ${item?.message?.text}`);
        return { kind: 'sent', place: 'there' };
      },
    };
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'Oops');
    await bench.replies(bench.ana, card, 'What I meant');
    await bench.ana.deletes(said);
    await bench.carry();
    isAway = false;
    await bench.carry(60_000);
    expect(seen).toEqual(['text What I meant', 'delete ']);
    expect(await bench.toCustomer(talk)).toEqual(['ana: ', 'ana: What I meant']);
    const [, ...others] = bench.thread(card);
    expect(others.map(({ text, reactions }) => [text, reactions])).toEqual([
      ['What I meant', { white_check_mark: ['Frontdesk'] }],
    ]);
    const { unmarked, lanes } = await talk.now();
    expect([unmarked, lanes.desk.items, lanes.customer.items]).toEqual([[], [], []]);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('of a reply that waits for the customer are not waited for', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'Oops');
    await bench.ana.deletes(said);
    await bench.carry();
    bench.clock.pass(6_000);
    await bench.waits(talk);
    await bench.carry();
    expect(bench.thread(card).slice(1)).toEqual([]);
  });

  test('never make a note of a reply, nor a reply of a note', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const reply = await bench.replies(bench.ana, card, 'We have 2');
    await bench.ana.edits(reply, '! they are a liar');
    const note = await bench.replies(bench.ana, card, '! between us');
    await bench.ana.edits(note, 'not between us');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: We have 2']);
    expect(bench.told(bench.ana)[0]).toContain('The customer still sees the earlier words');
    const all = await bench.record(talk);
    expect(all.filter(({ kind }) => kind === 'edit')).toEqual([]);
  });

  test('are marked as the reply was, where replies are marked', async () => {
    const bench = await aDesk({ settings: { replies: 'marked' } });
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, '+ We have 2');
    await bench.ana.edits(said, 'We have 30');
    await bench.ana.edits(said, '+We have 3');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: We have 3']);
    expect(bench.told(bench.ana)).toEqual([expect.stringContaining('has to begin with +')]);
  });
});
