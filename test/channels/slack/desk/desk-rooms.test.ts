import { existing } from '../../../contract/talk.js';
import { desks } from './desk-bench.js';

const aDesk = desks();

describe('When the room cannot be written to', () => {
  test('a handoff waits, is told of, and comes out once the room is back', async () => {
    const bench = await aDesk();
    await bench.room.archives(bench.ana);
    const talk = await bench.asks();
    await bench.carry();
    expect(bench.away.at(-1)).toEqual({
      reason: 'This Slack room is archived.',
      isWaiting: true,
    });
    expect(bench.desk.problems()).toEqual([
      { room: bench.room.id, reason: 'This Slack room is archived.' },
    ]);
    for (let round = 0; round < 6; round++) await bench.carry(60_000);
    await bench.room.unarchives(bench.ana);
    await bench.carry(60_000);
    expect(bench.room.messages).toHaveLength(1);
    expect(bench.desk.problems()).toEqual([]);
    expect((await talk.now()).lanes.desk.items).toEqual([]);
  });

  test('new handoffs go to the other room, and agents answer there', async () => {
    const bench = await aDesk();
    await bench.rebuilt({ fallbackRoom: bench.fallback.id });
    await bench.room.archives(bench.ana);
    const talk = await bench.asks();
    await bench.carry();
    const card = existing(bench.fallback.messages[0]);
    expect((await talk.now()).cardAt?.place).toContain(bench.fallback.id);
    await bench.replies(bench.ana, card, 'Hello from the other room');
    expect(await bench.toCustomer(talk)).toEqual(['ana: Hello from the other room']);
    await bench.ana.presses(bench.now(card), 'Resolve');
    await bench.carry();
    expect((await talk.now()).handoff).toBeNull();
  });

  test('open cases move to the other room with the next thing that happens, each once', async () => {
    const bench = await aDesk();
    await bench.rebuilt({ fallbackRoom: bench.fallback.id });
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'Hello');
    await bench.room.removes(bench.bot);
    await bench.writes(talk, 'are you there?');
    await bench.carry();
    await bench.restart();
    await bench.writes(talk, 'hello?');
    await bench.carry();
    const moved = existing(bench.fallback.messages[0]);
    expect(bench.fallback.messages).toHaveLength(1);
    const words = moved.thread.map((post) => post.words).join('\n');
    expect(words).toContain('are you there?');
    expect(words).toContain('hello?');
    await bench.replies(bench.ana, moved, 'I am here now');
    expect(await bench.toCustomer(talk)).toEqual(['ana: Hello', 'ana: I am here now']);
  });

  test('nothing is lost while the token is revoked, and order is kept', async () => {
    const bench = await aDesk();
    await bench.rebuilt({ fallbackRoom: bench.fallback.id });
    const { talk, card } = await bench.asked();
    bench.bot.record.state = 'token-revoked';
    await bench.writes(talk, 'one');
    await bench.carry();
    await bench.writes(talk, 'two');
    await bench.carry(60_000);
    expect(bench.away.at(-1)?.isWaiting).toBe(true);
    bench.bot.record.state = 'active';
    await bench.carry(60_000);
    await bench.carry(60_000);
    const words = bench
      .thread(card)
      .map((post) => post.words)
      .join('\n');
    expect(words.match(/one|two/g)).toEqual(['one', 'two']);
    expect(bench.fallback.messages).toEqual([]);
  });

  test('a workspace that shuts us out does so in every room: no case moves to another one', async () => {
    const bench = await aDesk();
    await bench.rebuilt({ fallbackRoom: bench.fallback.id });
    const { talk } = await bench.asked();
    bench.slack.next('chat.postMessage', { kind: 'refused', error: 'token_revoked' });
    await bench.writes(talk, 'one');
    for (let round = 0; round < 3; round++) await bench.carry(60_000);
    expect(bench.fallback.messages).toEqual([]);
    expect(bench.room.messages[0]?.thread.map(({ words }) => words).join()).toContain('one');
    expect(bench.away.at(-1)?.isWaiting).toBe(true);
  });

  test('nothing is lost or doubled while Slack is away', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    bench.slack.goesDown();
    await bench.writes(talk, 'one');
    await bench.courier().run(talk.id, 'desk');
    bench.slack.comesBack();
    await bench.carry(10_000);
    expect(bench.thread(card)).toHaveLength(2);
  });

  test.each([
    { kind: 'http', status: 503 },
    { kind: 'rate-limited', retryAfterSeconds: 1 },
    { kind: 'refused', error: 'service_unavailable' },
    { kind: 'refused', error: 'team_added_to_org' },
  ] as const)('nothing is given up, however often Slack answers $kind $error', async (failure) => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    bench.slack.next('chat.postMessage', failure, { times: 8 });
    await bench.writes(talk, 'are you there?');
    for (let round = 0; round < 12; round++) await bench.carry(60_000);
    const shown = () => bench.thread(card).filter(({ words }) => words.includes('are you there?'));
    expect(shown()).toHaveLength(1);
    expect(bench.slack.failures.left).toBe(0);
  });

  test('the customer of a card that cannot be shown is told, if Slack is away for longer', async () => {
    const bench = await aDesk();
    bench.slack.goesDown('503');
    await bench.asks();
    await bench.courier().run((await bench.asks()).id, 'desk');
    expect(bench.away).toEqual([]);
    for (let round = 0; round < 3; round++) await bench.carry(60_000);
    const reason = expect.stringMatching(/^Slack (has a problem|cannot be reached)/);
    expect(bench.away.at(-1)).toEqual({ reason, isWaiting: true });
    bench.slack.comesBack();
    await bench.carry(60_000);
    expect(bench.room.messages).toHaveLength(2);
  });

  test.each(['archived', 'left'] as const)(
    'a room that is %s is asked after, and well again without anything being said there',
    async (how) => {
      const bench = await aDesk();
      if (how === 'archived') await bench.room.archives(bench.ana);
      else await bench.room.removes(bench.bot);
      const { signal } = new AbortController();
      await bench.desk.recheck(signal);
      expect(bench.desk.problems()).toHaveLength(1);
      bench.room.record.isArchived = false;
      bench.room.add(bench.bot);
      await bench.desk.recheck(signal);
      expect(bench.desk.problems()).toEqual([]);
    },
  );
});

