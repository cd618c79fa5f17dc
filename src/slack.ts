import type { Connection, PlatformHealth } from './channels/health-routes.js';
import { SlackApp } from './channels/slack/slack-app.js';
import { SlackCustomers } from './channels/slack/slack-customers.js';
import { SlackDesk } from './channels/slack/slack-desk.js';
import { SlackFileSource } from './channels/slack/slack-file-source.js';
import { SLACK_RECHECK_MS } from './channels/slack/slack-limits.js';
import { SlackSwitchboard } from './channels/slack/slack-switchboard.js';
import type { SlackWorkspace } from './channels/slack/slack-workspace.js';
import type { Config } from './core/config/config-schema.js';
import type { Card } from './core/domain/card.js';
import type { Conversation } from './core/domain/conversation.js';
import type { Handoff } from './core/domain/handoff.js';
import type { LaneName } from './core/domain/lane.js';
import type { Message, SentFile } from './core/domain/message.js';
import type { Spent } from './core/domain/usage.js';
import type { Accept, Delivery } from './core/ports/channel.js';
import type { Clock } from './core/ports/clock.js';
import type { HandoffSteps, HandoffTalk } from './core/ports/desk.js';
import type { FileOwner, Files } from './core/ports/files.js';
import type { IdSource } from './core/ports/ids.js';
import type { Telemetry } from './core/ports/telemetry.js';
import type { Stores } from './core/stores/open-stores.js';
import { tenantOf } from './settings.js';
import {
  slackApps,
  slackChannels,
  slackDesks,
  slackFace,
  slackWordingIn,
} from './slack-settings.js';

/** The share of a lane's lease that waiting for Slack may take; what is left is for taking note of it. */
const PATIENCE_SHARE = 0.7;

interface SlackParts {
  readonly config: () => Config;
  readonly stores: Stores;
  readonly files: Pick<Files, 'open' | 'url'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly accept: Accept;
  readonly steps: HandoffSteps;
  readonly talk: HandoffTalk;
  /** The face of a handoff for everybody in a room. */
  readonly cardOf: (handoff: Handoff, conversation: Conversation, spent: Spent) => Card;
  /** A customer's Slack did not take an agent's file. Must return at once. */
  readonly onFileLeft: (owner: FileOwner, message: Message, file: SentFile) => void;
  /** No room of a handoff's desk can be written to: nobody sees it for now. */
  readonly onAway: (conversation: Conversation, reason: string) => void;
}

/** The Slack apps a configuration asks for, with the channels and desks that stand in their workspaces. */
export class SlackSide implements PlatformHealth {
  /** Where files that people sent in Slack are fetched from. */
  readonly fileSource: SlackFileSource;
  private readonly apps: ReadonlyMap<string, SlackApp>;
  private readonly customers: SlackCustomers;
  private readonly desks: ReadonlyMap<string, SlackDesk>;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: SlackParts) {
    const { stores, config, clock, telemetry } = parts;
    const workspaceOf = (app: string, team: string) => this.workspaceOf(app, team);
    this.fileSource = new SlackFileSource({ workspaceOf, telemetry });
    const patienceMs = () => config().delivery.leaseTtlMs * PATIENCE_SHARE;
    this.customers = new SlackCustomers({
      ...stores,
      ...parts,
      fileBounds: () => config().files,
      patienceMs,
      channels: () => slackChannels(config()),
      wordingIn: (at) => slackWordingIn(config(), at),
      workspaceOf,
    });
    this.desks = new Map(
      slackDesks(config()).map((desk) => [desk.name, this.desk(desk, patienceMs)]),
    );
    this.apps = new Map(
      slackApps(config()).map((settings) => {
        const here = slackDesks(config()).filter(({ app }) => app === settings.name);
        const desks = here.flatMap(({ name }) => this.desks.get(name) ?? []);
        const listener = new SlackSwitchboard(settings.name, desks, this.customers, telemetry);
        const { limiter } = stores;
        return [settings.name, new SlackApp({ settings, listener, limiter, clock, telemetry })];
      }),
    );
  }

  /** Before any parser of bodies: signatures are over the bytes. */
  get routes(): readonly NonNullable<SlackApp['router']>[] {
    return [...this.apps.values()].flatMap((app) => app.router ?? []);
  }

  /** Null: this end of the conversation is not in Slack. */
  deliveryOf(conversation: Conversation, lane: LaneName): Delivery | null {
    const config = this.parts.config();
    if (lane === 'desk') {
      return this.desks.get(tenantOf(config, conversation.tenant).desk) ?? null;
    }
    return config.channels[conversation.channel]?.kind === 'slack' ? this.customers : null;
  }

  async start(): Promise<void> {
    await Promise.all([...this.apps.values()].map((app) => app.start()));
    void this.recheck();
  }

  /** No event is taken from now on; what was taken is on record. */
  async deafen(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.apps.values()].map((app) => app.stop()));
  }

  /** Once nothing is delivered any more. */
  async stop(): Promise<void> {
    await this.customers.stop();
    await Promise.all([...this.desks.values()].map((desk) => desk.stop()));
  }

  connections(): readonly Connection[] {
    return [...this.apps.values()].map((app) => {
      const { name, lastEventAtMs, problem } = app.health();
      const lastEventAt = lastEventAtMs === null ? null : new Date(lastEventAtMs).toISOString();
      return { name: `slack ${name}`, lastEventAt, problem };
    });
  }

  problems(): readonly string[] {
    return [
      ...this.customers.problems(),
      ...[...this.desks.values()].flatMap((desk) =>
        desk.problems().map(({ room, reason }) => `${desk.name} ${room}: ${reason}`),
      ),
    ];
  }

  /** What was wrong with a room may have been mended without anybody having written there since. */
  private async recheck(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await this.parts.clock.wait(SLACK_RECHECK_MS, signal);
      if (signal.aborted) return;
      const ends = [this.customers, ...this.desks.values()];
      await Promise.all(ends.map((end) => end.recheck(signal)));
    }
  }

  private desk(
    settings: ReturnType<typeof slackDesks>[number],
    patienceMs: () => number,
  ): SlackDesk {
    const { parts } = this;
    return new SlackDesk({
      ...parts.stores,
      ...parts,
      settings,
      fileBounds: () => parts.config().files,
      patienceMs,
      retryMaxMs: () => parts.config().delivery.retryMaxMs,
      workspace: () => this.workspaceOf(settings.app, settings.team),
      faceOf: (tenant) => slackFace(parts.config(), tenant),
      onAway: (conversation, reason, isWaiting) => {
        if (isWaiting) parts.onAway(conversation, reason);
      },
    });
  }

  private workspaceOf(app: string, team: string): SlackWorkspace | null {
    return this.apps.get(app)?.workspace(team) ?? null;
  }
}
