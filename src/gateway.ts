import { AccountSide } from './accounts.js';
import { actionSettings } from './action-settings.js';
import { bearerOf, isSameSecret } from './admin/bearer.js';
import { healthRoutes } from './channels/health-routes.js';
import { Host, pagesFolder } from './channels/host.js';
import { WebChannel } from './channels/web/web-channel.js';
import { webRoutes } from './channels/web/web-routes.js';
import { ConfiguredActions } from './core/actions/configured-actions.js';
import type { Config } from './core/config/config-schema.js';
import { CurrentConfig } from './core/config/current-config.js';
import { openSecrets, type Secrets } from './core/config/secrets.js';
import { Courier } from './core/delivery/courier.js';
import type { Conversation } from './core/domain/conversation.js';
import type { LaneName, TakeRequest } from './core/domain/lane.js';
import { Intake } from './core/intake/intake.js';
import { MarkdownKnowledge } from './core/knowledge/markdown-knowledge.js';
import { PinoTelemetry } from './core/metrics/pino-telemetry.js';
import type { Actions } from './core/ports/actions.js';
import type { Arrival, Delivery } from './core/ports/channel.js';
import type { Clock } from './core/ports/clock.js';
import type { IdSource } from './core/ports/ids.js';
import type { Knowledge } from './core/ports/knowledge.js';
import type { Mind } from './core/ports/mind.js';
import { changed } from './core/ports/signals.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { Wake } from './core/ports/wakes.js';
import type { TenantClassifiers } from './core/routing/tenant-classifiers.js';
import { MemoryLimiter } from './core/stores/embedded/memory-limiter.js';
import { openStores, type Stores } from './core/stores/open-stores.js';
import { CryptoIds } from './core/stores/system/crypto-ids.js';
import { SystemClock } from './core/stores/system/system-clock.js';
import { Sweep } from './core/turn/sweep.js';
import { DeskSide } from './desks.js';
import { explainApi } from './explain.js';
import { FileSide } from './files.js';
import { Minds } from './minds.js';
import { Platforms } from './platforms.js';
import { openClassifiers } from './routing-settings.js';
import { knowledgeFolders, storeSettings, webFace, webSettings } from './settings.js';
import { SlackSide } from './slack.js';
import { SpendingSide } from './spending.js';
import { TeamsSide } from './teams.js';
import { TurnSide } from './turns.js';

/** What a caller may put in the place of a part: tests slow a mind down, or end the process between two writes. */
export interface Parts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly stores: (opened: Stores) => Stores;
  readonly mind: (usual: Mind) => Mind;
  /** What decides turn types before a mind is asked; learning it takes a good part of a start. */
  readonly classifiers: Pick<TenantClassifiers, 'of' | 'stop'>;
  /** The project's root: where pages and prompts are. */
  readonly root: string;
}

export interface Gateway {
  /** Resolves with the address once messages are accepted. */
  start(): Promise<string>;
  /** Stops taking messages, ends or gives back turns, closes in the opposite order of opening. */
  stop(): Promise<void>;
  readonly secrets: Secrets;
}

/** Joins the parts. The only place that knows all of them. */
export async function build(config: Config, given: Partial<Parts> = {}): Promise<Gateway> {
  const current = new CurrentConfig(config);
  const clock = given.clock ?? new SystemClock();
  const ids = given.ids ?? new CryptoIds();
  const telemetry = given.telemetry ?? new PinoTelemetry(config.log.level);
  const secrets = await openSecrets(config);
  const opened = await openStores(storeSettings(config), { clock, ids, telemetry });
  const stores = given.stores?.(opened) ?? opened;
  const knowledge = new MarkdownKnowledge({ folders: knowledgeFolders(config), clock, telemetry });
  const root = given.root ?? process.cwd();
  const spending = new SpendingSide({
    ...{ config: () => current.get(), costs: stores.costs },
    ...{ clock, telemetry },
  });
  const minds = await Minds.open(config, {
    clock,
    ids,
    telemetry,
    ledger: stores.ledger,
    breakers: stores.breakers,
    budget: spending.gate,
    vocabulary: knowledge,
    root,
    instead: given.mind ?? ((usual) => usual),
  });
  const classifiers =
    given.classifiers ?? (await openClassifiers(config, root, { clock, telemetry }));
  return new Assembly({
    current,
    clock,
    ids,
    telemetry,
    secrets,
    stores,
    knowledge,
    actions: new ConfiguredActions({
      settings: (tenant) => actionSettings(current.get(), tenant),
      clock,
      telemetry,
    }),
    minds,
    spending,
    classifiers,
    root,
  });
}

