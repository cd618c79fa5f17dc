import {
  HANDOFF_STATES,
  type Handoff,
  isClosed,
  type Verdict,
  wholeHandoff,
} from '../../domain/handoff.js';
import type { HandoffQuery, Handoffs } from '../../ports/handoffs.js';
import type { HandoffDocument, MongoCollections } from './mongo-collections.js';

export class MongoHandoffs implements Handoffs {
  constructor(private readonly collections: MongoCollections) {}

  async list(query: HandoffQuery): Promise<readonly Handoff[]> {
    const found = await this.collections.handoffs
      .find({
        tenant: { $in: [...query.tenants] },
        state: { $in: [...query.states] },
        ...(query.agentId === undefined ? {} : { 'claimedBy.id': query.agentId }),
      })
      .sort({ openedAtMs: query.isOldestFirst ? 1 : -1 })
      .limit(query.limit)
      .toArray();
    return found.map(toHandoff);
  }

  async find(id: string): Promise<Handoff | null> {
    const found = await this.collections.handoffs.findOne({ _id: id });
    return found && toHandoff(found);
  }

  async judge(id: string, verdict: Verdict): Promise<boolean> {
    const closed = { $in: HANDOFF_STATES.filter(isClosed) };
    const { matchedCount } = await this.collections.handoffs.updateOne(
      { _id: id, state: closed },
      { $set: { verdict } },
    );
    return matchedCount === 1;
  }
}

function toHandoff(document: HandoffDocument): Handoff {
  const { _id, ...rest } = document;
  return wholeHandoff({ id: _id, ...rest });
}
