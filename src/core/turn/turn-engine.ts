import { feedbackCard } from '../domain/feedback.js';
import { orAborted } from '../domain/or-aborted.js';
import { say } from '../domain/texts.js';
import type { Route } from '../domain/turn.js';
import type { Assembled } from '../memory/assemble.js';
import type { Recaller } from '../memory/recaller.js';
import type { Actions } from '../ports/actions.js';
import type { Knowledge, Passage } from '../ports/knowledge.js';
import type { Answer, Context } from '../ports/mind.js';
import type { ActionFlow, FlowStep } from './action-flow.js';
import { withActionUnderWay } from './action-under-way.js';
import { ruleAfter } from './escalation-rules.js';
import {
  fileNote,
  isFilesOnly,
  type SettleParts,
  settledFiles,
  withFilesNote,
} from './file-notes.js';
import { withMemoryNotices } from './memory-notices.js';
import { passagesFor } from './passage-search.js';
import { recalledFor } from './recalled-talk.js';
import { NO_ROUTE, type Routed, routed, ruleView, withRules } from './routing.js';
import { startedOver } from './start-over.js';
import { Superseded, type Turn, type TurnResult } from './turn.js';
import { contextOf, type Findings, NOTHING_FOUND } from './turn-context.js';
import { ignored } from './turn-drafts.js';
import {
  EmptyAnswer,
  escalated,
  nothingShown,
  said,
  stoppedBy,
  toCitation,
  withSuggestions,
} from './turn-results.js';
import { unanswered } from './unanswered.js';

/** Turns of type `unsupported` in one episode before a person is asked. */
const UNSUPPORTED_MAX = 2;

/** From this share of the budget on the provider's count is asked: an estimate may be off by more than is left. */
const NEARLY_FULL = 0.85;

/** Text that grows while the customer watches; null takes it back. */
export type OnText = (text: string) => void;

interface EngineParts extends SettleParts {
  readonly knowledge: Knowledge;
  readonly recaller: Recaller;
  readonly actions: Actions;
  readonly flow: ActionFlow;
}

/**
 * Works one turn: route, context, then answer, act or escalate. It writes nothing; what it returns becomes real, or
 * not, in the worker's commit. Any failure of the mind ends in a handoff (P3).
 */
export class TurnEngine {
  constructor(private readonly parts: EngineParts) {}

  async run(turn: Turn, signal: AbortSignal, onText: OnText): Promise<TurnResult> {
    let known: Routed = {
      turn,
      route: NO_ROUTE,
      workflow: null,
      rule: null,
      words: null,
      rules: [],
    };
    let isBegun = this.hasToSettle(turn);
    try {
      if (isBegun) return await this.parts.flow.settle(turn);
      const bare = contextOf(turn, null, NOTHING_FOUND);
      // Beside the model's work, so that nobody waits for both.
      const files = settledFiles(turn, this.parts, signal);
      if (turn.heard.lines.every(isFilesOnly)) {
        return withFilesNote(turn, fileNote(turn, bare), await files);
      }
      const work = this.work(turn, bare.context, signal, onText, (routed) => {
        known = routed;
      });
      const step = await orAborted(work, signal);
      isBegun = step.kind === 'run';
      const result = step.kind === 'run' ? await this.parts.flow.perform(step) : step.result;
      const whole = withActionUnderWay(turn, result, this.parts.actions);
      return withRules(known, withMemoryNotices(turn, withFilesNote(turn, whole, await files)));
    } catch (error) {
      if (error instanceof Superseded) throw error;
      this.complain(turn, error, signal);
      const result = unanswered(known.turn, known.route, error);
      // What was begun is on record by now; whoever looks after it says how it ended.
      const whole = isBegun ? result : withActionUnderWay(turn, result, this.parts.actions);
      return withRules(known, whole);
    }
  }

  /** Whether the customer has yet to hear how an action ended; that goes before whatever else is said or taken back. */
  hasToSettle(turn: Turn): boolean {
    return this.parts.flow.hasToSettle(turn);
  }

  /** What is said, or to be done first: by the action under way, by one that is wanted now, or by the type of the turn. */
  private async work(
    turn: Turn,
    shown: Context,
    signal: AbortSignal,
    onText: OnText,
    onRouted: (known: Routed) => void,
  ): Promise<FlowStep> {
    const { flow, knowledge } = this.parts;
    const next = await flow.goOn(turn, signal);
    if (next !== null) return next;
    const known = await routed(turn, shown, knowledge, signal);
    onRouted(known);
    const isSettled = known.rule !== null || known.route.command !== undefined;
    const isForPerson = known.route.type === 'escalation_candidate';
    const begun =
      isSettled || isForPerson ? null : await flow.begin(known, turn.accountFacts, signal);
    return begun ?? { kind: 'say', result: await this.follow(known, signal, onText) };
  }

  /** A claim or a lost lease ends turns every day; only what nobody asked for is an error. */
  private complain(turn: Turn, error: unknown, signal: AbortSignal): void {
    const { telemetry } = this.parts;
    const isWanted = signal.aborted && typeof signal.reason === 'string';
    if (isWanted) telemetry.info('turn.aborted', { turn: turn.id, reason: signal.reason });
    else telemetry.error('turn.mind-failed', error, { turn: turn.id });
  }