interface Joined {
  readonly current: CurrentConfig;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly secrets: Secrets;
  readonly stores: Stores;
  readonly knowledge: Knowledge & { start(): Promise<void>; stop(): Promise<void> };
  readonly actions: Actions;
  readonly minds: Minds;
  readonly spending: SpendingSide;
  readonly classifiers: Parts['classifiers'];
  readonly root: string;
}

/** The parts of one gateway process and the order in which they open and close. */
class Assembly implements Gateway {
  readonly secrets: Secrets;
  private readonly courier: Courier;
  private readonly desk: DeskSide;
  private readonly accounts: AccountSide;
  private readonly turns: TurnSide;
  private readonly intake: Intake;
  private readonly sweep: Sweep;
  private readonly web: WebChannel;
  private readonly files: FileSide;
  private readonly platforms: Platforms;
  private readonly host: Host;
  private isStopping = false;

  constructor(private readonly joined: Joined) {
    this.secrets = joined.secrets;
    this.courier = this.makeCourier();
    this.files = this.makeFiles();
    this.desk = this.makeDesk();
    this.accounts = new AccountSide(this.sideParts());
    this.turns = this.makeTurns();
    this.intake = this.makeIntake();
    this.sweep = this.makeSweep();
    this.platforms = this.makePlatforms();
    this.host = this.makeHost();
    this.web = this.makeWeb();
  }

  async start(): Promise<string> {
    const { current, minds, spending, stores, knowledge, telemetry } = this.joined;
    await knowledge.start();
    minds.start(() => current.get());
    spending.start();
    await stores.wakes.start((wake) => this.work(wake));
    this.sweep.start();
    this.files.start();
    this.web.start(this.host.server);
    const url = await this.host.listen();
    await this.platforms.start();
    telemetry.info('gateway.started', { url });
    return url;
  }

  async stop(): Promise<void> {
    const { current, minds, spending, stores, knowledge, telemetry, classifiers } = this.joined;
    this.isStopping = true;
    await this.platforms.deafen();
    await this.intake.stop();
    await this.sweep.stop();
    await this.turns.dispatcher.stop(current.get().server.stopTimeoutMs);
    await this.turns.actions.stop();
    await this.turns.summaries.stop();
    await this.desk.briefs.stop();
    await this.desk.cards.stop();
    await minds.stop();
    await spending.stop();
    await stores.wakes.stop();
    await this.files.deafen();
    await this.courier.stop();
    await this.platforms.stop();
    await this.web.stop();
    await this.files.stop();
    await this.host.close();
    await knowledge.stop();
    await classifiers.stop();
    await stores.close();
    telemetry.info('gateway.stopped');
  }

  private work(wake: Wake): Promise<void> {
    switch (wake.kind) {
      case 'turn':
        return this.turns.dispatcher.due(wake.conversationId, wake.tenant);
      case 'summary':
        return this.turns.summaries.run(wake.conversationId, wake.tenant);
      case 'action':
        return this.turns.actions.run(wake.conversationId);
      case 'delivery':
        return this.courier.run(wake.conversationId, wake.lane);
    }
  }

  private sideParts() {
    const { current, stores, clock, ids, telemetry } = this.joined;
    return { config: () => current.get(), stores, clock, ids, telemetry };
  }

  private makeFiles(): FileSide {
    return new FileSide({
      ...this.sideParts(),
      secret: this.joined.secrets.secret,
      sources: () => this.platforms.fileSources,
      addressOf: (request) => this.host.addressOf(request),
      showsRecord: (conversation) => this.showsRecord(conversation),
      onChanged: (conversation, take) => this.changed(conversation, take),
    });
  }

  private makeIntake(): Intake {
    const { stores, clock, ids, current, telemetry } = this.joined;
    return new Intake({
      ...stores,
      clock,
      telemetry,
      ids,
      laneTtlMs: () => current.get().delivery.leaseTtlMs,
      onRecorded: (conversation, tenant, take) => {
        stores.signals.publish(changed(conversation));
        const isForBot = conversation.owner === 'bot' && conversation.inbox.length > 0;
        if (isForBot) this.turns.dispatcher.recorded(conversation.id, tenant);
        else this.changed(conversation, take);
        this.desk.cards.recorded(conversation);
        this.files.recorded(conversation);
      },
    });
  }

  private makeTurns(): TurnSide {
    const { knowledge, minds, classifiers } = this.joined;
    return new TurnSide({
      ...this.sideParts(),
      knowledge,
      files: this.files.keeper,
      accounts: this.accounts.lookup,
      actions: this.joined.actions,
      minds,
      classifiers,
      onCommitted: (conversation, take) => this.changed(conversation, take),
      onEscalated: (handoff, briefFrom, mind) => this.desk.briefs.begin(handoff, briefFrom, mind),
    });
  }

