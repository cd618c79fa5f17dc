import { existing, storesOf, Talk } from '../contract/talk.js';
import { ANA, BEN } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { filed, peopleAt } from './people-at-the-desk.js';

describeStores('What agents say in a thread of a platform', (kind) => {
  const stores = storesOf(kind);

  async function claimed() {
    const talk = new Talk(stores());
    const { handoff } = await talk.escalates();
    await talk.owns('claim');
    await filed(talk);
    return { talk, id: existing(handoff).id, ...peopleAt(talk) };
  }

  const said = (wireId: string, text = 'It comes on Friday.') => ({ id: wireId, wireId, text });

  /** The newest of the lane. */
  async function last(talk: Talk, lane: 'customer' | 'desk') {
    return (await talk.now()).lanes[lane].items.at(-1)?.message;
  }

  test('keeps its id there, and the time it was said', async () => {
    const { talk, id, speech } = await claimed();
    const { seq } = await speech.reply(id, ANA, { ...said('w1'), atMs: 777 });
    expect(await last(talk, 'customer')).toMatchObject({ seq, wireId: 'w1', atMs: 777 });
    expect((await talk.now()).lanes.desk.items).toEqual([]);
    const { unmarked } = await talk.now();
    expect(unmarked).toMatchObject([{ seq, wireId: 'w1', isWaitingTold: false }]);
    const note = await speech.note(id, ANA, said('w2', 'Between us.'));
    expect(await last(talk, 'desk')).toMatchObject({ seq: note.seq, kind: 'note', wireId: 'w2' });
  });

  test('is said once, however often the platform tells of it', async () => {
    const { id, speech } = await claimed();
    const first = await speech.reply(id, ANA, said('w1'));
    expect(await speech.reply(id, ANA, said('w1'))).toEqual({ ...first, isNew: false });
  });

  test.each([
    ['while it is on its way', false],
    ['when it is on record', true],
  ])('is changed and taken back by its id there, %s', async (_when, isFiled) => {
    const { talk, id, speech } = await claimed();
    await speech.reply(id, ANA, said('w1'));
    if (isFiled) await filed(talk);
    const target = talk.stores.archive;
    await speech.editSaid(id, ANA, 'w1', { id: 'w1-e1', text: 'It comes on Monday.' });
    const edit = existing(await last(talk, 'customer'));
    expect(edit).toMatchObject({ kind: 'edit', text: 'It comes on Monday.' });
    await speech.deleteSaid(id, ANA, 'w1', 'w1-d');
    expect(await last(talk, 'customer')).toMatchObject({
      kind: 'delete',
      revises: edit.revises,
    });
    await filed(talk);
    const known = await target.known([existing(edit.revises).id]);
    const page = await target.page(talk.id, { before: (known[0]?.seq ?? 0) + 1, limit: 1 });
    expect(page).toMatchObject([{ text: '', revised: { isGone: true } }]);
  });

  test('of a note goes no way that leads to the customer: new words are a further note', async () => {
    const { talk, id, speech } = await claimed();
    await speech.note(id, ANA, said('w1', 'He is rude.'));
    await speech.editSaid(id, ANA, 'w1', { id: 'w1-e1', text: 'He is upset.' });
    expect(await last(talk, 'desk')).toMatchObject({ kind: 'note', text: 'He is upset.' });
    await speech.deleteSaid(id, ANA, 'w1', 'w1-d');
    expect(await last(talk, 'desk')).toMatchObject({
      kind: 'note',
      text: '(This note was deleted by its author.)',
      revises: { id: expect.any(String) },
    });
    expect((await talk.now()).lanes.customer.items).toEqual([]);
  });

  test('cannot be changed by anybody else, nor if it was never said', async () => {
    const { id, speech } = await claimed();
    await speech.reply(id, ANA, said('w1'));
    const words = { id: 'e', text: 'Never.' };
    const unknown = { code: 'not-found' };
    await expect(speech.editSaid(id, BEN, 'w1', words)).rejects.toMatchObject(unknown);
    await expect(speech.deleteSaid(id, BEN, 'w1', 'd')).rejects.toMatchObject(unknown);
    await expect(speech.editSaid(id, ANA, 'w9', words)).rejects.toMatchObject(unknown);
  });

  test('is taken back by its author after the end of the case, too, and by nobody else', async () => {
    const { talk, id, speech } = await claimed();
    await speech.reply(id, ANA, said('w1', 'Your password is hunter2'));
    await talk.owns('resolve');
    await expect(speech.deleteSaid(id, BEN, 'w1', 'd')).rejects.toMatchObject({
      code: 'not-found',
    });
    await speech.deleteSaid(id, ANA, 'w1', 'w1-d');
    expect(await last(talk, 'customer')).toMatchObject({ kind: 'delete' });
    const { handoff, owner } = await talk.now();
    expect({ handoff, owner }).toEqual({ handoff: null, owner: 'bot' });
  });

  test('is taken back by nobody but who has the case while it is open', async () => {
    const { talk, id, speech } = await claimed();
    await speech.reply(id, ANA, said('w1'));
    await talk.owns('release');
    await expect(speech.deleteSaid(id, ANA, 'w1', 'w1-d')).rejects.toMatchObject({
      code: 'handoff.not-claimed',
    });
  });

  test('comes too late once the case is closed', async () => {
    const { talk, id, speech } = await claimed();
    await speech.reply(id, ANA, said('w1'));
    await talk.owns('resolve');
    const closed = { code: 'handoff.closed' };
    await expect(speech.reply(id, ANA, said('w2'))).rejects.toMatchObject(closed);
    await expect(speech.editSaid(id, ANA, 'w1', said('w3'))).rejects.toMatchObject(closed);
  });

  describe('where every agent speaks', () => {
    const anybody = (wireId: string) => ({ ...said(wireId), isAnyAgent: true });

    test('goes to the customer under the name of who said it; who has the case keeps it', async () => {
      const { talk, id, speech } = await claimed();
      await speech.reply(id, BEN, anybody('w1'));
      expect(await last(talk, 'customer')).toMatchObject({ author: { kind: 'agent', ...BEN } });
      expect((await talk.now()).handoff?.claimedBy).toEqual(ANA);
      await speech.editSaid(id, BEN, 'w1', { ...anybody('w1-e'), text: 'On Monday.' });
      expect(await last(talk, 'customer')).toMatchObject({ kind: 'edit', text: 'On Monday.' });
      await speech.deleteSaid(id, BEN, 'w1', 'w1-d', true);
      expect(await last(talk, 'customer')).toMatchObject({ kind: 'delete' });
    });

    test('claims the case if nobody has it', async () => {
      const { talk, id, speech } = await claimed();
      await talk.owns('release');
      await speech.reply(id, BEN, anybody('w1'));
      expect((await talk.now()).handoff).toMatchObject({ state: 'claimed', claimedBy: BEN });
    });

    test('of two first replies at once both are said, and one of them claims', async () => {
      const { talk, id, speech } = await claimed();
      await talk.owns('release');
      await talk.clears('desk');
      await Promise.all([
        speech.reply(id, ANA, anybody('w1')),
        speech.reply(id, BEN, anybody('w2')),
      ]);
      const { items } = (await talk.now()).lanes.customer;
      const replies = items.flatMap(({ message }) =>
        message?.kind === 'text' ? [message.wireId] : [],
      );
      expect(replies.sort()).toEqual(['w1', 'w2']);
    });

    test('is still nobody else’s to say where only who has it speaks', async () => {
      const { id, speech } = await claimed();
      await expect(speech.reply(id, BEN, said('w1'))).rejects.toMatchObject({
        code: 'handoff.taken',
        details: { by: ANA.name, sinceMs: 1_000 },
      });
    });
  });
});
