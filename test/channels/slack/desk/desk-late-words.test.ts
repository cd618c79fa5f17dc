import type { SeenMessage } from '../../../support/slack/seen-message.js';
import type { Said } from '../../../support/slack/slack-person.js';
import { type DeskBench, desks } from './desk-bench.js';

const aDesk = desks();

/** Words that cannot be recorded when they come first; Slack has them still to bring. */
async function unheard(bench: DeskBench, card: SeenMessage, text: string): Promise<Said> {
  const say = jest.spyOn(bench.stores.outbox, 'say').mockRejectedValueOnce(new Error('full'));
  const said = await bench.ana.says({ id: card.roomId }, text, { thread: card });
  say.mockRestore();
  expect(said.answers.map(({ status }) => status)).not.toContain(200);
  return said;
}

/** Whether Slack need not bring any of its events again. A deleted reply also changes the count of its thread. */
const isTaken = ({ answers }: { answers: readonly { status: number }[] }) =>
  answers.every(({ status }) => status === 200);

describe('What an agent changed before it was heard of', () => {
  test('taken back, it reaches nobody', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await unheard(bench, card, 'the customer is a liar');
    const deletion = await bench.ana.deletes(said);
    expect(isTaken(deletion)).toBe(false);
    await bench.slack.redeliverUnacknowledged();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: ']);
    expect((await bench.record(talk)).map(({ text }) => text)).not.toContain(
      'the customer is a liar',
    );
    expect(bench.told(bench.ana)).toEqual([]);
  });

  test('edited, it is said as it reads now, and once', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await unheard(bench, card, 'It costs 2');
    const edit = await bench.ana.edits(said, 'It costs 3');
    expect(isTaken(edit)).toBe(true);
    await bench.slack.redeliverUnacknowledged();
    for (const delivery of edit.deliveries) await delivery.again();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: It costs 3']);
    const kinds = (await bench.record(talk)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'edit')).toEqual([]);
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
    expect(bench.told(bench.ana)).toEqual([]);
  });

  test('edited twice, the last words stand whatever comes first', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await unheard(bench, card, 'It costs 2');
    const say = jest.spyOn(bench.stores.outbox, 'say').mockRejectedValueOnce(new Error('full'));
    await bench.ana.edits(said, 'It costs 3');
    say.mockRestore();
    await bench.ana.edits(said, 'It costs 4');
    await bench.slack.redeliverUnacknowledged();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: It costs 4']);
  });

  test('marked as a note by the edit, it never reaches the customer', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await unheard(bench, card, 'she always lies');
    const edit = await bench.ana.edits(said, '! she always lies');
    await bench.slack.redeliverUnacknowledged();
    for (const delivery of edit.deliveries) await delivery.again();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual([]);
    const notes = (await bench.record(talk)).filter(({ kind }) => kind === 'note');
    expect(notes.map(({ text }) => text)).toEqual(['! she always lies']);
  });

  test('edited while it is being taken in, it is an edit', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const { outbox } = bench.stores;
    const said = await unheard(bench, card, 'It costs 2');
    const say = jest.spyOn(outbox, 'say').mockImplementationOnce(async (command) => {
      say.mockRestore();
      // Another process records the words right before the edit.
      await bench.slack.redeliverUnacknowledged();
      return outbox.say(command);
    });
    await bench.ana.edits(said, 'It costs 3');
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: It costs 3']);
  });

  test('is not waited for once Slack brings it no more, or the case is closed', async () => {
    const bench = await aDesk();
    const { card } = await bench.asked();
    const old = await unheard(bench, card, 'never heard');
    bench.clock.pass(11 * 60_000);
    expect(isTaken(await bench.ana.deletes(old))).toBe(true);
    await bench.replies(bench.ana, card, 'mine');
    await bench.ana.presses(bench.now(card), 'Resolve');
    await bench.carry();
    const late = await bench.replies(bench.ana, card, 'too late');
    expect(isTaken(await bench.ana.deletes(late))).toBe(true);
    expect(bench.told(bench.ana).at(-1)).toMatch(/cannot be changed/);
  });

  test('is nobody\u2019s business outside of the threads of cards', async () => {
    const bench = await aDesk();
    await bench.asked();
    const chat = await bench.ana.says(bench.room, 'lunch?');
    const reply = await bench.ben.says(bench.room, 'yes', { thread: chat });
    const changes = [
      await bench.ben.edits(reply, 'no'),
      await bench.ben.deletes(reply),
      await bench.ana.deletes(chat),
    ];
    expect(changes.map(isTaken)).toEqual([true, true, true]);
  });
});

