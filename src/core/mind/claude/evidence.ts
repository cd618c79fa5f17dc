import { sentencesOf } from '../../domain/sentences.js';
import { say, type Wording } from '../../domain/texts.js';
import type { Answer, Context } from '../../ports/mind.js';
import { commonTone } from '../local/small-talk.js';
import { asksOnly } from './asks-only.js';
import type { CitablePassages } from './citable-passages.js';
import type { Reading } from './claude-calls.js';
import { readAnswer } from './read-answer.js';
import type { Reply } from './reply.js';

/** Characters of a counter-question. A longer one tells something before it asks. */
const ASK_BACK_CHARS_MAX = 200;

/** Ends of sentences that `sentencesOf` does not know, because no space follows them. */
const WIDE_END = /[。！？؟।](?=.)/u;

const QUESTION_END = /[?？؟]["”’»)]*$/;

/** An answer that rests on nothing that can be shown. It is not to be sent. */
export interface Uncited {
  readonly kind: 'uncited';
  readonly text: string;
}

/**
 * Whether an answer must cite a passage. What a customer of the tenant may take for a fact about all of them must; what
 * is said about their own account rests on account facts, which cannot be cited, and a thank-you asks for no fact.
 * That is told by the customer's words and not by the answer's, which could pass for small talk and still state a rule.
 */
export function mustCite({ turnType, lines }: Context): boolean {
  return turnType === 'info_question' && commonTone(lines.map(({ text }) => text)) === null;
}

/**
 * What a whole reply comes to where an answer must cite:
 *
 * | reply | result | entry's outcome |
 * |---|---|---|
 * | an answer with a citation | as `readAnswer` | `ok` |
 * | one short counter-question that states nothing, unless the bot asked one just before | answered | `ok` |
 * | any other answer without a citation | uncited | `uncited` |
 * | no answer | as `readAnswer` | |
 */
export function readCited(
  reply: Reply,
  passages: CitablePassages,
  context: Context,
): Reading<Answer | Uncited> {
  const reading = readAnswer(reply, passages, context.wording);
  if (reading.kind === 'unusable' || reading.result.kind !== 'answered') return reading;
  const { text, citations } = reading.result;
  if (citations.length > 0) return reading;
  if (isCounterQuestion(text) && !hasAskedBack(context)) {
    const why = 'Claude asked back before it answers.';
    return { ...reading, result: { ...reading.result, why } };
  }
  return { kind: 'read', result: { kind: 'uncited', text }, outcome: 'uncited' };
}

/** Whether so much of an answer may be shown: nothing that may be taken back for want of a citation. */
export function isCited(reply: Reply, passages: CitablePassages): boolean {
  return passages.cited(reply.citations).length > 0;
}

/** The answer that was not sent is no draft either: one press would send it. */
export function withoutEvidence(wording: Wording): Answer {
  return {
    kind: 'escalate',
    reason: 'missing_evidence',
    confidence: null,
    why: say('brief.uncited', wording),
    intent: '',
    summary: '',
    uncertainty: '',
    suggestedNextAction: say('brief.next.uncited', wording),
    draftReply: '',
  };
}

/** Whether a text is one short question that states nothing: what passes needs no citation. */
export function isCounterQuestion(text: string): boolean {
  const said = text.trim();
  return isShortQuestion(said) && asksOnly(said);
}

/** Whether the bot's newest line was a question; what was offered to press stands in lines below it. */
function hasAskedBack({ window }: Context): boolean {
  const last = window.filter(({ author }) => author.kind === 'bot').at(-1);
  return last !== undefined && isShortQuestion(last.text.split('\n', 1)[0]?.trim() ?? '');
}

function isShortQuestion(said: string): boolean {
  return (
    said.length <= ASK_BACK_CHARS_MAX &&
    QUESTION_END.test(said) &&
    sentencesOf(said).length === 1 &&
    !WIDE_END.test(said)
  );
}
