import { choicesCard } from '../../src/core/domain/card.js';
import { emptied, type Message } from '../../src/core/domain/message.js';
import { turnRecord } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { recordsOf } from './records.js';
import { ODD_TEXTS, Talk } from './talk.js';

describeStores('Filed texts', (kind) => {
  const open = recordsOf(kind);

  test('filed twice are there once, as they were first', async () => {
    const { text, file, all } = open();
    await file([text(1), text(2)]);
    await file([text(1), text(2)]);
    await file([text(1, 'changed'), text(3)]);
    expect(await all()).toEqual([text(1), text(2), text(3)]);
  });

  test('filed twice at once are there once', async () => {
    const { text, file, all } = open();
    await Promise.all(Array.from({ length: 10 }, () => file([text(1), text(2)])));
    expect(await all()).toEqual([text(1), text(2)]);
  });

  test('keep everything that belongs to them', async () => {
    const { text, file, all } = open();
    const full: Message = {
      ...text(1),
      kind: 'owner',
      author: { kind: 'bot', id: '$bot', name: 'Bot' },
      citations: [{ title: '$title', url: 'https://example.org', quote: '"$quote"' }],
      card: choicesCard('$card', 'buttons', [{ id: '$yes', label: '$Yes' }]),
      chosen: { messageId: '$m', choiceId: '$yes' },
      files: [{ name: '$file.pdf' }],
      change: { owner: 'agent', ownership: 3, agent: 'Ana' },
      turnId: 't1',
      wireId: '1712.34',
      failure: '$failure',
    };
    await file([full]);
    expect(await all()).toEqual([full]);
  });

  test('that look like operators come back as they went in', async () => {
    const { text, file, all } = open();
    const odd = ODD_TEXTS.map((words, index) => text(index + 1, words));
    await file(odd);
    expect(await all()).toEqual(odd);
    const failed = odd.map((message) => ({ ...message, failure: message.text }));
    await file(failed);
    expect(await all()).toEqual(failed);
  });

  test('are replaced by an empty number, and an empty number stays empty', async () => {
    const { text, file, all } = open();
    await file([text(1), text(2)]);
    await file([emptied(text(1))]);
    await file([text(1)]);
    expect(await all()).toEqual([emptied(text(1)), text(2)]);
  });

  test('are replaced by their failure, whether or not they were there', async () => {
    const { text, file, all } = open();
    const failed = { ...text(1), failure: 'channel_not_found' };
    await file([text(1)]);
    await file([failed]);
    await file([failed, { ...text(2), failure: 'gone' }]);
    await file([text(1), text(2)]);
    expect(await all()).toEqual([failed, { ...text(2), failure: 'gone' }]);
  });

  test('gain where they were posted, on each side, and keep their words', async () => {
    const { text, file, all } = open();
    const there = text(1);
    await file([there]);
    await file([{ ...there, text: 'other words', posted: { desk: '$room:1' } }]);
    await file([{ ...there, posted: { customer: 'dm:7' }, failure: 'blocked' }]);
    await file([{ ...there, posted: { customer: 'dm:8' } }]);
    await file([there]);
    const posted = { customer: 'dm:8', desk: '$room:1' };
    expect(await all()).toEqual([{ ...there, posted, failure: 'blocked' }]);
  });

  test('gain where they were posted even if nobody filed them before, or both sides file at once', async () => {
    const { text, file, all } = open();
    await file([{ ...text(1), posted: { desk: 'room:1' } }]);
    await Promise.all([
      file([{ ...text(2), posted: { desk: 'room:2' } }]),
      file([{ ...text(2), posted: { customer: 'dm:2' } }]),
      file([text(2)]),
    ]);
    expect(await all()).toEqual([
      { ...text(1), posted: { desk: 'room:1' } },
      { ...text(2), posted: { desk: 'room:2', customer: 'dm:2' } },
    ]);
  });

  test('one that is there already does not keep out the others', async () => {
    const { text, file, all } = open();
    await file([text(2)]);
    await file([text(1), text(2), text(3), emptied(text(4))]);
    expect(await all()).toEqual([text(1), text(2), text(3), emptied(text(4))]);
  });
});

