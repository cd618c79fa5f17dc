import type { Document } from 'mongodb';
import { cardItem } from '../../domain/conversation.js';
import type { CommitCommand } from '../../domain/conversation-writes.js';
import { openHandoff } from '../../domain/handoff.js';
import { type LaneItem, laneItem } from '../../domain/lane.js';
import type { Draft } from '../../domain/message.js';
import { memoryAfterTurnExpression } from './memory-pipeline.js';
import {
  concat,
  type Expression,
  filtered,
  literal,
  mapped,
  merged,
  pushStage,
  revisionFilter,
  when,
} from './pipeline.js';

/** A draft with the number it gets in this very write: `offset` past the last one. */
export function numberedExpression(draft: Draft, offset: number): Expression {
  return merged(literal(draft), { seq: { $add: ['$lastSeq', offset] } });
}

/** The lane item of a text said in this write: the bot's words go out, marks are only filed. */
export function saidItem(draft: Draft, offset: number): Expression {
  const item =
    draft.kind === 'text'
      ? laneItem('deliver', draft.id, { byBot: true })
      : laneItem('file', draft.id, {});
  return merged(literal(item), { message: numberedExpression(draft, offset) });
}

/** The lane item of a text that the house tells customers or agents. */
export function toldItem(draft: Draft, offset: number, rest: Partial<LaneItem> = {}): Expression {
  const message = numberedExpression(draft, offset);
  return merged(literal(laneItem('deliver', draft.id, rest)), { message });
}

/** Lane items for messages that are already in the document. */
export function itemsOf(messages: Expression, kind: 'file' | 'deliver'): Expression {
  const { id: _, ...item } = laneItem(kind, '', {});
  return mapped(
    messages,
    'message',
    merged(literal(item), { id: '$$message.id', message: '$$message' }),
  );
}

/** `commit` of core/domain/conversation-writes.ts: the condition. */
export function commitFilter(command: CommitCommand): Document {
  const { conversationId, fence, ownership, acting } = command;
  const known = { _id: conversationId, fence, ownership };
  if (acting === null) return known;
  return { ...known, 'acting.revision': revisionFilter(acting.revision - 1) };
}

/** `commit` of core/domain/conversation-writes.ts. */
export function commitStages(command: CommitCommand): Document[] {
  const drafts = command.escalation
    ? [command.escalation.mark, ...command.replies]
    : [...command.replies];
  const isTaken = { $in: ['$$message.id', literal(command.takenIds)] };
  const isDropped = { $in: ['$$message.id', literal(command.droppedIds)] };
  const worked = mapped(
    filtered('$inbox', 'message', isTaken),
    'message',
    when(isDropped, emptiedExpression(), '$$message'),
  );
  const owed = concat(
    itemsOf(worked, 'file'),
    drafts.map((draft, index) => saidItem(draft, index + 1)),
    [literal(laneItem('turn', command.turn.id, { turn: command.turn }))],
  );
  return [
    {
      $set: {
        owed_: owed,
        inbox: filtered('$inbox', 'message', { $not: [isTaken] }),
        lastSeq: { $add: ['$lastSeq', drafts.length] },
        episode: literal(command.episode),
        memory: memoryAfterTurnExpression(command.memory),
        facts: literal(command.facts),
        stretches: literal(command.stretches),
        ...(command.acting === null ? {} : { acting: literal(command.acting) }),
      },
    },
    pushStage('customer', '$owed_', command.take),
    {
      $set: {
        attempts: when({ $gt: [{ $size: '$inbox' }, 0] }, 1, 0),
        leaseUntilMs: when({ $gt: [{ $size: '$inbox' }, 0] }, command.leaseUntilMs, 0),
      },
    },
    ...(command.escalation ? escalationStages(command, command.escalation) : []),
    { $unset: 'owed_' },
  ];
}

function escalationStages(
  command: CommitCommand,
  escalation: NonNullable<CommitCommand['escalation']>,
): Document[] {
  const handoff = openHandoff(escalation.handoff);
  return [
    { $set: { owed_: concat([literal(cardItem(handoff))], itemsOf('$inbox', 'deliver')) } },
    pushStage('desk', '$owed_', command.take),
    {
      $set: {
        owner: 'waiting',
        ownership: { $add: ['$ownership', 1] },
        inbox: [],
        attempts: 0,
        leaseUntilMs: 0,
        handoff: literal(handoff),
        handoffCount: { $add: ['$handoffCount', 1] },
        watchAtMs: command.nowMs,
      },
    },
  ];
}

/** `emptiedDuplicate` of core/domain/message.ts, for `$$message`. */
function emptiedExpression(): Expression {
  return {
    id: { $concat: ['$$message.id', '-', { $toString: '$$message.seq' }] },
    seq: '$$message.seq',
    kind: 'empty',
    author: '$$message.author',
    text: '',
    atMs: '$$message.atMs',
  };
}
