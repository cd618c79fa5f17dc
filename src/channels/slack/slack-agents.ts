import { GatewayError } from '../../core/domain/errors.js';
import type { Agent } from '../../core/domain/handoff.js';
import { NAME_CHARS_MAX } from '../../core/domain/limits.js';
import { plainLabel } from '../visible-text.js';
import type { SlackPerson, SlackWorkspace } from './slack-workspace.js';

/** Why somebody does not act at a desk. */
export type Refused = 'bot' | 'guest' | 'stranger' | 'gone' | 'outsider' | 'not-in-group';

export type Standing =
  | { readonly kind: 'agent'; readonly agent: Agent }
  | { readonly kind: 'refused'; readonly why: Refused };

/**
 * Whether somebody acts at a desk: a person of the workspace who sits in the room, and in the user group if there is
 * one. Rejects with `slack.unavailable` while Slack cannot say, so that nobody is refused for an outage.
 */
export async function standingOf(
  workspace: SlackWorkspace,
  user: string,
  room: string,
  userGroup: string | null,
): Promise<Standing> {
  const [members, group, person] = await Promise.all([
    workspace.members(room),
    userGroup === null ? null : workspace.groupMembers(userGroup),
    workspace.person(user),
  ]);
  const why = refusedFor(person, members.has(user), group?.has(user) ?? true);
  return why === null ? { kind: 'agent', agent: agentOf(person) } : { kind: 'refused', why };
}

function refusedFor(person: SlackPerson, isMember: boolean, isInGroup: boolean): Refused | null {
  if (person.isBot) return 'bot';
  if (!isMember) return 'outsider';
  // Somebody who sits there, and Slack did not answer: there is no saying who it is.
  if (person.isUnclear) throw new GatewayError('slack.unavailable');
  if (person.isStranger) return 'stranger';
  if (person.isGuest) return 'guest';
  if (person.isGone) return 'gone';
  return isInGroup ? null : 'not-in-group';
}

/** The same person in whatever room: whoever is a customer, too, has this id there. */
export function agentIdOf(team: string, user: string): string {
  return `${team}:${user}`;
}

/** The Slack user behind an agent, whose home may be another workspace of one organisation; null if not from Slack. */
export function userOfAgent(agentId: string): string | null {
  return SLACK_AGENT.exec(agentId)?.[1] ?? null;
}

const SLACK_AGENT = /^[TE][A-Z0-9]+:([UW][A-Z0-9]+)$/;

function agentOf({ id, team, name }: SlackPerson): Agent {
  const shown = [...plainLabel(name)].slice(0, NAME_CHARS_MAX).join('');
  return { id: agentIdOf(team, id), name: shown === '' ? id : shown };
}
