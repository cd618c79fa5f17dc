import type { App, ViewResponseAction, ViewSubmitAction } from '@slack/bolt';
import { GatewayError } from '../../core/domain/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import { isDirect } from './slack-ids.js';
import type { SlackInstallation } from './slack-installation.js';
import { parseSlackCommand, parseSlackInteraction } from './slack-interactions.js';
import { SLACK_NAMES_WAIT_MS } from './slack-limits.js';
import type { SlackChange, SlackListener } from './slack-listener.js';
import { namesIn } from './slack-names.js';
import { addresseeOf, botUserOf, parseSlackEvent, roomOf } from './slack-parse.js';
import { within } from './slack-within.js';

/** Bolt matches names of events, actions, views and commands with it: whatever they are called. */
const ANY = /^/;

/** Reads what Bolt hands on, and calls the listener. Whatever goes wrong is thrown through Bolt to the receiver. */
export class SlackDispatch {
  constructor(
    private readonly parts: {
      readonly listener: SlackListener;
      readonly workspaces: ReadonlyMap<string, SlackInstallation>;
      readonly clock: Clock;
    },
  ) {}

  attach(app: App): void {
    app.event(ANY, ({ body }) => this.event(body));
    app.action(ANY, async ({ body, ack }) => {
      await this.interaction(body);
      await ack();
    });
    app.view<ViewSubmitAction>(ANY, async ({ body, ack }) => {
      // Slack's type of it stays out of the listener; its renderer makes what Slack takes.
      await ack((await this.interaction(body)) as ViewResponseAction | undefined);
    });
    app.command(ANY, async ({ body, ack }) => {
      const text = await this.command(body);
      await (text === '' ? ack() : ack({ response_type: 'ephemeral', text }));
    });
  }

  /** The workspace a delivery is for, before anything is done about it; null: none of ours. */
  workspaceOf(kind: SlackDeliveryKind, body: unknown): SlackInstallation | null {
    if (kind === 'event') return this.homeOf(body);
    const team = teamOf(kind, body);
    return team === null ? null : (this.parts.workspaces.get(team) ?? null);
  }

  /**
   * Of several workspaces that share a room Slack names one as it likes, and of two events about one message perhaps
   * each another one. So an event is for the workspace whose channel or desk has that room by name. A shared room that
   * none names stays with the workspace that Slack names, unless nobody listens there for that one.
   */
  private homeOf(body: unknown): SlackInstallation | null {
    const { workspaces, listener } = this.parts;
    const named = workspaces.get(addresseeOf(body).team) ?? null;
    const place = roomOf(body);
    if (place === null || isDirect(place.room)) return named;
    const all = [...workspaces.values()];
    const listening = (how: 'by-name' | 'by-default') =>
      all.find(({ team }) => listener.listensIn(team, place.room) === how);
    const byName = listening('by-name');
    if (byName !== undefined) return byName;
    const isHeard = named !== null && listener.listensIn(named.team, place.room) !== null;
    return isHeard || !place.isShared ? named : (listening('by-default') ?? named);
  }

  private async event(body: unknown): Promise<void> {
    const workspace = this.homeOf(body);
    if (workspace === null) throw unknownTeam();
    const { event } = body as { readonly event: unknown };
    const { clock, listener } = this.parts;
    const [self, nameOf] = await Promise.all([
      this.selfIn(workspace, body),
      namesIn(event, workspace, clock),
    ]);
    const { appName, team } = workspace;
    const happening = parseSlackEvent(body, { ...self, appName, nameOf }, team);
    switch (happening.kind) {
      case 'said':
      case 'edited':
      case 'deleted':
        return listener.said(workspace, happening);
      case 'reaction':
        return listener.reacted(workspace, happening);
      case 'lifecycle':
        return this.changed(workspace, happening);
      case 'ignored':
        return;
    }
  }

  private changed(workspace: SlackInstallation, change: SlackChange): Promise<void> {
    if (change.channel !== null) workspace.forget(change.channel);
    const isAboutToken = change.what === 'uninstalled' || change.what === 'tokens-revoked';
    // It may have been somebody's token and not ours. The answer is the workspace's `problem`.
    if (isAboutToken) void workspace.check();
    return this.parts.listener.changed(workspace, change);
  }

  private async interaction(body: unknown): Promise<object | undefined> {
    const { listener } = this.parts;
    const seen = parseSlackInteraction(body);
    switch (seen.kind) {
      case 'pressed':
        await listener.pressed(this.known(seen.team), seen);
        return undefined;
      case 'submitted':
        return listener.submitted(this.known(seen.team), seen);
      case 'ignored':
        return undefined;
    }
  }

  private command(body: unknown): Promise<string> {
    const command = parseSlackCommand(body);
    return this.parts.listener.commanded(this.known(command.team), command);
  }

  private known(team: string): SlackInstallation {
    const workspace = this.parts.workspaces.get(team);
    if (workspace === undefined) throw unknownTeam();
    return workspace;
  }

  /**
   * Events come while the Web API is away. They say themselves which user we are, and echoes of ours name our app, so
   * nothing has to wait for it.
   */
  private async selfIn(
    workspace: SlackInstallation,
    body: unknown,
  ): Promise<{ readonly userId: string; readonly botId: string }> {
    const isNamed = addresseeOf(body).team === workspace.team;
    const userId = isNamed ? botUserOf(body) : null;
    if (userId === null) return workspace.self();
    const asked = workspace.self().catch(() => null);
    return (await within(asked, SLACK_NAMES_WAIT_MS, this.parts.clock)) ?? { userId, botId: '' };
  }
}

export type SlackDeliveryKind = 'event' | 'interaction' | 'command';

function unknownTeam(): GatewayError {
  return new GatewayError('broken', { what: 'unknown team' });
}

function teamOf(kind: Exclude<SlackDeliveryKind, 'event'>, body: unknown): string | null {
  switch (kind) {
    case 'interaction': {
      const seen = parseSlackInteraction(body);
      return seen.kind === 'ignored' ? null : seen.team;
    }
    case 'command':
      return parseSlackCommand(body).team;
  }
}
