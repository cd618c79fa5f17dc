import { excerptOf } from '../domain/excerpt.js';
import { extractiveSummary } from '../domain/extractive-summary.js';
import type { Author, Message } from '../domain/message.js';
import { mayDiscard, withoutPleasantries } from '../domain/retention.js';
import { withoutSecrets } from '../domain/secrets.js';
import { sentenceTexts } from '../domain/sentences.js';
import { summaryLine } from '../domain/summary-line.js';
import { estimateTokens } from '../domain/token-estimate.js';
import { dayOf } from './day-in-words.js';

/** What somebody who comes back is reminded of takes no more: it stands beside everything else they ask now. */
const REFRESH_TOKENS_MAX = 250;

/** Tokens of a line that is quoted at the end. Some scripts take a token or two a character. */
const QUOTE_TOKENS_MAX = 80;

/** Halvings of one that takes more; a name alone always fits. */
const HALVINGS_MAX = 6;

/** Line ends. */
const LINE_TOKENS = 1;

/** How the lines about the end of a talk begin. What was left open is settled by what was said since. */
const UNANSWERED = '- Left unanswered, ';
const LAST_SAID = '- Last said, ';

/** An end that a later one replaces. */
const ENDED = /^- Talk ended on [^:]{1,40}\.$/;

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
 * - Last said, Desk bot (bot): A new drawer is on its way.
 * ```
 */
export function refreshOf(previous: string, talk: readonly Message[]): string | null {
  const said = withoutPleasantries(talk.filter(isSaid));
  const last = said.at(-1);
  if (last === undefined) return previous.trim() === '' ? null : previous;
  const ended = `- Talk ended on ${dayOf(last.atMs)}.`;
  const open = openQuestion(said);
  const lastSaid = lastOfOurs(said);
  const told = [open, lastSaid].flatMap((line) => line ?? []);
  const left = REFRESH_TOKENS_MAX - tokensOf([ended, UNANSWERED, LAST_SAID, ...told]);
  const all = (extractiveSummary(withoutEnds(previous), said, left) ?? '').split('\n');
  const body = all.filter((line) => line !== '' && !told.some((quoted) => isSame(quoted, line)));
  // A question of ours that something came back to is told with the answer.
  const isAnswered = lastSaid !== null && body.some((line) => line.startsWith(`${lastSaid} `));
  const ends = [
    ...(open === null ? [] : [UNANSWERED + open.slice(2)]),
    ...(lastSaid === null || isAnswered ? [] : [LAST_SAID + lastSaid.slice(2)]),
  ];
  if (body.length === 0 && ends.length === 0) return null;
  return [...body, ended, ...ends].join('\n');
}

/** The line of the customer's last question that nobody of ours said anything after. */
function openQuestion(said: readonly Message[]): string | null {
  const answeredAt = said.findLastIndex(isOurs);
  const asked = said.slice(answeredAt + 1).flatMap(({ author, text }) =>
    sentencesIn(text)
      .filter((sentence) => sentence.endsWith('?'))
      .map((sentence) => ({ author, sentence })),
  );
  const question = asked.at(-1);
  return question === undefined ? null : quote(question.author, question.sentence);
}

/** The line of what the bot or an agent said last, unless that were pleasantries: of the last sentence that is none. */
function lastOfOurs(said: readonly Message[]): string | null {
  const last = said.findLast(isOurs);
  if (last === undefined) return null;
  const sentence = sentencesIn(last.text).findLast((one) => !mayDiscard(one));
  return sentence === undefined ? null : quote(last.author, sentence);
}

function sentencesIn(text: string): string[] {
  return sentenceTexts(withoutSecrets(excerptOf(text)));
}

function quote(author: Author, sentence: string): string {
  let line = summaryLine(author, sentence);
  for (let times = 1; times <= HALVINGS_MAX; times++) {
    if (estimateTokens(line) <= QUOTE_TOKENS_MAX) break;
    line = summaryLine(author, sentence, Math.floor(line.length / 2 ** times));
  }
  return line;
}

/** A quotation that was cut is shorter than the same line of the summary. */
function isSame(quoted: string, line: string): boolean {
  return quoted.endsWith('…') ? line.startsWith(quoted.slice(0, -1)) : line === quoted;
}

/** The summary so far, in which nothing is the last any more; what was said last may be all that tells of it. */
function withoutEnds(previous: string): string {
  const lines = previous.split('\n');
  return lines
    .filter((line) => !line.startsWith(UNANSWERED) && !ENDED.test(line))
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
