import type { Conversation } from '../../domain/conversation.js';
import type { LaneName, TakeRequest } from '../../domain/lane.js';
import { LANE_ITEMS_MAX } from '../../domain/limits.js';
import {
  type AmendCommand,
  receive,
  type SayCommand,
  type SayResult,
  say,
} from '../../domain/ownership-writes.js';
import type { Glance, Outbox, SettleCommand } from '../../ports/outbox.js';
import { receiveStages } from './mark-pipeline.js';
import { type MongoCollections, toConversation } from './mongo-collections.js';
import { updateAggregate } from './mongo-conversations.js';
import { amendFilter, amendStages, sayFilter, sayStages } from './ownership-pipeline.js';
import { DUE_STAGE, takeStage, WHOLE_STAGE } from './pipeline.js';
import { settleStages } from './settle-pipeline.js';

export class MongoOutbox implements Outbox {
  constructor(private readonly collections: MongoCollections) {}

  async say(command: SayCommand): Promise<SayResult> {
    const filter = sayFilter(command, LANE_ITEMS_MAX);
    const said = await updateAggregate(this.collections, filter, sayStages(command));
    if (said !== null) return { kind: 'said', seq: said.lastSeq, conversation: said };
    return this.whyNot(command);
  }

  async amend(command: AmendCommand): Promise<Conversation | null> {
    return updateAggregate(this.collections, amendFilter(command), amendStages(command));
  }

  async take(
    id: string,
    lane: LaneName,
    request: TakeRequest,
    max: number,
  ): Promise<Conversation | null> {
    const filter = {
      _id: id,
      [`lanes.${lane}.items.0`]: { $exists: true },
      [`lanes.${lane}.leaseUntilMs`]: { $lte: request.nowMs },
      [`lanes.${lane}.notBeforeMs`]: { $lte: request.nowMs },
    };
    return updateAggregate(this.collections, filter, [takeStage(lane, request, max)]);
  }

  async settle(command: SettleCommand): Promise<Conversation | null> {
    const filter = { _id: command.conversationId, [`lanes.${command.lane}.fence`]: command.fence };
    return updateAggregate(this.collections, filter, settleStages(command));
  }

  /** What was there before says whether a desk waited to hear of it; the pure function says what is there now. */
  async receive(id: string, seq: number): Promise<Conversation | null> {
    const found = await this.collections.conversations.findOneAndUpdate(
      { _id: id, receivedSeq: { $lt: seq } },
      [WHOLE_STAGE, ...receiveStages(seq), DUE_STAGE],
      { returnDocument: 'before' },
    );
    if (found === null) return null;
    const before = toConversation(found);
    const after = receive(before, seq);
    return after !== null && after.unmarked.length < before.unmarked.length ? after : null;
  }

  async glance(ids: readonly string[]): Promise<readonly Glance[]> {
    const found = await this.collections.conversations
      .find({ _id: { $in: [...ids] } }, { projection: { lastSeq: 1, ownership: 1 } })
      .toArray();
    return found.map(({ _id, lastSeq, ownership }) => ({ id: _id, lastSeq, ownership }));
  }

  /** The condition did not hold: the same rule, asked on what is there now, says why. */
  private async whyNot(command: SayCommand): Promise<SayResult> {
    const found = await this.collections.conversations.findOne({ _id: command.conversationId });
    if (found === null) return { kind: 'stale', conversation: null };
    const conversation = toConversation(found);
    const verdict = say(conversation, command);
    // It would hold now: somebody was in between, and the caller decides again on what is there.
    return verdict.kind === 'said' ? { kind: 'stale', conversation } : verdict;
  }
}
