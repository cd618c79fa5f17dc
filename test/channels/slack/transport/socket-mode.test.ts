import { eventually } from '../../../support/eventually.js';
import type { SlackApp } from '../../../support/slack/slack-app.js';
import type { SlackServer } from '../../../support/slack/slack-server.js';
import type { SlackSocket } from '../../../support/slack/slack-socket.js';
import { TransportBench } from './transport-bench.js';

let bench: TransportBench;
const rejected: unknown[] = [];
const keep = (reason: unknown) => rejected.push(reason);

beforeEach(() => {
  bench = new TransportBench();
  rejected.length = 0;
  process.on('unhandledRejection', keep);
});

afterEach(async () => {
  await bench.stop();
  process.off('unhandledRejection', keep);
  expect(rejected).toEqual([]);
  expect(bench.slack.complaints).toEqual([]);
});

/** Asked this way because a difference between two sockets takes Jest seconds to print. */
function isReplaced(app: SlackApp, first: SlackSocket | undefined): boolean {
  return app.sockets.length > 0 && !app.sockets.some((socket) => socket === first);
}

function opens(slack: SlackServer): number {
  return slack.calls('apps.connections.open').length;
}

describe('the one connection of an app by Socket Mode', () => {
  test('one that is cut is made anew', async () => {
    const { ana, app, room, listener, ours, telemetry } = await bench.desk({ transport: 'socket' });
    const [first] = app.sockets;
    first?.cut();
    await eventually(() => expect(telemetry.named('slack.disconnected')).toHaveLength(1));
    await eventually(() => expect(app.sockets.length).toBe(1));
    expect(isReplaced(app, first)).toBe(true);
    await eventually(() => expect(ours.health().problem).toBeNull());
    await ana.says(room, 'hello');
    expect(listener.texts).toEqual(['hello']);
  });

  test.each(['refresh_requested', 'warning', 'link_disabled'] as const)(
    'one that Slack wants back (%s) is replaced',
    async (reason) => {
      const { ana, app, room, listener } = await bench.desk({ transport: 'socket' });
      const [first] = app.sockets;
      first?.refresh(reason);
      await eventually(() => expect(isReplaced(app, first)).toBe(true));
      await eventually(async () => {
        const { answers } = await ana.says(room, 'hello');
        expect(answers).toMatchObject([{ outcome: 'acknowledged' }]);
      });
      expect(listener.texts).toContain('hello');
    },
  );

  test('one that has gone deaf is replaced after a while without any event, and nothing is lost', async () => {
    const { slack, ana, app, room, listener, ours } = await bench.desk({
      transport: 'socket',
      pace: { renewAfterMs: 300 },
    });
    const [first] = app.sockets;
    if (!first) throw new Error('no socket');
    first.isDeaf = true;
    const { answers } = await ana.says(room, 'hello?');
    expect(answers).toMatchObject([{ outcome: 'unheard' }]);
    await eventually(() => expect(isReplaced(app, first)).toBe(true));
    await eventually(async () => {
      await slack.redeliverUnacknowledged();
      expect(listener.texts).toEqual(['hello?']);
    });
    await eventually(() => expect(ours.health().problem).toBeNull());
  });

  test('a fresh one is not made while events come', async () => {
    const { slack, ana, room } = await bench.desk({
      transport: 'socket',
      pace: { renewAfterMs: 2_000 },
    });
    const endMs = performance.now() + 2_500;
    while (performance.now() < endMs) await ana.says(room, 'hello');
    expect(opens(slack)).toBe(1);
  });

  test('what is under way when a connection is let go is still acknowledged on it', async () => {
    const { slack, ana, app, room, listener } = await bench.desk({
      transport: 'socket',
      pace: { renewAfterMs: 300, drainMs: 3_000 },
    });
    let open = () => {};
    listener.gate = new Promise((resolve) => {
      open = resolve;
    });
    const [first] = app.sockets;
    const saying = ana.says(room, 'hello');
    await eventually(() => expect(opens(slack)).toBe(2));
    expect(app.sockets.some((socket) => socket === first)).toBe(true);
    open();
    expect((await saying).answers).toMatchObject([{ outcome: 'acknowledged' }]);
    await eventually(() => expect(isReplaced(app, first)).toBe(true));
  });

  test.each(['cuts', '503'] as const)(
    'Slack is away at the start (%s), and comes back',
    async (outage) => {
      const { slack, ana, app, room, listener, ours } = await bench.desk({
        transport: 'socket',
        isOff: true,
      });
      slack.goesDown(outage);
      await ours.start();
      expect(ours.health().problem).toBe('unreachable');
      slack.comesBack();
      await eventually(() => expect(app.sockets.length).toBe(1));
      await eventually(() => expect(ours.health().problem).toBeNull());
      await ana.says(room, 'hello');
      expect(listener.texts).toEqual(['hello']);
    },
  );

  test('Slack goes away later, for a while, and comes back', async () => {
    const { slack, ana, app, room, listener, ours, telemetry } = await bench.desk({
      transport: 'socket',
    });
    slack.goesDown('cuts');
    const unheard = await ana.says(room, 'anybody?');
    expect(unheard.answers).not.toMatchObject([{ outcome: 'acknowledged' }]);
    await eventually(() =>
      expect(telemetry.named('slack.not-connected').length).toBeGreaterThan(2),
    );
    expect(ours.health().problem).toBe('unreachable');
    slack.comesBack();
    await eventually(() => expect(app.sockets.length).toBe(1));
    await slack.redeliverUnacknowledged();
    expect(listener.texts).toEqual(['anybody?']);
    await eventually(() => expect(ours.health().problem).toBeNull());
  });

  test('a token of the app that Slack refuses is told, and a good one found when it is', async () => {
    const { app, ours } = await bench.desk({ transport: 'socket', isOff: true });
    app.revokeAppToken();
    await ours.start();
    expect(ours.health().problem).toBe('app-token-refused');
    app.record.isAppTokenRevoked = false;
    await eventually(() => expect(ours.health().problem).toBeNull());
  });

  test('an address that is refused for too many is asked for again when Slack said', async () => {
    const { slack, ours, telemetry } = await bench.desk({ transport: 'socket', isOff: true });
    slack.next('apps.connections.open', { kind: 'rate-limited', retryAfterSeconds: 1 });
    const startedMs = performance.now();
    await Promise.all([
      ours.start(),
      eventually(() => expect(ours.health().problem).toBe('held-back')),
    ]);
    await eventually(() => expect(ours.health().problem).toBeNull());
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(1_000);
    expect(telemetry.named('slack.not-connected')).toHaveLength(1);
  });

  test('a connection that never says hello is given up', async () => {
    const { slack, app, ours } = await bench.desk({
      transport: 'socket',
      isOff: true,
      pace: { connectMs: 300 },
    });
    slack.next('apps.connections.open', { kind: 'hang-before' });
    await ours.start();
    expect(ours.health().problem).toBe('unreachable');
    await eventually(() => expect(app.sockets.length).toBe(1));
  });

  test('what cannot be read ends nothing', async () => {
    const { ana, app, room, listener, telemetry } = await bench.desk({ transport: 'socket' });
    const [socket] = app.sockets;
    for (const frame of ['null', 'no JSON', '{}', '{"type":"events_api","envelope_id":"e1"}'])
      socket?.sendsRaw(frame);
    await ana.says(room, 'hello');
    expect(listener.texts).toEqual(['hello']);
    expect(telemetry.named('slack.refused')).toMatchObject([
      { where: 'socket', reason: 'malformed' },
      { where: 'socket', reason: 'malformed' },
    ]);
    expect(isReplaced(app, socket)).toBe(false);
  });

  test('a stop ends the connection, and no other is made', async () => {
    const { slack, app, ours } = await bench.desk({ transport: 'socket' });
    await ours.stop();
    await eventually(() => expect(app.sockets.length).toBe(0));
    expect(opens(slack)).toBe(1);
    expect(ours.health().problem).toBe('not-connected');
  });

  test('a stop while Slack does not answer ends the attempt', async () => {
    const { slack, ours } = await bench.desk({
      transport: 'socket',
      isOff: true,
      pace: { connectMs: 60_000 },
    });
    slack.next('apps.connections.open', { kind: 'hang-before' });
    const startedMs = performance.now();
    const starting = ours.start();
    await eventually(() => expect(opens(slack)).toBe(1));
    await ours.stop();
    await starting;
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    expect(ours.health().problem).toBe('not-connected');
  });

  test('a connection that comes after the stop is not kept', async () => {
    const { slack, app, ours } = await bench.desk({ transport: 'socket', isOff: true });
    slack.next('apps.connections.open', { kind: 'slow', ms: 300 });
    const starting = ours.start();
    await eventually(() => expect(opens(slack)).toBe(1));
    await ours.stop();
    await starting;
    await eventually(() => expect(slack.core.wire.sockets.greeted).toBe(1));
    await eventually(() => expect(app.sockets.length).toBe(0));
  });
});
