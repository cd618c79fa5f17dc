import { eventually } from '../../../support/eventually.js';
import { CLAIM_BUTTON } from '../../../support/slack/stand-in-bench.js';
import { TransportBench } from './transport-bench.js';

let bench: TransportBench;

beforeEach(() => {
  bench = new TransportBench();
});

afterEach(async () => {
  await bench.stop();
  expect(bench.slack.complaints).toEqual([]);
});

const MODAL = {
  type: 'modal',
  callback_id: 'frontdesk.note',
  private_metadata: 'handoff-7',
  title: { type: 'plain_text', text: 'Note' },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: { type: 'plain_text', text: 'Words' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
  ],
};

describe.each(['http', 'socket'] as const)('Slack by %s', (transport) => {
  test('what is said, changed, taken back and reacted to is heard, and then acknowledged', async () => {
    const { ana, room, listener, ours } = await bench.desk({ transport });
    const said = await ana.says(room, 'helo');
    await ana.edits(said, 'hello');
    await ana.reacts(said, 'eyes');
    const { answers } = await ana.deletes(said);
    expect(answers).toMatchObject([{ outcome: 'acknowledged' }]);
    expect(listener.texts).toEqual(['helo', 'hello', 'deleted']);
    expect(listener.reactions).toMatchObject([{ emoji: 'eyes', isAdded: true, user: ana.id }]);
    expect(ours.health()).toMatchObject({ name: 'main', problem: null });
    expect(Date.now() - (ours.health().lastEventAtMs ?? 0)).toBeLessThan(10_000);
  });

  test('what could not be recorded is not acknowledged; Slack sends it again, and it is', async () => {
    const { slack, ana, room, listener, telemetry } = await bench.desk({ transport });
    slack.waitsForApps(500);
    listener.failsNext = 1;
    const { deliveries } = await ana.says(room, 'hello');
    expect(deliveries.map(({ isAcknowledged }) => isAcknowledged)).toEqual([false]);
    expect(listener.texts).toEqual([]);
    expect(telemetry.named('slack.delivery-failed')).toMatchObject([
      { app: 'main', kind: 'event', retryNum: 0 },
    ]);
    // The error as it was thrown, not as Bolt wrapped it.
    expect(telemetry.text).toContain('Error: the store is away');
    await slack.redeliverUnacknowledged();
    expect(deliveries.map(({ isAcknowledged }) => isAcknowledged)).toEqual([true]);
    expect(listener.texts).toEqual(['hello']);
  });

  test('nothing is acknowledged while it is being recorded', async () => {
    const { slack, ana, room, listener } = await bench.desk({ transport });
    slack.waitsForApps(300);
    let open = () => {};
    listener.gate = new Promise((resolve) => {
      open = resolve;
    });
    const { deliveries, answers } = await ana.says(room, 'hello');
    expect(answers).toMatchObject([{ outcome: 'timed-out' }]);
    open();
    await eventually(() => expect(listener.texts).toEqual(['hello']));
    slack.waitsForApps(3_000);
    await slack.redeliverUnacknowledged();
    expect(deliveries[0]?.isAcknowledged).toBe(true);
  });

  test('people who are mentioned have names, and who is unknown keeps the id', async () => {
    const { acme, ana, room, listener } = await bench.desk({ transport });
    const ben = acme.createPerson('Ben');
    await ana.says(room, `ask ${ben.mention} or <@U0NOBODY>`);
    expect(listener.texts).toEqual(['ask @Ben or @U0NOBODY']);
  });

  test('words of a message do not wait for names', async () => {
    const { slack, acme, ana, room, listener } = await bench.desk({ transport });
    const ben = acme.createPerson('Ben');
    slack.next('users.info', { kind: 'hang-before' });
    const { answers } = await ana.says(room, `ask ${ben.mention}`);
    expect(answers).toMatchObject([{ outcome: 'acknowledged' }]);
    expect(listener.texts).toEqual([`ask @${ben.id}`]);
  });

  test('events are heard while the Web API is away, and our own words are still told apart', async () => {
    const { slack, ana, room, listener, workspace } = await bench.desk({ transport });
    slack.next('auth.test', { kind: 'http', status: 503 }, { times: 100 });
    await workspace.api.call('chat.postMessage', { channel: room.id, text: 'echo' });
    await ana.says(room, 'hello');
    await slack.settled();
    expect(listener.texts).toEqual(['hello']);
    slack.failures.clear();
  });

  test('presses, modals and commands reach the house, and its answers reach Slack', async () => {
    const { slack, ana, app, room, listener, workspace } = await bench.desk({ transport });
    const blocks = [{ type: 'actions', elements: [CLAIM_BUTTON] }];
    const card = { channel: room.id, text: 'card', blocks };
    expect(await workspace.api.call('chat.postMessage', card)).toMatchObject({ kind: 'ok' });
    const [message] = room.messages;
    if (!message) throw new Error('no card');
    expect(await ana.presses(message, 'Claim')).toMatchObject({ outcome: 'acknowledged' });
    const [press] = listener.presses;
    expect(press).toMatchObject({ user: ana.id, actionId: 'claim', value: '7' });

    const opened = { trigger_id: press?.triggerId, view: MODAL };
    expect(await workspace.api.call('views.open', opened)).toMatchObject({ kind: 'ok' });
    const [modal] = slack.modals;
    if (!modal) throw new Error('no modal');
    listener.viewResponse = { response_action: 'errors', errors: { words: 'too few' } };
    await ana.submits(modal, { words: { text: 'hm' } });
    expect(modal).toMatchObject({ isOpen: true, errors: { words: 'too few' } });
    listener.viewResponse = undefined;
    await ana.submits(modal, { words: { text: 'much better' } });
    expect(modal.isOpen).toBe(false);
    expect(listener.submissions.at(-1)).toMatchObject({
      typed: { words: 'much better' },
      view: { callbackId: 'frontdesk.note', metadata: 'handoff-7' },
    });

    listener.commandAnswer = 'nothing waits';
    await ana.runs(app, '/frontdesk', 'mine', room);
    expect(listener.commands).toMatchObject([
      { command: '/frontdesk', text: 'mine', user: ana.id },
    ]);
    expect(slack.ephemerals).toMatchObject([{ user: 'Ana', text: 'nothing waits' }]);
    listener.commandAnswer = '';
    await ana.runs(app, '/frontdesk', '', room);
    expect(slack.ephemerals).toHaveLength(1);
  });

  test('a press that could not be recorded is shown to who pressed as failed', async () => {
    const { slack, ana, room, listener, workspace } = await bench.desk({ transport });
    slack.waitsForApps(500);
    const blocks = [{ type: 'actions', elements: [CLAIM_BUTTON] }];
    await workspace.api.call('chat.postMessage', { channel: room.id, text: 'card', blocks });
    const [message] = room.messages;
    if (!message) throw new Error('no card');
    listener.failsNext = 1;
    const answer = await ana.presses(message, 'Claim');
    expect(answer.outcome).not.toBe('acknowledged');
    expect(listener.presses).toEqual([]);
  });

  test('what happens to our place in the workspace is told, and who is in a room is asked anew', async () => {
    const { acme, slack, bot, room, listener, workspace, ours } = await bench.desk({ transport });
    expect((await workspace.members(room.id)).has(bot.user.id)).toBe(true);
    const ben = acme.createPerson('Ben');
    await ben.joins(room);
    expect((await workspace.members(room.id)).has(ben.id)).toBe(true);
    await room.archives();
    expect(listener.changes).toMatchObject([
      { what: 'member-joined', channel: room.id, user: ben.id },
      { what: 'room-archived', channel: room.id },
    ]);
    await bot.revokesToken();
    await slack.settled();
    expect(listener.changes.at(-1)).toMatchObject({ what: 'tokens-revoked', channel: null });
    await eventually(() => expect(ours.health().problem).toBe('token-revoked'));
    bot.record.state = 'active';
    await eventually(() => expect(ours.health().problem).toBeNull());
  });

  test('no word of a message and no token gets into a log', async () => {
    const written: string[] = [];
    const streams = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((chunk) => {
        written.push(String(chunk));
        return true;
      }),
    );
    try {
      const { slack, ana, app, bot, room, listener, workspace, telemetry } = await bench.desk({
        transport,
      });
      slack.waitsForApps(500);
      const { api } = workspace;
      const said = { channel: room.id, text: 'canary-4711' };
      listener.failsNext = 1;
      await ana.says(room, 'canary-4711');
      await slack.redeliverUnacknowledged();
      slack.next('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 1 });
      slack.next('chat.update', { kind: 'cut-before' });
      slack.next('chat.delete', { kind: 'http', status: 500 });
      await api.call('chat.postMessage', said);
      await api.call('chat.update', { ...said, ts: '1.1' });
      await api.call('chat.delete', { ...said, ts: '1.1' });
      await api.call('views.open', { trigger_id: 'canary-4711', view: MODAL });
      app.sockets[0]?.cut();
      await eventually(() => expect(telemetry.text).toContain('slack.'));
      const all = `${telemetry.text}${written.join('')}`;
      const secrets = ['canary-4711', bot.botToken, app.appToken, app.signingSecret];
      for (const secret of secrets) expect(all).not.toContain(secret);
      slack.takeComplaints();
    } finally {
      for (const stream of streams) stream.mockRestore();
    }
  });
});
