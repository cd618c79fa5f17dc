import { knownAs } from '../domain/account.js';
import { type ActionSpec, type ActionState, actingAfter } from '../domain/action.js';
import { asValue } from '../domain/action-values.js';
import type { CardFact } from '../domain/card.js';
import type { Message } from '../domain/message.js';
import { say } from '../domain/texts.js';
import { topicsIn } from '../domain/topic.js';
import type { Route } from '../domain/turn.js';
import type { Actions } from '../ports/actions.js';
import type { Line } from '../ports/mind.js';
import {
  isActionButton,
  pressedOn,
  type Question,
  questionOf,
  shownSeq,
  withPerson,
} from './action-questions.js';
import { asked, failed, forApproval, useless } from './action-results.js';
import type { ActionRunner, Ended } from './action-runner.js';
import { type Given, type Need, needOf } from './action-steps.js';
import { ongoing, stoppedAttempt } from './action-under-way.js';
import type { Routed } from './routing.js';
import { ruledAtHand } from './routing.js';
import { Superseded, type Turn, type TurnResult } from './turn.js';
import { contextOf, NOTHING_FOUND } from './turn-context.js';
import { isSame } from './workflow.js';
import { takesBack, yesOrNo } from './yes-or-no.js';

/** What a step of an action comes to: something to say, or something to do first. */
export type FlowStep =
  | { readonly kind: 'say'; readonly result: TurnResult }
  | {
      readonly kind: 'run';
      readonly turn: Turn;
      readonly route: Route;
      readonly state: ActionState;
      readonly spec: ActionSpec;
    };

interface FlowParts {
  readonly actions: Actions;
  readonly runner: ActionRunner;
}

const UNDER_WAY: Route = {
  type: 'action_request',
  reason: 'By rule: it goes on with the action under way.',
  confidence: 1,
};

const OVER: Route = {
  type: 'action_request',
  reason: 'By rule: a button of a question that is over.',
  confidence: 1,
};

/**
 * What is done for customers: which action, with which parameters, confirmed by whom. One question at a time; the
 * customer may ask something else in between, change what was said, or want it no more. A mind only reads parameters out
 * of words; whether and what is done is decided here.
 */
export class ActionFlow {
  constructor(private readonly parts: FlowParts) {}

  /** Whether an action was begun before that nobody was told the end of: nothing else is answered first. */
  hasToSettle({ conversation, messages }: Turn): boolean {
    const { current } = conversation.acting;
    if (current?.stage !== 'running' && current?.stage !== 'done') return false;
    return messages.some(({ seq }) => seq <= current.throughSeq);
  }

  /** Tells how it ended. Not to be cut short: what was begun is not undone by being late. */
  async settle(turn: Turn): Promise<TurnResult> {
    const { conversation } = turn;
    const { current } = conversation.acting;
    if (current === null) throw new Superseded();
    const { fence, ownership } = conversation;
    const ended: Ended | null =
      current.outcome !== null
        ? { outcome: current.outcome, acting: conversation.acting }
        : await this.parts.runner.settle(conversation, current, { fence, ownership });
    return this.resultOf(turn, UNDER_WAY, current, ended);
  }

  /** Runs it and tells how it ended. Not to be cut short. */
  async perform({
    turn,
    route,
    state,
    spec,
  }: Extract<FlowStep, { kind: 'run' }>): Promise<TurnResult> {
    const { conversation } = turn;
    const { fence, ownership } = conversation;
    const throughSeq = Math.max(...turn.messages.map(({ seq }) => seq));
    const begun = { ...state, throughSeq };
    const ended = await this.parts.runner.run(conversation, begun, spec, { fence, ownership });
    return this.resultOf(turn, route, begun, ended);
  }