describeStores('Ids and numbers of texts', (kind) => {
  const open = recordsOf(kind);

  test('a text keeps its first number when it comes again under another', async () => {
    const { id, text, file, all, archive } = open();
    await file([text(1)]);
    await file([text(70, 'text 1', `${id}-m1`)]);
    expect(await all()).toEqual([text(1)]);
    expect(await archive.known([`${id}-m1`])).toEqual([{ id: `${id}-m1`, seq: 1 }]);
  });

  test('a number keeps its first text when another claims it', async () => {
    const { id, text, file, all } = open();
    await file([text(1)]);
    await file([text(1, 'intruder', `${id}-x`)]);
    expect(await all()).toEqual([text(1)]);
  });

  test('an old duplicate leaves an empty number beside the text it repeats', async () => {
    const { id, text, file, all } = open();
    const empty: Message = { ...emptied(text(2)), id: `${id}-m1-2` };
    await file([text(1), empty]);
    await file([empty]);
    expect(await all()).toEqual([text(1), empty]);
  });

  test('a number that turned out to be a duplicate is kept without a text', async () => {
    const { id, text, file, all } = open();
    const empty: Message = { ...emptied(text(2)), id: `${id}-m1-2` };
    await file([text(1)]);
    await file([empty]);
    expect(await all()).toEqual([text(1), empty]);
  });

  test('a failure of a repeated text does not move the first one', async () => {
    const { id, text, file, all } = open();
    await file([text(1)]);
    await file([{ ...text(70, 'text 1', `${id}-m1`), failure: 'gone' }]);
    expect((await all())[0]).toEqual(text(1));
  });

  test('those already on record are known with their numbers, others are left out', async () => {
    const { id, text, file, archive } = open();
    await file([text(1), text(2), emptied(text(3))]);
    const known = await archive.known([`${id}-m1`, 'nobody', `${id}-m3`, '$owner']);
    expect(new Set(known)).toEqual(
      new Set([
        { id: `${id}-m1`, seq: 1 },
        { id: `${id}-m3`, seq: 3 },
      ]),
    );
    expect(await archive.known([])).toEqual([]);
  });
});

describeStores('Pages of a transcript', (kind) => {
  const open = recordsOf(kind);

  test('go forward and back, always in rising order, and stop at their bound', async () => {
    const { id, text, file, archive } = open();
    const { file: fileOther, text: otherText } = open();
    const texts = Array.from({ length: 12 }, (_, index) => text(index + 1));
    await file([...texts].reverse());
    await fileOther([otherText(5), otherText(6)]);
    const page = async (query: Parameters<typeof archive.page>[1]) =>
      (await archive.page(id, query)).map((message) => message.seq);
    expect(await page({ after: 0, limit: 5 })).toEqual([1, 2, 3, 4, 5]);
    expect(await page({ after: 5, limit: 5 })).toEqual([6, 7, 8, 9, 10]);
    expect(await page({ after: 10, limit: 5 })).toEqual([11, 12]);
    expect(await page({ after: 12, limit: 5 })).toEqual([]);
    expect(await page({ before: 13, limit: 5 })).toEqual([8, 9, 10, 11, 12]);
    expect(await page({ before: 8, limit: 5 })).toEqual([3, 4, 5, 6, 7]);
    expect(await page({ before: 3, limit: 5 })).toEqual([1, 2]);
    expect(await page({ before: 1, limit: 5 })).toEqual([]);
  });

  test('hold one conversation only', async () => {
    const [one, other] = [open(), open()];
    await one.file([one.text(1)]);
    await other.file([other.text(1), other.text(2)]);
    expect(await one.all()).toEqual([one.text(1)]);
    expect(await open().all()).toEqual([]);
  });
});

describeStores('The history of turns', (kind) => {
  const open = recordsOf(kind);

  test('is kept once, newest first, per conversation, and bounded', async () => {
    const { id, file, archive, stores } = open();
    const talk = new Talk(stores, id);
    await talk.writes('m1');
    const now = await talk.now();
    const turns = [1, 2, 3].map((number) => turnRecord(now, `${id}-t${number}`, 1_000 * number));
    await file([], { turns });
    await file([], { turns: [{ ...turnRecord(now, `${id}-t1`, 1_000), why: 'changed' }] });
    const odd = { ...turnRecord(now, `${id}-t4`, 4_000), why: '$$ROOT', mind: '$mind' };
    await file([], { turns: [odd] });
    expect(await archive.turns(id, 10)).toEqual([odd, turns[2], turns[1], turns[0]]);
    expect(await archive.turns(id, 2)).toEqual([odd, turns[2]]);
    expect(await archive.turns('nowhere', 2)).toEqual([]);
  });

  test('is found turn by turn, by its id', async () => {
    const { id, file, archive, stores } = open();
    const talk = new Talk(stores, id);
    await talk.writes('m1');
    const now = await talk.now();
    const action = { name: '$refund', id: '$action1', stage: 'running' };
    const turns = [
      turnRecord(now, `${id}-t1`, 1_000),
      { ...turnRecord(now, `${id}-t2`, 2_000), why: '$$ROOT', action },
    ];
    await file([], { turns });
    expect(await archive.turn(`${id}-t1`)).toEqual(turns[0]);
    expect(await archive.turn(`${id}-t2`)).toEqual(turns[1]);
    for (const unknown of [`${id}-t3`, id, '', '$ne']) {
      expect(await archive.turn(unknown)).toBeNull();
    }
  });

  test('is filed together with texts, and nothing at all can be filed too', async () => {
    const { id, text, file, all, archive, stores } = open();
    const talk = new Talk(stores, id);
    await talk.writes('m1');
    const turn = turnRecord(await talk.now(), `${id}-t1`, 1_000);
    await file([text(1)], { turns: [turn] });
    await file([text(1), text(2)], { turns: [turn] });
    await file([]);
    expect(await all()).toEqual([text(1), text(2)]);
    expect(await archive.turns(id, 10)).toEqual([turn]);
  });
});
