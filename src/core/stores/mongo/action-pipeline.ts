import type { Document } from 'mongodb';
import type { ActCommand, HoldCommand } from '../../domain/action-writes.js';
import { toldItem } from './commit-pipeline.js';
import { CARD_ITEM } from './ownership-pipeline.js';
import { cardStages, literal, merged, pushStage, revisionFilter } from './pipeline.js';

/** `mayAct` of core/domain/action-writes.ts, as the condition of the update. */
export function actFilter({ conversationId, revision, lease, handoff }: ActCommand): Document {
  const isTheCase = handoff === null ? {} : { 'handoff.id': handoff.id, ...NOT_CLOSED };
  return {
    _id: conversationId,
    'acting.revision': revisionFilter(revision),
    ...(lease === null ? {} : isHeld(lease)),
    ...isTheCase,
  };
}

function isHeld({ fence, ownership }: NonNullable<ActCommand['lease']>): Document {
  return { fence, ownership, leaseUntilMs: { $ne: 0 } };
}

const NOT_CLOSED = { 'handoff.state': { $in: ['open', 'claimed'] } };

/** `act` of core/domain/action-writes.ts. */
export function actStages(command: ActCommand): Document[] {
  const { acting, deskLines, notice, take } = command;
  const lines = deskLines.map((draft, index) => toldItem(draft, index + 1));
  const told = notice === null ? [] : [toldItem(notice, lines.length + 1)];
  return [
    { $set: { lines_: lines, told_: told, acting: literal(acting) } },
    pushStage('customer', '$told_', take),
    pushStage('desk', '$lines_', take),
    { $set: { lastSeq: { $add: ['$lastSeq', lines.length + told.length] } } },
    ...changedStages(command),
    { $unset: ['lines_', 'told_'] },
  ];
}

/** `withChanges`: the case with what its card says from now on, and the card behind the lines. */
function changedStages({ handoff, take }: ActCommand): Document[] {
  if (handoff === null) return [];
  const payload = merged('$handoff.payload', literal(handoff.changes));
  const revision = { $add: ['$handoff.revision', 1] };
  return [
    { $set: { handoff: merged('$handoff', { revision, payload }) } },
    { $set: { handoff_: '$handoff' } },
    ...cardStages(CARD_ITEM, '$handoff_.id', take),
    { $unset: 'handoff_' },
  ];
}

/** `hold` of core/domain/action-writes.ts: the condition. */
export function holdFilter({ conversationId, fence, ownership, seq }: HoldCommand): Document {
  const isNotHeld = { $not: { $gte: seq } };
  return { _id: conversationId, fence, ownership, leaseUntilMs: { $ne: 0 }, heldSeq: isNotHeld };
}

export function holdStages({ notice, seq, take }: HoldCommand): Document[] {
  return [
    { $set: { told_: [toldItem(notice, 1, { byBot: true })] } },
    pushStage('customer', '$told_', take),
    { $set: { lastSeq: { $add: ['$lastSeq', 1] }, heldSeq: seq } },
    { $unset: 'told_' },
  ];
}