  /** What the new lines mean for the action that is being talked about. Null: nothing, they are about something else. */
  async goOn(turn: Turn, signal: AbortSignal): Promise<FlowStep | null> {
    const { settings, heard, session } = turn;
    const state = ongoing(turn);
    const spec = state && this.specOf(settings.tenantId, state.name);
    if (state === null || spec === null) return pressedTooLate(turn);
    const lines = heard.lines.filter(({ author }) => author.id === state.byId);
    const [only] = lines;
    if (only === undefined) return meantForAnother(turn, state);
    // A press says all there is only where nothing was written beside it.
    const pressed = lines.length === 1 ? pressedOn(only, session.window, state, spec) : null;
    if (pressed?.kind === 'no') return this.cancel(turn, state);
    if (pressed?.kind === 'yes') return this.advance(turn, UNDER_WAY, spec, state, YES);
    if (pressed?.kind === 'value') {
      const values = { [pressed.name]: pressed.value };
      return this.advance(turn, UNDER_WAY, spec, state, { values, isYes: false });
    }
    if (ruledAtHand(turn) !== null) return null;
    if (lines.every(isActionButton)) {
      // Its label reads like a yes, but to what was shown above it, which is not what is asked now.
      const question = questionOf(state, spec, settings.wording);
      return { kind: 'say', result: asked(turn, UNDER_WAY, question, state) };
    }
    const typed = lines.filter((line) => !isActionButton(line));
    return this.hear(turn, spec, state, typed, signal);
  }

  /** What was typed in answer to the action's question. */
  private async hear(
    turn: Turn,
    spec: ActionSpec,
    state: ActionState,
    lines: readonly Message[],
    signal: AbortSignal,
  ): Promise<FlowStep | null> {
    const last = lines.at(-1);
    if (last === undefined) return null;
    const asks = spec.parameters.find(({ name }) => name === state.askedFor);
    const isChoice = asks !== undefined && asks.choices.length > 0 && asValue(asks, last.text);
    const { language } = turn.settings.wording;
    if (takesBack(last.text, language) && (isChoice === false || isChoice === null)) {
      return this.cancel(turn, state);
    }
    // What was written before the question was there is no answer to it, however it reads.
    const isAnswer = last.seq > shownSeq(turn.session.window, state);
    if (state.stage === 'confirming' && lines.length === 1 && isAnswer) {
      const answer = yesOrNo(last.text, language);
      if (answer === 'no') return this.cancel(turn, state);
      if (answer === 'yes') return this.advance(turn, UNDER_WAY, spec, state, YES);
    }
    return this.read(turn, spec, state, signal);
  }

  /**
   * Begins what the customer wants done. Null: nothing that can be done here is what they want. `accountFacts`: all that
   * are vouched for, whatever the workflow shows of them.
   */
  async begin(
    { turn, route, workflow }: Routed,
    accountFacts: readonly CardFact[],
    signal: AbortSignal,
  ): Promise<FlowStep | null> {
    const { settings, heard } = turn;
    const all = this.parts.actions.offered(settings.tenantId);
    const offered =
      workflow === null ? all : all.filter(({ name }) => workflow.actions.includes(name));
    const texts = heard.lines.map(({ text }) => text);
    const isNamed = offered.some(({ phrases }) => topicsIn(texts, phrases).length > 0);
    const by = heard.lines.at(-1)?.author;
    if (offered.length === 0 || by === undefined) return null;
    if (route.type !== 'action_request' && !isNamed) return null;
    const { context } = contextOf(turn, 'action_request', NOTHING_FOUND);
    const lines = context.lines.filter(({ author }) => author.id === by.id);
    const request = { context: { ...context, lines }, offered, current: null };
    const filled = await settings.mind.fill(request, signal);
    const spec = offered.find(({ name }) => name === filled.action);
    if (spec === undefined) return null;
    const found: Route =
      route.type === 'action_request'
        ? route
        : { type: 'action_request', reason: `The words ask for "${spec.name}".`, confidence: 0.9 };
    const { current } = turn.conversation.acting;
    if (current?.stage === 'running') {
      const text = say('action.under-way', settings.wording, { action: current.title });
      return { kind: 'say', result: asked(turn, found, { text }, null) };
    }
    const entitled = { ...turn, accountFacts };
    const refusal = refusalOf(entitled, spec, by.id);
    if (refusal !== null) return { kind: 'say', result: asked(turn, found, refusal, null) };
    const state = newState(turn, spec, by.id);
    return this.advance(entitled, found, spec, state, { values: filled.values, isYes: false });
  }

