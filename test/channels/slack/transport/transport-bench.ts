import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SlackApp } from '../../../../src/channels/slack/slack-app.js';
import type { SlackAppSettings } from '../../../../src/channels/slack/slack-app-settings.js';
import type { SlackSocketPace } from '../../../../src/channels/slack/slack-socket-pace.js';
import { MemoryLimiter } from '../../../../src/core/stores/embedded/memory-limiter.js';
import { SystemClock } from '../../../../src/core/stores/system/system-clock.js';
import { DESK_SCOPES } from '../../../support/slack/slack-app.js';
import { SlackServer } from '../../../support/slack/slack-server.js';
import { HeardEverything } from './heard-everything.js';
import { PuppetListener } from './puppet-listener.js';

/** Short enough for tests, long enough for a busy machine. */
const QUICK: Partial<SlackSocketPace> = {
  connectMs: 2_000,
  drainMs: 500,
  retryMs: 20,
  retryMsMax: 100,
  steadyMs: 0,
};

export interface BenchWishes {
  readonly transport: 'http' | 'socket';
  readonly pace?: Partial<SlackSocketPace>;
  readonly scopes?: readonly string[];
  readonly settings?: Partial<SlackAppSettings>;
  /** The app is made, and not started. */
  readonly isOff?: boolean;
}

/** A time that a test may move on; Slack's and ours are the same. */
export class ShiftedClock extends SystemClock {
  shiftMs = 0;

  override nowMs(): number {
    return super.nowMs() + this.shiftMs;
  }
}

/** One workspace of Slack's stand-in, and one app of ours that listens to it with a puppet behind. */
export class TransportBench {
  readonly slack = new SlackServer();
  readonly listener = new PuppetListener();
  readonly telemetry = new HeardEverything();
  readonly clock = new ShiftedClock();
  readonly limiter = new MemoryLimiter();
  private readonly closing: (() => Promise<void>)[] = [];

  async desk(wishes: BenchWishes) {
    await this.slack.start();
    this.closing.push(() => this.slack.stop());
    const acme = this.slack.createTeam('Acme');
    const ana = acme.createPerson('Ana');
    const app = this.slack.createApp('Frontdesk');
    const bot = app.install(acme, wishes.scopes ?? DESK_SCOPES);
    const room = acme.createRoom('desk', { members: [ana, bot] });
    const settings: SlackAppSettings = {
      name: 'main',
      transport: wishes.transport,
      signingSecret: app.signingSecret,
      appToken: app.appToken,
      apiUrl: this.slack.apiUrl,
      workspaces: [{ name: 'acme', team: acme.id, botToken: bot.botToken }],
      ...wishes.settings,
    };
    const ours = this.app(settings, wishes.pace);
    if (wishes.transport === 'socket') app.usesSocketMode();
    else app.listensAt(await this.serve(ours));
    if (wishes.isOff !== true) await ours.start();
    const workspace = ours.workspace(acme.id);
    if (workspace === null) throw new Error('no workspace');
    return { ...this.parts, acme, ana, app, bot, room, ours, workspace };
  }

  /** An app of ours on its own, stopped with the bench. */
  app(settings: SlackAppSettings, pace: Partial<SlackSocketPace> = {}): SlackApp {
    const { listener, limiter, clock, telemetry } = this;
    const socketPace = { ...QUICK, ...pace };
    const parts = { settings, listener, limiter, clock, telemetry, socketPace, recheckMs: 50 };
    const ours = new SlackApp(parts);
    this.closing.push(() => ours.stop());
    return ours;
  }

  async stop(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
  }

  private get parts() {
    const { slack, listener, telemetry, clock } = this;
    return { slack, listener, telemetry, clock };
  }

  private async serve(ours: SlackApp) {
    const web = express();
    if (ours.router === null) throw new Error('no router');
    web.use(ours.router);
    // What stands behind must not matter: a parser of bodies as other routes have it.
    web.use(express.json());
    const server: Server = createServer(web);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.closing.push(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/main`;
    return {
      events: `${base}/events`,
      interactivity: `${base}/interactions`,
      commands: `${base}/commands`,
    };
  }
}
