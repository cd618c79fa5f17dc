import type { Wake, Wakes } from '../../src/core/ports/wakes.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { eventually } from '../support/eventually.js';
import { startRedis } from '../support/servers/redis-server.js';
import type { RunningServer } from '../support/servers/running-server.js';
import {
  describeStores,
  MONGO,
  openTwoProcesses,
  type StoreKind,
  type TwoProcesses,
} from '../support/stores.js';
import { Gate } from './talk.js';

function turn(conversationId: string): Wake {
  return { kind: 'turn', conversationId, tenant: 'demo' };
}

/** Workers that a test holds up at a gate, with what was worked on in order. */
class Workplace {
  readonly begun: Wake[] = [];
  readonly gates = new Map<string, Gate>();
  fails = false;
  atOnce = 0;
  atOnceMax = 0;

  readonly work = async (wake: Wake): Promise<void> => {
    this.begun.push(wake);
    this.atOnce += 1;
    this.atOnceMax = Math.max(this.atOnceMax, this.atOnce);
    await this.gates.get(wake.conversationId)?.opened;
    this.atOnce -= 1;
    if (this.fails) throw new Error('This work always fails.');
  };

  hold(conversationId: string): Gate {
    const gate = new Gate();
    this.gates.set(conversationId, gate);
    return gate;
  }

  count(conversationId: string): number {
    return this.begun.filter((wake) => wake.conversationId === conversationId).length;
  }

  async until(conversationId: string, count: number): Promise<void> {
    await eventually(() => expect(this.count(conversationId)).toBe(count));
  }
}

/** A process that was just started may still be connecting; until then its wakes are lost. */
async function ready(wakes: Wakes, place: Workplace): Promise<void> {
  await eventually(async () => {
    await wakes.wake(turn('warm'));
    expect(place.count('warm')).toBeGreaterThan(0);
  }, 5_000);
}

/** A workplace at open stores; each test has its own, because work is started once. */
function workplaceOf(kind: StoreKind) {
  let stores: Stores;
  let place: Workplace;
  beforeEach(async () => {
    stores = await kind.open();
    place = new Workplace();
    await stores.wakes.start(place.work);
    await ready(stores.wakes, place);
  });
  afterEach(async () => {
    for (const gate of place.gates.values()) gate.open();
    await stores.wakes.stop();
    await stores.close();
  });
  return () => ({ wakes: stores.wakes, stores, place });
}

describeStores('A wake', (kind) => {
  const open = workplaceOf(kind);

  test('brings its conversation, tenant and lane to the work', async () => {
    const { wakes, place } = open();
    const wake: Wake = { kind: 'delivery', conversationId: 'c1', lane: 'desk' };
    const action: Wake = { kind: 'action', conversationId: 'c1', tenant: 'demo' };
    await wakes.wake(turn('c1'));
    await wakes.wake(wake);
    await wakes.wake(action);
    await place.until('c1', 3);
    expect(place.begun).toContainEqual(turn('c1'));
    expect(place.begun).toContainEqual(wake);
    expect(place.begun).toContainEqual(action);
  });

  test('for work under way waits, and many of them are one', async () => {
    const { wakes, place } = open();
    const gate = place.hold('c1');
    await wakes.wake(turn('c1'));
    await place.until('c1', 1);
    for (let number = 0; number < 5; number++) await wakes.wake(turn('c1'));
    await wakes.wake(turn('other'));
    await place.until('other', 1);
    expect(place.count('c1')).toBe(1);
    gate.open();
    await place.until('c1', 2);
    await wakes.wake(turn('last'));
    await place.until('last', 1);
    expect(place.count('c1')).toBe(2);
  });

  test('during work is not lost, however often that happens', async () => {
    const { wakes, place } = open();
    let gate = place.hold('c1');
    await wakes.wake(turn('c1'));
    for (let round = 1; round <= 5; round++) {
      await place.until('c1', round);
      await wakes.wake(turn('c1'));
      const done = gate;
      gate = place.hold('c1');
      done.open();
    }
    await place.until('c1', 6);
  });

  test('of one conversation holds up no other, and no other work on it', async () => {
    const { wakes, place } = open();
    place.hold('c1');
    await wakes.wake(turn('c1'));
    await place.until('c1', 1);
    await wakes.wake({ kind: 'delivery', conversationId: 'c1', lane: 'customer' });
    await wakes.wake({ kind: 'delivery', conversationId: 'c1', lane: 'desk' });
    await wakes.wake({ kind: 'action', conversationId: 'c1', tenant: 'demo' });
    await wakes.wake({ kind: 'summary', conversationId: 'c1', tenant: 'demo' });
    await wakes.wake(turn('c2'));
    await place.until('c1', 5);
    await place.until('c2', 1);
  });

  test('whose work failed does not spoil the next one', async () => {
    const { wakes, place } = open();
    place.fails = true;
    await wakes.wake(turn('c1'));
    await place.until('c1', 1);
    await eventually(async () => {
      await wakes.wake(turn('c1'));
      expect(place.count('c1')).toBeGreaterThan(1);
    });
  });
});