  private async read(
    turn: Turn,
    spec: ActionSpec,
    state: ActionState,
    signal: AbortSignal,
  ): Promise<FlowStep | null> {
    const { context } = contextOf(turn, 'action_request', NOTHING_FOUND);
    const pressed = turn.heard.lines.filter(isActionButton);
    const isTyped = ({ text, atMs }: Line) =>
      !pressed.some((one) => one.text === text && one.atMs === atMs);
    const lines = context.lines.filter((one) => one.author.id === state.byId && isTyped(one));
    const request = { context: { ...context, lines }, offered: [spec], current: state };
    const { values, isAside } = await turn.settings.mind.fill(request, signal);
    const isEmpty = Object.keys(values).length === 0;
    if (isEmpty && isAside) return null;
    return this.advance(turn, UNDER_WAY, spec, state, { values, isYes: false });
  }

  private advance(
    turn: Turn,
    route: Route,
    spec: ActionSpec,
    state: ActionState,
    given: Given,
  ): FlowStep {
    const { settings } = turn;
    const check = (values: Given['values']) =>
      this.parts.actions.problems(settings.tenantId, spec.name, values);
    const need = needOf(state, spec, given, check);
    switch (need.kind) {
      case 'ask':
      case 'confirm':
        return { kind: 'say', result: this.question(turn, route, spec, need) };
      case 'give-up':
        return { kind: 'say', result: useless(turn, route, spec, need) };
      case 'run':
        return this.due(turn, route, spec, need.state);
    }
  }

  /** All is known and wanted. Whether the customer may have it done is looked at once more: much may have changed. */
  private due(turn: Turn, route: Route, spec: ActionSpec, state: ActionState): FlowStep {
    const refusal = refusalOf(turn, spec, state.byId);
    if (refusal !== null) {
      const { acting } = turn.conversation;
      const attempt = stoppedAttempt(state, spec, turn.settings.wording, turn.startedAtMs);
      const result = asked(turn, route, refusal, null);
      return { kind: 'say', result: { ...result, acting: actingAfter(acting, null, attempt) } };
    }
    return spec.risk === 'high'
      ? { kind: 'say', result: forApproval(turn, route, spec, state) }
      : { kind: 'run', turn, route, state, spec };
  }

  private question(
    turn: Turn,
    route: Route,
    spec: ActionSpec,
    need: Extract<Need, { kind: 'ask' | 'confirm' }>,
  ): TurnResult {
    const { wording } = turn.settings;
    const question = questionOf(need.state, spec, wording);
    const problem = need.kind === 'ask' ? need.problem : null;
    const fill = { question: question.text };
    const text =
      problem !== null
        ? say('action.ask-again', wording, { ...fill, problem })
        : need.isMiss
          ? say('action.not-understood', wording, fill)
          : question.text;
    return asked(turn, route, { ...question, text }, need.state);
  }

  private cancel(turn: Turn, state: ActionState): FlowStep {
    const { wording } = turn.settings;
    const text = say('action.cancelled', wording, { action: state.title });
    const result = asked(turn, UNDER_WAY, { text }, state);
    const attempt = {
      ...stoppedAttempt(state, null, wording, turn.startedAtMs),
      end: 'cancelled' as const,
      text: say('action.card.cancelled', wording),
    };
    return {
      kind: 'say',
      result: { ...result, acting: actingAfter(turn.conversation.acting, null, attempt) },
    };
  }

