import type { Card, CardBlock, CardButton, CardFact } from '../core/domain/card.js';
import { namesOf } from '../core/domain/files.js';
import {
  type Agent,
  type Handoff,
  type HandoffPayload,
  isClosed,
  type StatedFact,
} from '../core/domain/handoff.js';
import { say, type TextKey, type Wording } from '../core/domain/texts.js';
import { timeInWords } from '../core/domain/time-in-words.js';
import type { Spent } from '../core/domain/usage.js';

/** Below a cent more digits are worth showing. */
const CENT = 0.01;

export interface CardParts {
  readonly handoff: Handoff;
  readonly wording: Wording;
  readonly spent: Spent;
  /** Who looks at it; null for everybody, as in a room: then all steps of its state are offered. */
  readonly agent: Agent | null;
  /** Whether an agent could take the conversation from the bot now that the case is closed. */
  readonly mayTakeOver: boolean;
}

/**
 * The face of a handoff, in the order in which a person takes it in: why, what the customer wants, how far things have
 * come, what to do next; then what it rests on. What nobody knows is left out.
 */
export function handoffCard(parts: CardParts): Card {
  const { handoff, wording } = parts;
  const { payload } = handoff;
  const text = (key: TextKey, fill: Record<string, string> = {}) => say(key, wording, fill);
  const section = (title: TextKey, words: string): CardBlock[] =>
    words === '' ? [] : [{ kind: 'section', title: text(title), text: words }];
  const facts = (title: TextKey, all: readonly CardFact[]): CardBlock[] =>
    all.length === 0 ? [] : [{ kind: 'facts', title: text(title), facts: all }];
  return {
    title: text(`card.reason.${handoff.reason}`),
    blocks: [
      ...facts('card.state', [...(parts.agent === null ? stateFacts(parts) : []), ...said(parts)]),
      ...quote(payload.customer.name, payload.intent),
      ...section('card.files', namesOf(filesOf(payload))),
      ...section('card.summary', soFar(payload)),
      ...section('card.stopped', payload.lastReasoning),
      ...section('card.uncertainty', payload.uncertainty),
      ...section('card.next', payload.suggestedNextAction),
      ...section('card.draft', payload.draftReply),
      ...approvalBlocks(parts),
      ...facts('card.customer', customerFacts(parts)),
      ...facts('card.account', payload.accountFacts),
      ...facts('card.learnt', (payload.learnt ?? []).map(shownFact)),
      ...section('card.missing', (payload.missing ?? []).join(', ')),
      ...facts(
        'card.actions',
        payload.actions.map(({ name, result }) => ({ name, value: result })),
      ),
      ...payload.evidence.map(
        ({ title, quote: words, url }): CardBlock => ({
          kind: 'quote',
          author: title,
          text: words,
          ...(url === undefined ? {} : { url }),
        }),
      ),
      ...facts('card.numbers', numbers(parts)),
      ...verdictBlocks(parts),
      { kind: 'buttons', buttons: buttonsOf(parts) },
    ],
  };
}

/** What the customer sent along shortly before. */
function filesOf({ messages }: HandoffPayload) {
  return messages.flatMap(({ author, files = [] }) => (author.kind === 'customer' ? files : []));
}

function soFar({ summary, older }: HandoffPayload): string {
  return [summary, older?.text ?? ''].filter((line) => line !== '').join('\n');
}

/** What a fact rests on is for us to know; and with the time it was said, a surface would show that time in its place. */
function shownFact({ name, value }: StatedFact): CardFact {
  return { name, value };
}

function quote(author: string, text: string): CardBlock[] {
  return text === '' ? [] : [{ kind: 'quote', author, text }];
}

function customerFacts({ handoff, wording }: CardParts): CardFact[] {
  const { customer } = handoff.payload;
  const email =
    customer.email === undefined
      ? []
      : [{ name: say('card.email', wording), value: customer.email }];
  return [
    { name: say('card.name', wording), value: customer.name },
    ...email,
    { name: say('card.channel', wording), value: handoff.channel },
    ...(customer.about ?? []).map(({ name, value }) => ({
      name: say(`card.about.${name}`, wording),
      value,
    })),
  ];
}

function numbers({ handoff, spent, wording }: CardParts): CardFact[] {
  const { confidence } = handoff.payload;
  const sure =
    confidence === null
      ? []
      : [{ name: say('card.confidence', wording), value: `${Math.round(100 * confidence)} %` }];
  if (spent.calls === 0) return sure;
  return [...sure, { name: say('card.cost', wording), value: costInWords(spent, wording) }];
}

/** What is unknown is never shown as nothing. */
function costInWords(spent: Spent, wording: Wording): string {
  const { calls, unpriced, costUsd } = spent;
  const key = unpriced === 1 ? 'card.unpriced-one' : 'card.unpriced';
  const unknown = unpriced > 0 ? [say(key, wording, { calls: String(unpriced) })] : [];
  if (unpriced === calls) return unknown.join('');
  const about = spent.isEstimated ? '≈ ' : '';
  const digits = costUsd < CENT ? 4 : 2;
  return [`${about}$${costUsd.toFixed(digits)}`, ...unknown].join(', ');
}

