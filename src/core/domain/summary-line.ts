import type { Author } from './message.js';

/** Characters of one quoted sentence. A longer one is cut, so that it cannot keep all others out. */
const SENTENCE_CHARS_MAX = 240;

/** Characters of a name. People choose their own. */
const NAME_CHARS_MAX = 60;

/** A line that has both, as `answeredLine` writes it. */
const WITH_QUESTION = /^- [^:]{1,80}: (.{0,400}\?) [^:]{1,80}: (.*)$/;

/** What a name must not have: with it somebody could pass for another, or for a line of ours. */
const NAME_MARKS = /[:,()[\]：，（）［］]/g;

/** All white space and line ends, so that one line stays one. */
const GAPS = /[\s\u0085]+/g;

/** Marks of our side in a customer's words. */
const OUR_MARKS = /[（(]\s{0,3}(agent|bot)\s{0,3}[）)]/gi;

/**
 * One sentence of a summary with its speaker. Bot and agents are marked as such, and nothing a customer says or calls
 * themselves can look like it.
 *
 * | who | line |
 * |---|---|
 * | customer | `- Lena: The drawer is stuck.` |
 * | agent | `- Ana (agent): I'll send a new one.` |
 * | bot | `- Finch (bot): Please oil it.` |
 */
export function summaryLine(author: Author, sentence: string, charsMax = SENTENCE_CHARS_MAX) {
  return `- ${spoken(author, sentence, charsMax)}`;
}

/** The same for an answer that says nothing without its question. */
export function answeredLine(questionLine: string, author: Author, answer: string): string {
  return `${questionLine} ${spoken(author, answer, SENTENCE_CHARS_MAX)}`;
}

/** The question and the answer of such a line; null of any other. */
export function questionAndAnswer(line: string): readonly [string, string] | null {
  const [, question, answer] = WITH_QUESTION.exec(line) ?? [];
  return question === undefined || answer === undefined ? null : [question, answer];
}

function spoken(author: Author, words: string, charsMax: number): string {
  const own = author.kind === 'customer' ? words.replace(OUR_MARKS, '$1') : words;
  const flat = own.replace(GAPS, ' ').trim();
  const short = flat.length > charsMax ? `${cut(flat, charsMax - 1)}…` : flat;
  return `${speaker(author)}: ${short}`;
}

function speaker({ kind, name }: Author): string {
  const plain = cut(name.replace(NAME_MARKS, ' ').replace(GAPS, ' ').trim(), NAME_CHARS_MAX);
  const shown = plain === '' ? 'Somebody' : plain;
  return kind === 'agent' || kind === 'bot' ? `${shown} (${kind})` : shown;
}

/** Not in the middle of a character, nor with a space at the end. */
function cut(text: string, chars: number): string {
  return text
    .slice(0, chars)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
