import { existing, type Talk } from '../../../contract/talk.js';
import { draft } from '../../../support/builders.js';
import { eventually } from '../../../support/eventually.js';
import { type DeskBench, desks } from './desk-bench.js';

const aDesk = desks();

/** The customer changes, or takes back, what they wrote. */
async function revises(
  bench: DeskBench,
  talk: Talk,
  kind: 'edit' | 'delete',
  id: string,
  text: string,
): Promise<void> {
  const nowMs = bench.clock.nowMs();
  const said = { ...draft(`${id}-${kind}`, text, nowMs, 'customer'), kind, revises: { id } };
  await bench.writes(talk, '', { draft: said });
}

describe('The thread of a handoff', () => {
  test('shows in one post what a customer writes in several', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    for (const text of ['one', 'two', 'three']) await bench.writes(talk, text);
    await bench.carry();
    const [, post, ...others] = bench.thread(card);
    expect(existing(post).words.match(/one|two|three/g)).toEqual(['one', 'two', 'three']);
    expect(others).toEqual([]);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('keeps its order and says nothing twice when an answer of Slack\u2019s is lost', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.writes(talk, 'one');
    await bench.writes(talk, 'two');
    bench.slack.next('chat.postMessage', { kind: 'cut-after' });
    await bench.carry();
    await bench.writes(talk, 'three');
    await bench.carry();
    const words = bench.thread(card).map((post) => post.words.match(/one|two|three/g));
    expect(words.slice(1)).toEqual([['one', 'two'], ['three']]);
  });

  test('loses the second copy of what Slack showed only after it was asked for it', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.writes(talk, 'once');
    bench.slack.next('chat.postMessage', { kind: 'cut-after' });
    bench.clock.pass(2_000);
    await bench.courier().run(talk.id, 'desk');
    const { log } = bench.room.record;
    const late = existing(log.pop());
    await bench.carry();
    log.splice(-1, 0, late);
    expect(bench.thread(card)).toHaveLength(3);
    bench.clock.pass(5_000);
    await eventually(() => expect(bench.thread(card)).toHaveLength(2));
    expect(bench.thread(card)[1]?.words).toContain('once');
  });

  test('shows what a customer put in place of their words, also within a longer post', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.writes(talk, 'I have 2 shoes', {
      draft: draft('shoes', 'I have 2 shoes', 1, 'customer'),
    });
    await bench.writes(talk, 'both are green');
    await bench.carry();
    await revises(bench, talk, 'edit', 'shoes', 'I have 3 shoes');
    await bench.carry();
    const posts = bench.thread(card);
    expect(posts).toHaveLength(2);
    expect(existing(posts[1]).words).toContain('I have 3 shoes');
    expect(existing(posts[1]).words).toContain('(edited)');
    expect(existing(posts[1]).words).toContain('both are green');
    expect(existing(posts[1]).words).not.toContain('2 shoes');
    expect(bench.slack.complaints).toEqual([]);
  });

  test('does not keep what a customer took back, wherever it stood', async () => {
    const bench = await aDesk();
    const secret = 'my card is 4111';
    const talk = await bench.asks({}, { draft: draft('ask', secret, 1, 'customer') });
    await bench.carry();
    const card = existing(bench.room.messages[0]);
    expect(bench.thread(card)[0]?.words).toContain(secret);
    await bench.writes(talk, 'and 4242', { draft: draft('more', 'and 4242', 2, 'customer') });
    await bench.carry();
    await revises(bench, talk, 'delete', 'ask', '');
    await revises(bench, talk, 'delete', 'more', '');
    await bench.carry();
    const words = bench
      .thread(card)
      .map((post) => `${post.text} ${post.words}`)
      .join('\n');
    expect(words).not.toContain('4111');
    expect(words).not.toContain('4242');
    expect(words).toContain('took a message back');
  });

  test('mentions nobody and links nowhere, whatever a customer writes', async () => {
    const bench = await aDesk();
    const evil = '<!channel> <@U123> <https://evil.example|shop> @here & *bold*';
    const { talk, card } = await bench.asked({ intent: evil });
    await bench.writes(talk, evil);
    await bench.carry();
    const sent = JSON.stringify(bench.slack.calls('chat.postMessage').map(({ args }) => args));
    expect(sent).not.toMatch(/<!channel|<@U123|<https:\/\/evil/);
    for (const { args } of bench.slack.calls('chat.postMessage')) {
      expect(args).toMatchObject({ parse: 'none' });
      expect(['false', false]).toContain(args['link_names']);
    }
    expect(bench.thread(card)).toHaveLength(2);
  });

  test('has a copy of what an agent sends with a button', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked({ draftReply: 'We will send a new one.' });
    await bench.ana.presses(card, 'Send suggestion');
    await bench.ana.presses(card, 'Send suggestion');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: We will send a new one.']);
    const copies = bench.thread(card).filter(({ words }) => words.includes('a new one'));
    expect(copies).toHaveLength(1);
    expect(copies[0]?.words).toContain('ana');
  });

  test('tells the whole room of a handoff that nobody claims, and further people in the end', async () => {
    const bench = await aDesk();
    const team = bench.acme.createRoom('leads', { members: [bench.ben, bench.bot] });
    const escalateTo = { people: [bench.ben.id], room: team.id };
    await bench.rebuilt({ escalateTo });
    const { talk, card } = await bench.asked();
    await bench.alarms(talk, 'remind', 'Nobody has claimed this yet.');
    await bench.carry();
    await bench.alarms(talk, 'escalate', 'Still nobody. <!channel>');
    await bench.carry();
    const [, remind, escalate] = bench.thread(card);
    expect(remind).toMatchObject({ isBroadcast: true, text: 'Nobody has claimed this yet.' });
    expect(existing(escalate).isBroadcast).toBe(true);
    expect(existing(escalate).text).toContain(`<@${bench.ben.id}> Still nobody.`);
    expect(existing(escalate).text).not.toContain('<!channel>');
    expect(team.messages.map(({ text }) => text)).toEqual([
      expect.stringContaining(`message_ts=${card.ts}`),
    ]);
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    await bench.alarms(talk, 'agent-silent', 'The customer waits.');
    await bench.carry();
    const last = existing(bench.thread(card).at(-1));
    expect(last.text).toBe(`<@${bench.ana.id}> The customer waits.`);
    expect(last.isBroadcast).toBe(false);
    expect(bench.slack.complaints).toEqual([]);
  });

  test('calls the further room after all when Slack was busy, and each place once', async () => {
    const bench = await aDesk();
    const leads = bench.acme.createRoom('leads', { members: [bench.ben, bench.bot] });
    await bench.rebuilt({ escalateTo: { people: [], room: leads.id } });
    const { talk, card } = await bench.asked();
    const busy = { kind: 'rate-limited', retryAfterSeconds: 5 } as const;
    bench.slack.next('chat.postMessage', busy, { roomId: leads.id });
    await bench.alarms(talk, 'escalate', 'Still nobody.');
    await bench.carry();
    expect(leads.messages).toEqual([]);
    await bench.carry(60_000);
    await bench.carry(60_000);
    expect(leads.messages).toHaveLength(1);
    const calls = bench.thread(card).filter(({ words }) => words.includes('Still nobody.'));
    expect(calls).toHaveLength(1);
  });

  test('goes on where the further room cannot be written to', async () => {
    const bench = await aDesk();
    const leads = bench.acme.createRoom('leads', { members: [bench.ben] });
    await bench.rebuilt({ escalateTo: { people: [], room: leads.id } });
    const { talk, card } = await bench.asked();
    await bench.alarms(talk, 'escalate', 'Still nobody.');
    await bench.writes(talk, 'is anybody there?');
    await bench.carry();
    expect(bench.thread(card).at(-1)?.words).toContain('is anybody there?');
    expect(bench.desk.problems()).toEqual([]);
  });

  test('begins with its card also where an agent took over while the bot had not answered', async () => {
    const bench = await aDesk();
    const talk = await bench.talks('what about my order?');
    await bench.steps.takeOver(talk.id, { id: 'web-1', name: 'Wanda' });
    await bench.carry();
    await bench.restart();
    await bench.writes(talk, 'hello?');
    await bench.carry();
    expect(bench.room.messages).toHaveLength(1);
    const words = bench.room.messages[0]?.thread.map((post) => post.words).join('\n') ?? '';
    expect(words).toContain('what about my order?');
    expect(words).toContain('hello?');
  });
});