function isTheirs({ handoff, agent }: CardParts): boolean {
  return agent === null || handoff.claimedBy?.id === agent.id;
}

function button(id: CardDeed, wording: Wording, style: CardButton['style'] = 'plain'): CardButton {
  return { id, label: say(`card.do.${id}`, wording), style };
}

/** The steps there are now; whoever has not claimed it may only claim it. */
function buttonsOf(parts: CardParts): CardButton[] {
  const { handoff, wording, mayTakeOver } = parts;
  const plain = (id: CardDeed) => button(id, wording);
  const draft = handoff.payload.draftReply === '' ? [] : [plain('send-draft')];
  const transcript = plain('transcript');
  switch (handoff.state) {
    case 'open':
      return [button('claim', wording, 'main'), ...draft, transcript];
    case 'claimed':
      return isTheirs(parts)
        ? [
            button('resolve', wording, 'main'),
            plain('return'),
            plain('release'),
            ...draft,
            transcript,
          ]
        : [transcript];
    case 'resolved':
    case 'returned':
    case 'expired':
      return mayTakeOver ? [plain('take-over'), transcript] : [transcript];
  }
}

/** What waits for a yes, with the buttons for it where it may be said; afterwards who said what. */
function approvalBlocks(parts: CardParts): CardBlock[] {
  const { handoff, wording } = parts;
  const { approval } = handoff.payload;
  if (approval === undefined) return [];
  const { title, detail, decision, facts = [], untilMs, isOver = false } = approval;
  const until = untilMs === undefined ? [] : [timeFact('approval.until', untilMs, wording)];
  const withFacts = (shown: readonly CardFact[]): CardBlock[] =>
    shown.length === 0
      ? []
      : [{ kind: 'facts', title: say('approval.with', wording), facts: shown }];
  if (decision === undefined) {
    const key = isOver ? 'approval.over' : 'approval.waits';
    const asked = { title: say(key, wording, { title }), text: detail };
    const isTakeable = handoff.state === 'open';
    const mayDecide = !isOver && (isTakeable || (handoff.state === 'claimed' && isTheirs(parts)));
    const buttons = [button('approve', wording, 'main'), button('reject', wording, 'danger')];
    const offered: CardBlock[] = mayDecide ? [{ kind: 'buttons', buttons }] : [];
    return [{ kind: 'section', ...asked }, ...withFacts([...facts, ...until]), ...offered];
  }
  const { isApproved, by, atMs } = decision;
  const name = say(isApproved ? 'approval.approved' : 'approval.rejected', wording);
  const decided = [{ name, value: by.name }, timeFact('approval.at', atMs, wording)];
  return [
    // That it waits is not so any more, and what it is about stands below.
    { kind: 'section', title, text: facts.length > 0 ? '' : detail },
    ...withFacts(facts),
    { kind: 'facts', title: say('approval.decided', wording), facts: decided },
  ];
}

/** Who had a closed case is asked whether it was right to hand it off, until they have said so. */
function verdictBlocks(parts: CardParts): CardBlock[] {
  const { handoff, wording } = parts;
  const isAsked = isClosed(handoff.state) && handoff.claimedBy !== null && isTheirs(parts);
  if (!isAsked || handoff.verdict !== undefined) return [];
  const buttons = [button('verdict-right', wording), button('verdict-wrong', wording)];
  return [
    { kind: 'text', text: say('verdict.ask', wording) },
    { kind: 'buttons', buttons },
  ];
}

function said({ handoff: { verdict }, wording }: CardParts): CardFact[] {
  if (verdict === undefined) return [];
  const key = verdict.isRight ? 'verdict.right' : 'verdict.wrong';
  const value = say(key, wording, { agent: verdict.by.name });
  return [{ name: say('verdict.ask', wording), value }];
}

/** Who has it and since when, for those who see nothing but the card. */
function stateFacts({ handoff, wording }: CardParts): CardFact[] {
  const { state, history, openedAtMs, claimedBy } = handoff;
  const atMs = history.findLast((step) => step.state === state)?.atMs ?? openedAtMs;
  const by = (key: TextKey): CardFact[] =>
    claimedBy === null ? [] : [{ name: say(key, wording), value: claimedBy.name }];
  switch (state) {
    case 'open':
      return [timeFact('card.state.open', atMs, wording)];
    case 'claimed':
      return [...by('card.state.with'), timeFact('card.state.since', atMs, wording)];
    case 'resolved':
    case 'returned':
    case 'expired':
      return [...by(`card.state.${state}`), timeFact('card.state.at', atMs, wording)];
  }
}

function timeFact(key: TextKey, atMs: number, wording: Wording): CardFact {
  return { name: say(key, wording), value: timeInWords(atMs, wording.language), atMs };
}

/** What can be done from a card, by the names of the steps. */
type CardDeed =
  | 'claim'
  | 'release'
  | 'return'
  | 'resolve'
  | 'take-over'
  | 'send-draft'
  | 'transcript'
  | 'approve'
  | 'reject'
  | 'verdict-right'
  | 'verdict-wrong';