  /** A turn in which nothing is to be answered: thanks for a rating, or silence about what only the record needs. */
  acknowledge(turn: Turn): TurnResult {
    if (turn.heard.rating === null) return ignored(turn);
    const text = say('rating.thanks', turn.settings.wording);
    return {
      ...ignored(turn),
      outcome: 'acted',
      replies: [{ text, citations: [], byBot: false }],
      why: `The customer gave ${turn.heard.rating} of 5 stars.`,
    };
  }

  /** A turn that ended its process again and again: handed off without being worked. */
  giveUp(turn: Turn): TurnResult {
    return escalated(turn, NO_ROUTE, nothingShown(turn), [], {
      reason: 'turn_failed',
      lastReasoning: say('brief.never-ended', turn.settings.wording, {
        times: String(turn.conversation.attempts - 1),
      }),
    });
  }

  private async follow(known: Routed, signal: AbortSignal, onText: OnText): Promise<TurnResult> {
    const { turn, route, rule, words } = known;
    if (rule !== null) {
      return this.handOff(known, { reason: rule.reason, lastReasoning: rule.words });
    }
    if (route.command === 'start-over') return startedOver(turn, route);
    switch (route.type) {
      case 'greeting':
        return this.greet(known, signal);
      // Of a wish for something that cannot be done here: it is answered from knowledge, or goes to a person.
      case 'action_request':
      case 'info_question':
      case 'account_issue':
        return this.answer(known, signal, onText);
      case 'unsupported':
        return this.decline(known);
      case 'escalation_candidate':
        return this.handOff(known, {
          reason: route.escalation ?? 'user_request',
          lastReasoning: words ?? stoppedBy(turn, route),
        });
    }
  }

  private async greet({ turn, route }: Routed, signal: AbortSignal): Promise<TurnResult> {
    const bare = contextOf({ ...turn, accountFacts: [] }, route.type, NOTHING_FOUND);
    const text = await turn.settings.mind.greet(bare.context, signal);
    const result = said(turn, route, bare, text, []);
    return turn.episode.turns === 0 ? withSuggestions(turn, result) : result;
  }

  private async answer(known: Routed, signal: AbortSignal, onText: OnText): Promise<TurnResult> {
    const { turn, route, workflow } = known;
    const { knowledge, recaller, telemetry } = this.parts;
    const [passages, recalled] = await Promise.all([
      passagesFor(turn, workflow, knowledge),
      recalledFor(turn, recaller, telemetry),
    ]);
    const assembled = await measured(turn, route, { passages, recalled }, signal);
    const answer = await turn.settings.mind.answer(assembled.context, signal, onText);
    return this.conclude(known, assembled, passages, answer);
  }

  private conclude(
    known: Routed,
    assembled: Assembled,
    passages: readonly Passage[],
    answer: Answer,
  ): TurnResult {
    const { turn, route, workflow } = known;
    const evidence = passages.map(toCitation);
    if (answer.kind === 'escalate') {
      const { why, ...notes } = answer;
      const told = { ...notes, lastReasoning: why, evidence };
      return escalated(turn, route, assembled, passages, told);
    }
    if (answer.text.trim() === '') throw new EmptyAnswer();
    const unsure = ruleAfter(workflow, ruleView(turn), answer.confidence);
    if (unsure !== null) {
      const { reason, words } = unsure;
      const told = { reason, lastReasoning: words, draftReply: answer.text, evidence };
      const { confidence } = answer;
      const notes = { ...told, confidence };
      const result = escalated(turn, route, assembled, passages, notes, assembled.context);
      return { ...result, rules: [unsure.rule] };
    }
    const result = said(turn, route, assembled, answer.text, passages);
    const { asksFeedback, wording } = turn.settings;
    const card = asksFeedback ? { card: feedbackCard(wording) } : {};
    return {
      ...result,
      replies: [{ text: answer.text, citations: answer.citations, byBot: true, ...card }],
      why: answer.why,
    };
  }

  private decline(known: Routed): TurnResult {
    const { turn, route } = known;
    const { settings, episode } = turn;
    const unsupported = episode.unsupported + 1;
    if (unsupported >= UNSUPPORTED_MAX) {
      const lastReasoning = say('brief.outside-again', settings.wording);
      return this.handOff(known, { reason: 'unsupported', lastReasoning });
    }
    const bare = contextOf(turn, route.type, NOTHING_FOUND);
    const text = say('scope.note', settings.wording, { tenant: settings.tenantName });
    const result = withSuggestions(turn, said(turn, route, bare, text, []));
    return { ...result, episode: { ...result.episode, unsupported } };
  }

  /** To a person without any answer having been tried; a brief is written when the card is out. */
  private handOff({ turn, route }: Routed, notes: Parameters<typeof escalated>[4]): TurnResult {
    const bare = contextOf(turn, route.type, NOTHING_FOUND);
    return escalated(turn, route, bare, [], notes, bare.context);
  }
}

/** The context of an answer; where it nearly fills the budget, after the provider has counted it. */
async function measured(
  turn: Turn,
  { type }: Route,
  found: Findings,
  signal: AbortSignal,
): Promise<Assembled> {
  const assembled = contextOf(turn, type, found);
  const { mind, memory } = turn.settings;
  const taken = assembled.sizes.reduce((sum, { tokens }) => sum + tokens, 0);
  if (taken < NEARLY_FULL * memory.budgetTokens) return assembled;
  const counted = await mind.meter.count(assembled.context, signal);
  return counted === null ? assembled : contextOf(turn, type, found);
}
