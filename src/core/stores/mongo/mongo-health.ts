import { GatewayError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { MongoCollections } from './mongo-collections.js';

/** A probe that takes longer counts as failed: a message would not be recorded in time either. */
const PROBE_TIMEOUT_MS = 2_000;

/** Asks with a real write, so that a full disk or a lost majority shows. */
export class MongoHealth {
  constructor(
    private readonly collections: MongoCollections,
    private readonly clock: Clock,
  ) {}

  async checkRecord(): Promise<void> {
    const probe = { $set: { atMs: this.clock.nowMs() } };
    const written = this.collections.database
      .collection<{ _id: string }>('health')
      .updateOne({ _id: 'probe' }, probe, { upsert: true });
    const late = this.clock.wait(PROBE_TIMEOUT_MS).then(() => {
      throw new GatewayError('store.unavailable');
    });
    await Promise.race([written, late]);
  }
}
