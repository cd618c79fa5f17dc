import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Mind } from '../../src/core/ports/mind.js';
import type { Telemetry } from '../../src/core/ports/telemetry.js';
import type { Stores } from '../../src/core/stores/open-stores.js';
import { builtModule, ROOT } from '../built-module.js';
import type { Subject, SubjectOrder } from '../subject-kinds.js';
import { CountedStores } from './counted-stores.js';
import { configOf, INSTANT_MIND } from './frontdesk.js';

type GatewayModule = typeof import('../../src/gateway.js');
type LoadConfigModule = typeof import('../../src/core/config/load-config.js');
type SummaryModule = typeof import('../../src/core/domain/extractive-summary.js');
type TokensModule = typeof import('../../src/core/domain/token-estimate.js');

/** A gateway whose memory is looked at: in this process, with a mind that summarises and answers at once. */
export interface Remembering extends Subject {
  /** What each answered turn was shown, in tokens; emptied by whoever counts. */
  readonly contextTokens: number[];
  /** How large the conversation's document is. */
  bytesOf(conversation: { readonly conversationId: string }): Promise<number>;
}

/** The table goes to the same place as a gateway's log; what goes wrong is said beside it. */
const PROBLEMS_ONLY: Telemetry = {
  info: () => undefined,
  warn: (event, fields) => told(event, fields),
  error: (event, error, fields) => told(event, { ...fields, error: String(error) }),
};

function told(event: string, fields: unknown): void {
  process.stderr.write(`${event} ${JSON.stringify(fields)}\n`);
}

/**
 * Many turns of one talk, all on purpose: nobody is to be told to start afresh, is taken to be angry, or asks for
 * something else than an answer.
 */
const REMEMBERS = {
  memory: { strategy: 'retrieval', afreshAfterTurns: 10_000 },
  routing: { frustration: 'off', patterns: [{ pattern: 'my', type: 'info_question' }] },
};

export async function startRemembering(order: SubjectOrder): Promise<Remembering> {
  const { build } = await builtModule<GatewayModule>('gateway.js');
  const { loadConfig } = await builtModule<LoadConfigModule>('core/config/load-config.js');
  const { extractiveSummary } = await builtModule<SummaryModule>(
    'core/domain/extractive-summary.js',
  );
  const { estimateTokens } = await builtModule<TokensModule>('core/domain/token-estimate.js');
  const contextTokens: number[] = [];
  const mind: Mind = {
    ...INSTANT_MIND,
    answer: (context, signal, onText) => {
      contextTokens.push(estimateTokens(wordsIn(context)));
      return INSTANT_MIND.answer(context, signal, onText);
    },
    summarise: async ({ previous, lines }) => extractiveSummary(previous, lines),
    meter: { estimate: (text) => estimateTokens(text), count: async () => null },
  };
  const file = join(order.folder, 'frontdesk.yaml');
  writeFileSync(file, JSON.stringify(configOf(order, REMEMBERS)));
  const counted = new CountedStores();
  let stores: Stores | null = null;
  const gateway = await build(await loadConfig(file, {}), {
    mind: () => mind,
    stores: (opened) => {
      stores = opened;
      return counted.wrap(opened);
    },
    root: ROOT,
    telemetry: PROBLEMS_ONLY,
  });
  const url = await gateway.start();
  return {
    url,
    contextTokens,
    calls: () => counted.calls,
    bytesOf: async ({ conversationId }) =>
      Buffer.byteLength(JSON.stringify(await stores?.conversations.load(conversationId))),
    stop: () => gateway.stop(),
  };
}

/** Everything of a context that grows with talk or knowledge. */
function wordsIn(context: Context): string {
  const { accountFacts, facts, stretches, summary, recalled, window, passages, lines } = context;
  const talk = [...recalled.flatMap((one) => one.lines), ...window, ...lines];
  return [
    ...accountFacts.map(({ name, value }) => `${name} ${value}`),
    ...facts.map(({ kind, value }) => `${kind} ${value}`),
    ...stretches.flatMap(({ agent, note, promises }) => [agent, note, ...promises]),
    summary ?? '',
    ...talk.map(({ author, text }) => `${author.name} ${text}`),
    ...passages.map(({ text }) => text),
  ].join('\n');
}
