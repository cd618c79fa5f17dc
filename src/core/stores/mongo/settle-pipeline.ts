import type { Document } from 'mongodb';
import type { SettleCommand } from '../../ports/outbox.js';
import { type Expression, filtered, literal, mapped, merged, when } from './pipeline.js';

/** `settled` of core/domain/lane.ts. */
export function settleStage(command: SettleCommand): Document {
  const lane = `$lanes.${command.lane}`;
  const done = command.settlements.filter((one) => one.kind === 'done').map((one) => one.id);
  const retry = command.settlements.find((one) => one.kind === 'retry');
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
      attempts: retry
        ? { $add: ['$$item.attempts', when({ $eq: ['$$item.id', literal(retry.id)] }, 1, 0)] }
        : '$$item.attempts',
      state: command.release ? when(isTaken, 'pending', '$$item.state') : '$$item.state',
      held: heldExpression(command),
    }),
  );
  const next = merged(lane, {
    items,
    ...(command.release ? { leaseUntilMs: 0 } : {}),
    ...(!command.release && command.untilMs !== undefined ? { leaseUntilMs: command.untilMs } : {}),
    ...(retry?.kind === 'retry' ? { notBeforeMs: retry.notBeforeMs } : {}),
  });
  const cardAt = command.cardAt ? { cardAt: literal(command.cardAt) } : {};
  return { $set: { [`lanes.${command.lane}`]: next, ...cardAt } };
}

/** `isHeldAfter` of core/domain/lane.ts. */
function heldExpression({ settlements, inHandId }: SettleCommand): Expression {
  const back = settlements.flatMap((one) => (one.kind === 'retry' && !one.isUnknown ? one.id : []));
  const isInHand = {
    $and: [{ $eq: ['$$item.id', literal(inHandId ?? null)] }, { $eq: ['$$item.state', 'taken'] }],
  };
  return when(isInHand, false, when({ $in: ['$$item.id', literal(back)] }, true, '$$item.held'));
}
