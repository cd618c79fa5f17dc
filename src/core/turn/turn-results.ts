import { choicesCard } from '../domain/card.js';
import { citationTitle } from '../domain/citation-title.js';
import type { Episode } from '../domain/conversation.js';
import { standing } from '../domain/fact.js';
import { isPersonPressed } from '../domain/feedback.js';
import { clipped, type EscalationNotes, handoffPayload } from '../domain/handoff-payload.js';
import type { Citation } from '../domain/message.js';
import { plain } from '../domain/plain-line.js';
import { say } from '../domain/texts.js';
import type { Route } from '../domain/turn.js';
import type { Assembled } from '../memory/assemble.js';
import type { Passage } from '../ports/knowledge.js';
import type { Context } from '../ports/mind.js';
import { BY_CLASSIFIER, patternIn } from './route.js';
import type { Turn, TurnResult } from './turn.js';
import { missingOnCard } from './workflow.js';

/** Characters of a passage quoted as evidence on a card. */
const QUOTE_CHARS_MAX = 300;

export class EmptyAnswer extends Error {
  constructor() {
    super('The mind gave an empty answer.');
    this.name = 'EmptyAnswer';
  }
}

/** The outcome of a turn that ends in the bot's own words. Rejects words that say nothing. */
export function said(
  turn: Turn,
  route: Route,
  { sizes, remembered }: Assembled,
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
    remembered,
    stretches: turn.stretches,
    acting: null,
    why: route.reason,
    sizes,
    passages: passages.map(({ key, score }) => ({ key, score })),
  };
}

/** What a turn's outcome keeps of its context. */
type Shown = Pick<Assembled, 'sizes' | 'remembered'>;

/** Of a turn whose context was never made, or is not to be made again. */
export function nothingShown({ remembered }: Turn): Shown {
  return { sizes: [], remembered };
}

/** The outcome of a turn that ends with a person. `briefFrom`: what a brief can be written from, if none is there. */
export function escalated(
  turn: Turn,
  route: Route,
  { sizes, remembered }: Shown,
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
    // Who has been passed to a person has nothing left to be passed on for.
    episode: { ...nextEpisode(turn), frustration: 0 },
    remembered,
    stretches: turn.stretches,
    acting: null,
    why: notes.lastReasoning,
    sizes,
    passages: passages.map(({ key, score }) => ({ key, score })),
  };
}

function payloadOf(
  { conversation, session, heard, settings, ...turn }: Turn,
  notes: EscalationNotes,
) {
  const known = {
    conversation,
    earlier: session.window,
    open: heard.lines,
    memory: turn.remembered.memory,
    accountFacts: turn.accountFacts,
    facts: turn.remembered.facts,
  };
  const payload = handoffPayload(known, notes, settings.wording);
  const workflow = settings.routing.workflows.find(({ name }) => name === turn.episode.workflow);
  if (workflow === undefined) return payload;
  const { customer } = conversation;
  const facts = standing(turn.remembered.facts);
  return { ...payload, missing: missingOnCard(workflow, { ...turn, customer, facts }) };
}

export function toCitation(passage: Passage): Citation {
  const title = citationTitle(passage.title, passage.heading);
  const quote = clipped(passage.text, QUOTE_CHARS_MAX);
  return passage.url === undefined ? { title, quote } : { title, quote, url: passage.url };
}

/** Questions to press, for somebody who has not asked anything we can answer. */
export function withSuggestions(turn: Turn, result: TurnResult): TurnResult {
  const { suggestions } = turn.settings;
  const [reply, ...others] = result.replies;
  if (reply === undefined || suggestions.length === 0) return result;
  const choices = suggestions.map((label, index) => ({ id: `suggestion-${index + 1}`, label }));
  const card = choicesCard('suggestions', 'buttons', choices);
  return { ...result, replies: [{ ...reply, card }, ...others] };
}

export function nextEpisode({ episode }: Turn): Episode {
  return { ...episode, turns: episode.turns + 1 };
}

/** Why a person, in words for the card; a mind's own reason is in its own words. */
export function stoppedBy(
  { heard, settings }: Turn,
  { escalation, reason, confidence }: Route,
): string {
  const { wording, phrases } = settings;
  if (heard.lines.some(isPersonPressed)) return say('brief.not-helpful', wording);
  if (reason === BY_CLASSIFIER) return say('brief.seems-person', wording);
  if (escalation === 'policy_risk') {
    const lines = heard.lines.map(({ text }) => plain(text));
    const { pattern } = patternIn(lines, phrases.patterns) ?? {};
    if (pattern !== undefined) return say('brief.pattern', wording, { pattern });
  }
  const isRuled = escalation === 'user_request' && confidence === 1;
  return isRuled ? say('brief.asked-person', wording) : reason;
}