describe('A card', () => {
  test('that somebody deleted is posted again, and its thread goes on there', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    bench.room.record.log.splice(0);
    await bench.writes(talk, 'hello?');
    await bench.carry();
    const again = existing(bench.room.messages[0]);
    expect(again.ts).not.toBe(card.ts);
    expect(again.thread.map((post) => post.words).join('\n')).toContain('hello?');
    await bench.replies(bench.ana, again, 'Hello');
    expect(await bench.toCustomer(talk)).toEqual(['ana: Hello']);
    expect(bench.room.messages).toHaveLength(1);
  });

  test('keeps its thread when the room is renamed, or gets another id', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.room.renames('front-desk');
    await bench.replies(bench.ana, card, 'One');
    const old = bench.room.id;
    await bench.desk.changed(existing(bench.ours.workspace(bench.acme.id)), {
      kind: 'lifecycle',
      what: 'room-replaced',
      team: bench.acme.id,
      channel: old,
      becomes: 'C0NEW',
      user: null,
      appId: bench.app.id,
      eventId: 'Ev1',
    });
    Object.assign(bench.room.record, { id: 'C0NEW' });
    await bench.restart();
    await bench.writes(talk, 'Two?');
    await bench.carry();
    await bench.replies(bench.ana, existing(bench.room.messages[0]), 'Three');
    expect(await bench.toCustomer(talk)).toEqual(['ana: One', 'ana: Three']);
    expect(bench.room.messages).toHaveLength(1);
    expect(bench.room.messages[0]?.thread.map((post) => post.words).join('\n')).toContain('Two?');
  });
});
