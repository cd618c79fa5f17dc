import { draft } from '../../../support/builders.js';
import { eventually } from '../../../support/eventually.js';
import { type DeskBench, desks } from './desk-bench.js';

const aDesk = desks();
const APPROVAL = { id: 'a1', title: 'Refund 20 €', detail: 'For the broken lamp.' };

/** A case with something that waits for a yes, claimed by ana. */
async function waiting() {
  const bench = await aDesk();
  const { talk, card } = await bench.asked({ approval: APPROVAL });
  await bench.ana.presses(card, 'Claim');
  await bench.carry();
  return { bench, talk, card: bench.now(card) };
}

async function decisionOf(bench: DeskBench, conversationId: string) {
  const { payload } = await bench.steps.find(`${conversationId}-1`);
  return payload.approval?.decision;
}

describe('What waits for an approval', () => {
  test('stands on the card, and can be decided whether or not somebody has the case', async () => {
    const bench = await aDesk();
    const { card } = await bench.asked({ approval: APPROVAL });
    expect(card.words).toContain('Waits for an approval: Refund 20 €');
    expect(card.words).toContain('For the broken lamp.');
    expect(card.buttons).toEqual(expect.arrayContaining(['Approve', 'Reject', 'Claim']));
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    expect(bench.now(card).buttons).toEqual(expect.arrayContaining(['Approve', 'Reject']));
    expect(bench.slack.complaints).toEqual([]);
  });

  test('a press on it claims a case nobody has', async () => {
    const bench = await aDesk();
    const { card, talk } = await bench.asked({ approval: APPROVAL });
    await bench.ana.presses(card, 'Approve');
    await bench.carry();
    expect(bench.now(card).words).toMatch(/Approved by\*\nana/);
    const { owner, handoff } = await talk.now();
    expect([owner, handoff?.claimedBy?.name]).toEqual(['agent', 'ana']);
    expect(bench.slack.complaints).toEqual([]);
  });

  test.each([
    ['Approve', true, 'Approved by'],
    ['Reject', false, 'Rejected by'],
  ])('is decided by a press on %s, and the card shows who did', async (label, isApproved, line) => {
    const { bench, talk, card } = await waiting();
    const revision = (await talk.now()).handoff?.revision ?? 0;
    await Promise.all([bench.ana.presses(card, label), bench.ana.presses(card, label)]);
    await bench.carry();
    const after = bench.now(card);
    expect(after.words).toMatch(new RegExp(`${line}\\*\\nana`));
    expect(after.words).not.toContain('Waits for an approval');
    expect(after.buttons).not.toEqual(expect.arrayContaining(['Approve']));
    expect(after.buttons).not.toEqual(expect.arrayContaining(['Reject']));
    const by = { id: `${bench.acme.id}:${bench.ana.id}`, name: 'ana' };
    expect(await decisionOf(bench, talk.id)).toMatchObject({ isApproved, by });
    expect((await talk.now()).handoff?.revision).toBe(revision + 1);
    expect(bench.told(bench.ana)).toEqual([]);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('is decided once when both are pressed at once, on two processes', async () => {
    const { bench, talk, card } = await waiting();
    const other = bench.another();
    const heard = jest.spyOn(bench.desk, 'pressed').mockResolvedValue();
    await bench.ana.presses(card, 'Approve');
    await bench.ana.presses(card, 'Reject');
    const [yes, no] = heard.mock.calls;
    heard.mockRestore();
    if (yes === undefined || no === undefined) throw new Error('two presses');
    const { outbox } = bench.stores;
    const amend = jest.spyOn(outbox, 'amend');
    await Promise.all([bench.desk.pressed(...yes), other.pressed(...no)]);
    const done = await Promise.all(amend.mock.results.map(({ value }) => value));
    expect(done.filter((one) => one !== null)).toHaveLength(1);
    const decision = await decisionOf(bench, talk.id);
    await bench.carry();
    const loser = 'Nothing waits for an approval here any more.';
    await eventually(() => expect(bench.told(bench.ana)).toEqual([loser]));
    const line = decision?.isApproved ? 'Approved by' : 'Rejected by';
    expect(bench.now(card).words).toContain(line);
    await other.stop();
  });

  test.each(['guest', 'stranger', 'colleague', 'outsider to the group'] as const)(
    'is not for a %s to decide, who is told so and nobody else',
    async (who) => {
      const { bench, talk, card } = await waiting();
      const eve =
        who === 'colleague'
          ? bench.ben
          : who === 'stranger'
            ? bench.slack.createTeam('Other').createPerson('eve')
            : bench.acme.createPerson('eve', {
                guest: who === 'guest' ? 'single-channel' : 'none',
              });
      bench.room.add(eve);
      // Who sits there is known for a minute.
      bench.clock.pass(61_000);
      if (who === 'outsider to the group') {
        await bench.rebuilt({ userGroup: bench.acme.createGroup('agents', [bench.ana]).id });
      }
      const before = bench.thread(card).length;
      await eve.presses(card, 'Approve');
      await eve.presses(card, 'Reject');
      await bench.carry();
      expect(await decisionOf(bench, talk.id)).toBeUndefined();
      expect(bench.now(card).buttons).toContain('Approve');
      await eventually(() => expect(bench.told(eve)).toHaveLength(2));
      const why = who === 'colleague' ? /^ana already has/ : /cannot act|can act on handoffs/;
      for (const line of bench.told(eve)) expect(line).toMatch(why);
      expect(bench.told(bench.ana)).toEqual([]);
      expect(bench.thread(card)).toHaveLength(before);
    },
  );

  test('is never decided by who asked for it', async () => {
    const { bench, talk, card } = await waiting();
    // Ana has the case, and then turns out to be one of those who talk in it.
    const id = `${bench.acme.id}:${bench.ana.id}`;
    const asks = draft('own', 'and one for me', bench.clock.nowMs(), 'customer');
    await bench.writes(talk, '', { draft: { ...asks, author: { ...asks.author, id } } });
    await bench.carry();
    await bench.ana.presses(card, 'Approve');
    const told = 'This is your own conversation. A colleague has to take care of it.';
    await eventually(() => expect(bench.told(bench.ana)).toEqual([told]));
    expect(await decisionOf(bench, talk.id)).toBeUndefined();
  });

  test('is over with the case: who presses an old card learns who closed it', async () => {
    const { bench, talk, card } = await waiting();
    await bench.steps.step('resolve', `${talk.id}-1`, agentOf(bench), '');
    await bench.ben.presses(card, 'Approve');
    const told = 'This case was closed by ana. Nothing was sent.';
    await eventually(() => expect(bench.told(bench.ben)).toEqual([told]));
    await bench.carry();
    expect(bench.now(card).buttons).not.toContain('Approve');
  });
});

function agentOf(bench: DeskBench) {
  return { id: `${bench.acme.id}:${bench.ana.id}`, name: 'ana' };
}
