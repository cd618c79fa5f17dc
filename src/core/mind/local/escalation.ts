import { termsOf, wordsOf } from '../../domain/text-terms.js';
import type { Answer } from '../../ports/mind.js';
import { type Finding, type Nearest, titleOf } from './finding.js';
import type { Question } from './questions.js';
import type { TermWeights } from './term-weights.js';

/** Words of a question named to the agent. */
const NAMED_MAX = 6;

/** Coverage from which the nearest passage is worth offering to the agent as a draft. */
const DRAFT_COVERAGE_MIN = 0.35;

/** One question with what was found for it. */
export interface Sought {
  readonly question: Question;
  readonly finding: Finding | null;
  readonly nearest: Nearest | null;
}

/** Hands over what is known: what was looked for, what is missing, what came nearest. */
export function escalation(sought: readonly Sought[], weights: TermWeights): Answer {
  const missed = sought.filter(({ finding }) => finding === null);
  const first = missed[0] ?? sought[0];
  const nearest = first?.nearest ?? null;
  const missing = first === undefined ? [] : missingWords(first.question, nearest, weights);
  return {
    kind: 'escalate',
    reason: 'missing_evidence',
    intent: '',
    summary: '',
    confidence: nearest === null ? 0 : Math.round(100 * nearest.coverage) / 100,
    uncertainty:
      missed.length === 0 && sought.length > 0
        ? 'More questions at once than the bot answers alone; the draft has what was found.'
        : uncertainty(first?.question ?? null, nearest, missing),
    suggestedNextAction: nextAction(nearest, missing),
    draftReply: draft(sought),
    why:
      nearest === null
        ? 'No passage shares a telling word with the question.'
        : `The nearest passage has only ${Math.round(100 * nearest.coverage)} % of the question's telling words.`,
  };
}

function uncertainty(
  question: Question | null,
  nearest: Nearest | null,
  missing: readonly string[],
): string {
  if (question === null) return 'The message asks nothing the articles could answer.';
  const looked = `Looked for ${quoted(wordsBehind(question, () => true))}`;
  if (nearest === null) return `${looked}; no article has any of it.`;
  const lacks = missing.length === 0 ? 'too little of it' : `nothing about ${quoted(missing)}`;
  return `${looked}; the nearest article, "${titleOf(nearest.passage)}", says ${lacks}.`;
}

function nextAction(nearest: Nearest | null, missing: readonly string[]): string {
  const subject = missing.length === 0 ? 'this' : quoted(missing);
  const check = nearest === null ? '' : ` Check "${titleOf(nearest.passage)}" first.`;
  return `Answer from your own knowledge, and consider an article about ${subject}.${check}`;
}

/** What could be answered, and for the rest the nearest passage if it is near at all. */
function draft(sought: readonly Sought[]): string {
  const pieces = sought.flatMap(({ finding, nearest }) => {
    if (finding !== null) return [finding.text];
    return nearest !== null && nearest.coverage >= DRAFT_COVERAGE_MIN ? [nearest.quote.text] : [];
  });
  return [...new Set(pieces)].join('\n\n');
}

function missingWords(
  question: Question,
  nearest: Nearest | null,
  weights: TermWeights,
): readonly string[] {
  const there = new Set(nearest === null ? [] : termsOf(passageText(nearest)));
  return wordsBehind(question, (term) => !there.has(term) && !there.has(weights.known(term)));
}

function passageText({ passage }: Nearest): string {
  return `${passage.title}\n${passage.heading}\n${passage.text}`;
}

/** The customer's own words behind the terms, for a person to read; stems are for machines. */
function wordsBehind(question: Question, isWanted: (term: string) => boolean): readonly string[] {
  const words = wordsOf(question.text.slice(0, 1_000)).filter((word) => {
    const term = termsOf(word)[0];
    return term !== undefined && isWanted(term);
  });
  return [...new Set(words)].slice(0, NAMED_MAX);
}

function quoted(words: readonly string[]): string {
  return words.length === 0 ? 'the message' : words.map((word) => `"${word}"`).join(', ');
}