describe('What Slack brings again later', () => {
  test('an edit does not win over a newer one', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'It costs 2');
    const say = jest.spyOn(bench.stores.outbox, 'say').mockRejectedValueOnce(new Error('full'));
    await bench.ana.edits(said, 'It costs 3');
    say.mockRestore();
    await bench.ana.edits(said, 'It costs 4');
    await bench.slack.redeliverUnacknowledged();
    await bench.carry();
    expect(await bench.toCustomer(talk)).toEqual(['ana: It costs 4']);
    expect(bench.told(bench.ana)).toEqual([]);
  });

  test.each([0, 60_000])(
    'a reaction does not claim anew what was released (our clock is %i ms behind)',
    async (behindMs) => {
      const bench = await aDesk();
      const { talk, card } = await bench.asked();
      const { conversations } = bench.stores;
      const own = conversations.own.bind(conversations);
      jest
        .spyOn(conversations, 'own')
        .mockImplementation((command) => own({ ...command, nowMs: command.nowMs - behindMs }));
      const reaction = await bench.ana.reacts(card, 'eyes');
      await bench.carry();
      expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
      await bench.ana.presses(bench.now(card), 'Release');
      await bench.carry();
      for (const delivery of reaction.deliveries) {
        expect((await delivery.again()).status).toBe(200);
      }
      await bench.carry();
      expect((await talk.now()).handoff?.state).toBe('open');
      expect(bench.told(bench.ana)).toEqual([]);
    },
  );

  test('a reply from long ago does not claim anew what was released', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    const said = await bench.replies(bench.ana, card, 'first');
    for (let number = 0; number < 70; number++) {
      await bench.writes(talk, `m${number}`);
      if (number % 10 === 9) await bench.carry();
    }
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    for (const delivery of said.deliveries) await delivery.again();
    await bench.carry();
    const { handoff } = await talk.now();
    expect([handoff?.state, handoff?.claimedBy]).toEqual(['open', null]);
    expect(await bench.toCustomer(talk)).toEqual(['ana: first']);
  });

  test('who claims again after a release has the case again', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.ana.reacts(card, 'eyes');
    await bench.carry();
    await bench.ana.presses(bench.now(card), 'Release');
    await bench.carry();
    await bench.ana.unreacts(card, 'eyes');
    await bench.ana.reacts(card, 'eyes');
    expect((await talk.now()).handoff?.claimedBy?.name).toBe('ana');
  });
});

describe('The note mark', () => {
  test.each(['\u200b! hidden', '\uff01 wide', '*! bold*', '&gt; ! quoted'])(
    'is seen in what Slack brings: %s',
    async (text) => {
      const bench = await aDesk();
      const { talk, card } = await bench.asked();
      const said = await bench.replies(bench.ana, card, text);
      expect(await bench.toCustomer(talk)).toEqual([]);
      expect(bench.now(said).reactions).toEqual({ lock: ['Frontdesk'] });
    },
  );

  test('is seen behind a colleague\u2019s name, and offers nobody to send it', async () => {
    const bench = await aDesk();
    const { talk, card } = await bench.asked();
    await bench.replies(bench.ana, card, 'mine');
    await bench.replies(bench.ana, card, `${bench.ben.mention} ! what now?`);
    await bench.replies(bench.ben, card, `${bench.ana.mention} ! no idea`);
    expect(await bench.toCustomer(talk)).toEqual(['ana: mine']);
    expect(bench.thread(card).flatMap(({ buttons }) => buttons)).toEqual([]);
  });
});
