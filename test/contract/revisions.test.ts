import fc from 'fast-check';
import { emptied, type Message, withRevisions } from '../../src/core/domain/message.js';
import { draft, turnRecord } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { recordsOf, revision } from './records.js';
import { ODD_TEXTS, Talk } from './talk.js';

const STRANGER = { kind: 'customer', id: 'stranger', name: 'Stranger' } as const;

/** A text as it reads after an edit with this number. */
function edited(text: Message, seq: number, words: string): Message {
  return { ...text, text: words, revised: { seq, atMs: 1_000 + seq, isGone: false } };
}

/** What is left of a text that was taken back. */
function gone(text: Message, seq: number): Message {
  const { files: _, ...rest } = text;
  return { ...rest, text: '', revised: { seq, atMs: 1_000 + seq, isGone: true } };
}

describeStores('A text on record', (kind) => {
  const open = recordsOf(kind);

  test('reads as its author last put it, and every edit keeps its own number and words', async () => {
    const { text, file, all } = open();
    const [first, second] = [revision(text(1), 3, 'better'), revision(text(1), 4, 'best')];
    await file([text(1), text(2)]);
    await file([first]);
    expect(await all()).toEqual([edited(text(1), 3, 'better'), text(2), first]);
    await file([second]);
    expect(await all()).toEqual([edited(text(1), 4, 'best'), text(2), first, second]);
  });

  test('that was taken back has no words left, neither in itself nor in its edits', async () => {
    const { text, file, all } = open();
    const target = { ...text(1), files: [{ name: 'secret.pdf' }] };
    const edit = revision(target, 3, 'secret too');
    const deletion = revision(target, 4, null);
    await file([target, text(2)]);
    await file([edit]);
    await file([deletion]);
    expect(await all()).toEqual([gone(target, 4), text(2), { ...edit, text: '' }, deletion]);
  });

  test('does not go back to older words when an older edit is filed later', async () => {
    const { text, file, all } = open();
    const [older, newer] = [revision(text(1), 2, 'older'), revision(text(1), 3, 'newer')];
    await file([text(1)]);
    await file([newer]);
    await file([older]);
    expect(await all()).toEqual([edited(text(1), 3, 'newer'), older, newer]);
  });

  test('that was taken back stays so when an older edit is filed later, and that has no words', async () => {
    const { text, file, all } = open();
    const [edit, deletion] = [revision(text(1), 2, 'secret'), revision(text(1), 3, null)];
    await file([text(1)]);
    await file([deletion]);
    await file([edit]);
    expect(await all()).toEqual([gone(text(1), 3), { ...edit, text: '' }, deletion]);
  });

  test('taken back stays without words, in whatever order an edit of it is heard of', async () => {
    const { text, file, all } = open();
    const target = { ...text(1), files: [{ name: 'secret.pdf' }] };
    const [old, deletion] = [revision(target, 2, 'old'), revision(target, 3, null)];
    const late = revision(target, 4, 'late');
    await file([target]);
    for (const one of [old, late, deletion]) await file([one]);
    const wordless = [old, deletion, late].map((one) => ({ ...one, text: '' }));
    expect(await all()).toEqual([gone(target, 3), ...wordless]);
  });

  test('is revised by nobody but its author', async () => {
    const { text, file, all } = open();
    const own = revision(text(1), 2, 'my words');
    const namesake = { kind: 'agent', id: text(1).author.id, name: text(1).author.name } as const;
    const foreign = [
      revision(text(1), 3, 'their words', { author: STRANGER }),
      revision(text(1), 4, null, { author: { ...STRANGER, id: 'third' } }),
      revision(text(1), 5, null, { author: namesake }),
    ];
    await file([text(1)]);
    await file([own]);
    for (const one of foreign) await file([one]);
    expect(await all()).toEqual([edited(text(1), 2, 'my words'), own, ...foreign]);
    const late = revision(text(1), 6, 'once more');
    await file([late]);
    expect((await all())[0]).toEqual(edited(text(1), 6, 'once more'));
  });

  test('is not revised from another conversation', async () => {
    const [here, there] = [open(), open()];
    await here.file([here.text(1), revision(here.text(1), 2, 'mine')]);
    const before = await here.all();
    const foreign = [revision(here.text(1), 3, 'theirs'), revision(here.text(1), 4, null)];
    await there.file(foreign);
    expect(await here.all()).toEqual(before);
    expect(await there.all()).toEqual([{ ...foreign[0], text: '' }, foreign[1]]);
  });

  test('is what can be revised: no note, no change of owner, no edit, no withdrawn number', async () => {
    const { text, file, all } = open();
    const others: Message[] = [
      { ...text(1), kind: 'note' },
      { ...text(2), kind: 'owner', change: { owner: 'agent', ownership: 1 } },
      revision(text(9), 3, 'an edit'),
      emptied(text(4)),
    ];
    await file(others);
    const tries = others.map((one, index) => revision(one, 10 + index, 'other words'));
    await file(tries);
    expect(await all()).toEqual([...others, ...tries]);
  });

  test('is there as it was revised, if both are filed at once', async () => {
    const { text, file, all } = open();
    const [edit, deletion] = [revision(text(1), 2, 'better'), revision(text(3), 4, null)];
    await file([edited(text(1), 2, 'better'), edit, gone(text(3), 4), deletion]);
    const filed = [edited(text(1), 2, 'better'), edit, gone(text(3), 4), deletion];
    expect(await all()).toEqual(filed);
    // Whoever still has it as it was files it too.
    await file([text(1), text(3)]);
    expect(await all()).toEqual(filed);
  });

  test('takes words that look like operators as words', async () => {
    const { text, file, all } = open();
    const texts = ODD_TEXTS.map((_, index) => text(index + 1));
    const edits = texts.map((one, index) => revision(one, 50 + index, ODD_TEXTS[index] ?? ''));
    await file(texts);
    await file(edits);
    expect((await all()).map((one) => one.text)).toEqual([...ODD_TEXTS, ...ODD_TEXTS]);
  });

  test('is read revised from both ends of the record, whatever page its edits are on', async () => {
    const { id, text, file, archive } = open();
    const texts = [1, 2, 3, 4].map((seq) => text(seq));
    await file(texts);
    await file([revision(text(1), 5, 'one'), revision(text(2), 6, null)]);
    const words = async (query: Parameters<typeof archive.page>[1]) =>
      (await archive.page(id, query)).map((one) => `${one.seq} ${one.kind} ${one.text}`);
    expect(await words({ after: 0, limit: 2 })).toEqual(['1 text one', '2 text ']);
    expect(await words({ after: 4, limit: 9 })).toEqual(['5 edit one', '6 delete ']);
    expect(await words({ before: 3, limit: 9 })).toEqual(['1 text one', '2 text ']);
    expect(await words({ before: 7, limit: 3 })).toEqual([
      '4 text text 4',
      '5 edit one',
      '6 delete ',
    ]);
  });
});

