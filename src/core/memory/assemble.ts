import type { AttemptEnd } from '../domain/action.js';
import type { CardFact } from '../domain/card.js';
import type { Conversation, Stretch } from '../domain/conversation.js';
import { standing } from '../domain/fact.js';
import type { Message } from '../domain/message.js';
import type { ShownFact, ShownPart } from '../domain/turn.js';
import type { Passage } from '../ports/knowledge.js';
import type { Context, LearntFact, Line } from '../ports/mind.js';
import { toLine } from './line.js';
import { type Estimate, factTokens, lineTokens, total } from './line-tokens.js';
import { condense, type Remembered } from './remember.js';
import { clippedToTokens, type Fitting, firstWithin, newestWithin } from './within-tokens.js';
import { isWords } from './words.js';

/** What each part may take of the budget at most. The window takes what is left; what has no room there is condensed. */
const SHARES = {
  lines: 0.45,
  accountFacts: 0.1,
  facts: 0.1,
  stretches: 0.1,
  actions: 0.05,
  summary: 0.15,
  recalled: 0.25,
  passages: 0.35,
} as const;

type Part = keyof typeof SHARES | 'window';

/** What a part takes. */
export interface PartSize extends ShownPart {
  readonly part: Part;
}

export interface ContextParts {
  readonly turnId: string;
  readonly turnType: Context['turnType'];
  readonly wording: Context['wording'];
  readonly tenant: Context['tenant'];
  readonly conversation: Conversation;
  readonly remembered: Remembered;
  readonly accountFacts: readonly CardFact[];
  readonly stretches: readonly Stretch[];
  readonly recalled: Context['recalled'];
  readonly passages: readonly Passage[];
  readonly lines: readonly Message[];
  /** The first number that no turn has taken yet. */
  readonly waitingSeq: number;
  readonly budgetTokens: number;
  readonly estimate: Estimate;
  readonly nowMs: number;
}

export interface Assembled {
  readonly context: Context;
  /** What each part takes, in the order of the prompt, for the turn's history. */
  readonly sizes: readonly PartSize[];
  /** What is remembered, after older talk that had no room gave way to facts. */
  readonly remembered: Remembered;
}

/**
 * What the model is shown in one turn, never more than the budget. New lines come first, then what is known, each part
 * up to its share, then passages. Talk that nothing stands for yet is shown word for word in what is left; if it has no
 * room there, its oldest part is condensed here and now.
 */
export function assemble(parts: ContextParts): Assembled {
  const before = knownParts(parts);
  let { remembered } = parts;
  for (;;) {
    const fitted = windowWithin(parts, remembered, before);
    const { window, missing } = fitted;
    const fewer = missing === 0 ? remembered : condense(remembered, missing, parts);
    // What has yet to be worked on can't be condensed; the turn that works on it shows it.
    if (fewer === remembered) return assembled(parts, remembered, { ...before, ...fitted, window });
    remembered = fewer;
  }
}

interface Known {
  readonly lines: Fitting<Line>;
  readonly accountFacts: Fitting<CardFact>;
  readonly facts: Fitting<LearntFact>;
  readonly stretches: Fitting<Context['stretches'][number]>;
  readonly actions: Fitting<Context['actions'][number]>;
  readonly recalled: Fitting<Context['recalled'][number]>;
  readonly passages: Fitting<Passage>;
}

/** All but what depends on how much of the window is condensed. */
function knownParts(parts: ContextParts): Known {
  const { estimate, budgetTokens } = parts;
  const share = (part: keyof typeof SHARES) => Math.floor(budgetTokens * SHARES[part]);
  const ofFact = ({ name, value }: CardFact) => factTokens(name, value, estimate);
  const known = {
    lines: linesWithin(parts.lines.map(toLine), share('lines'), estimate),
    accountFacts: firstWithin(parts.accountFacts, share('accountFacts'), ofFact),
    facts: newestWithin(learnt(parts), share('facts'), ({ kind, value }) =>
      factTokens(kind, value, estimate),
    ),
    stretches: newestWithin(parts.stretches.map(toStretch), share('stretches'), (one) =>
      factTokens(one.agent, [one.note, ...one.promises].join(' '), estimate),
    ),
    actions: newestWithin(done(parts), share('actions'), ({ title, result }) =>
      factTokens(title, result, estimate),
    ),
  };
  // What is looked up may use what others leave, but never the room that a summary may need.
  const taken = total(Object.values(known).map(({ tokens }) => tokens)) + share('summary');
  const left = Math.max(0, budgetTokens - taken);
  const passages = firstWithin(parts.passages, Math.min(share('passages'), left), (one) =>
    factTokens(`${one.title} ${one.heading}`, one.text, estimate),
  );
  const more = Math.min(share('recalled'), left - passages.tokens);
  const recalled = newestWithin(parts.recalled, more, ({ lines }) =>
    total([factTokens('', '', estimate), ...lines.map((line) => lineTokens(line, estimate))]),
  );
  return { ...known, passages, recalled };
}

