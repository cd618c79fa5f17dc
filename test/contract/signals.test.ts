import { changed as changedFor, deskTopic, type Signal } from '../../src/core/ports/signals.js';
import { eventually } from '../support/eventually.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';
import { describeStores, MONGO, openTwoProcesses, type TwoProcesses } from '../support/stores.js';
import { ODD_TEXTS, storesOf } from './talk.js';

function changed(conversationId: string, ownership = 0): Signal {
  return { kind: 'changed', conversationId, ownership };
}

/** A change that the desks of a tenant show too. */
function changedAtDesk(conversationId: string, desk: string): Signal {
  return { ...changed(conversationId), desk } as Signal;
}

describeStores('A signal', (kind) => {
  const stores = storesOf(kind);

  test('is heard at once by everybody of this process who listens', () => {
    const { signals } = stores();
    const [first, second]: [Signal[], Signal[]] = [[], []];
    const stops = [
      signals.listen('c1', (signal) => first.push(signal)),
      signals.listen('c1', (signal) => second.push(signal)),
    ];
    signals.publish(changed('c1', 3));
    expect(first).toEqual([changed('c1', 3)]);
    expect(second).toEqual([changed('c1', 3)]);
    for (const stop of stops) stop();
  });

  test('is heard by nobody else', () => {
    const { signals } = stores();
    const heard: Signal[] = [];
    const stop = signals.listen('c2', (signal) => heard.push(signal));
    signals.publish(changed('c'));
    signals.publish(changed('c21'));
    expect(heard).toEqual([]);
    stop();
    signals.publish(changed('c2'));
    expect(heard).toEqual([]);
  });

  test('is still heard by the others when one stops listening', () => {
    const { signals } = stores();
    const heard: Signal[] = [];
    const stopFirst = signals.listen('c3', () => undefined);
    const stop = signals.listen('c3', (signal) => heard.push(signal));
    stopFirst();
    stopFirst();
    signals.publish(changed('c3'));
    expect(heard).toEqual([changed('c3')]);
    stop();
  });

  test('of every kind arrives whole and in order', () => {
    const { signals } = stores();
    const sent: Signal[] = [
      changed('c4'),
      ...ODD_TEXTS.map((text) => ({
        kind: 'delta' as const,
        conversationId: 'c4',
        ownership: 1,
        turnId: 't1',
        text,
      })),
      { kind: 'retract', conversationId: 'c4', turnId: 't1' },
      { kind: 'typing', conversationId: 'c4', author: { kind: 'agent', name: '$a' }, on: true },
    ];
    const heard: Signal[] = [];
    const stop = signals.listen('c4', (signal) => heard.push(signal));
    for (const signal of sent) signals.publish(signal);
    expect(heard).toEqual(sent);
    stop();
  });
});

describeStores('The desks of a tenant', (kind) => {
  const stores = storesOf(kind);

  test('hear of a change that they show, as those do who listen to the talk itself', () => {
    const { signals } = stores();
    const heard: string[] = [];
    const stops = [
      signals.listen('d1', ({ conversationId }) => heard.push(`talk ${conversationId}`)),
      signals.listen(deskTopic('demo'), ({ conversationId }) =>
        heard.push(`desk ${conversationId}`),
      ),
      signals.listen(deskTopic('demo'), ({ conversationId }) =>
        heard.push(`other desk ${conversationId}`),
      ),
    ];
    signals.publish(changedAtDesk('d1', 'demo'));
    signals.publish(changedAtDesk('d2', 'demo'));
    expect(heard.sort()).toEqual([
      'desk d1',
      'desk d2',
      'other desk d1',
      'other desk d2',
      'talk d1',
    ]);
    for (const stop of stops) stop();
    signals.publish(changedAtDesk('d1', 'demo'));
    expect(heard).toHaveLength(5);
  });

  test('hear nothing of what only the bot is at, and nothing of another tenant', () => {
    const { signals } = stores();
    const heard: Signal[] = [];
    const stop = signals.listen(deskTopic('demo'), (signal) => heard.push(signal));
    signals.publish(changed('d1'));
    for (const other of ['demo2', 'dem', '', '*', 'Demo']) {
      signals.publish(changedAtDesk('d1', other));
    }
    signals.publish({ kind: 'retract', conversationId: 'd1', turnId: 't1' });
    expect(heard).toEqual([]);
    stop();
  });

  test('hear of a talk while people are at it, and of the change that ends that', () => {
    const talk = { id: 'd1', ownership: 2, tenant: 'demo' };
    const heardBy = (owner: 'bot' | 'waiting' | 'agent', forDesk?: boolean) =>
      changedFor({ ...talk, owner }, forDesk);
    const plain = { kind: 'changed', conversationId: 'd1', ownership: 2 };
    expect(heardBy('bot')).toEqual(plain);
    expect(heardBy('waiting')).toEqual({ ...plain, desk: 'demo' });
    expect(heardBy('agent')).toEqual({ ...plain, desk: 'demo' });
    expect(heardBy('bot', true)).toEqual({ ...plain, desk: 'demo' });
  });
});

const reason = MONGO.skipReason;
const run = reason === null ? describe : describe.skip;
const skipped = reason ? ` (skipped: ${reason})` : '';

