import { GatewayError } from '../../core/domain/errors.js';
import type { Agent, Handoff } from '../../core/domain/handoff.js';
import { problemInWords } from '../../core/domain/problem-words.js';
import type { Wording } from '../../core/domain/texts.js';
import { standingOf } from './slack-agents.js';
import { spoken } from './slack-desk-lines.js';
import type { SlackDeskParts } from './slack-desk-parts.js';
import { slackTime } from './slack-time.js';
import type { Ear, SlackWhispers } from './slack-whispers.js';
import type { SlackWorkspace } from './slack-workspace.js';

/** Tries at telling what has to be told, and the wait between them. Who wrote an hour ago has asked a colleague by now. */
const INSISTS_MAX = 60;
const INSIST_WAIT_MS = 60_000;

/** Who may act at a desk and on what, and how they are told where they may not. */
export class SlackDeskGuard {
  constructor(
    private readonly parts: SlackDeskParts,
    private readonly whispers: SlackWhispers,
  ) {}

  /** A handoff of this desk. Another tenant's does not exist here (P10). */
  async handoff(id: string): Promise<Handoff | null> {
    const { settings, steps, telemetry } = this.parts;
    try {
      const handoff = await steps.find(id);
      if (settings.tenants.includes(handoff.tenant)) return handoff;
    } catch (error) {
      const isUnknown = error instanceof GatewayError && error.code === 'handoff.unknown';
      if (!isUnknown) throw error;
    }
    telemetry.warn('slack.foreign-handoff', { desk: settings.name, handoff: id });
    return null;
  }

  /**
   * The agent who acts there; null if they may not, and then they are told why. Rejects with `slack.unavailable` while
   * Slack cannot say who they are.
   */
  async agent(workspace: SlackWorkspace, ear: Ear, wording: Wording): Promise<Agent | null> {
    const { settings, telemetry } = this.parts;
    const { channel: room, user } = ear;
    const standing = await standingOf(workspace, user, room, settings.userGroup);
    if (standing.kind === 'agent') return standing.agent;
    const { why } = standing;
    telemetry.warn('slack.agent-refused', { desk: settings.name, room, user, why });
    this.tell(workspace, ear, spoken(`slack.desk.refused.${why}`, wording));
    return null;
  }

  tell(workspace: SlackWorkspace, ear: Ear, text: string): void {
    this.whispers.tell(workspace, ear, text);
  }

  /** Tells it as soon as Slack takes it: it is what nobody would learn of otherwise. Returns at once. */
  insist(workspace: SlackWorkspace, ear: Ear, text: string): void {
    this.whispers.beside(async (signal) => {
      for (let attempt = 1; attempt <= INSISTS_MAX && !signal.aborted; attempt++) {
        const failure = await this.whispers.say(workspace, ear, text);
        // Not in the room any more, say: nobody is there who could be told.
        if (failure === null || failure.kind === 'platform') return;
        await this.parts.clock.wait(INSIST_WAIT_MS, signal);
      }
    });
  }

  /** Tells why something was not done. False: it was not refused, it did not work, and may at another try. */
  refused(workspace: SlackWorkspace, ear: Ear, error: unknown, wording: Wording): boolean {
    const told = error instanceof GatewayError ? refusalText(error, wording) : null;
    if (told === null) return false;
    this.tell(workspace, ear, told);
    return true;
  }
}

/** Null: it was not refused; something did not work. */
function refusalText(error: GatewayError, wording: Wording): string | null {
  const by = text(error.details['by']);
  const since = error.details['sinceMs'];
  switch (error.code) {
    case 'handoff.taken':
      return typeof since === 'number'
        ? spoken('slack.desk.taken', wording, { agent: by }, { time: slackTime(since) })
        : spoken('slack.desk.taken.now', wording, { agent: by });
    case 'handoff.closed':
      return by === ''
        ? spoken('slack.desk.closed', wording)
        : spoken('slack.desk.closed-by', wording, { agent: by });
    case 'handoff.own':
      return spoken('slack.desk.own', wording);
    case 'handoff.not-claimed':
      return spoken('slack.desk.not-claimed', wording);
    case 'handoff.no-approval':
      return spoken('slack.desk.nothing-to-approve', wording);
    case 'handoff.action-under-way':
      return spoken('slack.desk.action-under-way', wording);
    case 'lane.full':
      return spoken('slack.desk.full', wording);
    case 'handoff.not-filed':
      return spoken('slack.desk.try-again', wording);
    case 'message.not-yours':
    case 'not-found':
      return spoken('slack.desk.not-changed', wording);
    default:
      return error.retryable
        ? null
        : spoken('slack.desk.problem', wording, { problem: problemInWords(error, wording) });
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
