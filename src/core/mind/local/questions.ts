import { sentencesOf } from '../../domain/sentences.js';
import { termsOf, wordsOf } from '../../domain/text-terms.js';
import type { Context } from '../../ports/mind.js';
import { toneOf } from './small-talk.js';
import type { TermWeights } from './term-weights.js';

/** What kind of answer is asked for. */
export type Wanted =
  | 'duration'
  | 'price'
  | 'contact'
  | 'way'
  | 'reason'
  | 'place'
  | 'permission'
  | 'anything';

/** One thing a customer asks, as terms to look for. */
export interface Question {
  readonly text: string;
  readonly terms: ReadonlySet<string>;
  /** Terms of what was said around it: they help to choose, but an answer may lack them. */
  readonly hints: ReadonlySet<string>;
  readonly wanted: Wanted;
  /** Unknown words that only name a thing the customer has, as "vase" in "my vase". */
  readonly belongings: ReadonlySet<string>;
}

/** Questions answered in one turn. More at once go to a person, with what was found as the draft. */
export const QUESTIONS_MAX = 3;

/** Questions read out of one turn's lines; the bound makes the longest turn cheap. */
const QUESTIONS_READ_MAX = 6;

/** Different terms of one question. Past this a line tells a story, and its first words name the matter. */
const TERMS_MAX = 48;

/** Characters of one line that are read as questions; the bound makes the longest line cheap. */
const LINE_CHARS_MAX = 4_000;

/** "When" asks for a time only near the beginning; later on it says under which condition. */
const DURATION =
  /^ (?:\w+ ){0,2}when | (?:how long|how many days|how many \w+ days|how soon|how fast|how quickly|what time) /;

/** The questions of the new lines, in order. Lines without a question mark belong to the question after them. */
export function questionsOf(context: Context, weights: TermWeights): Question[] {
  const questions: Question[] = [];
  let told: string[] = [];
  for (const line of context.lines) {
    const text = line.text.slice(0, LINE_CHARS_MAX);
    if (toneOf(text) !== null) continue;
    for (const piece of piecesOf(text)) {
      if (questions.length === QUESTIONS_READ_MAX) return questions;
      if (!isQuestion(piece) || addsNothing(piece)) told.push(piece);
      else {
        questions.push(toQuestion(piece, told.join(' '), context, weights));
        told = [];
      }
    }
  }
  const rest = told.filter((piece) => toneOf(piece) === null).join(' ');
  if (questions.length === 0) return rest === '' ? [] : [toQuestion(rest, '', context, weights)];
  return questions;
}

/** All new lines as one question, for lines that only make sense together. */
export function wholeQuestion(context: Context, weights: TermWeights): Question {
  const text = context.lines
    .map((line) => line.text.slice(0, LINE_CHARS_MAX))
    .filter((line) => toneOf(line) === null)
    .join(' ');
  return toQuestion(text, '', context, weights);
}

/** Each statement line as a question of its own: two problems may be told in two lines. */
export function statementQuestions(context: Context, weights: TermWeights): Question[] {
  return context.lines
    .map((line) => line.text.slice(0, LINE_CHARS_MAX))
    .filter((text) => toneOf(text) === null && termsOf(text).length > 0)
    .map((text) => toQuestion(text, '', context, weights));
}

function piecesOf(text: string): string[] {
  return sentencesOf(text).map(({ start, end }) => text.slice(start, end));
}

function isQuestion(piece: string): boolean {
  return (
    piece.trimEnd().endsWith('?') ||
    /^(?:how|what|where|when|why|who|which|can|could|do|does|is|are|will|may)\b/i.test(piece)
  );
}

/** "What should I do?" and "Can you help?" ask about what was told before. */
function addsNothing(piece: string): boolean {
  return termsOf(piece).length === 0 || toneOf(piece) !== null;
}

function toQuestion(text: string, told: string, context: Context, weights: TermWeights): Question {
  const own = termSetOf(text, weights);
  const before = isFollowUp(text) ? lastAskedOf(context) : '';
  const terms = new Set([...own, ...termSetOf(before, weights)]);
  return {
    text,
    terms: new Set([...terms].slice(0, TERMS_MAX)),
    hints: termSetOf(told, weights),
    wanted: wantedBy(`${before} ${text}`),
    belongings: belongingsIn(text),
  };
}

function termSetOf(text: string, weights: TermWeights): ReadonlySet<string> {
  return new Set(
    [...new Set(termsOf(text))].slice(0, TERMS_MAX).map((term) => weights.known(term)),
  );
}

/** "my vase", "the vase I bought": what it is changes the answer less than what is asked about it. */
function belongingsIn(text: string): ReadonlySet<string> {
  const said = wordsOf(text);
  const named = said.filter(
    (_word, at) =>
      said[at - 1] === 'my' ||
      (/^(?:the|a|an)$/.test(said[at - 1] ?? '') && /^(?:i|we)$/.test(said[at + 1] ?? '')),
  );
  return new Set(named.flatMap((word) => termsOf(word)));
}

function isFollowUp(text: string): boolean {
  return text.length < 80 && /^\s*(?:and|or|also|what about|how about)\b/i.test(text);
}

function lastAskedOf(context: Context): string {
  const asked = context.window.filter(({ author }) => author.kind === 'customer').at(-1);
  return asked?.text.slice(0, 400) ?? '';
}

/** What a question, or a heading that is one, asks for. */
export function wantedBy(text: string): Wanted {
  const asked = ` ${wordsOf(text).slice(0, 200).join(' ')} `;
  if (DURATION.test(asked)) return 'duration';
  const terms = termsOf(text.slice(0, 1_000));
  if (terms.includes('contact') || / phone number /.test(asked)) return 'contact';
  if (terms.includes('cost')) return 'price';
  if (/ how (?:do|can|would|should|to|does|will) /.test(asked)) return 'way';
  if (/ why /.test(asked)) return 'reason';
  if (/ where | (?:can|could) (?:i|we|you) (?:get|find|see|have) /.test(asked)) return 'place';
  return / (?:can|could|may) /.test(asked) ? 'permission' : 'anything';
}
