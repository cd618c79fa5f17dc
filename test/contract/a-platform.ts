import { Courier } from '../../src/core/delivery/courier.js';
import type { LaneItem } from '../../src/core/domain/lane.js';
import type { Circumstances, Delivery, DeliveryOutcome } from '../../src/core/ports/channel.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { HandClock } from '../support/model/hand-clock.js';
import { SILENT } from '../support/stores.js';
import { existing, Talk } from './talk.js';

type Answer = (
  item: LaneItem,
  now: Circumstances,
  items: readonly LaneItem[],
) => Promise<DeliveryOutcome> | DeliveryOutcome;

export const SENT: DeliveryOutcome = { kind: 'sent' };

/** A platform that posts what it is given, and a courier on its way to it. */
export function aPlatform(stores: Stores, answer: Answer = () => SENT) {
  const talk = new Talk(stores);
  const clock = new HandClock();
  talk.nowMs = clock.nowMs();
  const posted: string[] = [];
  const platform: { answer: Answer; together: (items: readonly LaneItem[]) => number } = {
    answer,
    together: () => 1,
  };
  const wire: Delivery = {
    shows: 'wire',
    together: (_conversation, items) => platform.together(items),
    deliver: async (_conversation, items, circumstances) => {
      const outcome = await platform.answer(existing(items[0]), circumstances, items);
      const doubt = circumstances.isInDoubt ? ' (in doubt)' : '';
      if (outcome.kind === 'sent') posted.push(`${items.map(wordsOf).join('+')}${doubt}`);
      return outcome;
    },
  };
  const courier = () =>
    new Courier({
      ...stores,
      clock,
      ids: new CryptoIds(),
      telemetry: SILENT,
      settings: () => ({ leaseTtlMs: 1_000, retryBaseMs: 100, retryMaxMs: 400, attemptsMax: 3 }),
      deliveryOf: () => wire,
    });
  /** Lets time pass, so that lanes that were taken along with a write are free for the courier. */
  const run = async (lane: 'customer' | 'desk' = 'customer') => {
    clock.pass(2_000);
    talk.nowMs = clock.nowMs();
    await courier().run(talk.id, lane);
  };
  return { talk, clock, posted, platform, run, courier };
}

function wordsOf({ kind, message, mark }: LaneItem): string {
  return message?.text ?? (mark ? `mark ${mark.state}` : kind);
}
