import type { Route } from '../domain/turn.js';
import type { Workflow } from '../domain/workflow.js';
import type { Knowledge } from '../ports/knowledge.js';
import type { Context } from '../ports/mind.js';
import { type MetRule, type RuleView, ruleBefore, ruleOnTopics } from './escalation-rules.js';
import { type Frustration, frustrationInWords } from './frustration.js';
import { nearestOf } from './passage-search.js';
import { BY_CLASSIFIER } from './route.js';
import { type AtHand, routeAtHand } from './route-at-hand.js';
import type { Turn, TurnResult } from './turn.js';
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
  /** Rules that were met and signs of frustration, for the record. */
  readonly rules: readonly string[];
}

/**
 * The decision that comes first in every turn, by the first of these that decides: a pressed button, the rules, signs of
 * frustration, the local classifier where it is sure, the mind. Then whose work it is, and whether a rule of theirs
 * hands it off. `shown`: what a mind decides by.
 */
export async function routed(
  turn: Turn,
  shown: Context,
  knowledge: Knowledge,
  signal: AbortSignal,
): Promise<Routed> {
  const { settings, heard } = turn;
  const { route: found, frustration } = atHand(turn);
  const route = await withinScope(
    turn,
    found ?? (await settings.mind.route(shown, signal)),
    knowledge,
  );
  const lines = heard.lines.map(({ text }) => text);
  const { routing } = settings;
  const { workflows } = routing;
  const likely = workflowFor(workflows, route.type, lines, turn.episode.workflow);
  const { workflow, rule } = ruled(turn, route, likely);
  const isAnnoyed = route.escalation === 'frustrated_user' && frustration.signals.length > 0;
  return {
    turn: routedTurn(turn, workflow, frustration),
    route: rule === null ? route : { ...route, reason: `${route.reason} ${rule.rule}` },
    workflow,
    rule,
    words: isAnnoyed ? frustrationInWords(frustration, settings.wording) : null,
    rules: [...signsOf(frustration, routing.frustrationMax), ...(rule === null ? [] : [rule.rule])],
  };
}

/** Signs of frustration as the record has them, also where the tenant bears them. */
function signsOf({ score, signals }: Frustration, max: number | null): readonly string[] {
  if (signals.length === 0) return [];
  const signs = signals.map(({ name, weight }) => `${name} ${weight}`).join(', ');
  return [`Frustration ${score} of ${max ?? 'any'}: ${signs}.`];
}

/** What a turn came to, with the rules that were met on its way. */
export function withRules({ rules }: Routed, result: TurnResult): TurnResult {
  const met = [...rules, ...(result.rules ?? [])];
  return met.length === 0 ? result : { ...result, rules: met };
}

/** A wish for a person, a command, or too much frustration: what comes before whatever is under way. */
export function ruledAtHand(turn: Turn): Route | null {
  const { route } = atHand(turn);
  if (route === null || route.reason === BY_CLASSIFIER) return null;
  return route.type === 'escalation_candidate' || route.command !== undefined ? route : null;
}

function atHand({ conversation, settings, episode, heard, session, ...turn }: Turn): AtHand {
  const { phrases, routing } = settings;
  // What the customer asked to set aside annoys nobody any more.
  const window = session.window.filter(({ seq }) => seq > turn.remembered.memory.startSeq);
  const speakers = window.map(({ author }) => author).filter(({ kind }) => kind === 'agent');
  const people = [...turn.stretches.flatMap(({ agent }) => agent ?? []), ...speakers];
  return routeAtHand({
    lines: heard.lines,
    window,
    rating: heard.rating,
    carried: episode.frustration,
    customerId: conversation.customer.id,
    agents: [...new Set(people.map(({ name }) => name))],
    phrases,
    routing,
  });
}

/**
 * The classifier knows words in general and nothing of what this business offers: before anybody is told on its word
 * that something is out of scope, the articles are looked at.
 */
async function withinScope(turn: Turn, route: Route, knowledge: Knowledge): Promise<Route> {
  if (route.type !== 'unsupported' || route.reason !== BY_CLASSIFIER) return route;
  const confidence = await nearestOf(turn, knowledge);
  if (confidence === null) return route;
  const reason = 'The local classifier takes it for out of scope, but an article is near.';
  return { type: 'info_question', reason, confidence };
}

/** Whose work it is and the rule of theirs that hands it off; what would be declined is held to all teams' topics. */
function ruled(
  turn: Turn,
  route: Route,
  likely: Workflow | null,
): Pick<Routed, 'workflow' | 'rule'> {
  const view = ruleView(turn);
  const isDecided = route.type === 'escalation_candidate' || route.command !== undefined;
  const rule = isDecided ? null : ruleBefore(likely, view);
  if (rule !== null || route.type !== 'unsupported') return { workflow: likely, rule };
  return ruleOnTopics(turn.settings.routing.workflows, view) ?? { workflow: likely, rule: null };
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
