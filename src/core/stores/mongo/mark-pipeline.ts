import type { Document } from 'mongodb';
import { laneItem } from '../../domain/lane.js';
import { UNMARKED_MAX } from '../../domain/limits.js';
import type { Fate } from '../../domain/mark-writes.js';
import type { SayCommand } from '../../domain/ownership-writes.js';
import {
  concat,
  type Expression,
  filtered,
  literal,
  mapped,
  merged,
  pushStage,
} from './pipeline.js';

/** `markItem` of core/domain/mark-writes.ts, for `$$one` of `unmarked`. What is missing stays missing. */
export function markExpression(state: Expression, reason: Expression): Expression {
  return merged(literal(laneItem('mark', '', {})), {
    id: { $concat: ['mark-', '$$one.messageId', '-', state] },
    mark: {
      messageId: '$$one.messageId',
      seq: '$$one.seq',
      state,
      reason,
      wireId: '$$one.wireId',
    },
  });
}

/** Everything of `unmarked` that the condition on `$$one` holds for becomes a mark, and waits no longer. */
function markStages(condition: Expression, item: Expression): Document[] {
  return [
    { $set: { marks_: mapped(filtered('$unmarked', 'one', condition), 'one', item) } },
    { $set: { unmarked: filtered('$unmarked', 'one', { $not: [condition] }) } },
    pushStage('desk', '$marks_', null),
    { $unset: 'marks_' },
  ];
}

/** `withFates` of core/domain/mark-writes.ts. */
export function fateStages(fates: readonly Fate[]): Document[] {
  if (fates.length === 0) return [];
  const isIts = { $eq: ['$$fate.messageId', '$$one.messageId'] };
  const item = {
    $let: {
      vars: { known: { $first: filtered(literal(fates), 'fate', isIts) } },
      in: markExpression('$$known.state', '$$known.reason'),
    },
  };
  const ids = fates.map((fate) => fate.messageId);
  return markStages({ $in: ['$$one.messageId', literal(ids)] }, item);
}

/** `receive` of core/domain/ownership-writes.ts, where the number is higher than before. */
export function receiveStages(seq: number): Document[] {
  const isSeen = { $lte: ['$$one.seq', '$receivedSeq'] };
  return [
    { $set: { receivedSeq: { $max: ['$receivedSeq', { $min: [seq, '$lastSeq'] }] } } },
    ...markStages(isSeen, markExpression('delivered', '$$REMOVE')),
  ];
}

/** `withUnmarked` of core/domain/mark-writes.ts; `$lastSeq` is still the number before the reply's. */
export function unmarkedWith({ draft, nowMs }: SayCommand): Expression {
  const { id: messageId, wireId } = draft;
  const wire = wireId === undefined ? {} : { wireId };
  const one = merged(literal({ messageId, ...wire, saidAtMs: nowMs, isWaitingTold: false }), {
    seq: { $add: ['$lastSeq', 1] },
  });
  return { $slice: [concat('$unmarked', [one]), -UNMARKED_MAX] };
}