describeStores('Who stops', (kind) => {
  const open = workplaceOf(kind);

  test('finishes the work under way', async () => {
    const { wakes, place, stores } = open();
    const gate = place.hold('c1');
    await wakes.wake(turn('c1'));
    await place.until('c1', 1);
    let hasStopped = false;
    const stopping = wakes.stop().then(() => {
      hasStopped = true;
    });
    await stores.conversations.load('c1');
    expect(hasStopped).toBe(false);
    gate.open();
    await stopping;
    expect(place.atOnce).toBe(0);
  });

  test('may be woken still, and nothing is worked on any more', async () => {
    const { wakes, place, stores } = open();
    await wakes.stop();
    await wakes.wake(turn('c1'));
    await stores.conversations.load('c1');
    expect(place.count('c1')).toBe(0);
  });
});

const reason = MONGO.skipReason;
const run = reason === null ? describe : describe.skip;
const skipped = reason ? ` (skipped: ${reason})` : '';

run(`Two processes${skipped}`, () => {
  let both: TwoProcesses;
  beforeEach(async () => {
    both = await openTwoProcesses();
  });
  afterEach(() => both.close());

  test('never work on one conversation at once, and none of its wakes is lost', async () => {
    const place = new Workplace();
    await both.one.wakes.start(place.work);
    await both.other.wakes.start(place.work);
    await ready(both.one.wakes, place);
    await ready(both.other.wakes, place);
    for (let round = 1; round <= 20; round++) {
      await Promise.all([both.one.wakes.wake(turn('c1')), both.other.wakes.wake(turn('c1'))]);
      await eventually(() => expect(place.count('c1')).toBeGreaterThanOrEqual(round));
    }
    expect(place.atOnceMax).toBe(1);
  });

  test('help each other: what one wakes another works on', async () => {
    const place = new Workplace();
    await both.other.wakes.start(place.work);
    await ready(both.one.wakes, place);
    await both.one.wakes.wake(turn('c1'));
    await place.until('c1', 1);
  });

  test('a process that has not started yet finds its wakes later', async () => {
    const place = new Workplace();
    await both.other.wakes.start(place.work);
    await ready(both.one.wakes, place);
    await both.other.wakes.stop();
    await both.one.wakes.wake(turn('c1'));
    expect(place.count('c1')).toBe(0);
    await both.one.wakes.start(place.work);
    await place.until('c1', 1);
  });
});

run(`When Redis is away, a wake${skipped}`, () => {
  let redis: RunningServer;
  let stores: Stores;
  beforeEach(async () => {
    redis = await startRedis();
    stores = await MONGO.open({ redisUrl: redis.url });
  });
  afterEach(async () => {
    await stores.close();
    await redis.stop();
  });

  async function within(ms: number, act: () => Promise<unknown>): Promise<void> {
    const since = performance.now();
    await act();
    expect(performance.now() - since).toBeLessThan(ms);
  }

  test('gives up quickly, never rejects, and works again when it is back', async () => {
    const place = new Workplace();
    await stores.wakes.start(place.work);
    await ready(stores.wakes, place);
    await redis.kill();
    for (let number = 0; number < 3; number++) {
      await within(1_000, () => stores.wakes.wake(turn(`lost${number}`)));
    }
    await redis.restart();
    await eventually(async () => {
      await stores.wakes.wake(turn('c2'));
      expect(place.count('c2')).toBeGreaterThan(0);
    });
  });

  test('gives up quickly when it hangs', async () => {
    await stores.wakes.wake(turn('c1'));
    redis.freeze();
    await within(1_000, () => stores.wakes.wake(turn('c2')));
    redis.thaw();
  });

  test('does not keep a process from stopping', async () => {
    const place = new Workplace();
    await stores.wakes.start(place.work);
    await ready(stores.wakes, place);
    await redis.kill();
    let hasStopped = false;
    const stopping = stores.wakes.stop().then(() => {
      hasStopped = true;
    });
    try {
      await eventually(() => expect(hasStopped).toBe(true));
    } finally {
      await redis.restart();
      await stopping;
    }
  });
});