interface Fitted {
  readonly summary: { readonly text: string | null; readonly tokens: number };
  readonly window: Fitting<Line>;
  /** Messages, the oldest of the window, for which there is no room. */
  readonly missing: number;
}

function windowWithin(parts: ContextParts, { memory, window }: Remembered, known: Known): Fitted {
  const { estimate, budgetTokens } = parts;
  const text = clippedToTokens(memory.text, Math.floor(budgetTokens * SHARES.summary), estimate);
  const summary = { text: text === '' ? null : text, tokens: estimate(text) };
  const taken = total([...Object.values(known), summary].map(({ tokens }) => tokens));
  const shown = newestWithin(window, Math.max(0, budgetTokens - taken), (message) =>
    isWords(message) ? lineTokens(toLine(message), estimate) : 0,
  );
  return {
    summary,
    window: { items: shown.items.filter(isWords).map(toLine), tokens: shown.tokens },
    missing: window.length - shown.items.length,
  };
}

function assembled(parts: ContextParts, remembered: Remembered, fitted: Known & Fitted): Assembled {
  const { tenant, channel, id: conversationId, customer, episode } = parts.conversation;
  const { accountFacts, facts, stretches, actions, summary } = fitted;
  const { recalled, window, passages, lines } = fitted;
  const known = { accountFacts, facts, stretches, actions, summary };
  const sizes = { ...known, recalled, window, passages, lines };
  return {
    context: {
      place: { tenant, channel, conversationId, episode: episode.number, turnId: parts.turnId },
      turnType: parts.turnType,
      wording: parts.wording,
      tenant: parts.tenant,
      customer: { id: customer.id, name: customer.name },
      accountFacts: accountFacts.items,
      facts: facts.items,
      stretches: stretches.items,
      actions: actions.items,
      summary: summary.text,
      lastTalkAtMs: remembered.lastTalkAtMs,
      recalled: recalled.items,
      window: window.items,
      passages: passages.items,
      lines: lines.items,
    },
    sizes: Object.entries(sizes).map(([name, { tokens }]) => {
      const part = name as Part;
      const shown = factsShown(part, parts, fitted);
      return { part, tokens, ...(shown.length > 0 ? { facts: shown } : {}) };
    }),
    remembered,
  };
}

/** The facts of a part, by name alone. */
function factsShown(part: Part, { remembered }: ContextParts, known: Known): readonly ShownFact[] {
  if (part === 'accountFacts') return known.accountFacts.items.map(({ name }) => ({ name }));
  const count = part === 'facts' ? known.facts.items.length : 0;
  if (count === 0) return [];
  // As they were fitted: the newest of those that stand.
  return standing(remembered.facts)
    .slice(-count)
    .map(({ kind, id }) => ({ name: kind, id }));
}

/** All new lines, the long ones cut: somebody pasted a log, and what is wanted stands before or behind it. */
function linesWithin(lines: readonly Line[], budget: number, estimate: Estimate): Fitting<Line> {
  const costOf = (line: Line) => lineTokens(line, estimate);
  const whole = total(lines.map(costOf));
  if (whole <= budget) return { items: lines, tokens: whole };
  const marks = total(lines.map((line) => costOf({ ...line, text: '' })));
  const each = Math.max(0, Math.floor((budget - marks) / lines.length));
  const cut = lines.map((line) => ({ ...line, text: clippedToTokens(line.text, each, estimate) }));
  // Of so many lines that even their marks have no room, the newest stay; there are at most a turn's.
  return newestWithin(cut, budget, costOf);
}

/** What one customer stated is no answer to another one's "my"; the talk and its summary show it with their names. */
function learnt({ remembered, lines, conversation }: ContextParts): LearntFact[] {
  if (lines.some(({ author }) => author.id !== conversation.customer.id)) return [];
  return standing(remembered.facts).map(({ kind, value, atMs }) => ({ kind, value, atMs }));
}

/** Short results only, so that the mind knows what was done; what was only talked about is in the talk. */
function done({ conversation }: ContextParts): Context['actions'] {
  const ends: readonly AttemptEnd[] = ['done', 'failed', 'unknown', 'rejected', 'expired'];
  return conversation.acting.past
    .filter(({ end }) => ends.includes(end))
    .map(({ title, end, text, atMs }) => ({ title, end, result: text, atMs }));
}

function toStretch(stretch: Stretch): Context['stretches'][number] {
  return {
    agent: stretch.agent?.name ?? '',
    outcome: stretch.outcome,
    note: stretch.note,
    promises: stretch.promises ?? [],
    atMs: stretch.toMs,
  };
}
