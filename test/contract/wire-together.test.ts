import type { LaneItem } from '../../src/core/domain/lane.js';
import type { DeliveryOutcome } from '../../src/core/ports/channel.js';
import { describeStores } from '../support/stores.js';
import { aPlatform, SENT } from './a-platform.js';
import { storesOf, type Talk } from './talk.js';

async function answers(talk: Talk, ...says: string[]): Promise<void> {
  await talk.writes('m1');
  await talk.answers({ says });
}

const wordsOf = (items: readonly LaneItem[]) => items.map((item) => item.message?.text);

describeStores('Texts that go out as one', (kind) => {
  const stores = storesOf(kind);

  test('are as many as the platform says, and one place holds them all', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    const asked: unknown[] = [];
    platform.together = (items) => {
      asked.push(wordsOf(items));
      return 2;
    };
    platform.answer = (item) => ({ kind: 'sent', place: `room:${item.message?.text}` });
    await answers(talk, 'one', 'two', 'three');
    await run();
    expect(posted).toEqual(['one+two', 'three']);
    expect(asked).toEqual([['one', 'two', 'three'], ['three']]);
    const filed = await talk.stores.archive.page(talk.id, { after: 0, limit: 50 });
    expect(filed.flatMap((one) => one.posted?.customer ?? [])).toEqual([
      'room:one',
      'room:one',
      'room:three',
    ]);
    expect((await talk.now()).lanes.customer.items).toEqual([]);
  });

  test('never are more than there are, nor fewer than one', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    const counts = [0, 99];
    platform.together = () => counts.shift() ?? 1;
    await answers(talk, 'one', 'two', 'three');
    await run();
    expect(posted).toEqual(['one', 'two+three']);
  });

  test('are texts that follow each other; a card between them goes alone', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    platform.together = (items) => items.length;
    await talk.escalates();
    await talk.clears('desk');
    await talk.writes('m1', 'first');
    await talk.writes('m2', 'second');
    await talk.owns('claim');
    await talk.writes('m3', 'third');
    await run('desk');
    expect(posted).toEqual(['first+second', 'card', 'third']);
  });

  test('are withdrawn by a claim as long as they are not in hand', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    platform.together = () => 2;
    await answers(talk, 'one', 'two', 'three', 'four');
    platform.answer = async () => {
      await talk.takesOver();
      return SENT;
    };
    await run();
    await run();
    expect(posted).toEqual(['one+two']);
  });

  test('go out again exactly as they went when it is in doubt whether they did', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    platform.together = () => 2;
    await answers(talk, 'one', 'two', 'three');
    platform.answer = () => Promise.reject(new Error('the process dies'));
    await run();
    platform.together = (items) => items.length;
    platform.answer = () => SENT;
    await run();
    expect(posted).toEqual(['one+two (in doubt)', 'three']);
  });

  test('wait together, and fail together when it was often enough', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    platform.together = () => 2;
    await answers(talk, 'one', 'two', 'three');
    platform.answer = (item) =>
      item.message?.text === 'one' ? { kind: 'retry', reason: 'down' } : SENT;
    await run();
    const { items } = (await talk.now()).lanes.customer;
    expect(items.filter((one) => one.attempts === 1).map((one) => one.message?.text)).toEqual([
      'one',
      'two',
    ]);
    expect(items.every((one) => one.held)).toBe(true);
    for (let round = 0; round < 2; round++) await run();
    expect(posted).toEqual(['three']);
    const filed = await talk.stores.archive.page(talk.id, { after: 0, limit: 50 });
    expect(filed.flatMap((one) => one.failure ?? [])).toEqual(['down', 'down']);
  });
});

describeStores('A room that is broken', (kind) => {
  const stores = storesOf(kind);

  test('is waited for without counting, and everything comes in order once it is mended', async () => {
    const { talk, posted, platform, run } = aPlatform(stores());
    await answers(talk, 'one', 'two');
    const broken: DeliveryOutcome = { kind: 'retry', reason: 'archived', isPatient: true };
    platform.answer = () => broken;
    for (let round = 0; round < 12; round++) await run();
    const { items, notBeforeMs } = (await talk.now()).lanes.customer;
    expect(items.map((one) => one.attempts)).toEqual(items.map(() => 0));
    expect(notBeforeMs).toBe(talk.nowMs + 400);
    platform.answer = () => SENT;
    await run();
    expect(posted).toEqual(['one', 'two']);
  });

  test('is looked at again when the platform says, if that is soon', async () => {
    const { talk, platform, run } = aPlatform(stores());
    await answers(talk, 'one');
    platform.answer = () => ({ kind: 'retry', reason: 'gone', isPatient: true, afterMs: 50 });
    await run();
    expect((await talk.now()).lanes.customer.notBeforeMs).toBe(talk.nowMs + 50);
  });
});
