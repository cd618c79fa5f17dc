import type { Connection } from './channels/health-routes.js';
import { MICROSOFT_ISSUER, TeamsAuth, type TeamsIssuer } from './channels/teams/teams-auth.js';
import type { TeamsBotSettings } from './channels/teams/teams-bot-settings.js';
import { TeamsRestConnector } from './channels/teams/teams-connector.js';
import { TeamsCustomers } from './channels/teams/teams-customers.js';
import { TeamsDelivery } from './channels/teams/teams-delivery.js';
import { TeamsDoor } from './channels/teams/teams-door.js';
import { TeamsFileSource } from './channels/teams/teams-file-source.js';
import { TeamsPacer } from './channels/teams/teams-pacer.js';
import { TeamsFailure } from './channels/teams/teams-shapes.js';
import { MicrosoftTokens, type TeamsTokens } from './channels/teams/teams-tokens.js';
import { TeamsTyping } from './channels/teams/teams-typing.js';
import type { Config } from './core/config/config-schema.js';
import type { Conversation } from './core/domain/conversation.js';
import { GatewayError } from './core/domain/errors.js';
import type { LaneName } from './core/domain/lane.js';
import type { Accept, Delivery } from './core/ports/channel.js';
import type { Clock } from './core/ports/clock.js';
import type { Files } from './core/ports/files.js';
import type { IdSource } from './core/ports/ids.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { Stores } from './core/stores/open-stores.js';
import type { PlatformSide } from './platforms.js';
import { teamsBots, teamsChannels } from './teams-settings.js';

/** The share of a lane's lease that waiting for Teams may take; what is left is for taking note of it. */
const PATIENCE_SHARE = 0.7;

interface TeamsParts {
  readonly config: () => Config;
  readonly stores: Stores;
  readonly files: Files;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly accept: Accept;
  /** Who signs what Teams sends; Microsoft, unless a test says otherwise. */
  readonly issuer?: TeamsIssuer;
}

/** One bot of the configuration, and where it is spoken to. */
interface Bot {
  readonly settings: TeamsBotSettings;
  readonly auth: TeamsAuth | null;
  readonly door: TeamsDoor;
}

/** The Teams bots a configuration asks for, with the channels whose customers write to them. */
export class TeamsSide implements PlatformSide {
  readonly fileSource: TeamsFileSource;
  private readonly bots: ReadonlyMap<string, Bot>;
  private readonly customers: TeamsCustomers;
  private readonly delivery: TeamsDelivery;
  private readonly typing: TeamsTyping;

  constructor(private readonly parts: TeamsParts) {
    const { config, stores, clock } = parts;
    const bots = teamsBots(config());
    const tokens = new Map(bots.map((bot) => [bot.name, tokensOf(bot)]));
    const connector = new TeamsRestConnector({ clock, tokensOf: (bot) => known(tokens, bot) });
    const pacer = new TeamsPacer({ limiter: stores.limiter, clock });
    this.fileSource = new TeamsFileSource({
      botOf: (bot) => (tokens.has(bot) ? { tokens: known(tokens, bot) } : null),
    });
    this.typing = new TeamsTyping({ ...stores, ...parts, connector, pacer });
    this.delivery = new TeamsDelivery({
      ...stores,
      ...parts,
      ...{ connector, pacer },
      voiceOf: (name) => teamsChannels(config()).find((one) => one.name === name) ?? null,
      patienceMs: () => config().delivery.leaseTtlMs * PATIENCE_SHARE,
      beforePosting: (conversationId) => this.typing.quiet(conversationId),
    });
    this.customers = new TeamsCustomers({
      ...stores,
      ...parts,
      connector,
      channels: () => teamsChannels(config()),
      answered: (conversation, answered) => this.delivery.answered(conversation, answered),
      onWorking: (conversationId, address) => this.typing.show(conversationId, address),
    });
    this.bots = new Map(bots.map((bot) => [bot.name, this.bot(bot)]));
  }

  get routes(): PlatformSide['routes'] {
    const isOnly = this.bots.size === 1;
    return [...this.bots.values()].map(({ door }) => door.router(isOnly));
  }

  /** Null: this end of the conversation is not in Teams. No desk is. */
  deliveryOf({ channel }: Conversation, lane: LaneName): Delivery | null {
    if (lane === 'desk') return null;
    return this.parts.config().channels[channel]?.kind === 'teams' ? this.delivery : null;
  }

  /** What checks tokens takes half a second to load; the first customer is not to wait for it. */
  async start(): Promise<void> {
    await Promise.all([...this.bots.values()].map(({ auth }) => auth?.load()));
  }

  async deafen(): Promise<void> {
    await Promise.all([...this.bots.values()].map(({ door }) => door.close()));
  }

  async stop(): Promise<void> {
    await this.customers.stop();
    await this.typing.stop();
  }

  connections(): readonly Connection[] {
    return [...this.bots.values()].map(({ settings, door }) => {
      const { lastEventAtMs, problem } = door.health();
      const lastEventAt = lastEventAtMs === null ? null : new Date(lastEventAtMs).toISOString();
      return { name: `teams ${settings.name}`, lastEventAt, problem };
    });
  }

  problems(): readonly string[] {
    return [...this.customers.problems(), ...this.delivery.problems()];
  }

  private bot(settings: TeamsBotSettings): Bot {
    const { clock, telemetry, issuer = MICROSOFT_ISSUER } = this.parts;
    const { credentials } = settings;
    const auth = credentials === null ? null : new TeamsAuth(credentials.appId, issuer);
    const door = new TeamsDoor({
      ...{ bot: settings, auth, clock, telemetry },
      take: (bot, activity) => this.customers.take(bot, activity),
    });
    return { settings, auth, door };
  }
}

/** A bot without credentials is an anonymous one, or none that may be spoken to at all. */
function tokensOf({ credentials, isAnonymous }: TeamsBotSettings): TeamsTokens | null {
  if (credentials !== null) return new MicrosoftTokens(credentials);
  if (!isAnonymous) throw new GatewayError('broken');
  return null;
}

/** The name comes from a conversation's address, which outlives the configuration. */
function known(tokens: ReadonlyMap<string, TeamsTokens | null>, bot: string): TeamsTokens | null {
  const found = tokens.get(bot);
  if (found === undefined) throw new TeamsFailure(0, 'BotUnknown', null, false);
  return found;
}
