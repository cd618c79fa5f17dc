import { extractiveSummary } from '../domain/extractive-summary.js';
import type { Message } from '../domain/message.js';
import { retentionOf, withoutPleasantries } from '../domain/retention.js';
import { sentenceTexts } from '../domain/sentences.js';
import { estimateTokens } from '../domain/token-estimate.js';
import { dayOf } from './day-in-words.js';

/** What somebody who comes back is reminded of takes no more: it stands beside everything else they ask now. */
const REFRESH_TOKENS_MAX = 250;

/** Characters of a sentence that is quoted at the end. */
const QUOTE_CHARS_MAX = 200;

/** Line ends. */
const LINE_TOKENS = 1;

/** How the lines about the end of a talk begin. What was left open is settled by what was said since. */
const UNANSWERED = '- Left unanswered, ';
const LAST_SAID = '- Last said, ';

/**
 * What a customer is reminded of who comes back after a long silence, in the place of the talk before it: what must be
 * retained of it and of `previous`, the summary so far, and where that talk stopped. Takes at most 250 tokens by the
 * uncalibrated estimate; the same talk gives the same text. A talk of mere pleasantries leaves `previous` as it is. Null
 * when nothing was said that is worth a line.
 *
 * ```
 * - Lena: My order number is KX-20441.
 * - Talk ended on 18 Nov 2026.
 * - Left unanswered, Lena: Can you collect the old one, too?
 * - Last said, Desk bot: A new drawer is on its way.
 * ```
 */
export function refreshOf(previous: string, talk: readonly Message[]): string | null {
  const said = withoutPleasantries(talk.filter(isSaid));
  const last = said.at(-1);
  if (last === undefined) return previous.trim() === '' ? null : previous;
  const ended = `- Talk ended on ${dayOf(last.atMs)}.`;
  const ends = [unansweredLine(said), lastSaidLine(said)].flatMap((line) => line ?? []);
  const left = REFRESH_TOKENS_MAX - tokensOf([ended, ...ends]);
  const body = (extractiveSummary(withoutEnds(previous), said, left) ?? '')
    .split('\n')
    .filter((line) => line !== '' && !ends.some((end) => isSameWords(end, line)));
  if (body.length === 0 && ends.length === 0) return null;
  return [...body, ended, ...ends].join('\n');
}

/** The customer's last question that nobody of ours said anything after. */
function unansweredLine(said: readonly Message[]): string | null {
  const answeredAt = said.findLastIndex(isOurs);
  const asked = said.slice(answeredAt + 1).flatMap((message) =>
    sentenceTexts(message.text)
      .filter((sentence) => sentence.endsWith('?'))
      .map((sentence) => ({ name: message.author.name, sentence })),
  );
  const question = asked.at(-1);
  return question === undefined ? null : endLine(UNANSWERED, question.name, question.sentence);
}

/** What the bot or an agent said last, unless that were pleasantries: its last sentence that says something. */
function lastSaidLine(said: readonly Message[]): string | null {
  const last = said.findLast(isOurs);
  if (last === undefined) return null;
  const sentence = sentenceTexts(last.text).findLast(
    (one) => retentionOf(one, true) !== 'may-discard',
  );
  return sentence === undefined ? null : endLine(LAST_SAID, last.author.name, sentence);
}

function endLine(begin: string, name: string, sentence: string): string {
  const isLong = sentence.length > QUOTE_CHARS_MAX;
  return `${begin}${name}: ${isLong ? `${sentence.slice(0, QUOTE_CHARS_MAX - 1)}…` : sentence}`;
}

/** Whether a line of the summary says, with the same speaker, what is told at the end anyway. */
function isSameWords(end: string, line: string): boolean {
  return line === `- ${end.replace(UNANSWERED, '').replace(LAST_SAID, '')}`;
}

/** The summary so far, in which nothing is the last any more; what was said last may be all that tells of it. */
function withoutEnds(previous: string): string {
  const lines = previous.split('\n');
  return lines
    .filter((line) => !line.startsWith(UNANSWERED))
    .map((line) => (line.startsWith(LAST_SAID) ? `- ${line.slice(LAST_SAID.length)}` : line))
    .join('\n');
}

function isSaid({ kind, author, revised }: Message): boolean {
  return kind === 'text' && author.kind !== 'system' && revised?.isGone !== true;
}

function isOurs({ author }: Message): boolean {
  return author.kind !== 'customer';
}

function tokensOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + estimateTokens(line) + LINE_TOKENS, 0);
}
