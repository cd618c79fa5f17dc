import { MongoClient } from 'mongodb';
import type { Mind } from '../../../src/core/ports/mind.js';
import { MongoArchive } from '../../../src/core/stores/mongo/mongo-archive.js';
import { MongoCollections } from '../../../src/core/stores/mongo/mongo-collections.js';
import { MongoConversations } from '../../../src/core/stores/mongo/mongo-conversations.js';
import { MongoInbox } from '../../../src/core/stores/mongo/mongo-inbox.js';
import { MongoOutbox } from '../../../src/core/stores/mongo/mongo-outbox.js';
import type { Stores } from '../../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../../src/core/stores/system/crypto-ids.js';
import { MONGO, serverUrls } from '../../support/stores.js';
import { type TurnBench, turnBench } from '../../support/turn-bench.js';

/** More would make a turn cost more than the promises need. */
const ROUND_TRIPS_MAX = 6;

const WRITES = new Set(['findAndModify', 'insert', 'update', 'delete', 'bulkWrite']);

/** Stores on MongoDB whose driver says each command it sends. */
async function countedStores(opened: Stores, commands: string[]): Promise<Stores> {
  const { mongoUrl } = serverUrls() ?? { mongoUrl: '' };
  const url = `${mongoUrl}${mongoUrl.includes('?') ? '&' : '/?'}monitorCommands=true`;
  const name = `test_${new CryptoIds().unique()}`;
  const collections = await MongoCollections.open(url, name);
  collections.client.on('commandStarted', (event) => commands.push(event.commandName));
  const conversations = new MongoConversations(collections);
  return {
    ...opened,
    inbox: new MongoInbox(collections),
    conversations,
    interims: conversations,
    outbox: new MongoOutbox(collections),
    archive: new MongoArchive(collections),
    close: async () => {
      await collections.close();
      await opened.close();
      const client = new MongoClient(mongoUrl);
      await client.db(name).dropDatabase();
      await client.close();
    },
  };
}

const describeOrSkip = MONGO.skipReason === null ? describe : describe.skip;

describeOrSkip('A turn, counted by the commands its driver sends', () => {
  let stores: Stores;
  let bench: TurnBench;
  const commands: string[] = [];
  const answer: Mind['answer'] = async () => ({
    kind: 'answered',
    text: 'an answer',
    citations: [],
    confidence: 1,
    why: 'test',
  });

  beforeEach(async () => {
    stores = await countedStores(await MONGO.open(), commands);
    bench = turnBench(stores, { answer });
    await bench.say('hello, who is there?');
    await bench.settled();
    commands.length = 0;
  });
  afterEach(async () => {
    await bench.stop();
    await stores.close();
  });

  test.each([
    ['that is answered', 'what about my order?'],
    ['that becomes a handoff', 'I want to talk to a person'],
  ])(
    '%s takes at most six durable round trips, from the record to the last settling',
    async (_kind, text) => {
      await bench.say(text);
      await bench.settled();
      const writes = commands.filter((command) => WRITES.has(command));
      expect(writes.length).toBeLessThanOrEqual(ROUND_TRIPS_MAX);
      // Not for want of work: record, lease, commit, filing and settling each need one.
      expect(writes.length).toBeGreaterThanOrEqual(5);
    },
  );
});
