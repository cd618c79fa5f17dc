import { Courier } from '../../src/core/delivery/courier.js';
import { LANE_NAMES } from '../../src/core/domain/lane.js';
import { estimateTokens } from '../../src/core/domain/token-estimate.js';
import { Intake } from '../../src/core/intake/intake.js';
import type { MemorySettings } from '../../src/core/memory/memory-settings.js';
import { Recaller } from '../../src/core/memory/recaller.js';
import { SummaryWriter } from '../../src/core/memory/summary-writer.js';
import { Window } from '../../src/core/memory/window.js';
import type { AccountFacts } from '../../src/core/ports/accounts.js';
import type { Actions } from '../../src/core/ports/actions.js';
import type { Accepted, Arrival } from '../../src/core/ports/channel.js';
import type { Classifier } from '../../src/core/ports/classifier.js';
import type { Knowledge } from '../../src/core/ports/knowledge.js';
import type { Mind } from '../../src/core/ports/mind.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { CryptoIds } from '../../src/core/stores/system/crypto-ids.js';
import { SystemClock } from '../../src/core/stores/system/system-clock.js';
import { ActionFlow } from '../../src/core/turn/action-flow.js';
import { ActionKeeper } from '../../src/core/turn/action-keeper.js';
import { ActionRunner, type RunnerParts } from '../../src/core/turn/action-runner.js';
import type { TurnSettings } from '../../src/core/turn/turn.js';
import { TurnEngine } from '../../src/core/turn/turn-engine.js';
import { TurnPreparation } from '../../src/core/turn/turn-preparation.js';
import { TurnWorker } from '../../src/core/turn/turn-worker.js';
import { BriefWriter } from '../../src/handoff/brief-writer.js';
import { FakeFiles } from './fake-files.js';
import { SILENT } from './stores.js';

const PLACE = { tenant: 'demo', channel: 'demo-web', thread: 'visit-1' };
const LANE_TTL_MS = 5_000;

