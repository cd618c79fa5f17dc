import type { LaneItem } from '../core/domain/lane.js';
import type { DeliveryOutcome } from '../core/ports/channel.js';

/**
 * Delivers one item after the other, with one outcome for all of them: there are several only where several are in
 * doubt.
 */
export async function oneByOne(
  items: readonly LaneItem[],
  deliver: (item: LaneItem) => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  let outcome: DeliveryOutcome = { kind: 'sent' };
  for (const [at, item] of items.entries()) {
    outcome = await deliver(item);
    if (outcome.kind === 'retry' && at > 0) return { ...outcome, isUnknown: true };
    if (outcome.kind !== 'sent') return outcome;
  }
  return items.length === 1 ? outcome : { kind: 'sent' };
}
