import { EXCERPT_CHARS_MAX, excerptOf } from './excerpt.js';
import type { Author } from './message.js';
import { binds, type Retention, retentionOf, withoutPleasantries } from './retention.js';
import { withoutSecrets } from './secrets.js';
import { sentencesOf, sentenceTexts } from './sentences.js';
import { SUMMARY_TOKENS_MAX, usableSummary } from './summary.js';
import { answeredLine, questionAndAnswer, summaryLine } from './summary-line.js';
import { estimateTokens } from './token-estimate.js';

/** Sentences that need not be kept are added up to here; what must be kept may go up to the limit. */
const SUMMARY_TOKENS_TARGET = 200;

/**
 * Characters read of all messages together, as far as each has these many. However much is pasted, a summary takes a
 * few tenths of a second, in which the process does nothing else.
 */
const READ_CHARS_MAX = 240_000;
const READ_CHARS_EACH_MIN = 600;

/** Sentences of one message that may be kept: the first ones, and fewer of the last. */
const FIRST_SENTENCES_MAX = 40;
const LAST_SENTENCES_MAX = 10;

/** Marks and line ends around one sentence. */
const LINE_TOKENS = 2;

/** Sentences of one quotation that are kept together. A mark that nothing answers to may mean inches. */
const QUOTED_SENTENCES_MAX = 4;

/** An answer up to so many characters says nothing without its question, which is then told with it. A question is none. */
const BARE_ANSWER_CHARS_MAX = 40;

export interface SummarySource {
  readonly author: Author;
  readonly text: string;
}

interface Candidate {
  readonly line: string;
  /** The line of the question that it tells along with the answer. */
  readonly question?: string;
  readonly retention: Retention;
  /** What the bot told without binding us: it can be looked up again, what a customer said cannot. */
  readonly isRepeatable: boolean;
  readonly tokens: number;
}

/** The bot's own line, as `summaryLine` writes it. */
const BY_BOT = /^- [^:]{1,200} \(bot\): /;

/** Only what must be retained, for when there is no room for a narrative; else as `extractiveSummary`. */
export function retainedLines(
  previous: string | null,
  messages: readonly SummarySource[],
): string | null {
  const candidates = candidatesOf(previous, messages);
  const kept = new Set(mustWithin(candidates, SUMMARY_TOKENS_MAX));
  const lines = candidates.filter((candidate) => kept.has(candidate));
  return usableSummary(lines.map(({ line }) => line).join('\n'));
}

/**
 * A summary without a model: the sentences that must be kept, newest first until it is full (what customers said and what
 * binds us before what the bot told), then others, all in the
 * order they were said and with their speakers. `previous` is the summary it replaces; its lines compete as the oldest.
 * Null when nothing was said that is worth a line. `tokensMax`: where there is less room than a summary may take.
 */
export function extractiveSummary(
  previous: string | null,
  messages: readonly SummarySource[],
  tokensMax = SUMMARY_TOKENS_MAX,
): string | null {
  const candidates = candidatesOf(previous, messages);
  const must = mustWithin(candidates, tokensMax);
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
  const charsMax = Math.max(READ_CHARS_EACH_MIN, Math.floor(READ_CHARS_MAX / messages.length));
  const said = withoutPleasantries(messages).map(({ author, text }) => ({
    author,
    text: excerptOf(text, Math.min(charsMax, EXCERPT_CHARS_MAX)),
  }));
  const before = (previous ?? '').split('\n').flatMap(linesIn);
  return withoutRepeats([
    ...before.map(fromLine),
    ...said.flatMap((message, at) => fromMessage(message, said[at - 1])),
  ]);
}

function fromMessage(message: SummarySource, before: SummarySource | undefined): Candidate[] {
  const { author } = message;
  const isOurs = author.kind !== 'customer';
  const asked = before === undefined || before.author.kind === author.kind ? '' : before.text;
  const text = withoutSecrets(message.text, asked);
  const isBare = text.length <= BARE_ANSWER_CHARS_MAX && !text.trimEnd().endsWith('?');
  const question = isBare ? questionLine(before, author) : null;
  if (question !== null) {
    const line = answeredLine(question, author, text);
    return [{ ...candidate(line, retentionOf(text, isOurs, asked)), question }];
  }
  return quotesWhole(firstAndLast(sentenceTexts(text))).map((sentence) =>
    candidate(summaryLine(author, sentence), retentionOf(sentence, isOurs)),
  );
}

function firstAndLast(sentences: readonly string[]): readonly string[] {
  if (sentences.length <= FIRST_SENTENCES_MAX + LAST_SENTENCES_MAX) return sentences;
  return [...sentences.slice(0, FIRST_SENTENCES_MAX), ...sentences.slice(-LAST_SENTENCES_MAX)];
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

/** What the other side asked last, as it is told with a bare answer; null where it asked nothing. */
function questionLine(before: SummarySource | undefined, { kind }: Author): string | null {
  if (before === undefined || before.author.kind === kind) return null;
  const asked = withoutSecrets(before.text).trimEnd();
  const last = asked.endsWith('?') ? sentenceTexts(asked).at(-1) : undefined;
  return last === undefined ? null : summaryLine(before.author, last);
}

/** A model writes paragraphs. What does not fit whole would be lost whole, so they are taken by their sentences. */
function linesIn(line: string): string[] {
  if (line.startsWith('- ')) return [line];
  return sentencesOf(line).map(({ start, end }) => line.slice(start, end).trim());
}

/** Whoever said it, a line of a summary was kept for what it says. */
function fromLine(line: string): Candidate {
  const masked = withoutSecrets(line);
  const [question, answer] = questionAndAnswer(masked) ?? [];
  if (answer !== undefined) return candidate(masked, retentionOf(answer, false, question));
  return candidate(masked, retentionOf(masked.replace(/^- [^:]{1,200}: /, ''), true));
}

function candidate(line: string, retention: Retention): Candidate {
  const isBare = BY_BOT.test(line) && questionAndAnswer(line) === null;
  const isRepeatable = isBare && !binds(line.replace(BY_BOT, ''));
  return { line, retention, isRepeatable, tokens: estimateTokens(line) + LINE_TOKENS };
}

/** Of lines that say the same the newest stays; a question that is told with its answer is not told alone as well. */
function withoutRepeats(candidates: readonly Candidate[]): Candidate[] {
  const answered = new Set(candidates.flatMap(({ question }) => question ?? []));
  const alone = candidates.filter(({ line }) => !answered.has(line));
  return [...new Map(alone.map((one) => [one.line.toLowerCase(), one])).values()];
}

/** What must be kept; of too much of it, what the bot can tell again goes first. */
function mustWithin(candidates: readonly Candidate[], tokensMax: number): Candidate[] {
  const only = candidates.filter(({ isRepeatable }) => !isRepeatable);
  const first = newestWithin(only, 'must-retain', tokensMax);
  const rest = candidates.filter(({ isRepeatable }) => isRepeatable);
  return [...first, ...newestWithin(rest, 'must-retain', tokensMax - total(first))];
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
