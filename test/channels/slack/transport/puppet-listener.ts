import type { SlackCommand } from '../../../../src/channels/slack/slack-interactions.js';
import type {
  SlackChange,
  SlackListener,
  SlackPressed,
  SlackReaction,
  SlackSaid,
  SlackSubmission,
} from '../../../../src/channels/slack/slack-listener.js';
import type { SlackWorkspace } from '../../../../src/channels/slack/slack-workspace.js';

/** What the house does with what it hears: keeps it, fails as told, takes as long as told. */
export class PuppetListener implements SlackListener {
  readonly saidThings: SlackSaid[] = [];
  readonly reactions: SlackReaction[] = [];
  readonly changes: SlackChange[] = [];
  readonly presses: SlackPressed[] = [];
  readonly submissions: SlackSubmission[] = [];
  readonly commands: SlackCommand[] = [];
  readonly teams: string[] = [];
  /** How many of the next ones fail. */
  failsNext = 0;
  /** Everything waits for it. */
  gate: Promise<void> = Promise.resolve();
  viewResponse: object | undefined;
  commandAnswer = '';

  /** Rooms that somebody listens in, by workspace and room. */
  readonly listened = new Map<string, 'by-name' | 'by-default'>();

  listensIn(team: string, room: string): 'by-name' | 'by-default' | null {
    return this.listened.get(`${team} ${room}`) ?? null;
  }

  said(workspace: SlackWorkspace, happening: SlackSaid): Promise<void> {
    return this.hear(workspace, this.saidThings, happening);
  }

  reacted(workspace: SlackWorkspace, happening: SlackReaction): Promise<void> {
    return this.hear(workspace, this.reactions, happening);
  }

  changed(workspace: SlackWorkspace, happening: SlackChange): Promise<void> {
    return this.hear(workspace, this.changes, happening);
  }

  pressed(workspace: SlackWorkspace, press: SlackPressed): Promise<void> {
    return this.hear(workspace, this.presses, press);
  }

  async submitted(
    workspace: SlackWorkspace,
    submission: SlackSubmission,
  ): Promise<object | undefined> {
    await this.hear(workspace, this.submissions, submission);
    return this.viewResponse;
  }

  async commanded(workspace: SlackWorkspace, command: SlackCommand): Promise<string> {
    await this.hear(workspace, this.commands, command);
    return this.commandAnswer;
  }

  get texts(): string[] {
    return this.saidThings.map((one) => (one.kind === 'deleted' ? 'deleted' : one.text));
  }

  /** How often anything of it was called and did not fail. */
  get heard(): number {
    return this.teams.length;
  }

  private async hear<Thing>(workspace: SlackWorkspace, kept: Thing[], thing: Thing): Promise<void> {
    await this.gate;
    if (this.failsNext > 0) {
      this.failsNext -= 1;
      throw new Error('the store is away');
    }
    this.teams.push(workspace.team);
    kept.push(thing);
  }
}
