import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { Document } from 'mongodb';
import { EMPTY_ACTING } from '../../src/core/domain/action.js';
import type { Draft } from '../../src/core/domain/message.js';
import { openStores, type StoreSettings, type Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { anAction } from '../support/an-action.js';
import { ANA, draft, recordOf, take } from '../support/builders.js';
import { dropDatabase, SILENT, STORE_KINDS, serverUrls } from '../support/stores.js';
import { existing, Talk } from './talk.js';

/** Stores with a way to their documents that no policy has. */
interface OpenedUp {
  readonly stores: Stores;
  rewrite(
    table: 'conversations' | 'handoffs',
    id: string,
    change: (document: Document) => void,
  ): Promise<void>;
  close(): Promise<void>;
}

const COMMON = { sessionTtlMs: 60_000, concurrency: 8, lockMs: 2_000, stalledMs: 1_000 };

function open(settings: StoreSettings): Promise<Stores> {
  const parts = { clock: new SystemClock(), ids: new CryptoIds(), telemetry: SILENT };
  return openStores(settings, parts);
}

async function openEmbedded(): Promise<OpenedUp> {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-test-'));
  const stores = await open({ ...COMMON, kind: 'embedded', folder });
  return {
    stores,
    rewrite: async (table, id, change) => {
      const database = new Database(join(folder, 'frontdesk.sqlite'));
      const row = database.prepare(`SELECT doc FROM ${table} WHERE id = ?`).get(id);
      const document = JSON.parse((row as { doc: string }).doc);
      change(document);
      database
        .prepare(`UPDATE ${table} SET doc = ? WHERE id = ?`)
        .run(JSON.stringify(document), id);
      database.close();
    },
    close: async () => {
      await stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openMongo(): Promise<OpenedUp> {
  const name = `test_${new CryptoIds().unique()}`;
  const urls = existing(serverUrls());
  const settings = { ...COMMON, ...urls, mongoDatabase: name, redisPrefix: name };
  const stores = await open({ ...settings, kind: 'mongo' });
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(urls.mongoUrl);
  return {
    stores,
    rewrite: async (table, id, change) => {
      const documents = client.db(name).collection<{ _id: string }>(table);
      const document = existing(await documents.findOne({ _id: id }));
      change(document);
      await documents.replaceOne({ _id: id }, document);
    },
    close: async () => {
      await stores.close();
      await client.close();
      await dropDatabase(urls.mongoUrl, name);
    },
  };
}

const OPEN = { embedded: openEmbedded, 'MongoDB and Redis': openMongo };

/** What was not there before desks were on platforms, or before there were actions. */
const LATER_FIELDS = [
  'recentEdits',
  'unmarked',
  'watchAtMs',
  'customerAtMs',
  'agentAtMs',
  'acting',
  'heldSeq',
];

/** Takes it out, and what handoffs did not have then. */
function asBefore(conversation: Document): void {
  for (const field of LATER_FIELDS) {
    delete conversation[field];
  }
  delete conversation['handoff']?.alarms;
  for (const item of conversation['lanes'].desk.items) delete item.handoff?.alarms;
}

describe.each(STORE_KINDS)(
  'A conversation from before a field was there: $name',
  ({ name, skipReason }) => {
    const run = skipReason === null ? test : test.skip;
    let opened: OpenedUp;
    beforeAll(async () => {
      if (skipReason === null) opened = await OPEN[name as keyof typeof OPEN]();
    });
    afterAll(() => opened?.close());

    /** A case that Ana has, stored as an older version would have. */
    async function anOldCase(): Promise<Talk> {
      const talk = new Talk(opened.stores);
      await talk.escalates();
      await talk.owns('claim');
      await opened.rewrite('conversations', talk.id, asBefore);
      return talk;
    }

    run('reads as if nothing of it had happened yet', async () => {
      const talk = await anOldCase();
      const now = await talk.now();
      expect(now).toMatchObject({ unmarked: [], watchAtMs: null, customerAtMs: 0, agentAtMs: 0 });
      expect(now).toMatchObject({ acting: EMPTY_ACTING, heldSeq: 0 });
      expect(now.recentEdits).toEqual([]);
      expect(now.handoff?.alarms).toEqual([]);
      expect(now.lanes.desk.items.map((item) => item.handoff?.alarms)).toEqual([[], []]);
    });

    run('takes every write like any other', async () => {
      const replied = await anOldCase();
      const said = {
        ...draft('', 'sure', 1_000, 'agent'),
        author: { kind: 'agent' as const, ...ANA },
      };
      const reply = { ...said, id: `${replied.id}-s1` };
      await replied.says(ANA, '', '', { draft: reply, deskShows: 'wire' });
      expect((await replied.now()).unmarked).toHaveLength(1);

      const seen = await anOldCase();
      expect(await seen.stores.outbox.receive(seen.id, 2)).toBeNull();
      await seen.settles('customer', [], { marks: [{ messageId: 'm', state: 'delivered' }] });
      expect((await seen.now()).unmarked).toEqual([]);

      const attended = await anOldCase();
      expect(await attended.attends({ alarms: ['remind'], watchAtMs: 9_000 })).not.toBeNull();
      expect(await attended.now()).toMatchObject({
        watchAtMs: 9_000,
        handoff: { alarms: ['remind'] },
      });

      const written = await anOldCase();
      await written.writes('m1', 'hello?');
      expect(await written.now()).toMatchObject({ watchAtMs: 1_000, customerAtMs: 1_000 });

      const edited = await anOldCase();
      const edit: Draft = { ...draft('e1', 'hi', 1_000, 'customer'), kind: 'edit', editedAtMs: 9 };
      await edited.writes('', '', { draft: { ...edit, revises: { id: 'm1' } } });
      expect((await edited.now()).recentEdits).toMatchObject([{ messageId: 'm1', editedAtMs: 9 }]);

      const resolved = await anOldCase();
      await resolved.owns('resolve');
      expect(await resolved.now()).toMatchObject({ watchAtMs: 1_000, unmarked: [] });
      const card = (await resolved.now()).lanes.desk.items.at(-1)?.handoff;
      expect(card).toMatchObject({ state: 'resolved', revision: 3, alarms: [] });
    });

    run('can be acted on like any other', async () => {
      const acted = await anOldCase();
      const current = anAction({ stage: 'running' });
      const acting = { revision: 1, current, past: [] };
      expect(await acted.acts(current, { revision: 1, acting })).toBeNull();
      expect((await acted.acts(current))?.acting).toEqual(acting);

      const amended = await anOldCase();
      const { handoff } = await amended.now();
      const command = { conversationId: amended.id, handoffId: existing(handoff).id, changes: {} };
      const request = { ...command, actionDueAtMs: 9, take: take(1_000) };
      expect((await opened.stores.outbox.amend(request))?.acting).toEqual(EMPTY_ACTING);

      const answered = new Talk(opened.stores);
      await answered.writes('m1');
      await opened.rewrite('conversations', answered.id, asBefore);
      const leased = await answered.leased();
      await opened.rewrite('conversations', answered.id, asBefore);
      expect(await answered.holds()).toMatchObject({ heldSeq: 1 });
      expect((await answered.commit(leased, { acting }))?.acting).toEqual(acting);
    });

    run(
      'learns with the next message whether its place is private, and then for good',
      async () => {
        const { place } = recordOf('', '', '', 1_000);
        const talk = await anOldCase();
        expect(await talk.now()).not.toHaveProperty('isPrivate');
        await talk.writes('m1', 'hello?', { place: { ...place, isPrivate: true } });
        expect(await talk.now()).toHaveProperty('isPrivate', true);
        await talk.writes('m2', 'hello?', { place });
        await talk.writes('m3', 'hello?', { place: { ...place, isPrivate: false } });
        expect(await talk.now()).toHaveProperty('isPrivate', true);
      },
    );

    run('has a handoff that can be judged', async () => {
      const talk = await anOldCase();
      await talk.owns('resolve');
      const handoff = existing((await talk.now()).lanes.desk.items.at(-1)?.handoff);
      const filing = { conversationId: talk.id, messages: [], turns: [], handoffs: [handoff] };
      await opened.stores.archive.file(filing);
      await opened.rewrite('handoffs', handoff.id, (document) => delete document['alarms']);
      expect((await opened.stores.handoffs.find(handoff.id))?.alarms).toEqual([]);
      const verdict = { isRight: true, by: ANA, atMs: 2_000 };
      expect(await opened.stores.handoffs.judge(handoff.id, verdict)).toBe(true);
      expect((await opened.stores.handoffs.find(handoff.id))?.verdict).toEqual(verdict);
    });
  },
);
