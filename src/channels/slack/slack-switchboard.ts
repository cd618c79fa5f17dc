import type { Telemetry } from '../../core/ports/telemetry.js';
import type { SlackCustomers } from './slack-customers.js';
import { commandAnswer, type SlackDesk } from './slack-desk.js';
import type { SlackCommand } from './slack-interactions.js';
import type {
  SlackChange,
  SlackListener,
  SlackPressed,
  SlackReaction,
  SlackSaid,
  SlackSubmission,
} from './slack-listener.js';
import { parsePress } from './slack-press.js';
import type { SlackWorkspace } from './slack-workspace.js';

/**
 * Who hears what of one app: what happens in a desk's room, or in a modal of a desk's, is that desk's; everything else
 * is the customers'. `appName`, `desks`: the app's name in our configuration, and its desks.
 */
export class SlackSwitchboard implements SlackListener {
  constructor(
    private readonly appName: string,
    private readonly desks: readonly SlackDesk[],
    private readonly customers: SlackCustomers,
    private readonly telemetry: Telemetry,
  ) {}

  listensIn(team: string, room: string): 'by-name' | 'by-default' | null {
    if (this.deskAt(team, room)) return 'by-name';
    return this.customers.listensIn({ appName: this.appName, team }, room);
  }

  said(workspace: SlackWorkspace, happening: SlackSaid): Promise<void> {
    const desk = this.deskAt(workspace.team, happening.spot.channel);
    return (desk ?? this.customers).said(workspace, happening);
  }

  async reacted(workspace: SlackWorkspace, happening: SlackReaction): Promise<void> {
    await this.deskAt(workspace.team, happening.spot.channel)?.reacted(workspace, happening);
  }

  async changed(workspace: SlackWorkspace, happening: SlackChange): Promise<void> {
    await Promise.all(this.desks.map((desk) => desk.changed(workspace, happening)));
  }

  async pressed(workspace: SlackWorkspace, press: SlackPressed): Promise<void> {
    if (parsePress(press.value)?.kind === 'choice') {
      return this.customers.pressed(workspace, press);
    }
    const { view, message } = press;
    const desk = view
      ? this.desks.find((one) => one.hasView(workspace.team, view))
      : this.deskAt(workspace.team, message?.channel ?? '');
    if (desk) return desk.pressed(workspace, press);
    const { user, actionId, team } = press;
    this.telemetry.warn('slack.press-ignored', { app: workspace.appName, team, user, actionId });
  }

  async submitted(workspace: SlackWorkspace, submission: SlackSubmission): Promise<undefined> {
    const desk = this.desks.find((one) => one.hasView(workspace.team, submission.view));
    await desk?.submitted(workspace, submission);
  }

  commanded(workspace: SlackWorkspace, command: SlackCommand): Promise<string> {
    const here = this.desks.filter((desk) => desk.isIn(workspace.team));
    if (here.length === 0) return Promise.resolve(this.customers.noDeskIn(workspace));
    return commandAnswer(here, workspace, command);
  }

  private deskAt(team: string, room: string): SlackDesk | undefined {
    return this.desks.find((desk) => desk.hasRoom(team, room));
  }
}
