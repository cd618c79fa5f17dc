import type { Message } from '../../../../src/core/domain/message.js';
import { existing } from '../../../contract/talk.js';
import { eventually } from '../../../support/eventually.js';
import { desks } from './desk-bench.js';

const aDesk = desks();

const isText = ({ kind }: Message) => kind === 'text';

describe('What agents write in the thread', () => {
  test('claims the case with the first reply, and goes to the customer under their name', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'Hello, I am on it');
    expect(await bench.toCustomer(talk)).toEqual(['ana: Hello, I am on it']);
    expect((await talk.now()).handoff?.claimedBy).toEqual({
      id: `${bench.acme.id}:${bench.ana.id}`,
      name: 'ana',
    });
    // It is not shown a second time in the thread it was written in.
    expect(bench.thread(card)).toHaveLength(2);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('is a note with a way to send it when a colleague has the case', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'I take it');
    const said = await bench.replies(bench.ben, card, 'Try the other form');
    expect(await bench.toCustomer(talk)).toEqual(['ana: I take it']);
    expect(bench.now(said).reactions).toEqual({ lock: ['Frontdesk'] });
    const line = existing(bench.thread(card).at(-1));
    expect(line.words).toContain('ana has this handoff');
    await bench.ana.presses(line, 'Send to the customer');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: I take it', 'ana: Try the other form']);
    expect(bench.now(line).buttons).toEqual([]);
    expect(bench.now(line).words).toContain('Sent to the customer by ana');
    expect(bench.slack.complaints).toEqual([]);
  });

  test('can be sent by nobody but who wrote it or has the case', async () => {
    const bench = await aDesk();
    const eve = bench.acme.createPerson('eve');
    bench.room.add(eve);
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'mine');
    await bench.replies(bench.ben, card, 'a thought');
    const line = existing(bench.thread(card).at(-1));
    await eve.presses(line, 'Send to the customer');
    await bench.ben.presses(line, 'Send to the customer');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: mine']);
    expect(bench.told(eve)).toEqual(['Only who wrote this, or who has the handoff, can send it.']);
    expect(bench.told(bench.ben)[0]).toContain('ana already has this handoff, since');
  });

  test.each(['claimer', 'marked', 'all'] as const)(
    'never leaves the desk with the note mark (replies: %s)',
    async (replies) => {
      const bench = await aDesk({ settings: { replies } });
      const { talk, card } = await bench.asked();
      const before = await bench.replies(bench.ana, card, '! careful, angry');
      await bench.ana.presses(bench.now(card), 'Claim');
      await bench.replies(bench.ana, card, '  !still careful');
      await bench.replies(bench.ben, card, '!me too');
      expect(await bench.toCustomer(talk)).toEqual([]);
      expect(bench.now(before).reactions).toEqual({ lock: ['Frontdesk'] });
      expect(bench.thread(card).flatMap(({ buttons }) => buttons)).toEqual([]);
      const now = await talk.now();
      expect(now.lanes.customer.items).toEqual([]);
    },
  );

  test('goes out only if it is marked where that is the rule', async () => {
    const bench = await aDesk({ settings: { replies: 'marked' } });
    const { talk, card } = await bench.asked();
    const note = await bench.replies(bench.ana, card, 'Has anybody seen this before?');
    await bench.replies(bench.ana, card, '+ Hello there');
    await bench.replies(bench.ana, card, 'I had such a case last week');
    await bench.replies(bench.ben, card, '+ Hello from me');
    expect(await bench.toCustomer(talk)).toEqual(['ana: Hello there']);
    expect(bench.now(note).reactions).toEqual({ lock: ['Frontdesk'] });
    const line = existing(bench.thread(card).at(-1));
    await bench.ana.presses(line, 'Send to the customer');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toContain('ana: Hello from me');
  });

  test('goes out under its own name whoever has the case, where everybody answers', async () => {
    const bench = await aDesk({ settings: { replies: 'all' } });
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'One');
    await bench.replies(bench.ben, card, 'Two');
    expect(await bench.toCustomer(talk)).toEqual(['ana: One', 'ben: Two']);
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
    const [, one, two] = await bench.record(talk).then((all) => all.filter(isText));
    expect([one, two].map((text) => text?.author.id)).toEqual(
      [bench.ana, bench.ben].map(({ id }) => `${bench.acme.id}:${id}`),
    );
    expect(bench.thread(card).flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(bench.told(bench.ben)).toEqual([]);
  });

  test('can be changed and taken back by who said it, where everybody answers', async () => {
    const bench = await aDesk({ settings: { replies: 'all' } });
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'One');
    const said = await bench.replies(bench.ben, card, 'Two');
    await bench.ben.edits(said, 'Too');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: One', 'ben: Too']);
    await bench.ben.deletes(said);
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: One', 'ben: ']);
    expect(bench.told(bench.ben)).toEqual([]);
  });

  test('can be sent again by who said it, where everybody answers', async () => {
    const bench = await aDesk({ settings: { replies: 'all' } });
    let works = true;
    bench.customer = {
      shows: 'wire',
      together: () => 1,
      deliver: async () => (works ? { kind: 'sent' } : { kind: 'failed', reason: 'blocked us' }),
    };
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'One');
    works = false;
    await bench.replies(bench.ben, card, 'Two');
    works = true;
    await bench.ben.presses(existing(bench.thread(card).at(-1)), 'Retry');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: One', 'ben: Two', 'ben: Two']);
    expect(bench.told(bench.ben)).toEqual([]);
  });

  test('claims anew after a release, where everybody answers', async () => {
    const bench = await aDesk({ settings: { replies: 'all' } });
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'One');
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    await bench.replies(bench.ben, card, 'Two');
    await bench.replies(bench.ana, card, 'Three');
    expect(await bench.toCustomer(talk)).toEqual(['ana: One', 'ben: Two', 'ana: Three']);
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ben');
  });

  test('is kept, and its author told, when somebody else was a moment faster', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const room = { id: card.roomId };
    await Promise.all([
      bench.ana.says(room, 'first or second', { thread: card }),
      bench.ben.says(room, 'second or first', { thread: card }),
    ]);
    await bench.carry();
    const winner = existing((await talk.now()).handoff?.claimedBy?.name);
    const loser = winner === 'ana' ? bench.ben : bench.ana;
    expect(await bench.toCustomer(talk)).toHaveLength(1);
    const kept = (await bench.record(talk)).filter(({ kind }) => kind === 'note');
    expect(kept.map(({ author }) => author.name)).toEqual([loser.name]);
    expect(existing(bench.thread(card).at(-1)).buttons).toEqual(['Send to the customer']);
  });

  test('counts once however often Slack sends it', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    bench.app.redeliversAfter(0, 1);
    await bench.ana.says({ id: card.roomId }, 'only once', { thread: card });
    await bench.slack.redeliverUnacknowledged();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: only once']);
  });

  test('belongs to its case before anybody has noted where the card stands', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const { threads } = bench.stores;
    const find = jest.spyOn(threads, 'find').mockResolvedValueOnce(null);
    await bench.replies(bench.ana, card, 'quick');
    expect(find).toHaveBeenCalled();
    expect(await bench.toCustomer(talk)).toEqual(['ana: quick']);
  });

  test('is sent again by Slack while nothing can be recorded, and then not lost', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const say = jest
      .spyOn(bench.stores.outbox, 'say')
      .mockRejectedValueOnce(new Error('the disk is full'));
    const said = await bench.ana.says({ id: card.roomId }, 'please', { thread: card });
    expect(said.answers.map(({ status }) => status)).not.toContain(200);
    say.mockRestore();
    await bench.slack.redeliverUnacknowledged();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: please']);
  });

  test('after the end of the case is not sent, and its author is told', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'done');
    await bench.ana.presses(bench.now(card), 'Resolve');
    await bench.carry();
    await bench.replies(bench.ben, card, 'one more thing');
    expect(await bench.toCustomer(talk)).toEqual(['ana: done']);
    expect(bench.told(bench.ben)).toEqual(['This case was closed by ana. Nothing was sent.']);
  });

  test('is taken back by its author after the end of the case, but not changed', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'Your password is hunter2');
    await bench.ana.presses(bench.now(card), 'Resolve');
    await bench.carry();
    await bench.ana.edits(said, 'Your password is a secret');
    await bench.carry();
    const told =
      'This case is closed: the customer still sees the earlier words. Delete yours to take them back.';
    await eventually(() => expect(bench.told(bench.ana)).toEqual([told]));
    expect(await bench.toCustomer(talk)).toEqual(['ana: Your password is hunter2']);
    await bench.ana.deletes(said);
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: ']);
    expect(bench.told(bench.ana)).toEqual([told]);
    expect((await talk.now()).handoff).toBeNull();
  });

  test('is nobody\u2019s business outside of the threads of cards', async () => {
    const bench = await aDesk();
    await bench.asked();
    const chat = await bench.ana.says(bench.room, 'lunch?');
    await bench.ben.says(bench.room, 'yes', { thread: chat });
    await bench.carry();
    expect(bench.slack.ephemerals).toEqual([]);
    expect(bench.now(chat).reactions).toEqual({});
  });
});
