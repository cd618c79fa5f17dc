import { choicesCard } from '../domain/card.js';
import { citationTitle } from '../domain/citation-title.js';
import type { Episode } from '../domain/conversation.js';
import { GatewayError } from '../domain/errors.js';
import { feedbackCard, isPersonPressed } from '../domain/feedback.js';
import { clipped, type EscalationNotes, handoffPayload } from '../domain/handoff-payload.js';
import type { Citation } from '../domain/message.js';
import { orAborted } from '../domain/or-aborted.js';
import { say } from '../domain/texts.js';
import type { Route } from '../domain/turn.js';
import { type Assembled, assemble } from '../memory/assemble.js';
import type { Knowledge, Passage } from '../ports/knowledge.js';
import type { Answer, Context } from '../ports/mind.js';
import type { Telemetry } from '../ports/telemetry.js';
import { fileNote, isFilesOnly, withFilesNote } from './file-notes.js';
import { retrievalQueries } from './retrieval-queries.js';
import { routeByPress, routeByRule } from './route.js';
import type { Turn, TurnResult } from './turn.js';
import { ignored } from './turn-drafts.js';

/** Passages retrieved for one answer. Five fill a tenth of the usual budget; more made answers no better. */
const PASSAGES_MAX = 5;

/** Passages more for each further line of a turn. */
const PASSAGES_MORE = 2;

/** Lines of a turn that are searched for one by one. */
const QUERIES_MAX = 5;

/** Characters of a passage quoted as evidence on a card. */
const QUOTE_CHARS_MAX = 300;

/** Turns of type `unsupported` in one episode before a person is asked. */
const UNSUPPORTED_MAX = 2;

/** Text that grows while the customer watches; null takes it back. */
export type OnText = (text: string) => void;

/**
 * Works one turn: route, context, then answer, act or escalate. It writes nothing; what it returns becomes real, or
 * not, in the worker's commit. Any failure of the mind ends in a handoff (P3).
 */
