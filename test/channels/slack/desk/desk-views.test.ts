import { existing } from '../../../contract/talk.js';
import { desks } from './desk-bench.js';

const aDesk = desks();

function wordsOf(view: unknown): string {
  return JSON.stringify(view).replace(/"block_id":"[^"]*",?/g, '');
}

describe('The transcript', () => {
  test('has all that was said, page by page', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'first answer');
    await bench.replies(bench.ana, card, '! first note');
    for (let at = 1; at <= 45; at++) await bench.writes(talk, `line ${at}.`);
    await bench.carry();
    await bench.ben.presses(bench.now(card), 'Transcript');
    const modal = existing(bench.slack.modals[0]);
    const seen: string[] = [wordsOf(modal.view)];
    while (wordsOf(modal.view).includes('"Older"') && seen.length < 9) {
      await bench.ben.presses(modal, 'Older');
      seen.push(wordsOf(modal.view));
    }
    const all = seen.join('\n');
    for (let at = 1; at <= 45; at++) expect(all).toContain(`line ${at}.`);
    for (const text of ['a person please', 'first answer', 'first note', 'ana joined']) {
      expect(all).toContain(text);
    }
    expect(seen.length).toBeGreaterThan(2);
    await bench.ben.presses(modal, 'Newer');
    expect(wordsOf(modal.view)).toBe(seen.at(-2));
    expect(bench.slack.complaints).toEqual([]);
  });

  test('stays within what Slack takes, however long texts are', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    for (let at = 0; at < 8; at++) {
      await bench.writes(talk, `${at} ${'<&> words '.repeat(1_500)}`);
      await bench.carry();
    }
    await bench.ana.presses(bench.now(card), 'Transcript');
    const modal = existing(bench.slack.modals[0]);
    while (wordsOf(modal.view).includes('"Older"')) await bench.ana.presses(modal, 'Older');
    expect(wordsOf(modal.view)).toContain('a person please');
    expect(bench.slack.complaints).toEqual([]);
  });

  test('is not for guests', async () => {
    const bench = await aDesk();
    const gus = bench.acme.createPerson('gus', { guest: 'single-channel' });
    bench.room.add(gus);
    const { card } = await bench.asked();
    await gus.presses(card, 'Transcript');
    expect(bench.slack.modals).toEqual([]);
  });
});

describe('Returning a case to the bot', () => {
  test('asks what the bot should know', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    await bench.ben.presses(bench.now(card), 'Return to bot');
    expect(bench.slack.modals).toEqual([]);
    await bench.ana.presses(bench.now(card), 'Return to bot');
    const modal = existing(bench.slack.modals[0]);
    await bench.ana.submits(modal, { note: { note: 'They want a refund.' } });
    await bench.carry();
    const now = await talk.now();
    expect(now.owner).toBe('bot');
    expect(now.stretches.at(-1)?.note).toBe('They want a refund.');
    expect(bench.slack.complaints).toEqual([]);
  });
});

describe('/frontdesk', () => {
  test('lists who waits and what one has, with the way there, in any room', async () => {
    const bench = await aDesk();
    const { card } = await bench.asked({ intent: 'wants <!here> a refund' });
    const mine = await bench.asked({ intent: 'wants a lamp' });
    await bench.ana.presses(mine.card, 'Claim');
    await bench.carry();
    const lounge = bench.acme.createRoom('lounge', { members: [bench.ana] });
    await bench.ana.runs(bench.app, '/frontdesk', '', lounge);
    const [text = ''] = bench.told(bench.ana);
    const [waiting = '', own = ''] = text.split('\n\n');
    expect(waiting).toContain('a refund');
    expect(waiting).not.toContain('<!here>');
    expect(waiting).toContain(`message_ts=${card.ts}`);
    expect(own).toContain('wants a lamp');
    await bench.ana.runs(bench.app, '/frontdesk', 'mine', lounge);
    expect(bench.told(bench.ana)[1]).toBe(own);
  });

  test('tells a stranger to the desk nothing', async () => {
    const bench = await aDesk();
    const eve = bench.acme.createPerson('eve');
    const lounge = bench.acme.createRoom('lounge', { members: [eve] });
    await bench.asked({ intent: 'wants a refund' });
    await bench.ana.runs(bench.app, '/frontdesk', '', bench.room);
    await eve.runs(bench.app, '/frontdesk', '', lounge);
    expect(bench.told(eve)).toEqual([expect.stringContaining('Only members of the desk')]);
  });
});
