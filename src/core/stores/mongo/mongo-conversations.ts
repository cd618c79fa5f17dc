import type { Document } from 'mongodb';
import type { ActCommand, HoldCommand } from '../../domain/action-writes.js';
import type { Conversation } from '../../domain/conversation.js';
import type { CommitCommand, LeaseRequest } from '../../domain/conversation-writes.js';
import type { BeginSummaryCommand, SummariseCommand } from '../../domain/memory-writes.js';
import type { OwnCommand, OwnResult } from '../../domain/ownership-writes.js';
import type { AttendCommand } from '../../domain/watch-writes.js';
import type { Conversations, DuePlace, LeaseResult } from '../../ports/conversations.js';
import type { Interims } from '../../ports/interims.js';
import type { Memories } from '../../ports/memories.js';
import type { Watches } from '../../ports/watches.js';
import { actFilter, actStages, holdFilter, holdStages } from './action-pipeline.js';
import { commitFilter, commitStages } from './commit-pipeline.js';
import {
  beginSummaryFilter,
  beginSummaryStages,
  summariseFilter,
  summariseStages,
} from './memory-pipeline.js';
import { type MongoCollections, toConversation } from './mongo-collections.js';
import { ownFilter, ownStages } from './ownership-pipeline.js';
import { DUE_STAGE, WHOLE_STAGE } from './pipeline.js';
import { attendFilter, attendStages } from './watch-pipeline.js';

export class MongoConversations implements Conversations, Watches, Memories, Interims {
  constructor(private readonly collections: MongoCollections) {}

  async load(id: string): Promise<Conversation | null> {
    const found = await this.collections.conversations.findOne({ _id: id });
    return found && toConversation(found);
  }

  async due(nowMs: number, max: number, after: DuePlace | null): Promise<readonly Conversation[]> {
    const isDue = { dueAtMs: { $gte: 0, $lte: nowMs } };
    const isBehind = after && {
      $or: [
        { dueAtMs: { $gt: after.dueAtMs } },
        { dueAtMs: after.dueAtMs, _id: { $gt: after.id } },
      ],
    };
    const found = await this.collections.conversations
      .find(isBehind ? { $and: [isDue, isBehind] } : isDue)
      .sort({ dueAtMs: 1, _id: 1 })
      .limit(max)
      .toArray();
    return found.map(toConversation);
  }

  async lease(id: string, request: LeaseRequest): Promise<LeaseResult> {
    const leased = await this.update(
      {
        _id: id,
        owner: 'bot',
        'inbox.0': { $exists: true },
        leaseUntilMs: { $lte: request.nowMs },
      },
      [
        {
          $set: {
            fence: { $add: ['$fence', 1] },
            attempts: { $add: ['$attempts', 1] },
            leaseUntilMs: request.untilMs,
          },
        },
      ],
    );
    if (leased !== null) return { kind: 'leased', conversation: leased };
    const found = await this.load(id);
    const isBusy = found !== null && found.owner === 'bot' && found.inbox.length > 0;
    return isBusy ? { kind: 'busy', untilMs: found.leaseUntilMs } : { kind: 'idle' };
  }

  async renew(id: string, fence: number, untilMs: number): Promise<{ ownership: number } | null> {
    const renewed = await this.update({ _id: id, fence, leaseUntilMs: { $ne: 0 } }, [
      { $set: { leaseUntilMs: untilMs } },
    ]);
    return renewed === null ? null : { ownership: renewed.ownership };
  }

  async giveBack(id: string, fence: number, untilMs: number, counted: boolean): Promise<void> {
    const attempts = counted ? '$attempts' : { $max: [0, { $subtract: ['$attempts', 1] }] };
    await this.update({ _id: id, fence }, [{ $set: { leaseUntilMs: untilMs, attempts } }]);
  }

  async commit(command: CommitCommand): Promise<Conversation | null> {
    return this.update(commitFilter(command), commitStages(command));
  }

  async own(command: OwnCommand): Promise<OwnResult> {
    const done = await this.update(ownFilter(command), ownStages(command));
    if (done !== null) return { kind: 'done', conversation: done };
    return { kind: 'stale', conversation: await this.load(command.conversationId) };
  }

  async attend(command: AttendCommand): Promise<Conversation | null> {
    return this.update(attendFilter(command), attendStages(command));
  }

  async begin(command: BeginSummaryCommand): Promise<Conversation | null> {
    return this.update(beginSummaryFilter(command), beginSummaryStages(command));
  }

  async summarise(command: SummariseCommand): Promise<Conversation | null> {
    return this.update(summariseFilter(command), summariseStages(command));
  }

  async act(command: ActCommand): Promise<Conversation | null> {
    return this.update(actFilter(command), actStages(command));
  }

  async hold(command: HoldCommand): Promise<Conversation | null> {
    return this.update(holdFilter(command), holdStages(command));
  }

  private async update(
    filter: Document,
    stages: readonly Document[],
  ): Promise<Conversation | null> {
    return updateAggregate(this.collections, filter, stages);
  }
}

/** One conditional update of an aggregate by a pipeline; null when its condition does not hold. */
export async function updateAggregate(
  collections: MongoCollections,
  filter: Document,
  stages: readonly Document[],
): Promise<Conversation | null> {
  const after = await collections.conversations.findOneAndUpdate(
    filter,
    [WHOLE_STAGE, ...stages, DUE_STAGE],
    { returnDocument: 'after' },
  );
  return after && toConversation(after);
}
