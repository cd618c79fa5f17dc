import { existing } from '../../../contract/talk.js';
import { draft } from '../../../support/builders.js';
import { eventually } from '../../../support/eventually.js';
import { desks } from './desk-bench.js';

const aDesk = desks();

describe('At the desk', () => {
  test.each(['guest', 'stranger', 'outsider', 'not-in-group'] as const)(
    'a %s changes nothing by words, buttons or reactions, and is told so',
    async (who) => {
      const bench = await aDesk();
      const other = bench.slack.createTeam('Other');
      const eve =
        who === 'stranger'
          ? other.createPerson('eve')
          : bench.acme.createPerson('eve', { guest: who === 'guest' ? 'multi-channel' : 'none' });
      if (who === 'not-in-group') {
        const group = bench.acme.createGroup('agents', [bench.ana]);
        await bench.rebuilt({ userGroup: group.id });
      }
      bench.room.add(eve);
      const { talk, card } = await bench.asked();
      // Somebody who was put out may still have the room open.
      if (who === 'outsider') bench.room.record.members.delete(eve.id);
      await eve.presses(card, 'Claim');
      await eve.reacts(card, 'eyes');
      if (who !== 'outsider') await eve.says(bench.room, 'Hello customer', { thread: card });
      await bench.carry();
      const { handoff } = await talk.now();
      expect(handoff?.state).toBe('open');
      expect(await bench.toCustomer(talk)).toEqual([]);
      expect((await bench.record(talk)).some(({ kind }) => kind === 'note')).toBe(false);
      expect(bench.logged).toContain('slack.agent-refused');
      // Slack shows nothing to whom it does not find in the room.
      if (who !== 'outsider') expect(bench.told(eve)[0]).toMatch(/cannot act|can act on handoffs/);
    },
  );

  test('another app changes nothing', async () => {
    const bench = await aDesk();
    const robot = bench.acme.createPerson('robot', { isBot: true });
    bench.room.add(robot);
    const { talk, card } = await bench.asked();
    await robot.says(bench.room, 'beep', { thread: card });
    await robot.reacts(card, 'eyes');
    await bench.carry();
    expect((await talk.now()).handoff?.state).toBe('open');
    expect(await bench.toCustomer(talk)).toEqual([]);
  });

  test('nobody has to do with their own conversation', async () => {
    const bench = await aDesk();
    const id = `${bench.acme.id}:${bench.ana.id}`;
    const asks = draft('own', 'help me', 1, 'customer');
    const said = { ...asks, author: { ...asks.author, id } };
    const { talk, card } = await bench.asked({}, { customer: { id, name: 'ana' }, draft: said });
    await bench.ana.presses(card, 'Claim');
    await bench.ana.reacts(card, 'eyes');
    await bench.replies(bench.ana, card, 'Dear me');
    expect((await talk.now()).handoff?.state).toBe('open');
    expect(await bench.toCustomer(talk)).toEqual([]);
    expect(new Set(bench.told(bench.ana))).toEqual(
      new Set(['This is your own conversation. A colleague has to take care of it.']),
    );
  });

  test('words are sent again by Slack while it cannot say who sits in the room', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    bench.slack.next('conversations.members', { kind: 'http', status: 500 });
    const said = await bench.ana.says(bench.room, 'Hello', { thread: card });
    expect(said.answers.map(({ status }) => status)).not.toContain(200);
    bench.clock.pass(60_000);
    await bench.slack.redeliverUnacknowledged();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: Hello']);
  });

  test('who leaves the room is out at once', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'Hello');
    await bench.replies(bench.ben, card, 'me too');
    await bench.ben.leaves(bench.room);
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    await bench.ben.presses(bench.now(card), 'Claim');
    expect((await talk.now()).handoff?.state).toBe('open');
  });
});

