import { MongoServerError } from 'mongodb';
import type { CostGroup, CostNotice, CostQuery, CostRow, HourCost } from '../../domain/costs.js';
import type { Costs } from '../../ports/costs.js';
import { DUPLICATE_KEY, type MongoCollections } from './mongo-collections.js';

const HOUR_MS = 3_600_000;

/** What calls have in common, as the ledger's documents tell it. */
const KEYS: Readonly<Record<CostGroup, string | object>> = {
  conversation: '$conversationId',
  'turn-type': '$turnType',
  purpose: '$purpose',
  channel: '$channel',
  // Numbers that fit into 32 bits cannot be turned into dates; they can be added to one.
  day: { $dateToString: { format: '%Y-%m-%d', date: { $add: [new Date(0), '$openedAtMs'] } } },
  model: '$model',
};

const IS_OPEN = { $eq: ['$isOpen', true] };
const IS_UNPRICED = {
  $and: [{ $not: [IS_OPEN] }, { $eq: [{ $type: '$closed.costUsd' }, 'null'] }],
};

export class MongoCosts implements Costs {
  constructor(private readonly collections: MongoCollections) {}

  async sums({ fromMs, toMs, tenant, by, limit }: CostQuery): Promise<readonly CostRow[]> {
    const { ledger } = this.collections;
    const tenants = tenant === null ? await ledger.distinct('tenant') : [tenant];
    return ledger
      .aggregate<CostRow>([
        { $match: { tenant: { $in: tenants }, openedAtMs: { $gte: fromMs, $lt: toMs } } },
        {
          $group: {
            _id: { tenant: '$tenant', key: by === null ? null : KEYS[by] },
            calls: { $sum: 1 },
            costUsd: { $sum: '$closed.costUsd' },
            open: countOf(IS_OPEN),
            estimated: countOf({ $eq: ['$closed.isEstimated', true] }),
            unpriced: countOf(IS_UNPRICED),
            inputTokens: { $sum: '$closed.usage.inputTokens' },
            outputTokens: { $sum: '$closed.usage.outputTokens' },
            cacheReadTokens: { $sum: '$closed.usage.cacheReadTokens' },
            cacheWriteTokens: { $sum: '$closed.usage.cacheWriteTokens' },
          },
        },
        { $set: { tenant: '$_id.tenant', key: '$_id.key' } },
        { $sort: { costUsd: -1, tenant: 1, key: 1 } },
        { $limit: limit },
        { $unset: '_id' },
      ])
      .toArray();
  }

  async hourly(tenant: string, fromMs: number, toMs: number): Promise<readonly HourCost[]> {
    return this.collections.ledger
      .aggregate<HourCost>([
        { $match: { tenant, openedAtMs: { $gte: fromMs, $lt: toMs } } },
        {
          $group: {
            _id: { $subtract: ['$openedAtMs', { $mod: ['$openedAtMs', HOUR_MS] }] },
            costUsd: { $sum: '$closed.costUsd' },
          },
        },
        { $sort: { _id: 1 } },
        { $project: { _id: 0, hourMs: '$_id', costUsd: 1 } },
      ])
      .toArray();
  }

  async spentIn(tenant: string, fromMs: number, toMs: number): Promise<number> {
    const [sum] = await this.collections.ledger
      .aggregate<{ costUsd: number }>([
        { $match: { tenant, openedAtMs: { $gte: fromMs, $lt: toMs } } },
        { $group: { _id: null, costUsd: { $sum: '$closed.costUsd' } } },
      ])
      .toArray();
    return sum?.costUsd ?? 0;
  }

  async notice(notice: CostNotice): Promise<boolean> {
    try {
      await this.collections.costNotices.insertOne({ _id: notice.id, ...notice });
      return true;
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  async notices(sinceMs: number, limit: number): Promise<readonly CostNotice[]> {
    const found = await this.collections.costNotices
      .find({ atMs: { $gte: sinceMs } })
      .sort({ atMs: -1, _id: 1 })
      .limit(limit)
      .toArray();
    return found.map(({ _id, ...notice }) => notice);
  }
}

function countOf(isCounted: object): object {
  return { $sum: { $cond: [isCounted, 1, 0] } };
}
