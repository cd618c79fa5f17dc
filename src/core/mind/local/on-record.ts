import { say } from '../../domain/texts.js';
import type { Context, Line } from '../../ports/mind.js';
import type { Question } from './questions.js';
import { bestQuote } from './quote.js';
import type { TermWeights } from './term-weights.js';

/** Lines that are searched, newest first. */
const LINES_MAX = 50;

/** Characters of one message that are searched. */
export const LINE_CHARS_MAX = 4_000;

/** Characters of one message quoted whole; of a longer one the best sentences are. */
const WHOLE_CHARS_MAX = 300;

/** How sure the bot is when it repeats what was said: the record is right, its fit to the question less so. */
export const ASKED_CONFIDENCE = 0.85;

/** What people of a kind said in what is shown of the talk, newest first, each line once. */
export function linesBy(kind: Line['author']['kind'], { recalled, window }: Context): Line[] {
  const said = [...recalled.flatMap(({ lines }) => lines), ...window].filter(
    ({ author, text }) => author.kind === kind && text.trim() !== '',
  );
  const keyOf = ({ author, text, atMs }: Line) => `${atMs} ${author.id} ${text}`;
  return [...new Map(said.map((line) => [keyOf(line), line])).values()]
    .sort((one, other) => other.atMs - one.atMs)
    .slice(0, LINES_MAX);
}

/** The words of a line that answer a question: all of a short one, else its best sentences, word for word. */
export function quotedFrom(text: string, question: Question, weights: TermWeights): string {
  const searched = text.slice(0, LINE_CHARS_MAX).trim();
  if (searched.length <= WHOLE_CHARS_MAX) return searched;
  const best = bestQuote(searched, new Set(), question, weights)?.text ?? searched;
  return best.slice(0, 2 * WHOLE_CHARS_MAX);
}

/** A line of a summary without its mark. */
export function summaryLines(summary: string | null): string[] {
  return (summary ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•]\s*/, '').trim())
    .filter((line) => line !== '');
}

/** A line of a summary as it is told: perhaps nobody's own words any more. Who asks is not told their own name. */
export function fromSummary(words: string, { wording, lines }: Context): string {
  const own = `${lines.at(-1)?.author.name ?? ''}: `;
  const told = words.startsWith(own) ? words.slice(own.length) : words;
  return say('bot.on-record', wording, { words: told });
}
