import { citationTitle } from '../../domain/citation-title.js';
import type { Citation } from '../../domain/message.js';
import { termsOf } from '../../domain/text-terms.js';
import type { Passage } from '../../ports/knowledge.js';
import { type Question, wantedBy } from './questions.js';
import { bestQuote, openingQuote, type Quote } from './quote.js';
import type { TermWeights } from './term-weights.js';

/** An answer to one question with what it rests on. */
export interface Finding {
  readonly text: string;
  readonly citations: readonly Citation[];
  /** 0 to 1: how much of the question its source covers. */
  readonly confidence: number;
  readonly why: string;
}

/** What the nearest passage has to say, whether or not that is enough. */
export interface Nearest {
  readonly passage: Passage;
  readonly quote: Quote;
  readonly coverage: number;
  /** How like the questions its article lists it was asked, if that alone is enough; else 0. */
  readonly likeness: number;
  readonly rank: number;
}

/**
 * From here on a question is asked like one that an article lists. Measured on the development queries of HINT3, where
 * 95 in 100 are then answered rightly (144 of 476 are; at 0.4 it would be 91 in 100 of 208).
 */
export const LIKENESS_MIN = 0.5;

/**
 * Share of a question's weight a passage must cover. Measured on the demo articles: all sample questions with an
 * answer reach it, those without stay below.
 */
export const COVERAGE_MIN = 0.65;

/** The same when a word of the question is in no article at all. */
export const COVERAGE_WITH_UNKNOWN_MIN = 0.7;

/** How much a word weighs that the passage lacks but another article has. */
const KNOWN_MISSED_SHARE = 0.6;

/** How much an unknown word weighs that only names a thing the customer has. */
const BELONGING_SHARE = 0.3;

/** Share of the question that a sentence itself must have to be quoted in the place of the beginning. */
const OWN_SHARE_MIN = 0.3;

/** The passage that fits best with its quote; null when there is no passage with text. */
export function nearestPassage(
  question: Question,
  passages: readonly Passage[],
  weights: TermWeights,
): Nearest | null {
  const likenesses = weights.likenesses(question.text);
  let best: Nearest | null = null;
  for (const passage of passages) {
    const likeness = likenesses.get(passage.key) ?? 0;
    const near = nearnessOf(question, passage, likeness, weights);
    if (near !== null && (best === null || near.rank > best.rank)) best = near;
  }
  return best;
}

function nearnessOf(
  question: Question,
  passage: Passage,
  likeness: number,
  weights: TermWeights,
): Nearest | null {
  const heading = new Set(termsOf(passage.heading));
  const quote = bestQuote(passage.text, heading, question, weights);
  if (quote === null) return null;
  const all = new Set([...termsOf(passage.title), ...heading, ...termsOf(passage.text)]);
  const coverage = coverageOf(question, all, weights);
  const isIntroduction = passage.heading === passage.title;
  const headingFit = isIntroduction
    ? 0
    : weights.shareOf(question.terms, heading) * weights.shareOf(heading, question.terms);
  const rank =
    coverage +
    0.6 * quote.fit +
    0.4 * headingFit +
    0.1 * passage.score +
    0.2 * weights.shareOf(question.hints, all) +
    (isOfKind(question, passage) ? 0.15 : 0) -
    (isIntroduction ? 0.1 : 0);
  if (likeness < LIKENESS_MIN) return { passage, quote, coverage, likeness: 0, rank };
  // The listed questions stand for the whole passage, so without a telling sentence its beginning answers.
  const isTelling = quote.share >= OWN_SHARE_MIN;
  const quoted = isTelling ? quote : openingQuote(passage.text);
  return {
    passage,
    quote: quoted ?? quote,
    coverage,
    likeness,
    rank: Math.max(rank, 1 + likeness),
  };
}

/** Whether the heading asks for the same kind of answer; "Can I" asks for too many kinds to tell. */
function isOfKind({ wanted }: Question, { heading }: Passage): boolean {
  return wanted !== 'anything' && wanted !== 'permission' && wantedBy(heading) === wanted;
}

/**
 * A known word the passage lacks (a product, a place) counts less against it than a word no article has, which is
 * most likely what the question is about.
 */
function coverageOf(question: Question, terms: ReadonlySet<string>, weights: TermWeights): number {
  let covered = 0;
  let missed = 0;
  for (const term of question.terms) {
    if (terms.has(term)) covered += weights.of(term);
    else missed += weights.of(term) * missedShare(term, question, weights);
  }
  return covered === 0 ? 0 : covered / (covered + missed);
}

function missedShare(term: string, question: Question, weights: TermWeights): number {
  if (weights.isKnown(term)) return KNOWN_MISSED_SHARE;
  return question.belongings.has(term) ? BELONGING_SHARE : 1;
}

/** Whether the nearest passage answers, rather than shares a few words. */
export function isEnough(question: Question, near: Nearest, weights: TermWeights): boolean {
  if (near.likeness > 0) return true;
  const hasUnknown = [...question.terms].some(
    (term) => !weights.isKnown(term) && !question.belongings.has(term),
  );
  return near.coverage >= (hasUnknown ? COVERAGE_WITH_UNKNOWN_MIN : COVERAGE_MIN);
}

export function titleOf({ title, heading }: Passage): string {
  return citationTitle(title, heading);
}

export function citationOf({ passage, quote }: Nearest): Citation {
  const cited = { title: titleOf(passage), quote: quote.text };
  return passage.url === undefined ? cited : { ...cited, url: passage.url };
}
