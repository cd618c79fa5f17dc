import { existing } from '../../../contract/talk.js';
import { desks } from './desk-bench.js';

const aDesk = desks();

describe('The card of a handoff', () => {
  test('stands in the room once, with what was said shortly before in its thread', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked({ intent: 'wants a refund' });
    expect(card.words).toContain('The customer asked for a person');
    expect(card.words).toContain('wants a refund');
    expect(card.buttons).toContain('Claim');
    const [intro, ...others] = bench.thread(card);
    expect(existing(intro).words).toContain('a person please');
    expect(others).toEqual([]);
    expect(bench.room.messages).toHaveLength(1);
    expect((await talk.now()).cardAt?.place).toBe(`${bench.acme.id}:${bench.room.id}:${card.ts}`);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('changes in its place when somebody claims, and when the case is resolved', async () => {
    const bench = await aDesk();
    const { card } = await bench.asked();
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    expect(bench.now(card).buttons).toEqual(
      expect.arrayContaining(['Resolve', 'Return to bot', 'Release']),
    );
    await bench.ana.presses(bench.now(card), 'Resolve');
    await bench.carry();
    expect(bench.now(card).buttons).not.toContain('Resolve');
    expect(bench.room.messages).toHaveLength(1);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('in doubt is found again by what we wrote along with it', async () => {
    const bench = await aDesk();
    bench.slack.next('chat.postMessage', { kind: 'cut-after' });
    await bench.asks();
    await bench.carry();
    await bench.carry();
    expect(bench.room.messages).toHaveLength(1);
    expect(bench.room.messages[0]?.thread).toHaveLength(1);
  });
});
