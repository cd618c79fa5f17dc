import { eventually } from '../../../support/eventually.js';
import type { SeenMessage } from '../../../support/slack/seen-message.js';
import { type DeskBench, desks } from './desk-bench.js';

const aDesk = desks();
const ASKED = 'Was it right to hand this off?';

/** A case that ana has resolved, with its card asking her what she thinks of it. */
async function resolved(bench: DeskBench) {
  const { talk, card } = await bench.asked();
  await bench.ana.presses(card, 'Claim');
  await bench.carry();
  await bench.ana.presses(bench.now(card), 'Resolve');
  await bench.carry();
  return { talk, card: bench.now(card), id: `${talk.id}-1` };
}

/** The card says this, and asks nothing any more. */
function answered(bench: DeskBench, card: SeenMessage, line: string): Promise<void> {
  return eventually(() => {
    const { words, buttons } = bench.now(card);
    expect(words).toContain(ASKED);
    expect(words).toContain(line);
    expect(buttons).toEqual(['Take over', 'Transcript']);
  });
}

describe('Whether it was right to hand off', () => {
  test('is asked on the card, and what was said stands there for everybody', async () => {
    const bench = await aDesk();
    const { card, id } = await resolved(bench);
    expect(card.words).toContain(ASKED);
    expect(card.buttons).toEqual(['Yes', 'No', 'Take over', 'Transcript']);
    await bench.ana.presses(card, 'No');
    await answered(bench, card, 'No, says ana');
    await eventually(() => expect(bench.told(bench.ana)).toEqual(['Thank you, that is noted.']));
    expect((await bench.stores.handoffs.find(id))?.verdict).toMatchObject({ isRight: false });
    expect(bench.room.messages).toHaveLength(1);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('is not for colleagues to say', async () => {
    const bench = await aDesk();
    const { card, id } = await resolved(bench);
    await bench.ben.presses(card, 'No');
    await eventually(() => expect(bench.told(bench.ben)[0]).toContain('ana already has'));
    expect((await bench.stores.handoffs.find(id))?.verdict).toBeUndefined();
    expect(bench.now(card).buttons).toContain('No');
  });

  test.each([
    ['is busy', { kind: 'rate-limited', retryAfterSeconds: 1 }],
    ['does not answer', { kind: 'cut-before' }],
  ] as const)('comes onto the card although Slack %s at first', async (_how, trouble) => {
    const bench = await aDesk();
    const { card } = await resolved(bench);
    bench.slack.next('chat.update', trouble);
    await bench.ana.presses(card, 'Yes');
    await eventually(() => expect(bench.logged).toContain('slack.whisper-failed'));
    expect(bench.now(card).words).not.toContain('Yes, says ana');
    await eventually(() => {
      bench.clock.pass(1_000);
      expect(bench.now(card).words).toContain('Yes, says ana');
    });
    await answered(bench, card, 'Yes, says ana');
  });

  test('is there at another press when the process ended before the card was drawn', async () => {
    const bench = await aDesk();
    const { card, id } = await resolved(bench);
    const ana = { id: `${bench.acme.id}:${bench.ana.id}`, name: 'ana' };
    await bench.steps.judge(id, ana, true);
    expect(bench.now(card).buttons).toContain('Yes');
    await bench.ana.presses(card, 'Yes');
    await answered(bench, card, 'Yes, says ana');
  });

  test('stays on the card when the lane draws the closed case once more', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    // Slack shows it, and nobody takes note: the lane brings it again later.
    bench.slack.next('chat.update', { kind: 'cut-after' });
    await bench.ana.presses(bench.now(card), 'Resolve');
    bench.clock.pass(2_000);
    await bench.courier().run(talk.id, 'desk');
    expect((await talk.now()).lanes.desk.items).toHaveLength(1);
    await bench.ana.presses(bench.now(card), 'Yes');
    await answered(bench, card, 'Yes, says ana');
    await bench.carry();
    expect((await talk.now()).lanes.desk.items).toEqual([]);
    await answered(bench, card, 'Yes, says ana');
  });

  test('is on the card although it was said while the lane was drawing it', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    await bench.ana.presses(bench.now(card), 'Resolve');
    const ana = { id: `${bench.acme.id}:${bench.ana.id}`, name: 'ana' };
    // The verdict comes after the lane has looked for one, and nobody else draws it.
    const { handoffs } = bench.stores;
    const find = handoffs.find.bind(handoffs);
    const spy = jest.spyOn(handoffs, 'find').mockImplementationOnce(async (id) => {
      const before = await find(id);
      await bench.steps.judge(id, ana, true);
      return before;
    });
    await bench.carry();
    expect(spy).toHaveBeenCalled();
    await answered(bench, card, 'Yes, says ana');
    expect((await talk.now()).lanes.desk.items).toEqual([]);
  });

  test('counts once when two processes hear the same press', async () => {
    const bench = await aDesk();
    const { card, id } = await resolved(bench);
    const judge = jest.spyOn(bench.stores.handoffs, 'judge');
    const heard = jest.spyOn(bench.desk, 'pressed');
    await bench.ana.presses(card, 'Yes');
    await answered(bench, card, 'Yes, says ana');
    const other = bench.another();
    bench.clock.pass(60_000);
    await Promise.all(heard.mock.calls.map((press) => other.pressed(...press)));
    await other.stop();
    await answered(bench, card, 'Yes, says ana');
    expect(judge).toHaveBeenCalledTimes(1);
    expect((await bench.stores.handoffs.find(id))?.verdict).toMatchObject({ isRight: true });
  });
});
