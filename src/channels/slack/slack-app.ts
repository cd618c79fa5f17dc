import type { App } from '@slack/bolt';
import type { RequestHandler } from 'express';
import { GatewayError } from '../../core/domain/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Limiter } from '../../core/ports/limiter.js';
import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackAppSettings } from './slack-app-settings.js';
import { SlackDispatch } from './slack-dispatch.js';
import { SlackDoor } from './slack-door.js';
import { SlackFileWire } from './slack-file-wire.js';
import { SlackHttpReceiver } from './slack-http-receiver.js';
import { SlackInstallation } from './slack-installation.js';
import { SLACK_CALL_MS, SLACK_RECHECK_MS } from './slack-limits.js';
import type { SlackListener } from './slack-listener.js';
import type { SlackProblemWord } from './slack-problem-words.js';
import { silence } from './slack-silence.js';
import { SLACK_SOCKET_PACE, type SlackSocketPace } from './slack-socket-pace.js';
import { SlackSocketReceiver } from './slack-socket-receiver.js';
import { SlackWebApi, webClientOptions } from './slack-web-api.js';
import type { SlackWorkspace } from './slack-workspace.js';

export interface SlackAppParts {
  readonly settings: SlackAppSettings;
  readonly listener: SlackListener;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** For tests, who do not wait minutes. */
  readonly socketPace?: Partial<SlackSocketPace>;
  readonly recheckMs?: number;
}

/** How a Slack app is, for the health page. */
export interface SlackHealth {
  readonly name: string;
  readonly lastEventAtMs: number | null;
  readonly problem: SlackProblemWord | null;
}

/** One Slack app: hears what happens in its workspaces, and gives the means to speak there. */
export class SlackApp {
  private readonly installations: ReadonlyMap<string, SlackInstallation>;
  private readonly dispatch: SlackDispatch;
  private readonly door: SlackDoor;
  private readonly receiver: SlackHttpReceiver | SlackSocketReceiver;
  private readonly stopping = new AbortController();
  private bolt: App | null = null;

  constructor(private readonly parts: SlackAppParts) {
    const { settings, listener, limiter, clock, telemetry } = parts;
    const { name: appName, apiUrl } = settings;
    this.installations = new Map(
      settings.workspaces.map(({ team, botToken }) => {
        const api = new SlackWebApi(botToken, apiUrl);
        const files = new SlackFileWire(botToken, apiUrl);
        return [team, new SlackInstallation({ team, appName, api, files, limiter, clock })];
      }),
    );
    this.dispatch = new SlackDispatch({ listener, workspaces: this.installations, clock });
    this.door = new SlackDoor({ appName, dispatch: this.dispatch, clock, telemetry });
    this.receiver = this.receiverFor(settings);
  }

  /** For HTTP: our addresses, /slack/<name>/events, /interactions and /commands, before any parser of bodies. */
  get router(): RequestHandler | null {
    return this.receiver instanceof SlackHttpReceiver ? this.receiver.router : null;
  }

  /** Resolves whether or not Slack is there: without it we go on trying, and `health` says so. */
  async start(): Promise<void> {
    const { App: BoltApp, LogLevel } = await import('@slack/bolt');
    const bolt = new BoltApp({
      receiver: this.receiver,
      // With a token Bolt would call auth.test here, and end the process if that fails. The team was checked before.
      authorize: async ({ teamId }) => ({ ...(teamId === undefined ? {} : { teamId }) }),
      clientOptions: webClientOptions(this.parts.settings.apiUrl, SLACK_CALL_MS),
      logger: silence(LogLevel.ERROR),
      logLevel: LogLevel.ERROR,
      // What we said ourselves is told apart by our own parser; and nothing is kept in this process.
      ignoreSelf: false,
      convoStore: false,
    });
    this.dispatch.attach(bolt);
    this.bolt = bolt;
    for (const installation of this.installations.values()) void this.introduce(installation);
    void this.recheck();
    await bolt.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.door.close();
    await this.bolt?.stop();
    this.bolt = null;
  }

  workspace(team: string): SlackWorkspace | null {
    return this.installations.get(team) ?? null;
  }

  health(): SlackHealth {
    const { name } = this.parts.settings;
    const ofWorkspaces = [...this.installations.values()].map(({ problem }) => problem);
    const problem =
      this.receiver.problem ?? ofWorkspaces.find((one) => one !== null && one !== undefined);
    return { name, lastEventAtMs: this.door.lastEventAtMs, problem: problem ?? null };
  }

  /** A wrong token is better known at once than with the first answer. */
  private async introduce(installation: SlackInstallation): Promise<void> {
    const { telemetry, settings } = this.parts;
    try {
      await installation.self();
    } catch (error) {
      const code = error instanceof GatewayError ? String(error.details['error']) : 'unknown';
      telemetry.warn('slack.not-introduced', {
        app: settings.name,
        team: installation.team,
        error: code,
      });
    }
  }

  /** What was wrong may have been mended without anybody having called since. */
  private async recheck(): Promise<void> {
    const { clock, recheckMs = SLACK_RECHECK_MS } = this.parts;
    const { signal } = this.stopping;
    for (;;) {
      await clock.wait(recheckMs, signal);
      if (signal.aborted) return;
      const troubled = [...this.installations.values()].filter(({ problem }) => problem !== null);
      await Promise.all(troubled.map((installation) => installation.check(signal)));
    }
  }

  private receiverFor(settings: SlackAppSettings): SlackHttpReceiver | SlackSocketReceiver {
    const { door } = this;
    const { clock, telemetry, socketPace } = this.parts;
    const { name: appName, signingSecret, appToken, apiUrl } = settings;
    if (settings.transport === 'http') {
      return new SlackHttpReceiver({ appName, signingSecret, door, clock, telemetry });
    }
    if (appToken === null) {
      throw new GatewayError('config.invalid', { field: 'appToken', app: appName });
    }
    const pace = { ...SLACK_SOCKET_PACE, ...socketPace };
    return new SlackSocketReceiver({ appName, appToken, apiUrl, door, clock, telemetry, pace });
  }
}
