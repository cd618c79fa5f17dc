import { Courier } from '../../src/core/delivery/courier.js';
import { Intake } from '../../src/core/intake/intake.js';
import { Window } from '../../src/core/memory/window.js';
import type { Accepted } from '../../src/core/ports/channel.js';
import type { Knowledge } from '../../src/core/ports/knowledge.js';
import type { Mind } from '../../src/core/ports/mind.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { TurnEngine } from '../../src/core/turn/turn-engine.js';
import { TurnWorker } from '../../src/core/turn/turn-worker.js';
import { SILENT } from './stores.js';

const PLACE = { tenant: 'demo', channel: 'demo-web', thread: 'visit-1' };
const LANE_TTL_MS = 5_000;

export interface TurnBench {
  /** Says something as the customer and lets the worker work it. */
  say(text: string, wireId?: string): Promise<Accepted>;
  conversationId(): string;
  /** Resolves when both lanes owe nothing any more. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Intake, one worker and one courier on given stores: a gateway's inside without channels, queues and sweeps. */
export function turnBench(stores: Stores, given: Partial<Mind>): TurnBench {
  const clock = new SystemClock();
  const ids = new CryptoIds();
  const knowledge: Knowledge = { search: async () => [] };
  const mind: Mind = {
    name: 'test',
    route: async () => ({ type: 'info_question', reason: 'test', confidence: 1 }),
    greet: async () => 'Hello!',
    answer: async () => Promise.reject(new Error('no answer was given')),
    ...given,
  };
  const courier = new Courier({
    ...stores,
    clock,
    ids,
    telemetry: SILENT,
    settings: () => ({ leaseTtlMs: LANE_TTL_MS, retryBaseMs: 10, retryMaxMs: 100, attemptsMax: 3 }),
    deliveryOf: () => ({ shows: 'record', deliver: async () => ({ kind: 'sent' }) }),
  });
  const worker = new TurnWorker({
    ...stores,
    window: new Window(stores.archive, stores.sessions),
    engine: new TurnEngine(knowledge, SILENT),
    clock,
    ids,
    telemetry: SILENT,
    workerSettings: () => ({
      collectMs: 0,
      leaseTtlMs: 5_000,
      timeoutMs: 1_000,
      laneTtlMs: LANE_TTL_MS,
    }),
    turnSettings: () => ({
      tenantId: 'demo',
      tenantName: 'Demo',
      botName: 'Bot',
      phrases: { person: [], greeting: [] },
      texts: {},
      mind,
      budgetTokens: 8_000,
      windowMessages: 30,
    }),
    isHeld: () => true,
    onCommitted: (conversation, take) => courier.carry(conversation, take),
  });
  let conversationId = '';
  const intake = new Intake({
    ...stores,
    telemetry: SILENT,
    clock,
    ids,
    laneTtlMs: () => LANE_TTL_MS,
    onRecorded: (conversation) => {
      conversationId = conversation.id;
    },
  });
  return {
    conversationId: () => conversationId,
    say: async (text, wireId = ids.unique()) => {
      const customer = { id: 'visit-1', name: 'Visitor' };
      const accepted = await intake.accept({
        place: PLACE,
        customer,
        wireId,
        text,
        charsMax: 4_000,
      });
      await worker.work(conversationId);
      return accepted;
    },
    settled: async () => {
      const isOwed = async () => {
        const now = await stores.conversations.load(conversationId);
        return now === null || now.lanes.customer.items.length + now.lanes.desk.items.length > 0;
      };
      while (await isOwed()) await clock.wait(5);
    },
    stop: () => courier.stop(),
  };
}
