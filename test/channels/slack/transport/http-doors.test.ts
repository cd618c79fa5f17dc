import { signSlackRequest } from '../../../../src/channels/slack/slack-signature.js';
import { eventually } from '../../../support/eventually.js';
import { TransportBench } from './transport-bench.js';

let bench: TransportBench;

beforeEach(() => {
  bench = new TransportBench();
});

afterEach(async () => {
  await bench.stop();
  expect(bench.slack.complaints).toEqual([]);
});

const FORM = 'application/x-www-form-urlencoded';

/** What Slack would send if somebody said something; whoever signs it decides what becomes of it. */
function anEvent(team: string, text = 'hello'): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A0APP',
    event_id: 'Ev0FORGED',
    authorizations: [{ team_id: team, user_id: 'U0BOT', is_bot: true }],
    event: { type: 'message', channel: 'C0ROOM', user: 'U0ANA', text, ts: '1700000000.000100' },
  });
}

function aPress(team: string): string {
  const payload = {
    type: 'block_actions',
    api_app_id: 'A0APP',
    team: { id: team },
    user: { id: 'U0ANA', team_id: team },
    trigger_id: '1.2.3',
    actions: [{ action_id: 'frontdesk.deed.claim', value: '{}', action_ts: '1700000000.000100' }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

describe('what comes to the doors of an app by HTTP', () => {
  const http = () => bench.desk({ transport: 'http' });

  test('the address is verified when it is set', async () => {
    const { app } = await http();
    expect(await app.verifyUrl()).toMatchObject({ status: 200 });
  });

  test.each([
    ['of somebody without the secret', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }, 'mismatch'],
    ['without a readable signature', { 'x-slack-signature': 'v1=abc' }, 'malformed'],
  ])('an event %s is refused', async (_, headers, reason) => {
    const { acme, app, listener, telemetry } = await http();
    expect(await app.post({ body: anEvent(acme.id), headers })).toMatchObject({ status: 401 });
    expect(telemetry.named('slack.refused')).toEqual([{ app: 'main', where: 'event', reason }]);
    expect(listener.heard).toBe(0);
  });

  test('a button that somebody pressed with a tool of their own does nothing', async () => {
    const { acme, app, listener, telemetry } = await http();
    const reach = app.record.reach;
    if (reach.kind !== 'http') throw new Error('no http');
    const post = (headers: Record<string, string>) =>
      fetch(reach.interactivity, { method: 'POST', body: aPress(acme.id), headers });
    expect((await post({ 'content-type': FORM })).status).toBe(401);
    // Bolt lets what claims to be a look at the certificate pass unsigned.
    const trick = `ssl_check=1&${aPress(acme.id)}`;
    const answer = await fetch(reach.interactivity, {
      method: 'POST',
      body: trick,
      headers: { 'content-type': FORM },
    });
    expect(answer.status).toBe(200);
    expect(telemetry.named('slack.refused')).toMatchObject([{ reason: 'unsigned' }]);
    expect(listener.heard).toBe(0);
  });

  test('what was recorded and is played again after five minutes is refused', async () => {
    const { acme, app, clock, listener, telemetry } = await http();
    const body = anEvent(acme.id);
    const seconds = String(Math.floor(clock.nowMs() / 1000));
    const headers = {
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': signSlackRequest(app.signingSecret, seconds, body),
    };
    expect(await app.post({ body, headers })).toMatchObject({ status: 200 });
    expect(listener.heard).toBe(1);
    clock.shiftMs = 5 * 60_000 + 1_500;
    expect(await app.post({ body, headers })).toMatchObject({ status: 401 });
    // With a new date it is another request, and the signature is not its.
    const later = String(Math.floor(clock.nowMs() / 1000));
    const redated = { ...headers, 'x-slack-request-timestamp': later };
    expect(await app.post({ body, headers: redated })).toMatchObject({ status: 401 });
    expect(telemetry.named('slack.refused').map(({ reason }) => reason)).toEqual([
      'out-of-time',
      'mismatch',
    ]);
    expect(listener.heard).toBe(1);
  });

  test('a body that was changed on its way is refused', async () => {
    const { acme, app, listener } = await http();
    const seconds = String(Math.floor(Date.now() / 1000));
    const headers = {
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': signSlackRequest(app.signingSecret, seconds, anEvent(acme.id)),
    };
    const answer = await app.post({ body: anEvent(acme.id, 'hello!'), headers });
    expect(answer).toMatchObject({ status: 401, headers: { 'x-slack-no-retry': '1' } });
    expect(listener.heard).toBe(0);
  });

  test('a body that is too large, or packed, is not even read', async () => {
    const { acme, app, listener, telemetry } = await http();
    const large = anEvent(acme.id, 'x'.repeat(1_000_001));
    expect(await app.post({ body: large })).toMatchObject({ status: 413 });
    const packed = { 'content-encoding': 'gzip' };
    expect(await app.post({ body: 'x', headers: packed })).toMatchObject({ status: 415 });
    expect(telemetry.named('slack.refused').map(({ reason }) => reason)).toEqual([
      'too-large',
      'unreadable',
    ]);
    expect(listener.heard).toBe(0);
  });

  test.each([
    ['no JSON', 'events', 'hello'],
    ['nothing', 'events', ''],
    ['a JSON text', 'events', '"hello"'],
    ['an event without what happened', 'events', '{"type":"event_callback"}'],
    ['an event that is a number', 'events', '{"type":"event_callback","event":7}'],
    ['an interaction without payload', 'interactivity', 'payload='],
    ['a press without a button', 'interactivity', 'payload=%7B%22type%22%3A%22block_actions%22%7D'],
    ['a command without its name', 'commands', 'text=hello'],
  ] as const)('what Slack signed and nobody can read is refused: %s', async (_, to, body) => {
    const { app, listener, telemetry } = await http();
    const contentType = to === 'events' ? 'application/json' : FORM;
    const answer = await app.post({ to, body, contentType });
    expect(answer).toMatchObject({ status: 400, headers: { 'x-slack-no-retry': '1' } });
    expect(telemetry.named('slack.refused')).toMatchObject([{ reason: 'malformed' }]);
    expect(listener.heard).toBe(0);
  });

  test('a message whose parts are of other types than Slack’s is refused, and named without its words', async () => {
    const { acme, app, listener, telemetry } = await http();
    const body = anEvent(acme.id, 'canary').replace('"U0ANA"', '{"canary":1}');
    expect(await app.post({ body })).toMatchObject({ status: 400 });
    expect(telemetry.named('slack.refused')).toMatchObject([{ field: 'event.user' }]);
    expect(telemetry.text).not.toContain('canary');
    expect(listener.heard).toBe(0);
  });

  test('what happens in a workspace that is not ours changes nothing', async () => {
    const { acme, app, listener, telemetry } = await http();
    expect(await app.post({ body: anEvent('T0STRANGE') })).toMatchObject({ status: 401 });
    const press = { to: 'interactivity', body: aPress('T0STRANGE'), contentType: FORM } as const;
    expect(await app.post(press)).toMatchObject({ status: 401 });
    // A shared channel: it is said in another company's workspace, and ours authorised us to hear it.
    const shared = anEvent(acme.id).replace(`"team_id":"${acme.id}"`, '"team_id":"T0STRANGE"');
    expect(await app.post({ body: shared })).toMatchObject({ status: 200 });
    expect(telemetry.named('slack.refused').map(({ reason }) => reason)).toEqual([
      'unknown-team',
      'unknown-team',
    ]);
    expect(listener.teams).toEqual([acme.id]);
  });

  test('an address of another app is not ours', async () => {
    const { app } = await http();
    const reach = app.record.reach;
    if (reach.kind !== 'http') throw new Error('no http');
    const other = reach.events.replace('/main/', '/other/');
    expect((await fetch(other, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(reach.events)).status).toBe(404);
  });

  test('a look at the certificate is answered', async () => {
    const { app } = await http();
    const reach = app.record.reach;
    if (reach.kind !== 'http') throw new Error('no http');
    const look = {
      method: 'POST',
      body: 'ssl_check=1&token=abc',
      headers: { 'content-type': FORM },
    };
    expect((await fetch(reach.commands, look)).status).toBe(200);
    expect((await fetch(reach.events, look)).status).toBe(401);
  });

  test('Slack holding events back is shown', async () => {
    const { app, acme, ours, clock, telemetry } = await http();
    const body = JSON.stringify({
      type: 'app_rate_limited',
      team_id: acme.id,
      minute_rate_limited: 1_700_000_000,
      api_app_id: app.id,
    });
    expect(await app.post({ body })).toMatchObject({ status: 200 });
    expect(telemetry.named('slack.held-back')).toEqual([{ app: 'main' }]);
    expect(ours.health().problem).toBe('held-back');
    clock.shiftMs = 6 * 60_000;
    expect(ours.health().problem).toBeNull();
  });

  test('what takes too long comes again while the work goes on', async () => {
    const { slack, ana, room, listener, telemetry } = await http();
    let open = () => {};
    listener.gate = new Promise((resolve) => {
      open = resolve;
    });
    const { deliveries, answers } = await ana.says(room, 'hello');
    expect(answers).toMatchObject([{ status: 503, outcome: 'refused' }]);
    expect(answers[0]?.ms).toBeLessThan(3_000);
    expect(telemetry.named('slack.slow')).toMatchObject([{ kind: 'event' }]);
    open();
    await eventually(() => expect(listener.texts).toEqual(['hello']));
    await slack.redeliverUnacknowledged();
    expect(deliveries[0]?.isAcknowledged).toBe(true);
  });

  test('a shortcut or a closed modal is nothing to us, and no failure', async () => {
    const { app, listener } = await http();
    for (const type of ['shortcut', 'message_action', 'view_closed']) {
      const payload = new URLSearchParams({ payload: JSON.stringify({ type }) }).toString();
      const answer = await app.post({ to: 'interactivity', body: payload, contentType: FORM });
      expect(answer).toMatchObject({ status: 200, body: '' });
    }
    expect(listener.heard).toBe(0);
  });

  test('before it has begun and after it has ended an app asks Slack to come again', async () => {
    const { ana, room, ours, listener } = await bench.desk({ transport: 'http', isOff: true });
    const early = await ana.says(room, 'early');
    expect(early.answers).toMatchObject([{ status: 503 }]);
    await ours.start();
    await early.deliveries[0]?.again();
    await ours.stop();
    const late = await ana.says(room, 'late');
    expect(late.answers).toMatchObject([{ status: 503 }]);
    expect(listener.texts).toEqual(['early']);
  });
});