export interface TurnBench {
  /** What becomes of files that are sent along. */
  readonly files: FakeFiles;
  /** Says something as the customer and lets the worker work it. */
  say(text: string, wireId?: string, more?: Partial<Arrival>): Promise<Accepted>;
  /** Lets the worker look at what is on record. */
  work(): Promise<void>;
  /** Says it without waking anybody. */
  record(text: string, wireId?: string, more?: Partial<Arrival>): Promise<Accepted>;
  /** Looks after actions that nobody's message moves on, as the gateway's job would. */
  keep(): Promise<void>;
  /** Does a summary that is due, as the gateway's job would. */
  summarise(): Promise<void>;
  conversationId(): string;
  /** Works on lanes that somebody else left something in. */
  carry(): Promise<void>;
  /** Resolves when both lanes owe nothing any more. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const CLOCK = new SystemClock();
const IDS = new CryptoIds();
const COMMON = { clock: CLOCK, ids: IDS, telemetry: SILENT };
const NO_KNOWLEDGE: Knowledge = { search: async () => [] };
const NO_ACTIONS: Actions = {
  offered: () => [],
  problems: () => [],
  run: () => Promise.reject(new Error('there are no actions')),
  status: async () => null,
};

function mindWith(given: Partial<Mind>): Mind {
  return {
    name: 'test',
    route: async () => ({ type: 'info_question', reason: 'test', confidence: 1 }),
    greet: async () => 'Hello!',
    answer: async () => Promise.reject(new Error('no answer was given')),
    fill: async () => ({ action: null, values: {}, isAside: false }),
    brief: async () => null,
    summarise: async () => null,
    meter: { estimate: (text) => estimateTokens(text), count: async () => null },
    ...given,
  };
}

/** Leaves every decision to the mind. */
const NEVER_SURE: Classifier = {
  guess: () => ({ type: 'info_question', confidence: 0, isSure: false }),
};

const MEMORY: MemorySettings = {
  strategy: 'hybrid',
  budgetTokens: 8_000,
  windowMessages: 30,
  resumeAfterMs: 43_200_000,
  afreshAfterTurns: 60,
};

/** What the channel vouches for is all that is known. */
const NO_ACCOUNTS: AccountFacts = {
  accountFactsFor: async ({ customer }) => customer.facts ?? [],
};

function settingsWith(mind: Mind, more: Partial<TurnSettings>): TurnSettings {
  return {
    tenantId: 'demo',
    tenantName: 'Demo',
    botName: 'Bot',
    phrases: { language: 'en', person: [], greeting: [], patterns: [] },
    wording: { language: 'en', overrides: {} },
    suggestions: ['Where is my order?'],
    asksFeedback: false,
    showsGrowingText: true,
    mind,
    routing: { classifier: NEVER_SURE, frustrationMax: null, workflows: [] },
    memory: MEMORY,
    patience: { holdAfterMs: 60_000, retryForMs: null },
    fileBounds: { bytesMax: 25_000_000, perMessageMax: 10 },
    ...more,
  };
}

function courierOn(stores: Stores): Courier {
  return new Courier({
    ...stores,
    ...COMMON,
    settings: () => ({ leaseTtlMs: LANE_TTL_MS, retryBaseMs: 10, retryMaxMs: 100, attemptsMax: 3 }),
    deliveryOf: () => ({
      shows: 'record',
      together: () => 1,
      deliver: async () => ({ kind: 'sent' }),
    }),
  });
}

function workerOn(
  stores: Stores,
  settings: TurnSettings,
  courier: Courier,
  briefs: BriefWriter,
  window: Window,
  knowledge: Knowledge,
  { actions, runner, files }: { actions: Actions; runner: ActionRunner; files: FakeFiles },
): TurnWorker {
  const { archive } = stores;
  return new TurnWorker({
    ...stores,
    ...COMMON,
    window,
    rungs: { note: () => undefined },
    preparation: new TurnPreparation({ archive, window, accounts: NO_ACCOUNTS }),
    engine: new TurnEngine({
      knowledge,
      recaller: new Recaller(archive),
      ...COMMON,
      files,
      actions,
      flow: new ActionFlow({ actions, runner }),
    }),
    workerSettings: () => ({
      collectMs: 0,
      leaseTtlMs: 5_000,
      timeoutMs: 1_000,
      laneTtlMs: LANE_TTL_MS,
    }),
    turnSettings: () => settings,
    onCommitted: (conversation, take) => courier.carry(conversation, take),
    onEscalated: (handoff, briefFrom, asked) => briefs.begin(handoff, briefFrom, asked),
  });
}

/** Intake, one worker and one courier on given stores: a gateway's inside without channels, queues and sweeps. */
export function turnBench(
  stores: Stores,
  given: Partial<Mind>,
  more: Partial<TurnSettings> = {},
  knowledge: Knowledge = NO_KNOWLEDGE,
  actions: Actions = NO_ACTIONS,
): TurnBench {
  const courier = courierOn(stores);
  const briefs = new BriefWriter({
    ...stores,
    ...COMMON,
    laneTtlMs: () => LANE_TTL_MS,
    onChanged: (conversation, take) => courier.carry(conversation, take),
  });
  const window = new Window(stores.archive, stores.sessions);
  const files = new FakeFiles();
  const settings = settingsWith(mindWith(given), more);
  const runnerParts: RunnerParts = {
    ...stores,
    ...COMMON,
    actions,
    laneTtlMs: () => LANE_TTL_MS,
    wording: () => settings.wording,
    onChanged: (conversation, take) => courier.carry(conversation, take),
  };
  const runner = new ActionRunner(runnerParts);
  const worker = workerOn(stores, settings, courier, briefs, window, knowledge, {
    actions,
    runner,
    files,
  });
  const { memory, mind } = settings;
  const summaries = new SummaryWriter({
    ...stores,
    ...COMMON,
    window,
    settings: () => ({ memory, mind, tenant: { id: 'demo', name: 'Demo', botName: 'Bot' } }),
  });
  let conversationId = '';
  const intake = new Intake({
    ...stores,
    ...COMMON,
    laneTtlMs: () => LANE_TTL_MS,
    onRecorded: (conversation, _tenant, take) => {
      conversationId = conversation.id;
      if (conversation.inbox.length === 0) courier.carry(conversation, take);
    },
  });
  const customer = { id: 'visit-1', name: 'Visitor' };
  const arrive = (said: Pick<Arrival, 'text' | 'wireId'> & Partial<Arrival>) =>
    intake.accept({ place: PLACE, customer, charsMax: 4_000, ...said });
  return {
    files,
    conversationId: () => conversationId,
    say: async (text, wireId = IDS.unique(), more = {}) => {
      const accepted = await arrive({ ...more, text, wireId });
      await worker.work(conversationId);
      return accepted;
    },
    work: async () => {
      await worker.work(conversationId);
    },
    record: (text, wireId = IDS.unique(), more = {}) => arrive({ ...more, text, wireId }),
    // A keeper of its own each time, as in another process.
    keep: () => new ActionKeeper({ ...runnerParts, runner }).run(conversationId),
    summarise: () => summaries.run(conversationId, 'demo'),
    carry: async () => {
      await Promise.all(LANE_NAMES.map((lane) => courier.run(conversationId, lane)));
    },
    settled: async () => {
      const isOwed = async () => {
        const now = await stores.conversations.load(conversationId);
        return now === null || now.lanes.customer.items.length + now.lanes.desk.items.length > 0;
      };
      while (await isOwed()) await CLOCK.wait(5);
    },
    stop: async () => {
      await summaries.stop();
      await briefs.stop();
      await courier.stop();
    },
  };
}
