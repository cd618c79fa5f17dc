import { existing } from '../../../contract/talk.js';
import { eventually } from '../../../support/eventually.js';
import type { SeenMessage } from '../../../support/slack/seen-message.js';
import { type DeskBench, desks } from './desk-bench.js';

const aDesk = desks();

const SENT_BEFORE = 'This was sent to the customer already. It was not sent again.';

/** The lines of a thread that offer to send words kept among agents. */
function offers(bench: DeskBench, card: SeenMessage): SeenMessage[] {
  return bench.thread(card).filter(({ buttons }) => buttons.includes('Send to the customer'));
}

/** Ana has the case, and Ben has said something that was kept. */
async function kept(text: string) {
  const bench = await aDesk();
  const { talk, card } = await bench.asked();
  await bench.replies(bench.ana, card, 'mine');
  const note = await bench.replies(bench.ben, card, text);
  const line = existing(offers(bench, card)[0]);
  return { bench, talk, card, note, line };
}

describe('Words kept among agents', () => {
  test('are offered in the words they were changed to, and in no others', async () => {
    const { bench, talk, card, note, line } = await kept('she always lies, give 10% off');
    await bench.ben.edits(note, 'give 10% off');
    await bench.carry();
    const newest = offers(bench, card);
    expect(newest).toHaveLength(1);
    expect(bench.now(line).buttons).toEqual([]);
    expect(bench.now(line).words).toContain('has changed them since');
    // The line as Ana still had it on her screen.
    await bench.ana.presses(line, 'Send to the customer');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: mine']);
    const told = 'Nothing was sent: whoever wrote these words has changed them since.';
    await eventually(() => expect(bench.told(bench.ana)).toEqual([told]));
    await bench.ana.presses(existing(newest[0]), 'Send to the customer');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: mine', 'ana: give 10% off']);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('are offered no more once they are marked as a note', async () => {
    const { bench, talk, card, note, line } = await kept('give 10% off');
    await bench.ben.edits(note, '! give 10% off');
    await bench.carry();
    expect(offers(bench, card)).toEqual([]);
    await bench.ana.presses(line, 'Send to the customer');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: mine']);
  });

  test.each(['as they were written', 'as they were changed'])(
    'are not sent once they are deleted, %s',
    async (how) => {
      const { bench, talk, card, note, line } = await kept('she always lies, give 10% off');
      const isChanged = how === 'as they were changed';
      if (isChanged) await bench.ben.edits(note, 'give 10% off');
      await bench.carry();
      const offered = isChanged ? existing(offers(bench, card)[0]) : line;
      await bench.ben.deletes(note);
      // Pressed before the line is changed.
      await bench.ana.presses(offered, 'Send to the customer');
      await bench.carry();
      expect(offers(bench, card)).toEqual([]);
      expect(bench.now(offered).words).toContain('has deleted them since');
      await bench.ana.presses(line, 'Send to the customer');
      await bench.carry();
      expect(await bench.toCustomer(talk)).toEqual(['ana: mine']);
      const told = 'Nothing was sent: whoever wrote these words has deleted them since.';
      await eventually(() => expect(bench.told(bench.ana)).toEqual([told, told]));
      expect(bench.told(bench.ben)).toEqual([]);
      expect(bench.slack.complaints).toEqual([]);
    },
  );

  test('are deleted without a word after the end of the case', async () => {
    const { bench, talk, card, note } = await kept('give 10% off');
    await bench.ana.presses(bench.now(card), 'Resolve');
    await bench.carry();
    await bench.ben.deletes(note);
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: mine']);
    expect(bench.told(bench.ben)).toEqual([]);
  });

  test('are sent once, whoever presses', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'mine');
    await bench.replies(bench.ben, card, 'The form is on our page');
    const line = existing(offers(bench, card)[0]);
    await bench.ana.presses(line, 'Send to the customer');
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    await bench.ben.presses(line, 'Send to the customer');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: mine', 'ana: The form is on our page']);
    await eventually(() => expect(bench.told(bench.ben)).toEqual([SENT_BEFORE]));
  });
});

describe('The suggested reply', () => {
  test('is sent once where everybody answers, and leaves the card', async () => {
    const bench = await aDesk({ settings: { replies: 'all' } });
    const { talk, card } = await bench.asked({ draftReply: 'The draft' });
    const button = 'Send suggestion';
    expect(card.buttons).toContain(button);
    await Promise.all([bench.ana.presses(card, button), bench.ben.presses(card, button)]);
    await bench.carry();
    expect(await bench.toCustomer(talk)).toHaveLength(1);
    const told = () => [...bench.told(bench.ana), ...bench.told(bench.ben)];
    await eventually(() => expect(told()).toEqual([SENT_BEFORE]));
    expect(bench.now(card).buttons).not.toContain(button);
    expect(bench.now(card).words).not.toContain('The draft');
    await bench.ana.presses(card, button);
    await bench.carry();
    expect(await bench.toCustomer(talk)).toHaveLength(1);
  });

  test('is not sent again after a release', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked({ draftReply: 'The draft' });
    await bench.ana.presses(card, 'Send suggestion');
    await bench.carry();
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    // The card as Ben still had it on his screen.
    await bench.ben.presses(card, 'Send suggestion');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: The draft']);
    await eventually(() => expect(bench.told(bench.ben)).toEqual([SENT_BEFORE]));
    expect((await talk.now()).handoff?.state).toBe('open');
  });

  test('stays where it is if a colleague has the case', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked({ draftReply: 'The draft' });
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    await bench.ben.presses(bench.now(card), 'Send suggestion');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual([]);
    const told = expect.stringContaining('ana already has');
    await eventually(() => expect(bench.told(bench.ben)).toEqual([told]));
    expect(bench.now(card).buttons).toContain('Send suggestion');
  });
});
