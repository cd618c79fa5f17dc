import { MongoServerError } from 'mongodb';
import {
  type ClosedCall,
  type LedgerEntry,
  NOTHING_SPENT,
  type OpenedCall,
  type Spent,
  spentOn,
} from '../../domain/usage.js';
import type { Ledger } from '../../ports/ledger.js';
import { DUPLICATE_KEY, type LedgerDocument, type MongoCollections } from './mongo-collections.js';

export class MongoLedger implements Ledger {
  constructor(private readonly collections: MongoCollections) {}

  async open({ id, ...call }: OpenedCall): Promise<void> {
    try {
      await this.collections.ledger.insertOne({ _id: id, ...call, closed: null, isOpen: true });
    } catch (error) {
      // Opening twice is the same as once.
      if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
    }
  }

  async close({ id, ...closed }: ClosedCall): Promise<void> {
    await this.collections.ledger.updateOne(
      { _id: id, isOpen: true },
      { $set: { closed }, $unset: { isOpen: '' } },
    );
  }

  async calls(
    tenant: string,
    conversationId: string,
    limit: number,
    fromMs = 0,
  ): Promise<readonly LedgerEntry[]> {
    const found = await this.collections.ledger
      .find({ tenant, conversationId, openedAtMs: { $gte: fromMs } })
      .sort({ openedAtMs: 1, _id: 1 })
      .limit(limit)
      .toArray();
    return found.map(toEntry);
  }

  async spent(tenant: string, conversationId: string): Promise<Spent> {
    const isRunning = { $eq: ['$isOpen', true] };
    const isUnpriced = {
      $and: [{ $not: [isRunning] }, { $eq: [{ $type: '$closed.costUsd' }, 'null'] }],
    };
    const isEstimated = { $or: [isRunning, { $eq: ['$closed.isEstimated', true] }] };
    const [sums] = await this.collections.ledger
      .aggregate<Parameters<typeof spentOn>[0]>([
        { $match: { tenant, conversationId } },
        {
          $group: {
            _id: null,
            calls: { $sum: 1 },
            costUsd: { $sum: '$closed.costUsd' },
            unpriced: { $sum: { $cond: [isUnpriced, 1, 0] } },
            estimated: { $sum: { $cond: [isEstimated, 1, 0] } },
          },
        },
      ])
      .toArray();
    return sums === undefined ? NOTHING_SPENT : spentOn(sums);
  }

  async leftOpen(beforeMs: number, limit: number): Promise<readonly LedgerEntry[]> {
    const found = await this.collections.ledger
      .find({ isOpen: true, openedAtMs: { $lt: beforeMs } })
      .sort({ openedAtMs: 1 })
      .limit(limit)
      .toArray();
    return found.map(toEntry);
  }
}

function toEntry({ _id, isOpen: _, ...rest }: LedgerDocument): LedgerEntry {
  return { id: _id, ...rest };
}
