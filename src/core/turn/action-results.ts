/** Outcomes of turns that are about an action. */
import {
  type Acting,
  type ActionOutcome,
  type ActionSpec,
  type ActionState,
  actingAfter,
} from '../domain/action.js';
import { actionsOnCard, factsOf } from '../domain/action-words.js';
import { handoffIdOf } from '../domain/handoff.js';
import { type EscalationNotes, intentOf } from '../domain/handoff-payload.js';
import { say } from '../domain/texts.js';
import type { Route } from '../domain/turn.js';
import { type Question, wishSeq } from './action-questions.js';
import type { Need } from './action-steps.js';
import { stoppedAttempt } from './action-under-way.js';
import type { Turn, TurnResult } from './turn.js';
import { contextOf, NOTHING_FOUND } from './turn-context.js';
import { escalated, said } from './turn-results.js';

/** A wish takes the place of another that was only talked about; that one is remembered as left. */
function actingWith({ conversation, settings, startedAtMs }: Turn, state: ActionState): Acting {
  const { acting } = conversation;
  const { current } = acting;
  const isTalk = current?.stage === 'collecting' || current?.stage === 'confirming';
  const isLeft = isTalk && current.id !== state.id;
  return actingAfter(
    acting,
    state,
    isLeft ? stoppedAttempt(current, null, settings.wording, startedAtMs) : null,
  );
}

/** A turn that ends in words about an action. `state`: how it stands now; null leaves it as it is. */
export function asked(
  turn: Turn,
  route: Route,
  { text, card }: Question,
  state: ActionState | null,
): TurnResult {
  const bare = contextOf(turn, route.type, NOTHING_FOUND);
  const result = said(turn, route, bare, text, []);
  const reply = { text, citations: [], byBot: true, ...(card ? { card } : {}) };
  const answered: TurnResult = { ...result, outcome: 'acted', replies: [reply] };
  if (state === null) return answered;
  const { name, id, stage } = state;
  const acting = actingWith(turn, state);
  return { ...answered, acting, action: { name, id, stage } };
}

/** What the customer said when they wanted it: the last they said may be no more than a yes. */
function wishOf({ session }: Turn, state: ActionState): { intent?: string } {
  const said = session.window.find(({ seq }) => seq === wishSeq(state));
  const text = said?.revised?.isGone === true ? '' : (said?.text ?? '');
  return text === '' ? {} : { intent: intentOf([text]) };
}

/** To a person, with what is known of the action on the card and our own words to the customer. */
function handedOver(
  turn: Turn,
  route: Route,
  notes: EscalationNotes,
  text: string,
  acting: Acting,
): TurnResult {
  const bare = contextOf(turn, route.type, NOTHING_FOUND);
  const result = escalated(turn, route, bare, [], notes, bare.context);
  const { escalation } = result;
  if (escalation === null) return result;
  const actions = actionsOnCard(acting, turn.settings.wording);
  return {
    ...result,
    replies: [{ text, citations: [], byBot: false }],
    escalation: { ...escalation, payload: { ...escalation.payload, actions } },
    acting,
  };
}

/** The customer has confirmed it, and an agent has to approve it: it waits in a case of its own. */
export function forApproval(
  turn: Turn,
  route: Route,
  spec: ActionSpec,
  state: ActionState,
): TurnResult {
  const { conversation, settings, startedAtMs } = turn;
  const { wording } = settings;
  const untilMs = startedAtMs + spec.approvalMs;
  const handoffId = handoffIdOf(conversation.id, conversation.handoffCount + 1);
  const waiting: ActionState = { ...state, stage: 'approving', handoffId, dueAtMs: untilMs };
  const acting = actingWith(turn, waiting);
  const detail = say('action.card.approve-why', wording);
  const lastReasoning = say('action.card.needs-approval', wording, { action: spec.title });
  const wish = wishOf(turn, state);
  const notes = { reason: 'high_value_action', lastReasoning, ...wish } as const;
  const text = say('action.approving', wording, { action: spec.title });
  const result = handedOver(turn, route, notes, text, acting);
  const { escalation } = result;
  if (escalation === null) return result;
  const facts = factsOf(spec, state.values);
  const approval = { id: state.id, title: spec.title, detail, facts, untilMs };
  const { name, id, stage } = waiting;
  return {
    ...result,
    escalation: { ...escalation, payload: { ...escalation.payload, approval }, briefFrom: null },
    action: { name, id, stage },
  };
}

/** It was not done, or nobody knows: a person goes on. */
export function failed(
  turn: Turn,
  route: Route,
  state: ActionState,
  outcome: Exclude<ActionOutcome, { kind: 'done' }>,
  words: string,
  acting: Acting,
): TurnResult {
  const { wording } = turn.settings;
  const text = say(`action.${outcome.kind}`, wording, { action: state.title });
  const suggestedNextAction = say(`action.next.${outcome.kind}`, wording, { action: state.title });
  const told = { lastReasoning: words, suggestedNextAction, ...wishOf(turn, state) };
  const notes = { reason: 'action_failed', ...told } as const;
  return handedOver(turn, route, notes, text, acting);
}

/** Asked again and again in vain: a person gets further. */
export function useless(
  turn: Turn,
  route: Route,
  spec: ActionSpec,
  { state, parameter }: Extract<Need, { kind: 'give-up' }>,
): TurnResult {
  const { wording } = turn.settings;
  const lastReasoning = say('action.card.useless', wording, {
    action: spec.title,
    count: String(state.misses),
    parameter: parameter?.title ?? say('action.yes', wording),
  });
  const attempt = stoppedAttempt(state, spec, wording, turn.startedAtMs);
  const acting = actingAfter(turn.conversation.acting, null, attempt);
  const text = say('handoff.opened', wording);
  const notes = { reason: 'action_failed', lastReasoning, ...wishOf(turn, state) } as const;
  return handedOver(turn, route, notes, text, acting);
}