export class TurnEngine {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly telemetry: Telemetry,
  ) {}

  async run(turn: Turn, signal: AbortSignal, onText: OnText): Promise<TurnResult> {
    const bare = this.contextOf(turn, null, []);
    let route: Route = NO_ROUTE;
    try {
      if (turn.heard.lines.every(isFilesOnly)) return withFilesNote(turn, fileNote(turn, bare));
      route = await orAborted(this.route(turn, bare, signal), signal);
      const result = await orAborted(this.follow(turn, route, bare, signal, onText), signal);
      return withFilesNote(turn, result);
    } catch (error) {
      this.complain(turn, error, signal);
      return this.escalate(turn, route, bare, [], {
        reason: 'model_unavailable',
        lastReasoning: reasonOf(error, turn),
      });
    }
  }

  /** A claim or a lost lease ends turns every day; only what nobody asked for is an error. */
  private complain(turn: Turn, error: unknown, signal: AbortSignal): void {
    const isWanted = signal.aborted && typeof signal.reason === 'string';
    if (isWanted) this.telemetry.info('turn.aborted', { turn: turn.id, reason: signal.reason });
    else this.telemetry.error('turn.mind-failed', error, { turn: turn.id });
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
    return this.escalate(turn, NO_ROUTE, this.contextOf(turn, null, []), [], {
      reason: 'turn_failed',
      lastReasoning: say('brief.never-ended', turn.settings.wording, {
        times: String(turn.conversation.attempts - 1),
      }),
    });
  }

  private async route(turn: Turn, bare: Assembled, signal: AbortSignal): Promise<Route> {
    const pressed = routeByPress(turn.heard.lines);
    if (pressed !== null) return pressed;
    // By the words alone: what the model is told of files would make a greeting with one look like a question.
    const said = { ...bare.context, lines: turn.heard.lines };
    const ruled = routeByRule(said, turn.settings.phrases);
    return ruled ?? (await turn.settings.mind.route(bare.context, signal));
  }

  private async follow(
    turn: Turn,
    route: Route,
    bare: Assembled,
    signal: AbortSignal,
    onText: OnText,
  ): Promise<TurnResult> {
    switch (route.type) {
      case 'greeting':
        return this.greet(turn, route, bare, signal);
      case 'info_question':
      case 'account_issue':
        return this.answer(turn, route, signal, onText);
      case 'action_request':
        return this.act(turn, route, signal, onText);
      case 'unsupported':
        return this.decline(turn, route, bare);
      case 'escalation_candidate':
        return this.escalate(
          turn,
          route,
          bare,
          [],
          { reason: route.escalation ?? 'user_request', lastReasoning: stoppedBy(turn, route) },
          bare.context,
        );
    }
  }

  private async greet(
    turn: Turn,
    route: Route,
    bare: Assembled,
    signal: AbortSignal,
  ): Promise<TurnResult> {
    const text = await turn.settings.mind.greet(bare.context, signal);
    const result = said(turn, route, bare, text, []);
    return turn.conversation.episode.turns === 0 ? withSuggestions(turn, result) : result;
  }

  private async answer(
    turn: Turn,
    route: Route,
    signal: AbortSignal,
    onText: OnText,
  ): Promise<TurnResult> {
    const passages = await this.passagesFor(turn);
    const assembled = this.contextOf(turn, route, passages);
    const answer = await turn.settings.mind.answer(assembled.context, signal, onText);
    return this.conclude(turn, route, assembled, passages, answer);
  }

  /** Searched for all new lines together and, if there are several, for each: one may drown the others. */
  private async passagesFor(turn: Turn): Promise<readonly Passage[]> {
    const lines = turn.heard.lines.map((message) => message.text);
    const single = lines.length > 1 ? lines.slice(-QUERIES_MAX) : [];
    const queries = [...retrievalQueries(turn.heard.lines, turn.session.window), ...single];
    const { tenantId } = turn.settings;
    const found = await Promise.all(
      queries.map((query) => this.knowledge.search(tenantId, query, PASSAGES_MAX)),
    );
    const limit = PASSAGES_MAX + single.length * PASSAGES_MORE;
    const best = new Map<string, Passage>();
    for (let rank = 0; rank < PASSAGES_MAX; rank++) {
      for (const passages of found) {
        const passage = passages[rank];
        if (passage && best.size < limit && !best.has(passage.key)) best.set(passage.key, passage);
      }
    }
    return [...best.values()];
  }

  private conclude(
    turn: Turn,
    route: Route,
    assembled: Assembled,
    passages: readonly Passage[],
    answer: Answer,
  ): TurnResult {
    if (answer.kind === 'escalate') {
      const { why, ...notes } = answer;
      return this.escalate(turn, route, assembled, passages, {
        ...notes,
        lastReasoning: why,
        evidence: passages.map(toCitation),
      });
    }
    if (answer.text.trim() === '') throw new EmptyAnswer();
    const result = said(turn, route, assembled, answer.text, passages);
    const { asksFeedback, wording } = turn.settings;
    const card = asksFeedback ? { card: feedbackCard(wording) } : {};
    return {
      ...result,
      replies: [{ text: answer.text, citations: answer.citations, byBot: true, ...card }],
      why: answer.why,
    };
  }

  /** There are no actions, so a wish for one is answered from knowledge or goes to a person. */
  private async act(
    turn: Turn,
    route: Route,
    signal: AbortSignal,
    onText: OnText,
  ): Promise<TurnResult> {
    return this.answer(turn, route, signal, onText);
  }

  private decline(turn: Turn, route: Route, bare: Assembled): TurnResult {
    const { settings, conversation } = turn;
    const unsupported = conversation.episode.unsupported + 1;
    if (unsupported >= UNSUPPORTED_MAX) {
      const lastReasoning = say('brief.outside-again', settings.wording);
      const notes = { reason: 'unsupported', lastReasoning } as const;
      return this.escalate(turn, route, bare, [], notes, bare.context);
    }
    const text = say('scope.note', settings.wording, { tenant: settings.tenantName });
    const result = withSuggestions(turn, said(turn, route, bare, text, []));
    return { ...result, episode: { ...result.episode, unsupported } };
  }

  private escalate(
    turn: Turn,
    route: Route,
    assembled: Assembled,
    passages: readonly Passage[],
    notes: EscalationNotes,
    briefFrom: Context | null = null,
  ): TurnResult {
    const isFailure = notes.reason === 'model_unavailable' || notes.reason === 'turn_failed';
    const text = say(isFailure ? 'handoff.failed' : 'handoff.opened', turn.settings.wording);
    return {
      route,
      outcome: 'escalated',
      replies: [{ text, citations: [], byBot: false }],
      escalation: { reason: notes.reason, payload: payloadOf(turn, notes), briefFrom },
      episode: nextEpisode(turn),
      why: notes.lastReasoning,
      sizes: assembled.sizes,
      passages: passages.map(({ key, score }) => ({ key, score })),
    };
  }

  private contextOf(turn: Turn, route: Route | null, passages: readonly Passage[]): Assembled {
    const { settings, conversation, session, heard } = turn;
    return assemble({
      turnId: turn.id,
      turnType: route?.type ?? null,
      wording: settings.wording,
      tenant: { id: settings.tenantId, name: settings.tenantName, botName: settings.botName },
      conversation,
      window: session.window,
      passages,
      lines: heard.lines,
      budgetTokens: settings.budgetTokens,
    });
  }
}