/** Listens in one process until a signal of the other has come through. */
async function connected(both: TwoProcesses, conversationId: string) {
  const heard: Signal[] = [];
  const stop = both.other.signals.listen(conversationId, (signal) => heard.push(signal));
  await eventually(() => {
    both.one.signals.publish({ kind: 'retract', conversationId, turnId: 'probe' });
    expect(heard.length).toBeGreaterThan(0);
  });
  return { stop, heard: () => heard.filter((signal) => signal.kind !== 'retract') };
}

run(`A signal between two processes${skipped}`, () => {
  let both: TwoProcesses;
  beforeAll(async () => {
    both = await openTwoProcesses();
  });
  afterAll(() => both.close());

  test('is heard in the other one, whole and in order', async () => {
    const { heard, stop } = await connected(both, 'c1');
    const sent = ODD_TEXTS.map((text): Signal => {
      return { kind: 'delta', conversationId: 'c1', ownership: 1, turnId: 't1', text };
    });
    for (const signal of sent) both.one.signals.publish(signal);
    await eventually(() => expect(heard()).toEqual(sent));
    stop();
  });

  test('is heard once by each listener, in its own process too', async () => {
    const { heard, stop } = await connected(both, 'c2');
    const own: Signal[] = [];
    const second: Signal[] = [];
    const stops = [
      both.one.signals.listen('c2', (signal) => own.push(signal)),
      both.other.signals.listen('c2', (signal) => second.push(signal)),
    ];
    both.one.signals.publish(changed('c2'));
    await eventually(() => expect(heard()).toEqual([changed('c2')]));
    both.other.signals.publish(changed('c2', 9));
    await eventually(() => expect(own.at(-1)).toEqual(changed('c2', 9)));
    expect(own.filter((signal) => signal.kind === 'changed')).toEqual([
      changed('c2'),
      changed('c2', 9),
    ]);
    expect(heard()).toEqual([changed('c2'), changed('c2', 9)]);
    expect(second.filter((signal) => signal.kind === 'changed')).toEqual(heard());
    for (const end of [...stops, stop]) end();
  });

  test('is heard once by a desk, and once by who listens to the talk too', async () => {
    const desk = await connected(both, deskTopic('demo'));
    const talk = await connected(both, 'c6');
    const own: Signal[] = [];
    const stop = both.one.signals.listen(deskTopic('demo'), (signal) => own.push(signal));
    both.one.signals.publish(changedAtDesk('c6', 'demo'));
    both.one.signals.publish(changedAtDesk('c7', 'other'));
    both.one.signals.publish(changedAtDesk('c8', 'demo'));
    both.one.signals.publish(changed('c6', 9));
    const [sixth, eighth] = [changedAtDesk('c6', 'demo'), changedAtDesk('c8', 'demo')];
    // One connection carries all of them in order, so the last one proves that nothing else is on its way.
    await eventually(() => expect(talk.heard()).toEqual([sixth, changed('c6', 9)]));
    expect(desk.heard()).toEqual([sixth, eighth]);
    expect(own).toEqual([sixth, eighth]);
    stop();
    desk.stop();
    both.one.signals.publish(changedAtDesk('c6', 'demo'));
    await eventually(() => expect(talk.heard()).toEqual([sixth, changed('c6', 9), sixth]));
    expect(desk.heard()).toEqual([sixth, eighth]);
    talk.stop();
  });

  test('is not heard by who stopped listening', async () => {
    const gone = await connected(both, 'c3');
    const stays = await connected(both, 'c4');
    gone.stop();
    both.one.signals.publish(changed('c3'));
    // One connection carries both in order: what came later proves that the earlier one was not heard.
    both.one.signals.publish(changed('c4'));
    await eventually(() => expect(stays.heard()).toEqual([changed('c4')]));
    expect(gone.heard()).toEqual([]);
    stays.stop();
  });

  test('is heard by who stopped and listens again', async () => {
    const first = await connected(both, 'c5');
    first.stop();
    const again = await connected(both, 'c5');
    both.one.signals.publish(changed('c5'));
    await eventually(() => expect(again.heard()).toEqual([changed('c5')]));
    expect(first.heard()).toEqual([]);
    again.stop();
  });
});

run(`When Redis is away, a signal${skipped}`, () => {
  let redis: RunningServer;
  let both: TwoProcesses;
  beforeAll(async () => {
    redis = await startRedis();
    both = await openTwoProcesses({ redisUrl: redis.url });
  });
  afterAll(async () => {
    await both.close();
    await redis.stop();
  });

  test('is heard in its own process, and in the other one when Redis is back', async () => {
    const far = await connected(both, 'c1');
    const near: Signal[] = [];
    const stop = both.one.signals.listen('c1', (signal) => near.push(signal));
    await redis.kill();
    both.one.signals.publish(changed('c1', 1));
    expect(near.at(-1)).toEqual(changed('c1', 1));
    await redis.restart();
    await eventually(() => {
      both.one.signals.publish(changed('c1', 2));
      expect(far.heard()).toContainEqual(changed('c1', 2));
    });
    stop();
    far.stop();
  });
});
