import { existing } from '../../../contract/talk.js';
import { eventually } from '../../../support/eventually.js';
import { desks } from './desk-bench.js';

const aDesk = desks();

const AWAY = { kind: 'http', status: 500 } as const;
const MINUTE_MS = 60_000;

describe('While Slack cannot say', () => {
  test.each(['conversations.members', 'users.info'] as const)(
    'who somebody is (%s), who was an agent within the last hour is one, and no longer',
    async (method) => {
      const bench = await aDesk();
      const { talk, card } = await bench.asked();
      await bench.replies(bench.ana, card, 'One');
      bench.clock.pass(50 * MINUTE_MS);
      bench.slack.next(method, AWAY);
      await bench.replies(bench.ana, card, 'Two');
      expect(await bench.toCustomer(talk)).toEqual(['ana: One', 'ana: Two']);
      expect(bench.told(bench.ana)).toEqual([]);
      bench.clock.pass(61 * MINUTE_MS);
      for (let times = 0; times < 3; times++) bench.slack.next(method, AWAY);
      const said = await bench.replies(bench.ana, card, 'Three');
      expect(said.answers.map(({ status }) => status)).not.toContain(200);
      expect(await bench.toCustomer(talk)).toHaveLength(2);
    },
  );

  test('who has left the room is none, whatever was known', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'One');
    await bench.ben.leaves(bench.room);
    bench.slack.next('conversations.members', AWAY);
    await bench.ben.presses(bench.now(card), 'Release');
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
  });

  test('who wrote it, the last time Slack brings it they are told to write again', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const away = () => {
      for (let times = 0; times < 2; times++) bench.slack.next('conversations.members', AWAY);
    };
    away();
    const said = await bench.ben.says(bench.room, 'Hello', { thread: card });
    const [event] = said.deliveries;
    for (const [num, minutes] of [
      [1, 0],
      [2, 1],
      [3, 4],
    ] as const) {
      expect(bench.told(bench.ben)).toEqual([]);
      bench.clock.pass(minutes * MINUTE_MS);
      away();
      // Nothing can be told at first either.
      if (num === 3) bench.slack.next('chat.postEphemeral', AWAY);
      await existing(event).again({ num });
    }
    const { answers } = existing(event);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    expect(await bench.toCustomer(talk)).toEqual([]);
    await eventually(() => expect(bench.logged).toContain('slack.whisper-failed'));
    bench.clock.pass(MINUTE_MS);
    const told = /^What you wrote or changed here at <!date.* could not be taken in/;
    await eventually(() => expect(bench.told(bench.ben)).toEqual([expect.stringMatching(told)]));
    expect(bench.slack.ephemerals).toMatchObject([{ threadTs: card.ts }]);
  });

  test('no deletion in silence: its author reads that the customer may still see it', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const reply = await bench.replies(bench.ana, card, 'Your password is hunter2');
    const broken = jest.spyOn(bench.stores.outbox, 'say').mockRejectedValue(new Error('full disk'));
    const [event] = (await bench.ana.deletes(reply)).deliveries;
    bench.clock.pass(5 * MINUTE_MS);
    await existing(event).again({ num: 3 });
    broken.mockRestore();
    expect(await bench.toCustomer(talk)).toHaveLength(1);
    const told = /^What you deleted here at <!date.* the customer may still see it/;
    await eventually(() => expect(bench.told(bench.ana)).toEqual([expect.stringMatching(told)]));
  });

  test('nobody is told of a deletion of words that never came', async () => {
    const bench = await aDesk();
    const { card } = await bench.asked();
    const broken = jest.spyOn(bench.stores.outbox, 'say').mockRejectedValue(new Error('full disk'));
    const said = await bench.ana.says(bench.room, 'never heard', { thread: card });
    broken.mockRestore();
    const [event] = (await bench.ana.deletes(said)).deliveries;
    bench.clock.pass(5 * MINUTE_MS);
    await existing(event).again({ num: 3 });
    expect(existing(event).answers.map(({ status }) => status)).toEqual([503, 503]);
    expect(bench.told(bench.ana)).toEqual([]);
  });

  test.each(['user_not_visible', 'user_not_found'])(
    'nothing of somebody (%s) at any time, they are a stranger and are told so',
    async (error) => {
      const bench = await aDesk();
      const { talk, card } = await bench.asked();
      bench.slack.next('users.info', { kind: 'refused', error });
      const said = await bench.replies(bench.ben, card, 'Hello');
      await bench.ben.presses(card, 'Claim');
      expect(said.answers.map(({ status }) => status)).toEqual([200]);
      const told = expect.stringContaining('Only members of this workspace');
      await eventually(() => expect(bench.told(bench.ben)).toEqual([told, told]));
      expect(bench.logged).toContain('slack.agent-refused');
      expect((await talk.now()).handoff?.state).toBe('open');
      expect(await bench.toCustomer(talk)).toEqual([]);
    },
  );
});

describe('Talk in the room that is about no case', () => {
  test('is asked about once a thread', async () => {
    const bench = await aDesk();
    await bench.asked();
    const before = bench.slack.calls('conversations.replies').length;
    const root = await bench.ana.says(bench.room, 'Lunch?');
    for (let reply = 0; reply < 5; reply++) {
      await bench.ben.says(bench.room, `reply ${reply}`, { thread: root });
    }
    await bench.ben.reacts(root, 'eyes');
    expect(bench.slack.calls('conversations.replies').length - before).toBe(1);
    expect(bench.slack.ephemerals).toEqual([]);
  });

  test('is asked about again if Slack could not say', async () => {
    const bench = await aDesk();
    await bench.asked();
    const root = await bench.ana.says(bench.room, 'Lunch?');
    bench.slack.next('conversations.replies', AWAY);
    const first = await bench.ben.says(bench.room, 'yes', { thread: root });
    const second = await bench.ben.says(bench.room, 'now', { thread: root });
    expect(first.answers.map(({ status }) => status)).toEqual([503]);
    expect(second.answers.map(({ status }) => status)).toEqual([200]);
  });
});
