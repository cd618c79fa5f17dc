import { existing } from '../../../contract/talk.js';
import { desks } from './desk-bench.js';

const aDesk = desks();

describe("What agents format in Slack's way", () => {
  test('reaches customers as it looks: formatted where it was, as typed where it was not', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'Please pay *today*, not _later_: `x*y*z` :thumbsup:');
    const said = await bench.replies(bench.ana, card, '# 5 is yours');
    expect(await bench.toCustomer(talk)).toEqual([
      'ana: Please pay **today**, not _later_: `x*y*z` 👍',
      'ana: \\# 5 is yours',
    ]);
    await bench.ana.edits(said, '# 6 is *yours*');
    await bench.carry();
    expect((await bench.toCustomer(talk)).at(-1)).toContain('\\# 6 is **yours**');
    expect(bench.slack.complaints).toEqual([]);
  });

  test('does so behind the mark of a reply, too', async () => {
    const bench = await aDesk({ settings: { replies: 'marked' } });
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, '+ *Hello*');
    await bench.replies(bench.ana, card, '+ # 5');
    expect(await bench.toCustomer(talk)).toEqual(['ana: **Hello**', 'ana: \\# 5']);
  });

  test('does so when it was kept among agents first', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'I take it');
    await bench.replies(bench.ben, card, 'Try the *other* form :tada:');
    const line = existing(bench.thread(card).at(-1));
    await bench.ana.presses(line, 'Send to the customer');
    await bench.carry();
    expect((await bench.toCustomer(talk)).at(-1)).toBe('ana: Try the **other** form 🎉');
  });
});