describe('Shortcuts', () => {
  test('eyes claim, a check mark resolves, on the card alone', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const [intro] = bench.thread(card);
    if (intro) await bench.ana.reacts(intro, 'eyes');
    expect((await talk.now()).handoff?.state).toBe('open');
    await bench.ana.reacts(card, 'eyes');
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
    await bench.ana.unreacts(card, 'eyes');
    await bench.ben.reacts(card, 'white_check_mark');
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
    await bench.ana.reacts(card, 'white_check_mark');
    await bench.carry();
    expect((await talk.now()).handoff).toBeNull();
    expect(bench.told(bench.ben)).toEqual([
      expect.stringMatching(/^ana already has this handoff, since <!date\^\d+\^.+>\.$/),
    ]);
  });

  test('count once: what Slack brings again undoes no release, whichever process hears it', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const reactions = jest.spyOn(bench.desk, 'reacted');
    const presses = jest.spyOn(bench.desk, 'pressed');
    await bench.ana.reacts(card, 'eyes');
    await bench.carry();
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    await bench.ana.presses(bench.now(card), 'Claim');
    await bench.carry();
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    const before = (await talk.now()).handoff;
    expect(before?.history.map(({ state }) => state)).toEqual([
      ...['open', 'claimed', 'open', 'claimed', 'open'],
    ]);
    const other = bench.another();
    for (const one of reactions.mock.calls) await other.reacted(...one);
    for (const one of presses.mock.calls) await other.pressed(...one);
    await other.stop();
    expect((await talk.now()).handoff).toEqual(before);
    expect(bench.told(bench.ana)).toEqual([]);
    // Another time it counts again.
    await bench.ana.unreacts(card, 'eyes');
    bench.clock.pass(1_000);
    await bench.ana.reacts(card, 'eyes');
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
  });

  test('of many at once, by button, reaction and reply, one wins and the others learn who', async () => {
    const bench = await aDesk();
    const crowd = Array.from({ length: 12 }, (_, at) => bench.acme.createPerson(`agent${at}`));
    bench.room.add(...crowd);
    const { talk, card } = await bench.asked();
    await Promise.all(
      crowd.map((one, at) => {
        if (at % 3 === 0) return one.presses(card, 'Claim');
        if (at % 3 === 1) return one.reacts(card, 'eyes');
        return one.says(bench.room, `reply ${at}`, { thread: card });
      }),
    );
    await bench.carry();
    const { handoff } = await talk.now();
    const winner = handoff?.claimedBy?.name;
    expect(handoff?.history.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    for (const one of crowd.filter(({ name }, at) => name !== winner && at % 3 !== 2)) {
      expect(bench.told(one)).toEqual([expect.stringContaining(`${winner} already has`)]);
    }
    const replies = await bench.toCustomer(talk);
    expect(replies.every((line) => line.startsWith(`${winner}:`))).toBe(true);
  });
});

describe('Who is refused', () => {
  test('is told where they look: in the room of the card, in its thread of what stands there', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.ana.presses(card, 'Claim');
    await bench.carry();
    const isToldAt = async (threadTs: string | null) => {
      await eventually(() => expect(bench.slack.ephemerals).toMatchObject([{ threadTs }]));
      bench.slack.ephemerals.length = 0;
      await bench.carry();
    };
    await bench.ben.presses(card, 'Claim');
    await isToldAt(null);
    await bench.ben.reacts(card, 'eyes');
    await isToldAt(null);
    await bench.replies(bench.ben, card, 'a thought');
    await bench.ben.presses(existing(bench.thread(card).at(-1)), 'Send to the customer');
    await isToldAt(card.ts);
    await bench.ana.presses(bench.now(card), 'Return to bot');
    const modal = existing(bench.slack.modals.at(-1));
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    await bench.ben.presses(bench.now(card), 'Claim');
    await bench.ana.submits(modal, {});
    await isToldAt(null);
    await bench.ben.presses(bench.now(card), 'Resolve');
    await bench.carry();
    await bench.replies(bench.ana, card, 'too late');
    await isToldAt(card.ts);
    expect((await talk.now()).handoff).toBeNull();
  });
});

describe('A button', () => {
  test('with a forged or foreign value does nothing, and is logged', async () => {
    const bench = await aDesk();
    const { talk } = await bench.asked();
    const foreign = await bench.asks(
      {},
      { place: { tenant: 'rival', channel: 'web', thread: 'x' } },
    );
    const values = [
      'nonsense',
      '{"kind":"deed","handoff":"nobody-1","deed":"claim"}',
      JSON.stringify({ kind: 'deed', handoff: `${foreign.id}-1`, deed: 'claim' }),
      JSON.stringify({ kind: 'deed', handoff: `${talk.id}-1`, deed: 'burn' }),
    ];
    for (const value of values) {
      const forged = {
        type: 'block_actions',
        api_app_id: bench.app.id,
        team: { id: bench.acme.id },
        user: { id: bench.ana.id, team_id: bench.acme.id },
        channel: { id: bench.room.id },
        message: { ts: '1.1' },
        trigger_id: 'x',
        actions: [{ action_id: 'frontdesk.deed.claim', value, action_ts: '1.1' }],
      };
      const body = `payload=${encodeURIComponent(JSON.stringify(forged))}`;
      const contentType = 'application/x-www-form-urlencoded';
      await bench.app.post({ to: 'interactivity', body, contentType });
    }
    expect((await talk.now()).handoff?.state).toBe('open');
    expect((await foreign.now()).handoff?.state).toBe('open');
    const ignored = bench.logged.filter((one) => /press-ignored|foreign-handoff/.test(one));
    expect(ignored).toHaveLength(4);
  });
});