describeStores('Revisions, filed in whatever order and however often,', (kind) => {
  const open = recordsOf(kind);

  test('come to the same as in the order of their numbers', async () => {
    const step = fc.record({
      words: fc.option(fc.constantFrom('a', 'b', '$text'), { nil: null }),
      isOther: fc.boolean(),
      isStranger: fc.boolean(),
      place: fc.integer(),
      isTwice: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 7 }), fc.boolean(), async (steps, isAtOnce) => {
        const { text, file, all } = open();
        const targets = [1, 2].map((seq) => ({ ...text(seq), files: [{ name: `f${seq}` }] }));
        const revisions = steps.map(({ words, isOther, isStranger }, index) => {
          const target = targets[isOther ? 1 : 0] ?? text(1);
          return revision(target, 3 + index, words, isStranger ? { author: STRANGER } : {});
        });
        await file(targets);
        const order = revisions
          .map((one, index) => ({ one, step: steps[index] }))
          .flatMap((each) => (each.step?.isTwice ? [each, each] : [each]))
          .sort((a, b) => (a.step?.place ?? 0) - (b.step?.place ?? 0))
          .map(({ one }) => one);
        if (isAtOnce) await file(order);
        else for (const one of order) await file([one]);
        expect(await all()).toEqual(withRevisions([...targets, ...revisions]));
      }),
      { numRuns: 60, seed: 20_261_121 },
    );
  });

  test('come to the same when ten are filed at once', async () => {
    const { text, file, all } = open();
    const target = { ...text(1), files: [{ name: 'f' }] };
    const revisions = Array.from({ length: 10 }, (_, index) =>
      revision(target, 2 + index, index === 6 ? null : `words ${index}`),
    );
    await file([target]);
    await Promise.all([...revisions, ...revisions].map((one) => file([one, target])));
    expect(await all()).toEqual(withRevisions([target, ...revisions]));
  });

  test('come to the same when they and their text are filed at once by many', async () => {
    const { text, file, all } = open();
    const revisions = [2, 3, 4].map((seq) => revision(text(1), seq, seq === 4 ? null : `w${seq}`));
    const whole = withRevisions([text(1), ...revisions]);
    await Promise.all(Array.from({ length: 10 }, () => file(whole)));
    expect(await all()).toEqual(whole);
  });

  test('go on record together with a turn', async () => {
    const { id, text, file, all, archive, stores } = open();
    const talk = new Talk(stores, id);
    await talk.writes('m1');
    const turn = turnRecord(await talk.now(), `${id}-t1`, 1_000);
    await file([text(1)]);
    const revisions = [revision(text(1), 2, 'secret'), revision(text(1), 3, null)];
    await file([...revisions].reverse(), { turns: [turn] });
    await file(revisions, { turns: [turn] });
    expect(await all()).toEqual(withRevisions([text(1), ...revisions]));
    expect(await archive.turns(id, 10)).toEqual([turn]);
  });
});

