import { RECENT_EDITS_MAX, RECENT_IDS_MAX } from '../../src/core/domain/limits.js';
import type { Draft } from '../../src/core/domain/message.js';
import { ANA, draft } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { storesOf, Talk } from './talk.js';

/** A customer's edit, made at that moment by their platform's clock. */
function edit(target: string, editedAtMs: number): Draft {
  const said = draft(`e${editedAtMs}-${target}`, `at ${editedAtMs}`, 1_000, 'customer');
  return { ...said, kind: 'edit', revises: { id: target }, editedAtMs };
}

function agentEdit(target: string, editedAtMs: number): Draft {
  return { ...edit(target, editedAtMs), author: { kind: 'agent', ...ANA } };
}

async function aCase(talk: Talk): Promise<void> {
  await talk.escalates();
  await talk.owns('claim');
  await talk.clears('customer');
  await talk.says(ANA, 's1', 'It costs 2');
}

describeStores('Edits of one text, by the clock of the platform they were made on,', (kind) => {
  const stores = storesOf(kind);

  test('by the customer: an older one that comes behind a newer one is nothing', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1', 'one');
    await talk.writes('', '', { draft: edit('m1', 5_000.25) });
    const before = await talk.now();
    const late = await talk.writes('', '', { draft: edit('m1', 5_000.125) });
    expect(late).toEqual({ kind: 'duplicate', seq: 2 });
    expect(await talk.now()).toEqual(before);
    expect(await talk.writes('', '', { draft: edit('m1', 5_000.5) })).toMatchObject({ seq: 3 });
    const { inbox } = await talk.now();
    expect(inbox.map(({ text }) => text)).toEqual(['one', 'at 5000.25', 'at 5000.5']);
  });

  test('by the agent: an older one that comes behind a newer one is nothing', async () => {
    const talk = new Talk(stores());
    await aCase(talk);
    await talk.says(ANA, '', '', { draft: agentEdit('s1', 4_000) });
    const before = await talk.now();
    const late = await talk.says(ANA, '', '', { draft: agentEdit('s1', 3_000) });
    expect(late).toEqual({ kind: 'duplicate', seq: before.lastSeq });
    expect(await talk.now()).toEqual(before);
    const newer = await talk.says(ANA, '', '', { draft: agentEdit('s1', 5_000) });
    expect(newer.kind).toBe('said');
  });

  test('say nothing of other texts, nor of edits whose time is not known', async () => {
    const talk = new Talk(stores());
    for (const id of ['m1', 'm2']) await talk.writes(id, 'words');
    await talk.writes('', '', { draft: edit('m1', 5_000) });
    expect(await talk.writes('', '', { draft: edit('m2', 1_000) })).toMatchObject({ seq: 4 });
    const { editedAtMs: _, ...timeless } = edit('m1', 2_000);
    expect(await talk.writes('', '', { draft: timeless })).toMatchObject({ seq: 5 });
  });

  test('count from the words that were first heard of already edited', async () => {
    const talk = new Talk(stores());
    const words = { ...draft('m1', 'at 3000', 1_000, 'customer'), editedAtMs: 3_000 };
    await talk.writes('', '', { draft: words });
    for (const editedAtMs of [2_000, 3_000]) {
      const late = await talk.writes('', '', { draft: edit('m1', editedAtMs) });
      expect(late).toEqual({ kind: 'duplicate', seq: 1 });
    }
    expect(await talk.writes('', '', { draft: edit('m1', 4_000) })).toMatchObject({ seq: 2 });
  });

  test('are still told apart when much was said since', async () => {
    const talk = new Talk(stores());
    await aCase(talk);
    await talk.says(ANA, '', '', { draft: agentEdit('s1', 4_000) });
    for (let number = 0; number <= RECENT_IDS_MAX; number++) {
      await talk.clears('desk');
      await talk.writes(`m${number}`);
    }
    const late = await talk.says(ANA, '', '', { draft: agentEdit('s1', 3_000) });
    expect(late.kind).toBe('duplicate');
  });

  test(`are known of ${RECENT_EDITS_MAX} texts`, async () => {
    const talk = new Talk(stores());
    await aCase(talk);
    await talk.clears('desk');
    for (let number = 0; number <= RECENT_EDITS_MAX; number++) {
      await talk.clears('desk');
      await talk.writes('', '', { draft: edit(`m${number}`, 4_000) });
    }
    const { recentEdits } = await talk.now();
    const ids = recentEdits.map(({ messageId }) => messageId);
    expect(ids).toEqual(Array.from({ length: RECENT_EDITS_MAX }, (_, at) => `m${at + 1}`));
  });

  test('of which many come at once leave the newest one to count', async () => {
    const talk = new Talk(stores());
    await talk.writes('m1', 'one');
    const times = [7, 3, 9, 1, 8, 2, 6, 4, 5].map((time) => time * 1_000);
    await Promise.all(times.map((time) => talk.writes('', '', { draft: edit('m1', time) })));
    const { inbox, recentEdits } = await talk.now();
    const taken = inbox.flatMap(({ editedAtMs }) => editedAtMs ?? []);
    expect(taken).toEqual([...taken].sort((one, other) => one - other));
    expect(taken.at(-1)).toBe(9_000);
    expect(recentEdits).toMatchObject([{ messageId: 'm1', editedAtMs: 9_000 }]);
  });
});

describeStores('A press that is brought again', (kind) => {
  const stores = storesOf(kind);

  test('does not claim a second time what was released since', async () => {
    const talk = new Talk(stores());
    await talk.escalates();
    await talk.owns('claim', ANA, { cause: '$press1' });
    await talk.owns('release', ANA, { cause: '$press2' });
    const before = await talk.now();
    expect(await talk.owns('claim', ANA, { cause: '$press1' })).toEqual({
      kind: 'stale',
      conversation: before,
    });
    expect(await talk.now()).toEqual(before);
    const pressedAnew = await talk.owns('claim', ANA, { cause: '$press3' });
    expect(pressedAnew.kind).toBe('done');
  });
});
