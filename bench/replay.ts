import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MemoryStrategy } from '../src/core/domain/memory-strategy.js';
import type { Message } from '../src/core/domain/message.js';
import { builtModule } from './built-module.js';
import { replayPlot } from './replay-plot.js';
import { replayTable } from './replay-report.js';
import { type Exchange, replayScript } from './replay-script.js';
import { type Replaying, startReplaying, type WrittenSummary } from './subjects/replaying.js';
import { TalkingCustomer } from './talking-customer.js';

type LineModule = typeof import('../src/core/memory/line.js');
type LineTokensModule = typeof import('../src/core/memory/line-tokens.js');

export interface ReplayOptions {
  readonly turns: number;
  readonly budget: number;
  readonly strategies: readonly MemoryStrategy[];
  /** Whether the customer waits until everything the turn before set going is over. */
  readonly pause: boolean;
  readonly plot?: string;
  readonly json: boolean;
}

/** One turn as it is on record, with what it took. */
export interface ReplayedTurn {
  /** From 1. */
  readonly turn: number;
  /** What the mind was shown, in tokens, by part of the context. */
  readonly parts: Readonly<Record<string, number>>;
  readonly tokens: number;
  /** The same with every message so far word for word, instead of all that memory makes of them. */
  readonly fullTokens: number;
  /** Calls of the stores, by name. */
  readonly calls: Readonly<Record<string, number>>;
  /** Messages that neither a summary nor facts stood for when it was over. */
  readonly uncovered: number;
  /** Summaries that were written behind it. */
  readonly summaries: readonly WrittenSummary[];
}

/** What is measured while a turn is worked; the rest is on record. */
type Cost = Pick<ReplayedTurn, 'calls' | 'uncovered' | 'summaries'>;

export interface Replayed {
  readonly strategy: MemoryStrategy;
  readonly turns: readonly ReplayedTurn[];
}

/** What a turn sets going is over when the stores were left alone for so long. */
const QUIET_MS = 25;
const QUIET_MS_MAX = 10_000;

/** What runs by the clock, however many turns there are. */
const BY_THE_CLOCK = ['other.conversations.due', 'other.outbox.glance'];

/** Replayed with each strategy: one long conversation through a whole gateway. Returns the exit code. */
export async function measureReplay(folder: string, options: ReplayOptions): Promise<number> {
  const script = await replayScript(folder, options.turns);
  const replayed: Replayed[] = [];
  for (const strategy of options.strategies) {
    replayed.push({ strategy, turns: await replay(script, strategy, options) });
  }
  const { budget, plot, json } = options;
  if (plot !== undefined) writeFileSync(plot, replayPlot(replayed, budget));
  const outcome = { budgetTokens: budget, replayed };
  process.stdout.write(`${json ? JSON.stringify(outcome) : replayTable(replayed, budget)}\n`);
  return 0;
}

async function replay(
  script: readonly Exchange[],
  strategy: MemoryStrategy,
  { budget: budgetTokens, pause }: ReplayOptions,
): Promise<readonly ReplayedTurn[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fd-bench-replay-'));
  try {
    const gateway = await startReplaying({ folder, strategy, budgetTokens, script });
    try {
      return await replayed(gateway, script, pause);
    } finally {
      await gateway.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replayed(
  gateway: Replaying,
  script: readonly Exchange[],
  pause: boolean,
): Promise<readonly ReplayedTurn[]> {
  const customer = await TalkingCustomer.connect(gateway.url);
  const { conversationId } = customer.welcome;
  const costs: Cost[] = [];
  try {
    await quiet(gateway);
    for (const { said, answer } of script) {
      const before = turnCalls(gateway);
      const summaries = gateway.summaries.length;
      gateway.answersWith(answer);
      await customer.say(said, answer);
      if (pause) await quiet(gateway);
      if (customer.problems.length > 0) throw new Error(customer.problems.join(' '));
      costs.push({
        calls: difference(turnCalls(gateway), before),
        uncovered: await gateway.uncovered(conversationId),
        summaries: gateway.summaries.slice(summaries),
      });
    }
    await quiet(gateway);
  } finally {
    customer.leave();
  }
  const contexts = await contextsOf(gateway, conversationId);
  if (contexts.length !== costs.length) {
    throw new Error(`${costs.length} messages were worked in ${contexts.length} turns.`);
  }
  return costs.flatMap((cost, at) => {
    const context = contexts[at];
    return context === undefined ? [] : [{ turn: at + 1, ...context, ...cost }];
  });
}

/** What each turn was shown by the record, and what all of the talk up to it would have taken. */
async function contextsOf(
  gateway: Replaying,
  conversationId: string,
): Promise<readonly Omit<ReplayedTurn, 'turn' | keyof Cost>[]> {
  const { toLine } = await builtModule<LineModule>('core/memory/line.js');
  const { lineTokens, total } = await builtModule<LineTokensModule>('core/memory/line-tokens.js');
  const texts = (await gateway.textsOf(conversationId)).filter(({ kind }) => kind === 'text');
  const tokensOf = (message: Message) => lineTokens(toLine(message), gateway.estimate);
  const turns = await gateway.turnsOf(conversationId);
  return turns.map(({ context, messageSeqs }) => {
    const parts = Object.fromEntries(context.map(({ part, tokens }) => [part, tokens]));
    const upTo = Math.max(...messageSeqs);
    const said = texts.filter(({ seq }) => seq <= upTo);
    return {
      parts,
      tokens: total(Object.values(parts)),
      fullTokens: total(said.map(tokensOf)) + (parts['passages'] ?? 0),
    };
  });
}

/** Waits until what the last turn set going is over. */
async function quiet(gateway: Replaying): Promise<void> {
  const endMs = performance.now() + QUIET_MS_MAX;
  for (;;) {
    const before = JSON.stringify(turnCalls(gateway));
    await sleep(QUIET_MS);
    if (JSON.stringify(turnCalls(gateway)) === before) return;
    if (performance.now() > endMs) throw new Error('The stores were never left alone.');
  }
}

function turnCalls(gateway: Replaying): Record<string, number> {
  const calls = Object.entries(gateway.calls());
  return Object.fromEntries(calls.filter(([name]) => !BY_THE_CLOCK.includes(name)));
}

function difference(
  after: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  const changed = Object.entries(after).map(
    ([name, count]) => [name, count - (before[name] ?? 0)] as const,
  );
  return Object.fromEntries(changed.filter(([, count]) => count !== 0));
}
