import { type Sentence, sentencesOf } from '../../domain/sentences.js';
import { termsOf } from '../../domain/text-terms.js';
import type { Question, Wanted } from './questions.js';
import type { TermWeights } from './term-weights.js';

/** Sentences quoted at once. More is no answer but a page to read. */
const SENTENCES_MAX = 3;

/** Steps or items of one list quoted whole: half a list of steps misleads. */
const LIST_ITEMS_MAX = 8;

/** Characters a quote grows to sentence by sentence. */
const QUOTE_CHARS_MAX = 420;

/** What a sentence shows when it has the kind of answer asked for, and what that is worth beside its words. */
const SIGNS: Readonly<
  Partial<Record<Wanted, { readonly pattern: RegExp; readonly bonus: number }>>
> = {
  duration: {
    pattern:
      /\d[\d-]{0,9}[ -](?:business |working )?(?:second|minute|hour|day|week|month|year|am\b|pm\b)/i,
    bonus: 0.35,
  },
  price: { pattern: /[$€£]\s?\d|\bfree\b/i, bonus: 0.35 },
  contact: { pattern: /\d{3}[- ]\d{3}|\S@\S/, bonus: 0.35 },
  permission: { pattern: /\b(?:can|cannot|may|must|not|only)\b/i, bonus: 0.08 },
};

/** Among equals the first sentence wins: articles answer their heading at once and add the cases after it. */
const OPENING_BONUS = 0.1;

/** Consecutive sentences of one text, verbatim. */
export interface Quote {
  readonly text: string;
  /** How well its best sentence fits; only comparable among quotes for one question. */
  readonly fit: number;
  /** Share of the question's weight that the best sentence itself has. */
  readonly share: number;
}

interface Candidate {
  readonly sentence: Sentence;
  readonly terms: ReadonlySet<string>;
  readonly fit: number;
}

/** The part of a text that answers best, or null when the text is empty. */
export function bestQuote(
  text: string,
  heading: ReadonlySet<string>,
  question: Question,
  weights: TermWeights,
): Quote | null {
  const candidates = sentencesOf(text).map((sentence, index) => {
    const words = text.slice(sentence.start, sentence.end);
    const terms = new Set(termsOf(words));
    const opening = index === 0 && sentence.list === 'none' ? OPENING_BONUS : 0;
    return { sentence, terms, fit: opening + fitOf(words, terms, question, weights) };
  });
  const best = candidates.reduce<Candidate | null>(
    (found, candidate) => (found === null || candidate.fit > found.fit ? candidate : found),
    null,
  );
  if (best === null) return null;
  const [first, last] = extent(candidates, best, heading, question);
  const isList = first !== last && first.sentence.list !== 'none';
  const start = isList ? first.sentence.markStart : first.sentence.start;
  return {
    text: text.slice(start, last.sentence.end).trim(),
    fit: best.fit,
    share: weights.shareOf(question.terms, best.terms),
  };
}

/** The beginning of a text: its first sentences and, where they lead to a list, that list. Null when it is empty. */
export function openingQuote(text: string): Quote | null {
  const sentences = sentencesOf(text);
  const [first] = sentences;
  if (first === undefined) return null;
  const isListed = first.list !== 'none';
  const opening = sentences
    .filter(({ block, list }) => block === first.block && (list !== 'none') === isListed)
    .slice(0, isListed ? LIST_ITEMS_MAX : SENTENCES_MAX)
    .filter(({ end }, at) => at === 0 || isListed || end - first.start <= QUOTE_CHARS_MAX);
  const last = opening.at(-1) ?? first;
  const leadsOn = !isListed && text.slice(0, last.end).endsWith(':');
  const items = leadsOn ? sentences.slice(sentences.indexOf(last) + 1) : [];
  const firstOther = items.findIndex(({ list }) => list === 'none');
  const listed = items.slice(0, firstOther < 0 ? items.length : firstOther);
  const end = listed.slice(0, LIST_ITEMS_MAX).at(-1)?.end ?? last.end;
  return { text: text.slice(first.markStart, end).trim(), fit: 0, share: 0 };
}

function fitOf(
  words: string,
  terms: ReadonlySet<string>,
  question: Question,
  weights: TermWeights,
): number {
  const sign = SIGNS[question.wanted];
  return (
    weights.shareOf(question.terms, terms) +
    0.2 * weights.shareOf(terms, question.terms) +
    0.2 * weights.shareOf(question.hints, terms) +
    (sign?.pattern.test(words) ? sign.bonus : 0)
  );
}

/** From the best sentence to the last one that still belongs to it. */
function extent(
  candidates: readonly Candidate[],
  best: Candidate,
  heading: ReadonlySet<string>,
  question: Question,
): readonly [Candidate, Candidate] {
  const { block, list } = best.sentence;
  const inBlock = candidates.filter(
    ({ sentence }) => sentence.block === block && sentence.list === list,
  );
  const at = inBlock.indexOf(best);
  switch (list) {
    case 'step':
      return [inBlock[0] ?? best, inBlock.slice(0, LIST_ITEMS_MAX).at(-1) ?? best];
    case 'bullet': {
      const before = alike(inBlock.slice(0, at).reverse(), best, heading, question);
      const after = alike(inBlock.slice(at + 1), best, heading, question);
      return [before, after];
    }
    case 'none':
      return [best, following(inBlock.slice(at + 1), best, question)];
  }
}

/**
 * The farthest of the neighbouring items that answer as much as the best: what the heading asks holds for all of
 * them, so only the question's other terms tell them apart.
 */
function alike(
  items: readonly Candidate[],
  best: Candidate,
  heading: ReadonlySet<string>,
  question: Question,
): Candidate {
  const telling = [...question.terms].filter((term) => !heading.has(term));
  let last = best;
  for (const item of items.slice(0, LIST_ITEMS_MAX)) {
    if (telling.some((term) => item.terms.has(term) !== best.terms.has(term))) break;
    last = item;
  }
  return last;
}

/** A question for a number is answered by one sentence; others by those that go on about the same. */
function following(rest: readonly Candidate[], best: Candidate, question: Question): Candidate {
  if (question.wanted === 'duration' || question.wanted === 'price') return best;
  let last = best;
  for (const next of rest.slice(0, SENTENCES_MAX - 1)) {
    const isAbout = [...question.terms].some((term) => next.terms.has(term));
    if (!isAbout || next.sentence.end - best.sentence.start > QUOTE_CHARS_MAX) break;
    last = next;
  }
  return last;
}
