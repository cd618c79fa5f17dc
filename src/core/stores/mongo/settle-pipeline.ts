import type { Document } from 'mongodb';
import type { SettleCommand } from '../../ports/outbox.js';
import { filtered, literal, mapped, merged, when } from './pipeline.js';

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
    }),
  );
  const next = merged(lane, {
    items,
    ...(command.release ? { leaseUntilMs: 0 } : {}),
    ...(retry?.kind === 'retry' ? { notBeforeMs: retry.notBeforeMs } : {}),
  });
  return { $set: { [`lanes.${command.lane}`]: next } };
}
