import { bearerOf, isSameSecret } from './admin/bearer.js';
import { DeskAuth } from './admin/desk-auth.js';
import { DeskEvents } from './admin/desk-events.js';
import { DeskRoutes } from './admin/desk-routes.js';
import { healthRoutes } from './channels/health-routes.js';
import { Host, pagesFolder } from './channels/host.js';
import { WebChannel } from './channels/web/web-channel.js';
import { webRoutes } from './channels/web/web-routes.js';
import type { Config } from './core/config/config-schema.js';
import { CurrentConfig } from './core/config/current-config.js';
import { openSecrets, type Secrets } from './core/config/secrets.js';
import { Courier } from './core/delivery/courier.js';
import type { Conversation } from './core/domain/conversation.js';
import type { Agent, Handoff } from './core/domain/handoff.js';
import type { LaneName, TakeRequest } from './core/domain/lane.js';
import type { Spent } from './core/domain/usage.js';
import { Intake } from './core/intake/intake.js';
import { MarkdownKnowledge } from './core/knowledge/markdown-knowledge.js';
import { Window } from './core/memory/window.js';
import { PinoTelemetry } from './core/metrics/pino-telemetry.js';
import type { Delivery } from './core/ports/channel.js';
import type { Clock } from './core/ports/clock.js';
import type { IdSource } from './core/ports/ids.js';
import type { Knowledge } from './core/ports/knowledge.js';
import type { Mind } from './core/ports/mind.js';
import { changed } from './core/ports/signals.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { Wake } from './core/ports/wakes.js';
import { MemoryLimiter } from './core/stores/embedded/memory-limiter.js';
import { openStores, type Stores } from './core/stores/open-stores.js';
import { CryptoIds } from './core/stores/system/crypto-ids.js';
import { SystemClock } from './core/stores/system/system-clock.js';
import { Sweep } from './core/turn/sweep.js';
import { TurnDispatcher } from './core/turn/turn-dispatcher.js';
import { TurnEngine } from './core/turn/turn-engine.js';
import { TurnWorker } from './core/turn/turn-worker.js';
import { BriefWriter } from './handoff/brief-writer.js';
import { CardReviser } from './handoff/card-reviser.js';
import type { DeskParts } from './handoff/desk-parts.js';
import { DeskPolicy } from './handoff/desk-policy.js';
import { DeskSpeech } from './handoff/desk-speech.js';
import { handoffCard } from './handoff/handoff-card.js';
import { Watch } from './handoff/watch.js';
import { Minds } from './minds.js';
import {
  deskAgents,
  deskSettings,
  deskTexts,
  devAgents,
  knowledgeFolders,
  storeSettings,
  turnSettings,
  watchSettings,
  webFace,
  webSettings,
} from './settings.js';
import { SlackSide } from './slack.js';

