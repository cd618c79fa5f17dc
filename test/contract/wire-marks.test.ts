import type { Stores } from '../../src/core/stores/open-stores.js';
import { ANA, draft } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { describeStores } from '../support/stores.js';
import { aPlatform, SENT } from './a-platform.js';
import { storesOf } from './talk.js';

/** A case that Ana has at a desk on a platform; the customer is on one too. */
async function aClaimedCase(stores: Stores) {
  const place = aPlatform(stores);
  const { talk, run, posted } = place;
  await talk.escalates();
  await talk.owns('claim');
  await run('customer');
  await run('desk');
  posted.length = 0;
  const replies = (key: string, wireId?: string) => {
    const author = { kind: 'agent' as const, ...ANA };
    const said = { ...draft(`${talk.id}-${key}`, key, talk.nowMs, 'agent'), author };
    const wire = wireId === undefined ? said : { ...said, wireId };
    return talk.says(ANA, key, '', { draft: wire, deskShows: 'wire' });
  };
  const filed = async (key: string) => {
    const all = await stores.archive.page(talk.id, { after: 0, limit: 50 });
    return all.find((one) => one.id === `${talk.id}-${key}`);
  };
  return { ...place, replies, filed };
}

describeStores('What a desk on a platform is told of a reply', (kind) => {
  const stores = storesOf(kind);

  test('comes as soon as it went out, from the same courier', async () => {
    const { talk, posted, run, replies } = await aClaimedCase(stores());
    await replies('sure', 'room:1');
    await run('customer');
    await eventually(() => expect(posted).toEqual(['sure', 'mark delivered']));
    await eventually(async () => expect((await talk.now()).lanes.desk.items).toEqual([]));
  });

  test('names the reason when it did not go out', async () => {
    const { posted, platform, run, replies, filed } = await aClaimedCase(stores());
    const reasons: unknown[] = [];
    platform.answer = (item) => {
      if (item.mark) reasons.push([item.mark.reason, item.mark.wireId]);
      return item.kind === 'deliver' ? { kind: 'failed', reason: 'blocked' } : SENT;
    };
    await replies('sure', 'room:1');
    await run('customer');
    await eventually(() => expect(posted).toEqual(['mark failed']));
    expect(reasons).toEqual([['blocked', 'room:1']]);
    expect((await filed('sure'))?.failure).toBe('blocked');
  });

  test('follows the copy of a reply that was not said in the thread, which has two places then', async () => {
    const { posted, platform, run, replies, filed } = await aClaimedCase(stores());
    platform.answer = () => ({ kind: 'sent', place: `place ${posted.length}` });
    await replies('sure');
    await run('desk');
    await run('customer');
    await eventually(() => expect(posted).toEqual(['sure', 'sure', 'mark delivered']));
    expect((await filed('sure'))?.posted).toEqual({ desk: 'place 0', customer: 'place 1' });
  });

  test('is not that it failed when only the copy in the thread did', async () => {
    const { posted, platform, run, replies, filed } = await aClaimedCase(stores());
    platform.answer = () => ({ kind: 'failed', reason: 'thread is gone' });
    await replies('sure');
    await run('desk');
    platform.answer = () => SENT;
    await run('customer');
    await eventually(() => expect(posted).toEqual(['sure', 'mark delivered']));
    expect((await filed('sure'))?.failure).toBeUndefined();
  });
});
