import { Courier } from '../../src/core/delivery/courier.js';
import type { LaneItem } from '../../src/core/domain/lane.js';
import type { Circumstances, Delivery, DeliveryOutcome } from '../../src/core/ports/channel.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { ANA } from '../support/builders.js';
import { HandClock } from '../support/model/hand-clock.js';
import { describeStores, SILENT } from '../support/stores.js';
import { existing, storesOf, Talk } from './talk.js';

type Answer = (item: LaneItem, now: Circumstances) => Promise<DeliveryOutcome> | DeliveryOutcome;

const SENT: DeliveryOutcome = { kind: 'sent' };

/** A platform that posts what it is given, and a courier on its way to it. */
function aPlatform(stores: Stores, answer: Answer = () => SENT) {
  const talk = new Talk(stores);
  const clock = new HandClock();
  talk.nowMs = clock.nowMs();
  const posted: string[] = [];
  const platform = { answer };
  const wire: Delivery = {
    shows: 'wire',
    deliver: async (_conversation, item, circumstances) => {
      const outcome = await platform.answer(item, circumstances);
      const doubt = circumstances.isInDoubt ? ' (in doubt)' : '';
      if (outcome.kind === 'sent') posted.push(`${item.message?.text ?? item.kind}${doubt}`);
      return outcome;
    },
  };
  const courier = () =>
    new Courier({
      ...stores,
      clock,
      ids: new CryptoIds(),
      telemetry: SILENT,
      settings: () => ({ leaseTtlMs: 1_000, retryBaseMs: 100, retryMaxMs: 400, attemptsMax: 3 }),
      deliveryOf: () => wire,
    });
  /** Lets time pass, so that lanes that were taken along with a write are free for the courier. */
  const run = async (lane: 'customer' | 'desk' = 'customer') => {
    clock.pass(2_000);
    talk.nowMs = clock.nowMs();
    await courier().run(talk.id, lane);
  };
  return { talk, posted, platform, run, courier };
}

async function answers(talk: Talk, ...says: string[]): Promise<void> {
  await talk.writes('m1');
  await talk.answers({ says });
}

describeStores('What is handed to a platform', (kind) => {
  const stores = storesOf(kind);

  test('goes out once, in order, and then nothing is owed', async () => {
    const { talk, posted, run } = aPlatform(stores());
    await answers(talk, 'one', 'two', 'three');
    await run();
    expect(posted).toEqual(['one', 'two', 'three']);
    expect((await talk.now()).lanes.customer).toMatchObject({ items: [], leaseUntilMs: 0 });
  });

  test('is withdrawn by a claim up to the moment it is in hand', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    await answers(talk, 'one', 'two', 'three');
    platform.answer = async (item) => {
      if (item.message?.text === 'two') await talk.takesOver();
      return SENT;
    };
    await run();
    await run();
    expect(posted).toEqual(['one', 'two']);
    const filed = await talk.stores.archive.page(talk.id, { after: 0, limit: 50 });
    expect(filed.filter((one) => one.author.kind === 'bot').map((one) => one.kind)).toEqual([
      'text',
      'text',
      'empty',
    ]);
  });

  test('by a process that died then is in doubt, and no other item is', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    await answers(talk, 'one', 'two', 'three');
    platform.answer = (item) =>
      item.message?.text === 'two' ? Promise.reject(new Error('the process dies')) : SENT;
    await run();
    platform.answer = () => SENT;
    await run();
    expect(posted).toEqual(['one', 'two (in doubt)', 'three']);
  });

  test('is in doubt again after a call that broke, and not after a plain refusal', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    await answers(talk, 'one');
    const outcomes: DeliveryOutcome[] = [
      { kind: 'retry', reason: 'rate limited', afterMs: 10 },
      { kind: 'retry', reason: 'the line broke', isUnknown: true },
      SENT,
    ];
    const doubts: boolean[] = [];
    platform.answer = (_item, { isInDoubt }) => {
      doubts.push(isInDoubt);
      return outcomes.shift() ?? SENT;
    };
    for (let round = 0; round < 3; round++) await run();
    expect(doubts).toEqual([false, false, true]);
    expect(posted).toEqual(['one (in doubt)']);
  });

  test('that fails for good is passed over with its reason; what follows goes out', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    await answers(talk, 'one', 'two');
    platform.answer = (item) =>
      item.message?.text === 'one' ? { kind: 'failed', reason: 'blocked' } : SENT;
    await run();
    expect(posted).toEqual(['two']);
    const filed = await talk.stores.archive.page(talk.id, { after: 0, limit: 50 });
    expect(filed.find((one) => one.text === 'one')?.failure).toBe('blocked');
  });

  test('holds back what is behind it while it is tried again, and fails when it was often enough', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    await answers(talk, 'one', 'two');
    platform.answer = (item) =>
      item.message?.text === 'one' ? { kind: 'retry', reason: 'down' } : SENT;
    await run();
    expect(posted).toEqual([]);
    for (let round = 0; round < 2; round++) await run();
    expect(posted).toEqual(['two']);
  });

  test('keeps the id it has there: a text on record, a card with the conversation', async () => {
    const { talk, platform, run } = aPlatform(stores());
    platform.answer = (item) => ({ kind: 'sent', wireId: `room:${item.kind}` });
    await talk.writes('m1');
    const { handoff } = await talk.escalates();
    await run('customer');
    await run('desk');
    const now = await talk.now();
    expect(now.cardAt).toEqual({ handoffId: existing(handoff).id, place: 'room:card' });
    const filed = await talk.stores.archive.page(talk.id, { after: 0, limit: 50 });
    const said = filed.filter((one) => one.author.kind === 'bot');
    expect(said.map((one) => one.wireId)).toEqual(said.map(() => 'room:deliver'));
    expect(said.length).toBeGreaterThan(0);
  });

  test('by two couriers at once goes out once', async () => {
    const { talk, posted, run, courier } = aPlatform(stores());
    await talk.escalates();
    await talk.owns('claim');
    await run('customer');
    posted.length = 0;
    await talk.says(ANA, `${talk.id}-s1`, 'once');
    talk.nowMs += 5_000;
    await run('customer');
    await Promise.all([courier(), courier()].map((one) => one.run(talk.id, 'customer')));
    expect(posted).toEqual(['once']);
  });
});