/** What a caller may put in the place of a part: tests slow a mind down, or end the process between two writes. */
export interface Parts {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly stores: (opened: Stores) => Stores;
  readonly mind: (usual: Mind) => Mind;
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
  const minds = await Minds.open(config, {
    clock,
    ids,
    telemetry,
    ledger: stores.ledger,
    vocabulary: knowledge,
    root,
    instead: given.mind ?? ((usual) => usual),
  });
  return new Assembly({
    current,
    clock,
    ids,
    telemetry,
    secrets,
    stores,
    knowledge,
    minds,
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
  readonly minds: Minds;
  readonly root: string;
}

/** The parts of one gateway process and the order in which they open and close. */
class Assembly implements Gateway {
  readonly secrets: Secrets;
  private readonly courier: Courier;
  private readonly briefs: BriefWriter;
  private readonly cards: CardReviser;
  private readonly policy: DeskPolicy;
  private readonly speech: DeskSpeech;
  private readonly watch: Watch;
  private readonly dispatcher: TurnDispatcher;
  private readonly intake: Intake;
  private readonly sweep: Sweep;
  private readonly web: WebChannel;
  private readonly slack: SlackSide;
  private readonly host: Host;
  private isStopping = false;

  constructor(private readonly joined: Joined) {
    this.secrets = joined.secrets;
    this.courier = this.makeCourier();
    this.briefs = new BriefWriter(this.cardParts());
    this.cards = new CardReviser(this.cardParts());
    this.policy = new DeskPolicy(this.deskParts());
    this.speech = new DeskSpeech(this.deskParts());
    this.watch = this.makeWatch();
    this.dispatcher = this.makeDispatcher();
    this.intake = this.makeIntake();
    this.sweep = this.makeSweep();
    this.slack = this.makeSlack();
    this.host = this.makeHost();
    this.web = this.makeWeb();
  }

  async start(): Promise<string> {
    const { current, minds, stores, knowledge, telemetry } = this.joined;
    await knowledge.start();
    minds.start(() => current.get());
    await stores.wakes.start((wake) => this.work(wake));
    this.sweep.start();
    this.web.start(this.host.server);
    const url = await this.host.listen();
    await this.slack.start();
    telemetry.info('gateway.started', { url });
    return url;
  }

  async stop(): Promise<void> {
    const { current, minds, stores, knowledge, telemetry } = this.joined;
    this.isStopping = true;
    await this.slack.deafen();
    await this.intake.stop();
    await this.sweep.stop();
    await this.dispatcher.stop(current.get().server.stopTimeoutMs);
    await this.briefs.stop();
    await this.cards.stop();
    await minds.stop();
    await stores.wakes.stop();
    await this.courier.stop();
    await this.slack.stop();
    await this.web.stop();
    await this.host.close();
    await knowledge.stop();
    await stores.close();
    telemetry.info('gateway.stopped');
  }

  private work(wake: Wake): Promise<void> {
    return wake.kind === 'turn'
      ? this.dispatcher.due(wake.conversationId, wake.tenant)
      : this.courier.run(wake.conversationId, wake.lane);
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
        if (isForBot) this.dispatcher.recorded(conversation.id, tenant);
        else this.changed(conversation, take);
        this.cards.recorded(conversation);
      },
    });
  }

  private makeDispatcher(): TurnDispatcher {
    const { current, stores, clock, ids, telemetry, knowledge, minds } = this.joined;
    const worker = new TurnWorker({
      ...stores,
      window: new Window(stores.archive, stores.sessions),
      engine: new TurnEngine(knowledge, telemetry),
      clock,
      ids,
      telemetry,
      workerSettings: () => ({
        ...current.get().turns,
        laneTtlMs: current.get().delivery.leaseTtlMs,
      }),
      turnSettings: (conversation) =>
        turnSettings(current.get(), conversation, minds.of(current.get(), conversation.tenant)),
      onCommitted: (conversation, take) => this.changed(conversation, take),
      onEscalated: (handoff, briefFrom, mind) => this.briefs.begin(handoff, briefFrom, mind),
    });
    const { inFlightMax: all, inFlightPerTenantMax: perTenant } = current.get().turns;
    return new TurnDispatcher({ worker, wakes: stores.wakes, clock, limits: { all, perTenant } });
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

  /** What those need who change a card that is out already. */
  private cardParts() {
    const { current, stores, clock, ids, telemetry } = this.joined;
    return {
      ...stores,
      clock,
      ids,
      telemetry,
      laneTtlMs: () => current.get().delivery.leaseTtlMs,
      onChanged: (conversation: Conversation, take: TakeRequest) =>
        this.changed(conversation, take),
    };
  }

  private makeSweep(): Sweep {
    const { current, stores, clock, telemetry } = this.joined;
    return new Sweep({
      conversations: stores.conversations,
      clock,
      telemetry,
      everyMs: () => current.get().sweep.everyMs,
      turnDue: ({ id, tenant }) => this.dispatcher.due(id, tenant),
      deliveryDue: ({ id }, lane) => this.courier.run(id, lane),
      watchDue: (conversation) => this.watch.due(conversation),
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
        ...this.slack.routes,
        this.makeHealth(),
        webRoutes((channel) => webFace(current.get(), channel)),
        this.makeDesk(),
      ],
    });
  }

  private makeHealth() {
    const { current, stores, telemetry } = this.joined;
    return healthRoutes({
      health: stores.health,
      platforms: this.slack,
      telemetry,
      isStopping: () => this.isStopping,
      isAdmin: (request) => {
        const token = bearerOf(request);
        const { tokens } = current.get().admin;
        return token !== null && tokens.some((one) => isSameSecret(one.token, token));
      },
    });
  }

  private makeWatch(): Watch {
    const { current, stores, telemetry } = this.joined;
    return new Watch({
      ...this.deskParts(),
      watches: stores.watches,
      telemetry,
      settings: (tenant) => watchSettings(current.get(), tenant),
    });
  }

  private makeSlack(): SlackSide {
    const { current, stores, clock, ids, telemetry } = this.joined;
    return new SlackSide({
      config: () => current.get(),
      stores,
      clock,
      ids,
      telemetry,
      accept: (arrival) => this.intake.accept(arrival),
      steps: this.policy,
      talk: this.speech,
      cardOf: (handoff, conversation, spent) => this.cardOf(handoff, conversation, null, spent),
      onAway: (conversation, reason) => {
        this.watch.deskAway(conversation, reason).catch((error) => {
          telemetry.error('desk.away-failed', error, { conversation: conversation.id });
        });
      },
    });
  }

  private deskParts(): DeskParts {
    const settings = (tenant: string) => deskSettings(this.joined.current.get(), tenant);
    return { ...this.cardParts(), settings };
  }

  /** `agent`: who looks at it; null for a whole room. */
  private cardOf(handoff: Handoff, conversation: Conversation, agent: Agent | null, spent: Spent) {
    const { wording } = deskSettings(this.joined.current.get(), handoff.tenant);
    const mayTakeOver = conversation.owner === 'bot';
    return handoffCard({ handoff, wording, spent, agent, mayTakeOver });
  }

  private makeDesk() {
    const { current, stores, clock, ids, secrets } = this.joined;
    const auth = new DeskAuth({
      limiter: stores.limiter,
      ids,
      agents: () => deskAgents(current.get(), secrets.agents),
      devAgents: () => devAgents(current.get()),
    });
    const events = new DeskEvents({ ...stores, clock, isKnown: (agent) => auth.isKnown(agent) });
    const desk = new DeskRoutes({
      ...stores,
      auth,
      events,
      actions: this.policy,
      talk: this.speech,
      cardOf: (handoff, conversation, agent, spent) =>
        this.cardOf(handoff, conversation, agent, spent),
      clock,
      ids,
      texts: () => deskTexts(),
      showsRecord: (conversation) => this.showsRecord(conversation),
    });
    return desk.router;
  }

  private changed(conversation: Conversation, take: TakeRequest): void {
    this.courier.carry(conversation, take);
  }

  private showsRecord(conversation: Conversation): boolean {
    return this.deliveryOf(conversation, 'customer').shows === 'record';
  }

  /** The web and the local desk show what is on record; so nothing has to be handed over there. */
  private deliveryOf(conversation: Conversation, lane: LaneName): Delivery {
    return this.slack.deliveryOf(conversation, lane) ?? this.web;
  }
}