describeStores('A text that could not be delivered', (kind) => {
  const open = recordsOf(kind);
  const reply = (id: string): Message => ({
    ...draft(`${id}-s1`, 'I am here', 1_001, 'agent'),
    seq: 1,
    wireId: 'w1',
    files: [{ name: 'terms.pdf' }],
  });

  test('keeps its failure when it is edited', async () => {
    const { id, file, all } = open();
    const failed = { ...reply(id), failure: 'channel_not_found' };
    await file([failed]);
    await file([revision(reply(id), 2, 'still here')]);
    expect((await all())[0]).toEqual({
      ...edited(reply(id), 2, 'still here'),
      failure: failed.failure,
    });
  });

  test('keeps its edit when its failure is filed later', async () => {
    const { id, file, all } = open();
    await file([reply(id)]);
    await file([revision(reply(id), 2, 'still here')]);
    await file([{ ...reply(id), failure: '$gone' }]);
    expect((await all())[0]).toEqual({ ...edited(reply(id), 2, 'still here'), failure: '$gone' });
  });

  test('stays taken back, its files too, when its failure is filed later', async () => {
    const { id, file, all } = open();
    await file([reply(id)]);
    await file([revision(reply(id), 2, null)]);
    await file([{ ...reply(id), failure: 'gone' }]);
    expect((await all())[0]).toEqual({ ...gone(reply(id), 2), failure: 'gone' });
  });

  test('keeps the newest reason, and a withdrawn number stays empty', async () => {
    const { id, text, file, all } = open();
    await file([{ ...reply(id), failure: 'first' }]);
    await file([{ ...reply(id), failure: 'second' }]);
    await file([emptied(text(2))]);
    await file([{ ...text(2), wireId: 'w2', failure: 'late' }]);
    expect(await all()).toEqual([
      { ...reply(id), failure: 'second' },
      { ...emptied(text(2)), failure: 'late' },
    ]);
  });

  test('may be an edit: the record is revised all the same', async () => {
    const { id, file, all } = open();
    const edit = { ...revision(reply(id), 2, 'still here'), failure: 'too old to edit' };
    await file([reply(id)]);
    await file([edit]);
    expect(await all()).toEqual([edited(reply(id), 2, 'still here'), edit]);
    await file([{ ...edit, failure: 'still too old' }]);
    expect((await all())[1]).toEqual({ ...edit, failure: 'still too old' });
  });
});
