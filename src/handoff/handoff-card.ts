import type { Card, CardBlock, CardButton, CardFact } from '../core/domain/card.js';
import type { Agent, Handoff } from '../core/domain/handoff.js';
import { say, type TextKey, type Wording } from '../core/domain/texts.js';
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
      ...quote(payload.customer.name, payload.intent),
      ...section('card.summary', payload.summary),
      ...section('card.stopped', payload.lastReasoning),
      ...section('card.uncertainty', payload.uncertainty),
      ...section('card.next', payload.suggestedNextAction),
      ...section('card.draft', payload.draftReply),
      ...facts('card.customer', customerFacts(parts)),
      ...facts('card.account', payload.accountFacts),
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
      { kind: 'buttons', buttons: buttonsOf(parts) },
    ],
  };
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
  const about = spent.isEstimated ? '≈ ' : '';
  const unpriced = String(spent.unpriced);
  const missing =
    spent.unpriced > 0 ? ` ${say('card.unpriced', wording, { calls: unpriced })}` : '';
  const digits = spent.costUsd < CENT ? 4 : 2;
  const value = `${about}$${spent.costUsd.toFixed(digits)}${missing}`;
  return [...sure, { name: say('card.cost', wording), value }];
}

/** The steps there are now; whoever has not claimed it may only claim it. */
function buttonsOf({ handoff, agent, wording, mayTakeOver }: CardParts): CardButton[] {
  const button = (id: CardDeed, style: CardButton['style'] = 'plain'): CardButton => ({
    id,
    label: say(`card.do.${id}`, wording),
    style,
  });
  const draft = handoff.payload.draftReply === '' ? [] : [button('send-draft')];
  if (handoff.state === 'open') return [button('claim', 'main'), ...draft];
  const isMine = agent === null || handoff.claimedBy?.id === agent.id;
  if (handoff.state === 'claimed') {
    return isMine ? [button('resolve', 'main'), button('return'), button('release'), ...draft] : [];
  }
  return mayTakeOver ? [button('take-over')] : [];
}

/** What can be done from a card, by the names of the steps. */
type CardDeed = 'claim' | 'release' | 'return' | 'resolve' | 'take-over' | 'send-draft';