  private makeCourier(): Courier {
    const { current, stores, clock, ids, telemetry } = this.joined;
    return new Courier({
      ...stores,
      clock,
      ids,
      telemetry,
      settings: () => current.get().delivery,
      deliveryOf: (conversation, lane) => this.deliveryOf(conversation, lane),
    });
  }

  private makeSweep(): Sweep {
    const { current, stores, clock, telemetry } = this.joined;
    return new Sweep({
      conversations: stores.conversations,
      clock,
      telemetry,
      everyMs: () => current.get().sweep.everyMs,
      turnDue: ({ id, tenant }) => this.turns.dispatcher.due(id, tenant),
      deliveryDue: ({ id }, lane) => this.courier.run(id, lane),
      watchDue: (conversation) => this.desk.watch.due(conversation),
      summaryDue: ({ id, tenant }) => this.turns.summaries.run(id, tenant),
      actionDue: ({ id }) => this.turns.actions.run(id),
    });
  }

  private makeWeb(): WebChannel {
    const { current, stores, clock, ids, telemetry, secrets } = this.joined;
    return new WebChannel({
      ...stores,
      clock,
      ids,
      telemetry,
      secret: secrets.secret,
      files: this.files.keeper,
      fileView: this.files.view,
      accept: (arrival) => this.intake.accept(arrival),
      eventLimiter: new MemoryLimiter(),
      settings: () => webSettings(current.get()),
      addressOf: (request) => this.host.addressOf(request),
      onReceived: ({ id }) => this.courier.begin(id, 'desk'),
    });
  }

  private makeHost(): Host {
    const { current, telemetry, root } = this.joined;
    return new Host({
      ...current.get().server,
      pages: pagesFolder(root),
      telemetry,
      routes: [
        ...this.platforms.routes,
        ...this.files.routes,
        this.makeHealth(),
        webRoutes((channel) => webFace(current.get(), channel)),
        this.accounts.routes,
        explainApi({ ...this.sideParts(), showsRecord: (one) => this.showsRecord(one) }),
        this.desk.localDesk(),
      ],
    });
  }

  private makeHealth() {
    const { current, stores, spending, minds, telemetry } = this.joined;
    return healthRoutes({
      health: stores.health,
      platforms: this.platforms,
      models: { paused: () => minds.paused(), rungs: () => minds.rungs.recent() },
      spending,
      telemetry,
      isStopping: () => this.isStopping,
      isAdmin: (request) => {
        const token = bearerOf(request);
        const { tokens } = current.get().admin;
        // A token for some tenants says nothing of what all of them share.
        const shared = tokens.filter(({ tenants }) => tenants === undefined);
        return token !== null && shared.some((one) => isSameSecret(one.token, token));
      },
    });
  }

  private makePlatforms(): Platforms {
    const parts = {
      ...this.sideParts(),
      files: this.files.keeper,
      accept: (arrival: Arrival) => this.intake.accept(arrival),
    };
    return new Platforms([this.makeSlack(parts), new TeamsSide(parts)]);
  }

  private makeSlack(parts: ConstructorParameters<typeof TeamsSide>[0]): SlackSide {
    return new SlackSide({
      ...parts,
      onFileLeft: (owner, message, file) => this.files.left(owner, message, file),
      steps: this.desk.policy,
      talk: this.desk.speech,
      cardOf: (handoff, conversation, spent) =>
        this.desk.cardOf(handoff, conversation, null, spent),
      onAway: (conversation, reason) => this.desk.away(conversation, reason),
    });
  }

  private makeDesk(): DeskSide {
    return new DeskSide({
      ...this.sideParts(),
      secrets: this.joined.secrets,
      files: this.files,
      onChanged: (conversation, take) => this.changed(conversation, take),
      showsRecord: (conversation) => this.showsRecord(conversation),
    });
  }

  private changed(conversation: Conversation, take: TakeRequest): void {
    this.courier.carry(conversation, take);
    this.files.recorded(conversation);
    const dueAtMs = conversation.acting.current?.dueAtMs ?? null;
    const isDue = dueAtMs !== null && dueAtMs <= this.joined.clock.nowMs();
    const { id: conversationId, tenant } = conversation;
    if (isDue) void this.joined.stores.wakes.wake({ kind: 'action', conversationId, tenant });
  }

  private showsRecord(conversation: Conversation): boolean {
    return this.deliveryOf(conversation, 'customer').shows === 'record';
  }

  /** The web and the local desk show what is on record; so nothing has to be handed over there. */
  private deliveryOf(conversation: Conversation, lane: LaneName): Delivery {
    return this.platforms.deliveryOf(conversation, lane) ?? this.web;
  }
}
