import type { Author } from './message.js';
import { type Retention, retentionOf, withoutPleasantries } from './retention.js';
import { sentencesOf, sentenceTexts } from './sentences.js';
import { SUMMARY_TOKENS_MAX, usableSummary } from './summary.js';
import { estimateTokens } from './token-estimate.js';

/** Sentences that need not be kept are added up to here; what must be kept may go up to the limit. */
const SUMMARY_TOKENS_TARGET = 200;

/** Characters of one quoted sentence. A longer one is cut, so that it cannot keep all others out. */
const SENTENCE_CHARS_MAX = 240;

/** Marks and line ends around one sentence. */
const LINE_TOKENS = 2;

/** Sentences of one quotation that are kept together. A mark that nothing answers to may mean inches. */
const QUOTED_SENTENCES_MAX = 4;

/** An answer up to so many characters says nothing without its question, which is then told with it. */
const BARE_ANSWER_CHARS_MAX = 40;

/** A line that has both, as `bareAnswer` writes it. */
const WITH_QUESTION = /^- [^:]{1,80}: (.*\?) [^:]{1,80}: (.*)$/;

export interface SummarySource {
  readonly author: Author;
  readonly text: string;
}

interface Candidate {
  readonly line: string;
  readonly retention: Retention;
  readonly tokens: number;
}

/** Only what must be retained, for when there is no room for a narrative; else as `extractiveSummary`. */
export function retainedLines(
  previous: string | null,
  messages: readonly SummarySource[],
): string | null {
  const must = newestWithin(candidatesOf(previous, messages), 'must-retain', SUMMARY_TOKENS_MAX);
  return usableSummary(
    must
      .reverse()
      .map(({ line }) => line)
      .join('\n'),
  );
}

/**
 * A summary without a model: the sentences that must be kept, newest first until it is full, then others, all in the
 * order they were said and with their speakers. `previous` is the summary it replaces; its lines compete as the oldest.
 * Null when nothing was said that is worth a line. `tokensMax`: where there is less room than a summary may take.
 */
export function extractiveSummary(
  previous: string | null,
  messages: readonly SummarySource[],
  tokensMax = SUMMARY_TOKENS_MAX,
): string | null {
  const candidates = candidatesOf(previous, messages);
  const must = newestWithin(candidates, 'must-retain', tokensMax);
  const left = Math.min(SUMMARY_TOKENS_TARGET, tokensMax) - total(must);
  const may = newestWithin(candidates, 'may-summarise', left);
  const kept = new Set([...must, ...may]);
  const lines = candidates.filter((candidate) => kept.has(candidate));
  return usableSummary(lines.map(({ line }) => line).join('\n'));
}

function candidatesOf(
  previous: string | null,
  messages: readonly SummarySource[],
): readonly Candidate[] {
  const said = withoutPleasantries(messages);
  const before = (previous ?? '').split('\n').flatMap(linesIn);
  return withoutRepeats([
    ...before.map(fromLine),
    ...said.flatMap((message, at) => fromMessage(message, said[at - 1])),
  ]);
}

function fromMessage(message: SummarySource, before: SummarySource | undefined): Candidate[] {
  const isOurs = message.author.kind !== 'customer';
  const answer = bareAnswer(message, before);
  if (answer !== null) return [candidate(answer, retentionOf(message.text, isOurs, before?.text))];
  return quotesWhole(sentenceTexts(message.text)).map((sentence) =>
    candidate(lineOf(message.author, sentence), retentionOf(sentence, isOurs)),
  );
}

/** Sentences, with those of one quotation together: apart from its beginning the rest would be the quoter's own words. */
function quotesWhole(sentences: readonly string[]): string[] {
  const whole: string[] = [];
  let at = 0;
  while (at < sentences.length) {
    const rest = sentences.slice(at, at + QUOTED_SENTENCES_MAX);
    const closed = isOpen(rest[0] ?? '') ? rest.findIndex((one, i) => i > 0 && isOpen(one)) : -1;
    const count = Math.max(closed, 0) + 1;
    whole.push(rest.slice(0, count).join(' '));
    at += count;
  }
  return whole;
}

/** Whether a quotation begins or ends in it; marks that come in pairs leave nothing open. */
function isOpen(sentence: string): boolean {
  return (sentence.match(/["“”]/g) ?? []).length % 2 === 1;
}

function bareAnswer({ author, text }: SummarySource, before: SummarySource | undefined) {
  const asked = before?.text.trimEnd() ?? '';
  const isAnswer = asked.endsWith('?') && before?.author.kind !== author.kind;
  if (!isAnswer || before === undefined || text.length > BARE_ANSWER_CHARS_MAX) return null;
  const last = sentencesOf(asked).at(-1);
  const question = asked.slice(last?.start, last?.end);
  return `${lineOf(before.author, question)} ${author.name}: ${text.trim()}`;
}

function lineOf(author: Author, sentence: string): string {
  const isLong = sentence.length > SENTENCE_CHARS_MAX;
  const short = isLong ? `${sentence.slice(0, SENTENCE_CHARS_MAX - 1).trimEnd()}…` : sentence;
  return `- ${author.name}: ${short.replaceAll('\n', ' ')}`;
}

/** A model writes paragraphs. What does not fit whole would be lost whole, so they are taken by their sentences. */
function linesIn(line: string): string[] {
  if (line.startsWith('- ')) return [line];
  return sentencesOf(line).map(({ start, end }) => line.slice(start, end).trim());
}

/** Whoever said it, a line of a summary was kept for what it says. */
function fromLine(line: string): Candidate {
  const [, question, answer] = WITH_QUESTION.exec(line) ?? [];
  if (answer !== undefined) return candidate(line, retentionOf(answer, false, question));
  return candidate(line, retentionOf(line.replace(/^- [^:]*: /, ''), true));
}

function candidate(line: string, retention: Retention): Candidate {
  return { line, retention, tokens: estimateTokens(line) + LINE_TOKENS };
}

/** Of lines that say the same the newest stays. */
function withoutRepeats(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [one.line.toLowerCase(), one])).values()];
}

function newestWithin(
  candidates: readonly Candidate[],
  retention: Retention,
  tokensMax: number,
): Candidate[] {
  const kept: Candidate[] = [];
  let left = tokensMax;
  for (const one of [...candidates].reverse()) {
    if (one.retention !== retention || one.tokens > left) continue;
    kept.push(one);
    left -= one.tokens;
  }
  return kept;
}

function total(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { tokens }) => sum + tokens, 0);
}