  private resultOf(turn: Turn, route: Route, wish: ActionState, ended: Ended | null): TurnResult {
    if (ended === null) throw new Superseded();
    const { outcome, acting } = ended;
    // As it is on record, so that what is told of it has the time at which it was really begun.
    const state = acting.current?.id === wish.id ? acting.current : wish;
    const { settings } = turn;
    const spec = this.specOf(settings.tenantId, state.name);
    const attempt = this.parts.runner.attemptOf(state, spec, outcome, settings.tenantId);
    const left: ActionState | null =
      outcome.kind === 'unknown'
        ? { ...state, stage: 'unknown', dueAtMs: null, outcome: null }
        : null;
    const after = actingAfter(acting, left, attempt);
    const action = { name: state.name, id: state.id, stage: outcome.kind };
    if (outcome.kind === 'done') {
      const result = asked(turn, route, { text: outcome.text }, null);
      return { ...result, acting: after, action };
    }
    return { ...failed(turn, route, state, outcome, attempt.text, after), action };
  }

  private specOf(tenant: string, name: string): ActionSpec | null {
    return this.parts.actions.offered(tenant).find((one) => one.name === name) ?? null;
  }
}

/** A button of a question that nobody waits for any more: its label is no wish. Null: something else is said. */
function pressedTooLate(turn: Turn): FlowStep | null {
  const { heard, settings } = turn;
  if (heard.lines.length === 0 || !heard.lines.every(isActionButton)) return null;
  const text = say('action.button-over', settings.wording);
  return { kind: 'say', result: asked(turn, OVER, { text }, null) };
}

/** Somebody else answers what only one was asked: it counts for nothing, and stops nothing. Null: they say more. */
function meantForAnother(turn: Turn, state: ActionState): FlowStep | null {
  const { conversation, heard, session, settings } = turn;
  const { language } = settings.wording;
  const isAnswer = (line: Message) => isActionButton(line) || yesOrNo(line.text, language) !== null;
  if (!heard.lines.every(isAnswer)) return null;
  const asker = session.window.findLast(({ author }) => author.id === state.byId)?.author;
  const fill = { action: state.title, customer: (asker ?? conversation.customer).name };
  const text = say('action.for-another', settings.wording, fill);
  return { kind: 'say', result: asked(turn, UNDER_WAY, { text }, null) };
}

const YES: Given = { values: {}, isYes: true };

function newState(turn: Turn, spec: ActionSpec, byId: string): ActionState {
  const seq = turn.messages[0]?.seq ?? 0;
  return {
    id: `${turn.conversation.id}-a${seq}-${spec.name}`,
    name: spec.name,
    title: spec.title,
    stage: 'collecting',
    values: {},
    askedFor: null,
    misses: 0,
    version: 0,
    byId,
    startedAtMs: turn.startedAtMs,
    throughSeq: 0,
    handoffId: null,
    dueAtMs: null,
    outcome: null,
  };
}

/** What somebody is told who may not have it done; null: they may. */
function refusalOf(turn: Turn, spec: ActionSpec, byId: string): Question | null {
  const { conversation, settings, accountFacts } = turn;
  const { wording } = settings;
  const { customer } = conversation;
  const fill = { action: spec.title };
  if (spec.permission !== 'anyone' && byId !== customer.id) {
    return { text: say('action.not-allowed', wording, fill) };
  }
  if (spec.permission === 'account' && knownAs(customer) === null) {
    return withPerson(say('action.not-known', wording, fill), wording);
  }
  const isMissing = ([name, value]: [string, string]) =>
    !accountFacts.some((fact) => isSame(fact.name, name) && isSame(fact.value, value));
  if (Object.entries(spec.facts).some(isMissing)) {
    return withPerson(say('action.not-entitled', wording, fill), wording);
  }
  return null;
}
