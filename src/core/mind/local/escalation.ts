import { termsOf, wordsOf } from '../../domain/text-terms.js';
import { say, type Wording } from '../../domain/texts.js';
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
export function escalation(
  sought: readonly Sought[],
  weights: TermWeights,
  wording: Wording,
): Answer {
  const missed = sought.filter(({ finding }) => finding === null);
  const first = missed[0] ?? sought[0];
  const nearest = first?.nearest ?? null;
  const missing = first === undefined ? [] : missingWords(first.question, nearest, weights);
  const isTooMany = missed.length === 0 && sought.length > 0;
  const percent = String(Math.round(100 * (nearest?.coverage ?? 0)));
  return {
    kind: 'escalate',
    reason: 'missing_evidence',
    intent: '',
    summary: '',
    confidence: nearest === null ? 0 : Math.round(100 * nearest.coverage) / 100,
    uncertainty: isTooMany
      ? say('brief.too-many', wording)
      : uncertainty(first?.question ?? null, nearest, missing, wording),
    suggestedNextAction: nextAction(nearest, missing, wording),
    draftReply: draft(sought),
    why:
      nearest === null
        ? say('brief.nothing-shared', wording)
        : say('brief.too-little-shared', wording, { percent }),
  };
}

function uncertainty(
  question: Question | null,
  nearest: Nearest | null,
  missing: readonly string[],
  wording: Wording,
): string {
  if (question === null) return say('brief.asks-nothing', wording);
  const sought = wordsBehind(question, () => true);
  const words = sought.length === 0 ? say('brief.the-message', wording) : quoted(sought, wording);
  if (nearest === null) return say('brief.found-nowhere', wording, { words });
  const article = titleOf(nearest.passage);
  return missing.length === 0
    ? say('brief.found-too-little', wording, { words, article })
    : say('brief.found-without', wording, { words, article, missing: quoted(missing, wording) });
}

function nextAction(nearest: Nearest | null, missing: readonly string[], wording: Wording): string {
  const words = missing.length === 0 ? say('brief.this', wording) : quoted(missing, wording);
  if (nearest === null) return say('brief.write-article', wording, { words });
  return say('brief.check-article', wording, { words, article: titleOf(nearest.passage) });
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

function quoted(words: readonly string[], wording: Wording): string {
  return words.map((word) => say('brief.quoted', wording, { word })).join(', ');
}
