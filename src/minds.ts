import { join } from 'node:path';
import type { Config } from './core/config/config-schema.js';
import { RecentRungs } from './core/metrics/recent-rungs.js';
import { ClaudeClient } from './core/mind/claude/claude-client.js';
import { ClaudeMind } from './core/mind/claude/claude-mind.js';
import { loadPrompts } from './core/mind/claude/load-prompts.js';
import { Ladder } from './core/mind/ladder.js';
import { LocalMind } from './core/mind/local/local-mind.js';
import type { Vocabulary } from './core/mind/local/term-weights.js';
import { ModelBreakers, type Paused } from './core/mind/model-breakers.js';
import { closeLeftOpen } from './core/money/left-open-calls.js';
import type { Breakers } from './core/ports/breakers.js';
import type { Clock } from './core/ports/clock.js';
import type { IdSource } from './core/ports/ids.js';
import type { Ledger } from './core/ports/ledger.js';
import type { Mind } from './core/ports/mind.js';
import type { SpendingGate } from './core/ports/spending-gate.js';
import type { Telemetry } from './core/ports/telemetry.js';
import { degradedOf, mindOf, pricesOf } from './settings.js';

/** How often calls of processes that died are looked for. */
const LEFT_OPEN_EVERY_MS = 60_000;

interface MindParts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly ledger: Ledger;
  /** What all processes know of the models. */
  readonly breakers: Breakers;
  /** Asked before each call. */
  readonly budget: SpendingGate;
  readonly vocabulary: Vocabulary;
  /** The project's root: where the prompts are. */
  readonly root: string;
  /** What a caller puts in the place of a mind. */
  readonly instead: (usual: Mind) => Mind;
}

/** The minds a configuration asks for, and the account of their calls. */
export class Minds {
  /** What turns came down to while the model was slow or away. */
  readonly rungs: RecentRungs;
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  private constructor(
    private readonly local: Mind,
    private readonly claude: Mind | null,
    private readonly breakers: ModelBreakers,
    private readonly settleCalls: () => Promise<void>,
    private readonly parts: MindParts,
  ) {
    this.rungs = new RecentRungs(parts);
  }

  /** Prompts are read, and models without a price named, before anybody is answered. */
  static async open(config: Config, parts: MindParts): Promise<Minds> {
    const local = new LocalMind({ vocabulary: parts.vocabulary });
    const { breakers: shared, clock, telemetry } = parts;
    const settings = config.mind.breaker;
    const breakers = new ModelBreakers({ shared, clock, telemetry, settings });
    const claude = await openClaude(config, local, { ...parts, breakers });
    return new Minds(
      parts.instead(local),
      claude && parts.instead(claude),
      breakers,
      async () => claude?.settle(),
      parts,
    );
  }

  /**
   * What answers a tenant's customers. `patienceMs`: how long Claude may take in this turn, counted from now, until it
   * begins to answer, and from then on be silent; null: as long as its calls may.
   */
  of(config: Config, tenant: string, patienceMs: number | null): Mind {
    const { claude, local, rungs } = this;
    if (mindOf(config, tenant) !== 'claude' || claude === null) return local;
    const mayAnswerLocally = degradedOf(config, tenant) === 'answer-from-knowledge';
    const { clock } = this.parts;
    return new Ladder({ claude, local, clock, rungs, mayAnswerLocally, patienceMs });
  }

  /** Models that are left alone for now. */
  paused(): readonly Paused[] {
    return this.breakers.paused();
  }

  /** Looks for calls that other processes, or this one before it died, left open. */
  start(config: () => Config): void {
    this.loop = this.closeForEver(config);
  }

  /** Resolves when no call's account is open any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
    await this.settleCalls();
  }

  private async closeForEver(config: () => Config): Promise<void> {
    const { clock, ledger, telemetry } = this.parts;
    while (!this.stopping.signal.aborted) {
      try {
        const closed = await closeLeftOpen(ledger, pricesOf(config()), clock.nowMs());
        if (closed > 0) telemetry.warn('ledger.left-open-closed', { calls: closed });
      } catch (error) {
        telemetry.error('ledger.left-open-failed', error);
      }
      await clock.wait(LEFT_OPEN_EVERY_MS, this.stopping.signal);
    }
  }
}

/** Null without a key: no tenant can have asked for it then. */
async function openClaude(
  config: Config,
  local: LocalMind,
  parts: Omit<MindParts, 'breakers'> & { readonly breakers: ModelBreakers },
): Promise<ClaudeMind | null> {
  const { apiKey, baseUrl, models, ...settings } = config.mind;
  if (apiKey === undefined) return null;
  const prices = pricesOf(config);
  for (const model of new Set(Object.values(models))) {
    if (prices[model] === undefined) parts.telemetry.warn('model.unpriced', { model });
  }
  return new ClaudeMind({
    ...parts,
    client: new ClaudeClient({ apiKey, baseUrl }),
    models,
    prices,
    prompts: await loadPrompts(join(parts.root, 'config/prompts')),
    greetingAtHand: (context) => local.greet(context, new AbortController().signal),
    settings,
  });
}