function payloadOf(turn: Turn, notes: EscalationNotes) {
  const { conversation, session, heard, settings } = turn;
  return handoffPayload(conversation, session.window, heard.lines, notes, settings.wording);
}

function toCitation(passage: Passage): Citation {
  const title = citationTitle(passage.title, passage.heading);
  const quote = clipped(passage.text, QUOTE_CHARS_MAX);
  return passage.url === undefined ? { title, quote } : { title, quote, url: passage.url };
}

const NO_ROUTE: Route = {
  type: 'escalation_candidate',
  reason: 'no route was found',
  confidence: 0,
};

/** Questions to press, for somebody who has not asked anything we can answer. */
function withSuggestions(turn: Turn, result: TurnResult): TurnResult {
  const { suggestions } = turn.settings;
  const [reply, ...others] = result.replies;
  if (reply === undefined || suggestions.length === 0) return result;
  const choices = suggestions.map((label, index) => ({ id: `suggestion-${index + 1}`, label }));
  const card = choicesCard('suggestions', 'buttons', choices);
  return { ...result, replies: [{ ...reply, card }, ...others] };
}

class EmptyAnswer extends Error {
  constructor() {
    super('The mind gave an empty answer.');
    this.name = 'EmptyAnswer';
  }
}

function said(
  turn: Turn,
  route: Route,
  assembled: Assembled,
  text: string,
  passages: readonly Passage[],
): TurnResult {
  if (text.trim() === '') throw new EmptyAnswer();
  return {
    route,
    outcome: 'answered',
    replies: [{ text, citations: [], byBot: true }],
    escalation: null,
    episode: nextEpisode(turn),
    why: route.reason,
    sizes: assembled.sizes,
    passages: passages.map(({ key, score }) => ({ key, score })),
  };
}

function nextEpisode(turn: Turn): Episode {
  const { episode } = turn.conversation;
  return { ...episode, turns: episode.turns + 1 };
}

/** Why a person, in words for the card; a mind's own reason is in its own words. */
function stoppedBy(turn: Turn, { escalation, reason, confidence }: Route): string {
  if (turn.heard.lines.some(isPersonPressed)) {
    return say('brief.not-helpful', turn.settings.wording);
  }
  const isRuled = escalation === 'user_request' && confidence === 1;
  return isRuled ? say('brief.asked-person', turn.settings.wording) : reason;
}

/** What the card says of a failure. Our own errors are worded for people; others may quote anything. */
function reasonOf(error: unknown, { settings }: Turn): string {
  if (error instanceof GatewayError) return error.message;
  const problem = error instanceof Error ? error.name : typeof error;
  return say('brief.no-answer', settings.wording, { mind: settings.mind.name, problem });
}
