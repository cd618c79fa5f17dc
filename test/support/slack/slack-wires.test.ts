import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { eventually } from '../eventually.js';
import { type JsonObject, objectIn, parseJson } from './json.js';
import { CLAIM_BUTTON, StandInBench } from './stand-in-bench.js';

let bench: StandInBench;

beforeEach(async () => {
  bench = new StandInBench();
  await bench.start();
});

afterEach(() => bench.stop());

describe('events over HTTP', () => {
  test('the url is verified and the signature is Slack’s', async () => {
    const { slack, ear, ana, app, room } = await bench.desk();
    expect(await app.verifyUrl()).toMatchObject({ status: 200 });
    expect(slack.takeComplaints()).toEqual([expect.stringContaining('url_verification')]);
    await ana.says(room, 'hello');
    const { headers, body } = ear.heard[1] ?? { headers: {}, body: '' };
    const base = `v0:${headers['x-slack-request-timestamp']}:${body}`;
    const hash = createHmac('sha256', app.signingSecret).update(base).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${hash}`);
    expect(parseJson(body)).toMatchObject({
      type: 'event_callback',
      api_app_id: app.id,
      authorizations: [{ is_bot: true }],
      event: { type: 'message', text: 'hello', user: ana.id, channel_type: 'channel' },
    });
  });

  test('a mention comes twice, a direct message once', async () => {
    const { ana, app, room } = await bench.desk();
    const said = await ana.mentions(app, room, 'help');
    expect(said.deliveries.map(({ event }) => event['type'])).toEqual(['message', 'app_mention']);
    expect(new Set(said.deliveries.map(({ event }) => event['ts'])).size).toBe(1);
    const dm = await ana.dm(app, 'help');
    expect(dm.deliveries.map(({ event }) => event['channel_type'])).toEqual(['im']);
  });

  test('edits, unfurls, counts, deletions and echoes are told as Slack tells them', async () => {
    const { slack, ana, app, bot, room } = await bench.desk();
    const said = await ana.says(room, 'helo');
    await ana.edits(said, 'hello');
    await room.unfurls(said);
    await ana.deletes(said);
    await bench.call('chat.postMessage', { channel: room.id, text: 'echo' }, bot.botToken);
    await slack.settled();
    const [, edit, unfurl, deletion, echo] = app.deliveries.map(({ event }) => event);
    expect(edit).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'hello', edited: { user: ana.id } },
      previous_message: { text: 'helo' },
    });
    expect(objectIn(unfurl?.['previous_message'])['edited']).toEqual(
      objectIn(unfurl?.['message'])['edited'],
    );
    expect(deletion).toMatchObject({ subtype: 'message_deleted', deleted_ts: said.ts });
    expect(echo).toMatchObject({ text: 'echo', bot_id: bot.user.bot?.id, user: bot.user.id });
  });

  test('joins, uploads, broadcasts, integrations and reactions have their own shapes', async () => {
    const { acme, ana, app, bot, room } = await bench.desk();
    const ben = acme.createPerson('Ben');
    await ben.joins(room, ana);
    const upload = await ben.uploads(room, { name: 'log.txt', content: 'boom' }, 'see');
    await ben.says(room, 'all', { thread: upload, broadcast: true });
    await room.hearsIntegration('Jira', 'ticket');
    await ben.reacts(upload, 'eyes');
    const told = app.deliveries.map(({ event }) => event['subtype'] ?? event['type']);
    expect(told).toEqual([
      'channel_join',
      'member_joined_channel',
      'file_share',
      'thread_broadcast',
      'bot_message',
      'reaction_added',
    ]);
    const files = app.deliveries[2]?.event['files'];
    const url = String(objectIn(Array.isArray(files) ? files[0] : null)['url_private']);
    const authorized = { headers: { authorization: `Bearer ${bot.botToken}` } };
    expect(await (await fetch(url, authorized)).text()).toBe('boom');
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302);
  });

  test('what is not acknowledged comes again, marked, unmarked, or by itself', async () => {
    const { slack, ear, ana, app, room } = await bench.desk();
    ear.answer = { status: 500, body: 'no' };
    const { deliveries, answers } = await ana.says(room, 'hello');
    expect(answers).toMatchObject([{ status: 500, body: 'no', outcome: 'refused' }]);
    await slack.redeliverUnacknowledged();
    ear.answer = { status: 200, body: '' };
    await deliveries[0]?.again({ num: 3, withoutRetryHeaders: true });
    expect(await slack.redeliverUnacknowledged()).toEqual([]);
    const marks = ear.heard.map(({ headers }) => headers['x-slack-retry-num']);
    expect(marks).toEqual([undefined, '1', undefined]);
    expect(ear.heard[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(ear.heard.map(({ body }) => body)).size).toBe(1);

    app.redeliversAfter(0, 20, 40);
    ear.answer = { status: 500, body: '' };
    await ana.says(room, 'again');
    await eventually(() => expect(ear.heard).toHaveLength(7));
  });

  test('who does not answer in time, or is not there, is not waited for', async () => {
    const { slack, ear, ana, room } = await bench.desk();
    slack.waitsForApps(50);
    ear.answer = 'nothing';
    expect((await ana.says(room, 'one')).answers).toMatchObject([{ outcome: 'timed-out' }]);
    await ear.stop();
    expect((await ana.says(room, 'two')).answers).toMatchObject([{ outcome: 'unreachable' }]);
  });
});

describe('people and what they press', () => {
  const modal = {
    type: 'modal',
    callback_id: 'note',
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

  test('a button brings a trigger for one modal and a url for five answers', async () => {
    const { slack, ear, ana, app, room, call } = await bench.desk();
    const blocks = [{ type: 'actions', elements: [CLAIM_BUTTON] }];
    await call('chat.postMessage', { channel: room.id, text: 'card', blocks });
    const [card] = room.messages;
    if (!card) throw new Error('no card');
    await ana.presses(card, 'Claim');
    const click = app.deliveries.at(-1)?.payload ?? {};
    expect(click).toMatchObject({
      type: 'block_actions',
      user: { id: ana.id },
      container: { message_ts: card.ts, channel_id: room.id },
      actions: [{ action_id: 'claim', value: '7' }],
    });
    const trigger = { trigger_id: String(click['trigger_id']), view: modal };
    expect(await call('views.open', trigger)).toMatchObject({ view: { callback_id: 'note' } });
    expect(await call('views.open', trigger)).toMatchObject({ error: 'exchanged_trigger_id' });
    const say = () =>
      fetch(String(click['response_url']), {
        method: 'POST',
        body: JSON.stringify({ text: 'Ben has it', replace_original: false }),
      });
    for (let use = 0; use < 5; use += 1) expect((await say()).status).toBe(200);
    expect((await say()).status).toBe(404);
    expect(slack.ephemerals[0]).toMatchObject({ user: 'Ana', text: 'Ben has it', room: 'desk' });
    expect(slack.takeComplaints()).toHaveLength(1);

    ear.answer = {
      status: 200,
      body: JSON.stringify({ response_action: 'errors', errors: { words: 'too few' } }),
    };
    const [open] = slack.modals;
    if (!open) throw new Error('no modal');
    await ana.submits(open, { words: { text: 'hm' } });
    expect(open.errors).toEqual({ words: 'too few' });
    expect(app.deliveries.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: { state: { values: { words: { text: { value: 'hm' } } } } },
    });
  });

  test('a trigger is good for three seconds', async () => {
    bench.clock.set(1_700_000_000_000);
    const { ana, app, room, call } = await bench.desk();
    await ana.runs(app, '/frontdesk', '', room);
    const trigger_id = String(app.deliveries.at(-1)?.payload['trigger_id']);
    bench.clock.set(1_700_000_003_001);
    expect(await call('views.open', { trigger_id, view: modal })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  test('a slash command is a form, and its answer is for one pair of eyes', async () => {
    const { slack, ear, ana, app, room } = await bench.desk();
    ear.answer = { status: 200, body: 'nothing waits' };
    await ana.runs(app, '/frontdesk', 'mine', room);
    const form = Object.fromEntries(new URLSearchParams(ear.heard[0]?.body));
    expect(form).toMatchObject({ command: '/frontdesk', text: 'mine', user_id: ana.id });
    expect(slack.ephemerals).toMatchObject([{ user: 'Ana', text: 'nothing waits' }]);
    expect(room.messages).toEqual([]);
  });
});

describe('Socket Mode', () => {
  async function aSocket() {
    const desk = await bench.desk();
    desk.app.usesSocketMode();
    const opened = await bench.call('apps.connections.open', {}, desk.app.appToken);
    const socket = new WebSocket(String(opened['url']));
    const heard: JsonObject[] = [];
    socket.on('message', (data) => heard.push(objectIn(parseJson(String(data)))));
    await eventually(() => expect(heard[0]).toMatchObject({ type: 'hello', num_connections: 1 }));
    const acknowledge = (envelope: JsonObject | undefined, payload: JsonObject = {}) =>
      socket.send(JSON.stringify({ envelope_id: envelope?.['envelope_id'], payload }));
    return { ...desk, socket, heard, acknowledge };
  }

  test('an envelope waits for its acknowledgement, and comes again without', async () => {
    const { slack, ana, room, heard, acknowledge } = await aSocket();
    slack.waitsForApps(40);
    const { deliveries, answers } = await ana.says(room, 'hello');
    expect(answers).toMatchObject([{ outcome: 'timed-out' }]);
    slack.waitsForApps(3_000);
    const again = deliveries[0]?.again();
    await eventually(() => expect(heard).toHaveLength(3));
    acknowledge(heard[2]);
    expect(await again).toMatchObject({ outcome: 'acknowledged', status: 200 });
    expect(heard[1]).toMatchObject({ type: 'events_api', retry_attempt: 0 });
    expect(heard[2]).toMatchObject({ type: 'events_api', retry_attempt: 1 });
    expect(heard[2]?.['payload']).toEqual(heard[1]?.['payload']);
    acknowledge(heard[2]);
    await eventually(() => expect(slack.takeComplaints()).toHaveLength(1));
  });

  test('a command is answered in the acknowledgement', async () => {
    const { slack, ana, app, room, heard, acknowledge } = await aSocket();
    const done = ana.runs(app, '/frontdesk', '', room);
    await eventually(() => expect(heard[1]).toMatchObject({ accepts_response_payload: true }));
    acknowledge(heard[1], { text: 'two wait' });
    await done;
    expect(slack.ephemerals).toMatchObject([{ text: 'two wait' }]);
  });

  test('a socket may turn deaf, be refreshed, be cut', async () => {
    const { ana, app, room, socket, heard } = await aSocket();
    const [end] = app.sockets;
    if (!end) throw new Error('no socket');
    end.isDeaf = true;
    expect((await ana.says(room, 'hello?')).answers).toMatchObject([{ outcome: 'unheard' }]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    end.isDeaf = false;
    const waiting = ana.says(room, 'hello!');
    await eventually(() => expect(heard).toHaveLength(2));
    end.refresh();
    await once(socket, 'close');
    expect(heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    expect((await waiting).answers).toMatchObject([{ outcome: 'unreachable' }]);
    await eventually(() => expect(app.sockets).toEqual([]));
  });
});
