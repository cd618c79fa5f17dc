import { MongoCollections } from '../../src/core/stores/mongo/mongo-collections.js';
import { MongoHealth } from '../../src/core/stores/mongo/mongo-health.js';
import { MongoInbox } from '../../src/core/stores/mongo/mongo-inbox.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { recordOf } from '../support/builders.js';
import { startMongo } from '../support/servers/mongo-engine.js';
import type { RunningServer } from '../support/servers/running-server.js';
import { MONGO } from '../support/stores.js';

/** Far below the driver's own half minute, far above what a refusal takes. */
const PATIENCE_MS = 20_000;

const describeOrSkip = MONGO.skipReason === null ? describe : describe.skip;

describeOrSkip('A MongoDB that hangs instead of ending', () => {
  let server: RunningServer;
  let collections: MongoCollections;
  beforeAll(async () => {
    server = await startMongo();
    collections = await MongoCollections.open(server.url, 'hung');
  });
  afterAll(async () => {
    await collections.close();
    await server.stop();
  });

  test(
    'is told from one that is slow: messages are refused and the probe fails, and both work again after it',
    async () => {
      const inbox = new MongoInbox(collections);
      const health = new MongoHealth(collections, new SystemClock());
      await inbox.record(recordOf('a', 'm1', 'before', 1));
      server.freeze();
      try {
        // Two at once: one on the open connection, one that needs a new one.
        const refused = Promise.all([
          expect(inbox.record(recordOf('a', 'm2', 'during', 1))).rejects.toThrow(),
          expect(inbox.record(recordOf('b', 'm3', 'during', 1))).rejects.toThrow(),
          expect(health.checkRecord()).rejects.toThrow(),
        ]);
        await refused;
      } finally {
        server.thaw();
      }
      await health.checkRecord();
      const again = await inbox.record(recordOf('c', 'm4', 'after', 1));
      expect(again.kind).toBe('recorded');
    },
    PATIENCE_MS,
  );
});
