import { MongoServerError } from 'mongodb';
import { EMPTY_CONVERSATION } from '../../domain/conversation.js';
import {
  newConversation,
  type RecordCommand,
  type RecordResult,
  record,
} from '../../domain/conversation-writes.js';
import { laneItem } from '../../domain/lane.js';
import { INBOX_MAX, LANE_ITEMS_MAX } from '../../domain/limits.js';
import { isRevision } from '../../domain/message.js';
import type { Inbox } from '../../ports/inbox.js';
import { DUPLICATE_KEY, type MongoCollections, toConversation } from './mongo-collections.js';
import {
  concat,
  DUE_STAGE,
  type Expression,
  literal,
  merged,
  pushStage,
  when,
} from './pipeline.js';
import { isNewFilter, recentWith } from './recent-pipeline.js';

/** Looks at the document and tries again this often when two first messages meet. Each try settles at least one. */
const RACES_MAX = 5;

export class MongoInbox implements Inbox {
  constructor(private readonly collections: MongoCollections) {}

  /**
   * One upsert. Its filter holds only for a message that is new and fits; for another one the upsert meets the
   * document's own id, and only then is the document read to say which of the two it was.
   */
  async record(command: RecordCommand): Promise<RecordResult> {
    for (let race = 0; race < RACES_MAX; race++) {
      const recorded = await this.tryRecord(command);
      if (recorded !== null) return recorded;
      const refusal = await this.whyNot(command);
      if (refusal !== null) return refusal;
    }
    return { kind: 'full' };
  }

  private async tryRecord(command: RecordCommand): Promise<RecordResult | null> {
    const filter = {
      _id: command.conversationId,
      ...isNewFilter(command.draft),
      [`inbox.${INBOX_MAX - 1}`]: { $exists: false },
      [`lanes.customer.items.${LANE_ITEMS_MAX - 1}`]: { $exists: false },
      [`lanes.desk.items.${LANE_ITEMS_MAX - 1}`]: { $exists: false },
    };
    try {
      const after = await this.collections.conversations.findOneAndUpdate(
        filter,
        recordStages(command),
        { upsert: true, returnDocument: 'after' },
      );
      if (after === null) return null;
      return { kind: 'recorded', seq: after.lastSeq, conversation: toConversation(after) };
    } catch (error) {
      if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return null;
      throw error;
    }
  }

  /** Null: it fits after all. Two first messages met, and the other one made the document. */
  private async whyNot(command: RecordCommand): Promise<RecordResult | null> {
    const found = await this.collections.conversations.findOne({ _id: command.conversationId });
    if (found === null) return null;
    const verdict = record(toConversation(found), command).result;
    return verdict.kind === 'recorded' ? null : verdict;
  }
}

function recordStages(command: RecordCommand) {
  const { id: _, ...fresh } = newConversation(command);
  const message = merged(literal(command.draft), { seq: { $add: ['$lastSeq', 1] } });
  // A new document starts from the empty conversation; a known one keeps all it has.
  const begun = { $replaceWith: merged(literal({ ...EMPTY_CONVERSATION, ...fresh }), '$$ROOT') };
  const isFeedback = command.draft.kind === 'feedback';
  const stages = isFeedback ? feedbackStages(command, message) : spokenStages(command, message);
  return [begun, ...stages, DUE_STAGE];
}

/** `recordedFeedback` of core/domain/conversation-writes.ts. */
function feedbackStages({ draft }: RecordCommand, message: Expression) {
  const item = merged(literal(laneItem('file', draft.id, {})), { message });
  return [
    { $set: recentWith(draft) },
    pushStage('customer', [item], null),
    { $set: { lastSeq: { $add: ['$lastSeq', 1] } } },
  ];
}

function spokenStages(command: RecordCommand, message: Expression) {
  const item = laneItem('deliver', command.draft.id, {});
  const isBots = { $eq: ['$owner', 'bot'] };
  return [
    {
      $set: {
        fresh_: [message],
        customer: customerAfter(command),
        ...recentWith(command.draft),
      },
    },
    {
      $set: {
        lastSeq: { $add: ['$lastSeq', 1] },
        ...(command.draft.kind === 'text' ? { customerAtMs: command.nowMs } : {}),
        watchAtMs: when(isBots, '$watchAtMs', command.nowMs),
        inbox: when(isBots, concat('$inbox', '$fresh_'), '$inbox'),
      },
    },
    pushStage(
      'desk',
      when(isBots, [], [merged(literal(item), { message: { $first: '$fresh_' } })]),
      command.take,
    ),
    { $unset: 'fresh_' },
  ];
}

/** `customerAfter` of core/domain/conversation-writes.ts. */
function customerAfter({ customer, draft }: RecordCommand): Expression {
  if (isRevision(draft)) return '$customer';
  const lasting = ['facts', 'email'].reduce<Expression>(
    (input, field) => ({ $unsetField: { field, input } }),
    '$customer',
  );
  const isTheirs = { $eq: ['$customer.id', literal(customer.id)] };
  return when(isTheirs, merged(lasting, literal(customer)), '$customer');
}
