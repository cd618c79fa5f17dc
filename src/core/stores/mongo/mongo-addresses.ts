import type { Addresses } from '../../ports/addresses.js';
import type { MongoCollections } from './mongo-collections.js';

/** A conversation is a document's id, so that it needs no index of its own. */
export class MongoAddresses implements Addresses {
  constructor(private readonly collections: MongoCollections) {}

  async keep(conversationId: string, address: string): Promise<void> {
    const { addresses } = this.collections;
    await addresses.updateOne({ _id: conversationId }, { $set: { address } }, { upsert: true });
  }

  async find(conversationId: string): Promise<string | null> {
    const found = await this.collections.addresses.findOne({ _id: conversationId });
    return found?.address ?? null;
  }
}
