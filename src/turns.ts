import type { Config } from './core/config/config-schema.js';
import type { Conversation } from './core/domain/conversation.js';
import type { Handoff } from './core/domain/handoff.js';
import type { TakeRequest } from './core/domain/lane.js';
import { Recaller } from './core/memory/recaller.js';
import { SummaryWriter } from './core/memory/summary-writer.js';
import { Window } from './core/memory/window.js';
import type { AccountFacts } from './core/ports/accounts.js';
import type { Actions } from './core/ports/actions.js';
import type { Clock } from './core/ports/clock.js';
import type { Files } from './core/ports/files.js';
import type { IdSource } from './core/ports/ids.js';
import type { Knowledge } from './core/ports/knowledge.js';
import type { Context, Mind } from './core/ports/mind.js';
import { changed } from './core/ports/signals.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { TenantClassifiers } from './core/routing/tenant-classifiers.js';
import type { Stores } from './core/stores/open-stores.js';
import { ActionFlow } from './core/turn/action-flow.js';
import { ActionKeeper } from './core/turn/action-keeper.js';
import { ActionRunner, type RunnerParts } from './core/turn/action-runner.js';
import { TurnDispatcher } from './core/turn/turn-dispatcher.js';
import { TurnEngine } from './core/turn/turn-engine.js';
import { TurnPreparation } from './core/turn/turn-preparation.js';
import { TurnWorker } from './core/turn/turn-worker.js';
import { strategyFor } from './core/turn/workflow.js';
import type { Minds } from './minds.js';
import { routingSettings } from './routing-settings.js';
import { memorySettings, patienceMsOf, tenantOf, turnSettings, wordingOf } from './settings.js';

interface TurnParts {
  readonly config: () => Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly knowledge: Knowledge;
  readonly accounts: AccountFacts;
  readonly actions: Actions;
  readonly files: Pick<Files, 'settle'>;
  readonly minds: Minds;
  readonly classifiers: Pick<TenantClassifiers, 'of'>;
  readonly onCommitted: (conversation: Conversation, take: TakeRequest) => void;
  readonly onEscalated: (handoff: Handoff, briefFrom: Context | null, mind: Mind) => void;
}

/** What works on what customers wrote, and on what becomes of it when it is old. */
export class TurnSide {
  readonly dispatcher: TurnDispatcher;
  readonly summaries: SummaryWriter;
  readonly actions: ActionKeeper;
  private readonly runner: ActionRunner;
  private readonly window: Window;

  constructor(private readonly parts: TurnParts) {
    const { stores, config } = parts;
    this.window = new Window(stores.archive, stores.sessions);
    this.runner = new ActionRunner(this.runnerParts());
    this.actions = new ActionKeeper({ ...this.runnerParts(), runner: this.runner });
    const { inFlightMax: all, inFlightPerTenantMax: perTenant } = config().turns;
    const worker = this.makeWorker();
    const limits = { all, perTenant };
    this.dispatcher = new TurnDispatcher({ ...parts, worker, wakes: stores.wakes, limits });
    this.summaries = this.makeSummaries();
  }

  private makeWorker(): TurnWorker {
    const { stores, config, minds, classifiers } = this.parts;
    const { window } = this;
    return new TurnWorker({
      ...stores,
      ...this.parts,
      window,
      preparation: new TurnPreparation({ ...this.parts, archive: stores.archive, window }),
      rungs: minds.rungs,
      engine: new TurnEngine({
        ...this.parts,
        recaller: new Recaller(stores.archive),
        flow: new ActionFlow({ actions: this.parts.actions, runner: this.runner }),
      }),
      workerSettings: () => ({
        ...config().turns,
        laneTtlMs: config().delivery.leaseTtlMs,
      }),
      turnSettings: (conversation) => {
        const { tenant } = conversation;
        const routing = routingSettings(config(), tenant, classifiers);
        const mind = minds.of(config(), tenant, patienceMsOf(config(), conversation));
        return turnSettings(config(), conversation, mind, routing);
      },
      onCommitted: (conversation, take) => {
        this.parts.onCommitted(conversation, take);
        this.wakeSummary(conversation);
      },
    });
  }

  private runnerParts(): RunnerParts {
    const { stores, config } = this.parts;
    return {
      ...stores,
      ...this.parts,
      laneTtlMs: () => config().delivery.leaseTtlMs,
      wording: (tenant) => wordingOf(tenantOf(config(), tenant)),
      onChanged: (conversation, take) => {
        stores.signals.publish(changed(conversation, true));
        this.parts.onCommitted(conversation, take);
      },
    };
  }

  private makeSummaries(): SummaryWriter {
    const { stores, config, minds, classifiers } = this.parts;
    return new SummaryWriter({
      ...stores,
      ...this.parts,
      window: this.window,
      settings: (conversation) => {
        const { tenant, episode } = conversation;
        const { name, botName } = tenantOf(config(), tenant);
        const { workflows } = routingSettings(config(), tenant, classifiers);
        const memory = memorySettings(config(), conversation);
        return {
          memory: {
            ...memory,
            strategy: strategyFor(workflows, episode.workflow) ?? memory.strategy,
          },
          mind: minds.of(config(), conversation.tenant, null),
          tenant: { id: conversation.tenant, name, botName },
        };
      },
    });
  }

  /** At once, for whoever is free; were it lost, the sweep would find what is due. */
  private wakeSummary({ id: conversationId, tenant, memory }: Conversation): void {
    const { stores, clock } = this.parts;
    if (memory.dueAtMs === null || memory.dueAtMs > clock.nowMs()) return;
    void stores.wakes.wake({ kind: 'summary', conversationId, tenant });
  }
}
