import type { Document } from 'mongodb';
import type { SettleCommand } from '../../ports/outbox.js';
import { fateStages } from './mark-pipeline.js';
import { type Expression, filtered, literal, mapped, merged, when } from './pipeline.js';

/** `settled` of core/domain/lane.ts, and the marks that come of it. */
export function settleStages(command: SettleCommand): Document[] {
  return [settleStage(command), ...fateStages(command.marks ?? [])];
}

function settleStage(command: SettleCommand): Document {
  const lane = `$lanes.${command.lane}`;
  const done = command.settlements.filter((one) => one.kind === 'done').map((one) => one.id);
  const retries = command.settlements.filter((one) => one.kind === 'retry');
  const counted = retries.filter((one) => !one.isPatient).map((one) => one.id);
  const [retry] = retries;
  const isWithdrawn = { $eq: ['$$item.state', 'withdrawn'] };
  const stays = {
    $not: [
      {
        $in: ['$$item.id', when(isWithdrawn, literal(command.emptiedIds), literal(done))],
      },
    ],
  };
  const isTaken = { $eq: ['$$item.state', 'taken'] };
  const items = mapped(
    filtered(`${lane}.items`, 'item', stays),
    'item',
    merged('$$item', {
      attempts: {
        $add: ['$$item.attempts', when({ $in: ['$$item.id', literal(counted)] }, 1, 0)],
      },
      state: command.release ? when(isTaken, 'pending', '$$item.state') : '$$item.state',
      held: heldExpression(command),
    }),
  );
  const next = merged(lane, {
    items,
    ...(command.release ? { leaseUntilMs: 0 } : {}),
    ...(!command.release && command.untilMs !== undefined ? { leaseUntilMs: command.untilMs } : {}),
    ...(retry ? { notBeforeMs: retry.notBeforeMs } : {}),
  });
  const cardAt = command.cardAt ? { cardAt: literal(command.cardAt) } : {};
  return { $set: { [`lanes.${command.lane}`]: next, ...cardAt } };
}

/** `isHeldAfter` of core/domain/lane.ts. */
function heldExpression({ settlements, inHandIds = [] }: SettleCommand): Expression {
  const back = settlements.flatMap((one) => (one.kind === 'retry' && !one.isUnknown ? one.id : []));
  const isInHand = {
    $and: [{ $in: ['$$item.id', literal(inHandIds)] }, { $eq: ['$$item.state', 'taken'] }],
  };
  return when(isInHand, false, when({ $in: ['$$item.id', literal(back)] }, true, '$$item.held'));
}
