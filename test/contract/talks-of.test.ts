import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openStores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { describeStores, SILENT } from '../support/stores.js';
import { storesOf, Talk } from './talk.js';

const SHOP = { tenant: 'shop', channel: 'shop-web' };

let customers = 0;

describeStores("A customer's conversations", (kind) => {
  const stores = storesOf(kind);

  /** Somebody nobody has heard of yet, and their conversations. */
  function somebody() {
    customers += 1;
    const customer = { id: `carol${customers}`, name: 'Carol' };
    return {
      id: customer.id,
      writes: async (atMs: number, place = SHOP, talk = new Talk(stores())) => {
        talk.nowMs = atMs;
        const rest = { customer, place: { ...place, thread: talk.id } };
        await talk.writes(`${talk.id}-m${atMs}`, 'hello', rest);
        return talk;
      },
      talks: (limit = 10, place = SHOP) => stores().archive.talksOf(place, customer.id, limit),
    };
  }

  test('come as they were last spoken in, the newest first, with their last number', async () => {
    const carol = somebody();
    const first = await carol.writes(1_000);
    const second = await carol.writes(2_000);
    const third = await carol.writes(3_000);
    await carol.writes(4_000, SHOP, first);
    expect(await carol.talks()).toEqual([
      { id: first.id, lastSeq: 2, startSeq: 0 },
      { id: third.id, lastSeq: 1, startSeq: 0 },
      { id: second.id, lastSeq: 1, startSeq: 0 },
    ]);
  });

  test('are bounded, the oldest left out', async () => {
    const carol = somebody();
    await carol.writes(1_000);
    const newer = await carol.writes(2_000);
    const newest = await carol.writes(3_000);
    expect((await carol.talks(2)).map(({ id }) => id)).toEqual([newest.id, newer.id]);
  });

  test('are those of one tenant and one channel', async () => {
    const carol = somebody();
    const here = await carol.writes(1_000);
    await carol.writes(2_000, { tenant: 'rival', channel: 'shop-web' });
    await carol.writes(3_000, { tenant: 'shop', channel: 'shop-slack' });
    expect((await carol.talks()).map(({ id }) => id)).toEqual([here.id]);
  });

  test("are nobody else's, and who never wrote has none", async () => {
    const [carol, dave] = [somebody(), somebody()];
    const talk = await carol.writes(1_000);
    // Dave joins in, and it stays Carol's.
    await dave.writes(2_000, SHOP, talk);
    expect(await dave.talks()).toEqual([]);
    expect(await stores().archive.talksOf(SHOP, '$customer', 10)).toEqual([]);
  });

  test('tell from where on their talk counts', async () => {
    const carol = somebody();
    const talk = await carol.writes(1_000);
    const leased = await talk.leased();
    const condensed = { ...leased.memory, coveredSeq: 1, startSeq: 1, atMs: 1_000 };
    await talk.commit(leased, { memory: { condensed, dueAtMs: null } });
    expect(await carol.talks()).toEqual([{ id: talk.id, lastSeq: 2, startSeq: 1 }]);
  });
});

describe('A file of the embedded store from before customers were looked up', () => {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function open() {
    const common = { sessionTtlMs: 60_000, concurrency: 8, lockMs: 2_000, stalledMs: 1_000 };
    const parts = { clock: new SystemClock(), ids: new CryptoIds(), telemetry: SILENT };
    return openStores({ ...common, kind: 'embedded', folder }, parts);
  }

  test('finds them after the next start, and takes further writes', async () => {
    const doc = (id: string, customerAtMs?: number) =>
      JSON.stringify({
        id,
        ...SHOP,
        thread: id,
        customer: { id: 'carol', name: 'Carol' },
        lastSeq: 7,
        lanes: { customer: { items: [] }, desk: { items: [] } },
        handoff: null,
        ...(customerAtMs === undefined ? {} : { customerAtMs }),
      });
    const old = new Database(join(folder, 'frontdesk.sqlite'));
    old.exec(
      'CREATE TABLE conversations (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, due_at INTEGER, doc TEXT NOT NULL) WITHOUT ROWID',
    );
    const insert = old.prepare('INSERT INTO conversations VALUES (?, ?, NULL, ?)');
    insert.run('ancient', 'shop', doc('ancient'));
    insert.run('old', 'shop', doc('old', 5_000));
    old.close();

    const first = await open();
    expect(await first.archive.talksOf(SHOP, 'carol', 10)).toEqual([
      { id: 'old', lastSeq: 7, startSeq: 0 },
      { id: 'ancient', lastSeq: 7, startSeq: 0 },
    ]);
    const place = { ...SHOP, thread: 'new' };
    const talk = new Talk(first, 'new');
    talk.nowMs = 6_000;
    await talk.writes('m1', 'hello', { place, customer: { id: 'carol', name: 'Carol' } });
    await first.close();

    const again = await open();
    const ids = (await again.archive.talksOf(SHOP, 'carol', 10)).map(({ id }) => id);
    expect(ids).toEqual(['new', 'old', 'ancient']);
    await again.close();
  });
});
