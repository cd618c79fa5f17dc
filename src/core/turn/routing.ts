import type { Route } from '../domain/turn.js';
import type { Workflow } from '../domain/workflow.js';
import type { Context } from '../ports/mind.js';
import { type MetRule, type RuleView, ruleBefore } from './escalation-rules.js';
import { type Frustration, frustrationInWords } from './frustration.js';
import { routeAtHand } from './route-at-hand.js';
import type { Turn } from './turn.js';
import { factsFor, workflowFor } from './workflow.js';

export const NO_ROUTE: Route = {
  type: 'escalation_candidate',
  reason: 'no route was found',
  confidence: 0,
};

/** A turn of which is known what it is and whose work it is. */
export interface Routed {
  /** With the account facts of its workflow, and the episode as it goes on. */
  readonly turn: Turn;
  readonly route: Route;
  readonly workflow: Workflow | null;
  /** The team's own rule that hands it off before anything is answered. */
  readonly rule: MetRule | null;
  /** Why it goes to a person, in words for the card, where something else than the route's reason says it better. */
  readonly words: string | null;
}

/**
 * The decision that comes first in every turn, by the first of these that decides: a pressed button, the rules, signs of
 * frustration, the local classifier where it is sure, the mind. Then whose work it is, and whether a rule of theirs
 * hands it off. `shown`: what a mind decides by.
 */
export async function routed(turn: Turn, shown: Context, signal: AbortSignal): Promise<Routed> {
  const { settings, episode, heard, session, remembered } = turn;
  const { phrases, routing, mind, wording } = settings;
  const { route: found, frustration } = routeAtHand({
    lines: heard.lines,
    // What the customer asked to set aside annoys nobody any more.
    window: session.window.filter(({ seq }) => seq > remembered.memory.startSeq),
    rating: heard.rating,
    carried: episode.frustration,
    phrases,
    routing,
  });
  const route = found ?? (await mind.route(shown, signal));
  const lines = heard.lines.map(({ text }) => text);
  const workflow = workflowFor(routing.workflows, route.type, lines, episode.workflow);
  const isDecided = route.type === 'escalation_candidate' || route.command !== undefined;
  const rule = isDecided ? null : ruleBefore(workflow, ruleView(turn));
  const isAnnoyed = route.escalation === 'frustrated_user' && frustration.signals.length > 0;
  return {
    turn: routedTurn(turn, workflow, frustration),
    route: rule === null ? route : { ...route, reason: `${route.reason} ${rule.rule}` },
    workflow,
    rule,
    words: isAnnoyed ? frustrationInWords(frustration, wording) : null,
  };
}

/** What a team's rules look at in a turn. */
export function ruleView({ heard, accountFacts, settings }: Turn): RuleView {
  const lines = heard.lines.map(({ text }) => text);
  return { lines, facts: accountFacts, wording: settings.wording };
}

function routedTurn(turn: Turn, workflow: Workflow | null, { score }: Frustration): Turn {
  const name = workflow?.name ?? turn.episode.workflow;
  return {
    ...turn,
    accountFacts: factsFor(workflow, turn.accountFacts),
    episode: { ...turn.episode, frustration: score, workflow: name },
  };
}
