import type { Threads } from '../../ports/threads.js';
import type { MongoCollections } from './mongo-collections.js';

/** A place is a document's id, so that it needs no index of its own. */
export class MongoThreads implements Threads {
  constructor(private readonly collections: MongoCollections) {}

  async keep(place: string, handoffId: string): Promise<void> {
    const { threads } = this.collections;
    await threads.updateOne({ _id: place }, { $set: { handoffId } }, { upsert: true });
  }

  async find(place: string): Promise<string | null> {
    const found = await this.collections.threads.findOne({ _id: place });
    return found?.handoffId ?? null;
  }
}
