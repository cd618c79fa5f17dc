import type { Document } from 'mongodb';
import { ALARMS_MAX } from '../../domain/limits.js';
import type { AttendCommand } from '../../domain/watch-writes.js';
import { toldItem } from './commit-pipeline.js';
import { markExpression } from './mark-pipeline.js';
import { CARD_ITEM } from './ownership-pipeline.js';
import {
  cardStages,
  concat,
  filtered,
  literal,
  mapped,
  merged,
  pushStage,
  when,
} from './pipeline.js';

/** `mayAttend` of core/domain/watch-writes.ts, as the condition of the update. */
export function attendFilter(command: AttendCommand): Document {
  const { conversationId, expects, handoffId, alarms } = command;
  const { watchAtMs, ownership } = expects;
  const known = { _id: conversationId, watchAtMs, ownership };
  if (handoffId === null) return known;
  return {
    ...known,
    'handoff.id': handoffId,
    'handoff.state': { $in: ['open', 'claimed'] },
    'handoff.alarms': { $nin: [...alarms] },
  };
}

/** `attend` of core/domain/watch-writes.ts. */
export function attendStages(command: AttendCommand): Document[] {
  const { deskLines, notice, take } = command;
  const lines = deskLines.map((draft, index) => toldItem(draft, index + 1));
  const told = notice === null ? [] : [toldItem(notice, deskLines.length + 1)];
  const isNews = {
    $and: [
      { $in: ['$$one.messageId', literal(command.waitingIds)] },
      { $not: ['$$one.isWaitingTold'] },
    ],
  };
  const news = filtered('$unmarked', 'one', isNews);
  const waiting = mapped(news, 'one', markExpression('waiting', '$$REMOVE'));
  const isTold = merged('$$one', { isWaitingTold: true });
  return [
    { $set: { lines_: concat(lines, waiting), told_: told } },
    pushStage('customer', '$told_', take),
    pushStage('desk', '$lines_', take),
    {
      $set: {
        lastSeq: { $add: ['$lastSeq', lines.length + told.length] },
        watchAtMs: command.watchAtMs,
        unmarked: mapped('$unmarked', 'one', when(isNews, isTold, '$$one')),
      },
    },
    ...(command.handoffId === null ? [] : firedStages(command)),
    { $unset: ['lines_', 'told_'] },
  ];
}

/** `withFired`: the handoff with its timers that have fired, and its card again if that shows them. */
function firedStages({ alarms, isCardChanged, take }: AttendCommand): Document[] {
  const before = { $ifNull: ['$handoff.alarms', literal([])] };
  const fired = { $slice: [concat(before, literal(alarms)), -ALARMS_MAX] };
  const raised = isCardChanged ? { revision: { $add: ['$handoff.revision', 1] } } : {};
  return [
    { $set: { handoff: merged('$handoff', { alarms: fired, ...raised }) } },
    ...(isCardChanged
      ? [
          { $set: { handoff_: '$handoff' } },
          ...cardStages(CARD_ITEM, '$handoff_.id', take),
          { $unset: 'handoff_' },
        ]
      : []),
  ];
}
