import { SlackHolds } from '../../src/channels/slack/slack-holds.js';
import { LimitedSlackPacer } from '../../src/channels/slack/slack-pacer.js';
import type { Limiter } from '../../src/core/ports/limiter.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { TransportBench } from '../channels/slack/transport/transport-bench.js';
import { describeStores } from '../support/stores.js';

const clock = new SystemClock();

function aPacer(limiter: Limiter, holds = new SlackHolds(clock)): LimitedSlackPacer {
  return new LimitedSlackPacer({ name: 'main:T0ACME', limiter, holds, clock });
}

describeStores('the pace in a workspace', ({ open }) => {
  test('two processes together post about once a second in a room', async () => {
    const stores = await open();
    try {
      const pacers = [aPacer(stores.limiter), aPacer(stores.limiter)];
      const atMs: number[] = [];
      const startedMs = performance.now();
      await Promise.all(
        pacers.map(async (pacer) => {
          for (let post = 0; post < 2; post += 1) {
            await pacer.turn('post', 'C0ROOM');
            atMs.push(performance.now() - startedMs);
          }
        }),
      );
      expect(atMs.at(-1)).toBeGreaterThan(2_500);
      expect(atMs.at(-1)).toBeLessThan(8_000);
    } finally {
      await stores.close();
    }
  });

  test('what Slack told one process to wait for the other waits for too, in that room', async () => {
    const stores = await open();
    try {
      const [one, other] = [aPacer(stores.limiter), aPacer(stores.limiter)];
      await one?.pause('chat.postMessage', 'C0ROOM', 2_000);
      const startedMs = performance.now();
      await other?.turn('post', 'C0OTHER');
      expect(performance.now() - startedMs).toBeLessThan(500);
      await other?.turn('post', 'C0ROOM');
      expect(performance.now() - startedMs).toBeGreaterThan(1_500);
    } finally {
      await stores.close();
    }
  });
});

describe('taking turns', () => {
  let bench: TransportBench;

  beforeEach(() => {
    bench = new TransportBench();
  });

  afterEach(() => bench.stop());

  test('each room has its own pace, and in a room it is first come, first served', async () => {
    const pacer = aPacer(bench.limiter);
    const order: string[] = [];
    const ask = async (room: string, name: string) => {
      await pacer.turn('post', room);
      order.push(name);
    };
    await Promise.all([ask('C1', 'a1'), ask('C1', 'a2'), ask('C1', 'a3'), ask('C2', 'b1')]);
    expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  test('who gives up is not waited for, and those behind keep their order', async () => {
    const pacer = aPacer(bench.limiter);
    const stop = new AbortController();
    const order: string[] = [];
    await pacer.turn('post', 'C1');
    const second = pacer.turn('post', 'C1').then(() => order.push('second'));
    const third = pacer.turn('post', 'C1', stop.signal);
    const fourth = pacer.turn('post', 'C1').then(() => order.push('fourth'));
    stop.abort();
    expect(await third).toBe(false);
    expect(order).toEqual([]);
    await Promise.all([second, fourth]);
    expect(order).toEqual(['second', 'fourth']);
  });

  test('what Slack holds back is waited for, whoever asks next', async () => {
    const holds = new SlackHolds(clock);
    const pacer = aPacer(bench.limiter, holds);
    holds.hold('chat.postMessage', 'C1', 600);
    const startedMs = performance.now();
    await Promise.all([pacer.turn('post', 'C2'), pacer.turn('react', 'C1')]);
    expect(performance.now() - startedMs).toBeLessThan(500);
    await pacer.turn('post', 'C1');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(590);
  });

  test('who takes turns is not refused by Slack', async () => {
    const { slack, room, workspace } = await bench.desk({ transport: 'http' });
    slack.rateLimits.on();
    const post = async (text: string) => {
      await workspace.pacer.turn('post', room.id);
      return workspace.api.call('chat.postMessage', { channel: room.id, text });
    };
    const answers = await Promise.all(['1', '2', '3', '4', '5'].map(post));
    expect(answers.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(room.messages.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
    expect(slack.complaints).toEqual([]);
  });
});
