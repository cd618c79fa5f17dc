import {
  type ActionAttempt,
  type ActionSpec,
  type ActionState,
  actingAfter,
} from '../domain/action.js';
import { actionsOnCard, factsOf, valuesInWords } from '../domain/action-words.js';
import { say, type Wording } from '../domain/texts.js';
import type { Actions } from '../ports/actions.js';
import { questionOf } from './action-questions.js';
import type { Turn, TurnResult } from './turn.js';

/** The action the customer is being asked about; null without one, and of one from before an agent's time or this episode. */
export function ongoing({ conversation, episode, stretches }: Turn): ActionState | null {
  const { current } = conversation.acting;
  if (current?.stage !== 'collecting' && current?.stage !== 'confirming') return null;
  // What a person has had in hand since is not taken up again where the bot left it.
  const sinceMs = Math.max(episode.startedAtMs, ...stretches.map(({ toMs }) => toMs));
  return current.startedAtMs < sinceMs ? null : current;
}

/** What is remembered of an action that was begun to be talked about and goes no further. */
export function stoppedAttempt(
  state: ActionState,
  spec: ActionSpec | null,
  wording: Wording,
  atMs: number,
): ActionAttempt {
  const { id, name, title, values } = state;
  const known = valuesInWords(factsOf(spec, values), wording);
  return {
    id,
    name,
    title,
    end: 'stopped',
    text: say('action.card.stopped', wording, { values: known }),
    atMs,
  };
}

/**
 * What another turn than its own does to an action under way.
 *
 * | the turn | the action |
 * |---|---|
 * | answered something else | the customer is asked its question again, behind the answer |
 * | went to a person | it is over, and the card says how far it had come |
 * | started over | it is set aside with all the rest |
 * | any, but it is from an earlier episode, or from before an agent's time | it is over |
 */
export function withActionUnderWay(turn: Turn, result: TurnResult, actions: Actions): TurnResult {
  const { conversation, settings } = turn;
  const { current } = conversation.acting;
  if (result.route.command === 'start-over') return setAside(turn, result);
  if (current === null || result.acting !== null) return result;
  const isTalk = current.stage === 'collecting' || current.stage === 'confirming';
  if (!isTalk) return result;
  const spec = actions.offered(settings.tenantId).find(({ name }) => name === current.name);
  const isOver = ongoing(turn) === null || spec === undefined || result.outcome === 'escalated';
  if (isOver || spec === undefined) return stopped(turn, result, current, spec ?? null);
  if (result.outcome !== 'answered') return result;
  const question = questionOf(current, spec, settings.wording);
  const fill = { action: current.title, question: question.text };
  const text = say('action.reminder', settings.wording, fill);
  const reply = { ...question, text, citations: [], byBot: true };
  return { ...result, replies: [...result.replies, reply] };
}

function stopped(
  turn: Turn,
  result: TurnResult,
  current: ActionState,
  spec: ActionSpec | null,
): TurnResult {
  const { wording } = turn.settings;
  const attempt = stoppedAttempt(current, spec, wording, turn.startedAtMs);
  const acting = actingAfter(turn.conversation.acting, null, attempt);
  const { escalation } = result;
  if (escalation === null) return { ...result, acting };
  const payload = { ...escalation.payload, actions: actionsOnCard(acting, wording) };
  return { ...result, acting, escalation: { ...escalation, payload } };
}

/** What was done is set aside with all the rest, but for what somebody still does or has to find out about. */
function setAside({ conversation }: Turn, result: TurnResult): TurnResult {
  const { acting } = conversation;
  const isTalk = acting.current?.stage === 'collecting' || acting.current?.stage === 'confirming';
  const current = isTalk ? null : acting.current;
  return { ...result, acting: { ...actingAfter(acting, current), past: [] } };
}
