import type { DeliveryOutcome } from '../../src/core/ports/channel.js';
import { ANA } from '../support/builders.js';
import { describeStores } from '../support/stores.js';
import { aPlatform, SENT } from './a-platform.js';
import { existing, storesOf, type Talk } from './talk.js';

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
    platform.answer = (item) => ({ kind: 'sent', place: `room:${item.kind}` });
    await talk.writes('m1');
    const { handoff } = await talk.escalates();
    await run('customer');
    await run('desk');
    const now = await talk.now();
    expect(now.cardAt).toEqual({ handoffId: existing(handoff).id, place: 'room:card' });
    const filed = await talk.stores.archive.page(talk.id, { after: 0, limit: 50 });
    const said = filed.filter((one) => one.author.kind === 'bot');
    expect(said.map((one) => one.posted)).toEqual(said.map(() => ({ customer: 'room:deliver' })));
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

  test('for longer than a lease is nobody else\u2019s meanwhile', async () => {
    const { talk, clock, posted, platform, run, courier } = aPlatform(stores());
    await answers(talk, 'long');
    const leaseEnd = async () => (await talk.now()).lanes.customer.leaseUntilMs;
    platform.answer = async () => {
      for (const _ of [1, 2, 3, 4]) {
        const before = await leaseEnd();
        clock.pass(900);
        while ((await leaseEnd()) === before) await soon();
        await courier().run(talk.id, 'customer');
      }
      return SENT;
    };
    await run();
    expect(posted).toEqual(['long']);
    expect((await talk.now()).lanes.customer.items).toEqual([]);
  });

  test('by one who lost the lane is asked to end', async () => {
    const { talk, clock, platform, run } = aPlatform(stores());
    await answers(talk, 'long');
    let hasEnded = false;
    platform.answer = async (_item, { signal }) => {
      const nowMs = clock.nowMs() + 60_000;
      const taking = { holder: 'another process', nowMs, untilMs: nowMs + 1_000 };
      existing(await talk.stores.outbox.take(talk.id, 'customer', taking, 10));
      clock.pass(900);
      while (!signal.aborted) await soon();
      hasEnded = true;
      return SENT;
    };
    await run();
    expect(hasEnded).toBe(true);
  });
});

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
