import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryStrategy } from '../../src/core/domain/memory-strategy.js';
import type { Message } from '../../src/core/domain/message.js';
import type { TurnRecord } from '../../src/core/domain/turn.js';
import type { Mind } from '../../src/core/ports/mind.js';
import type { Fields, Telemetry } from '../../src/core/ports/telemetry.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { builtModule, ROOT } from '../built-module.js';
import type { Exchange } from '../replay-script.js';
import type { Subject } from '../subject-kinds.js';
import { CountedStores } from './counted-stores.js';
import { configOf } from './frontdesk.js';

type GatewayModule = typeof import('../../src/gateway.js');
type LoadConfigModule = typeof import('../../src/core/config/load-config.js');
type PlainLineModule = typeof import('../../src/core/domain/plain-line.js');

export interface ReplayOrder {
  readonly folder: string;
  readonly strategy: MemoryStrategy;
  readonly budgetTokens: number;
  readonly script: readonly Exchange[];
}

/** A summary that was written, as the log tells it. */
export interface WrittenSummary {
  /** Messages it stands for that were shown word for word before. */
  readonly messages: number;
  /** Messages behind them that still are. */
  readonly left: number;
  /** From the commit that wanted it to its being on record. */
  readonly lagMs: number;
}

/** A gateway that answers from a script, with all that it keeps in sight. */
export interface Replaying extends Subject {
  /** What the mind says next, whatever it is asked. */
  answersWith(text: string): void;
  /** Summaries of older talk, in order. */
  readonly summaries: readonly WrittenSummary[];
  /** Of one conversation, oldest first. */
  turnsOf(conversationId: string): Promise<readonly TurnRecord[]>;
  textsOf(conversationId: string): Promise<readonly Message[]>;
  /** Messages that no summary and no facts stand for yet. */
  uncovered(conversationId: string): Promise<number>;
  estimate(text: string): number;
}

/** More than any replay has. */
const RECORDS_MAX = 100_000;

/** Starts a gateway in this process, on embedded stores; summaries and token counts are the local mind's own. */
export async function startReplaying(order: ReplayOrder): Promise<Replaying> {
  const { build } = await builtModule<GatewayModule>('gateway.js');
  const { loadConfig } = await builtModule<LoadConfigModule>('core/config/load-config.js');
  const file = join(order.folder, 'frontdesk.yaml');
  writeFileSync(file, JSON.stringify(await replayConfig(order)));
  const counted = new CountedStores();
  const summaries: WrittenSummary[] = [];
  let answer = '';
  let seen: { readonly stores?: Stores; readonly mind?: Mind } = {};
  const gateway = await build(await loadConfig(file, {}), {
    mind: (usual) => {
      seen = { ...seen, mind: usual };
      return scripted(usual, () => answer);
    },
    stores: (opened) => {
      seen = { ...seen, stores: opened };
      return counted.wrap(opened);
    },
    root: ROOT,
    telemetry: noticing(summaries),
  });
  const { stores, mind } = seen;
  if (stores === undefined || mind === undefined) throw new Error('The gateway opened no stores.');
  const url = await gateway.start();
  return {
    url,
    summaries,
    answersWith: (text) => {
      answer = text;
    },
    turnsOf: async (id) => [...(await stores.archive.turns(id, RECORDS_MAX))].reverse(),
    textsOf: (id) => stores.archive.page(id, { after: 0, limit: RECORDS_MAX }),
    uncovered: async (id) => {
      const found = await stores.conversations.load(id);
      return found === null ? 0 : found.lastSeq - found.memory.coveredSeq;
    },
    estimate: (text) => mind.meter.estimate(text),
    calls: () => counted.calls,
    stop: () => gateway.stop(),
  };
}

/**
 * Every line is to be answered, whatever it is about: the first words of all of them are patterns of the tenant's, and
 * nobody is taken to be angry.
 */
async function replayConfig({ folder, strategy, budgetTokens, script }: ReplayOrder) {
  const { plain } = await builtModule<PlainLineModule>('core/domain/plain-line.js');
  const words = script.map(({ said }) => plain(said).split(' ')[0] ?? '');
  const patterns = [...new Set(words)]
    .filter((word) => word !== '')
    .map((pattern) => ({ pattern, type: 'info_question' }));
  return configOf(
    {
      ...{ kind: 'frontdesk', family: 'embedded', folder, name: 'bench-replay' },
      ...{ concurrency: 1, mongoUrl: '', redisUrl: '' },
    },
    { memory: { strategy, budgetTokens }, routing: { frustration: 'off', patterns } },
  );
}

function scripted(usual: Mind, answer: () => string): Mind {
  return {
    name: 'replay',
    route: async () => ({ type: 'info_question', reason: 'bench', confidence: 1 }),
    greet: async () => answer(),
    answer: async () => ({
      kind: 'answered',
      text: answer(),
      citations: [],
      confidence: 1,
      why: 'bench',
    }),
    fill: async () => ({ action: null, values: {}, isAside: false }),
    brief: async () => null,
    summarise: (request, signal) => usual.summarise(request, signal),
    meter: usual.meter,
  };
}

/** Keeps what is told of summaries; what goes wrong goes to the terminal. */
function noticing(summaries: WrittenSummary[]): Telemetry {
  return {
    info: (event, fields) => {
      if (event === 'summary.written') summaries.push(summaryOf(fields));
    },
    warn: (event, fields) => told(event, fields),
    error: (event, error, fields) => told(event, { ...fields, error: String(error) }),
  };
}

function summaryOf(fields: Fields = {}): WrittenSummary {
  const { messages, left, lagMs } = fields;
  return { messages: Number(messages), left: Number(left), lagMs: Number(lagMs) };
}

function told(event: string, fields: Fields = {}): void {
  process.stderr.write(`${event} ${JSON.stringify(fields)}\n`);
}
