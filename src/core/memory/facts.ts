import type { Fact, FactKind } from '../domain/fact.js';
import type { Message } from '../domain/message.js';
import { askedBy } from './facts-asked.js';
import type { Asked, Mention } from './facts-mention.js';
import { mentionsIn } from './facts-mentions.js';
import { normalOf } from './facts-normal.js';

/** Hold whatever the sentence does with them: nobody asks "what if my order were 4711?". */
const ALWAYS_STATED: ReadonlySet<FactKind> = new Set(['email', 'phone', 'reference']);

const SUPPOSING =
  /\b(?:what if|(?<!\b(?:wondering|know|see|check|possible|ask) )if(?! (?:possible|available|so|not|you|that['’]?s|there['’]?s|it['’]?s (?:ok|okay|fine|possible|alright)))|suppos(?:e|ing)|imagine|hypothetically|assuming|in case|unless|would it (?:cost|help)|could it be|wish|otherwise)\b/i;

/** Questions in form, wishes in meaning: "Could you book us in at seven?" */
const REQUEST =
  /\b(?:can|could|would|will|may) (?:i|we|you|u)\b(?! (?:be (?:open|there)|tell|say|explain|have been|still|also open|mean))|\b(?:i|we) (?:could|can)\b|\b(?:is|would) (?:it|that) (?:be )?(?:possible|ok|okay|alright|fine) to\b|\b(?:i|we)(?:['’]d like| would like| want| need)\b/i;

/** Words that ask for something unknown; what else such a sentence holds belongs to the question. */
const QUESTION =
  /^\W*(?:(?:hi|hello|hey|ok|okay|and|so|but)\b\W+)*(?:what|when|where|which|who|whose|why|how)\b/i;

/** Questions that are answered with yes or no, with or without their mark. */
const YES_OR_NO =
  /^\W*(?:(?:hi|hello|hey|ok|okay|and|so|but)\b\W+)*(?:is|are|was|were|(?:do|did) (?:you|we|they|i)|does|has|have you|am i)\b/i;

/** What is said right before a value that is not meant. */
const DENIED =
  /\b(?:not|isn['’]?t|wasn['’]?t|never|no longer|instead of|rather than)(?: (?:on|at|for|in|the|from))*\s$/i;

/** What something is moved away from: "change it from Friday to Monday". */
const LEFT_BEHIND = /\b(?:chang|mov|switch|reschedul|updat)\w*\b[^.?!]*\bfrom\s$/i;

/**
 * What a customer's message states, for memory. `question` is what was said right before it: an answer "seven" is a
 * time after "what time?". Values that are asked about, supposed or denied are no facts.
 */
export function factsOf(
  message: Pick<Message, 'id' | 'text' | 'atMs'>,
  question: string | null,
): readonly Fact[] {
  const { id, text, atMs } = message;
  const asked = askedBy(question ?? '');
  return mentionsIn(text, asked)
    .filter((mention) => isStated(text, mention, asked))
    .map(({ kind, value, start, end }) => ({
      id: `${id}-${kind}-${start}`,
      kind,
      value,
      normalized: normalOf(kind, value, atMs),
      span: [start, end],
      sourceId: id,
      atMs,
      supersededBy: null,
    }));
}

function isStated(text: string, { kind, start, end }: Mention, asked: Asked): boolean {
  const said = text.slice(0, start);
  if (DENIED.test(said) || LEFT_BEHIND.test(said)) return false;
  if (ALWAYS_STATED.has(kind)) return true;
  const sentence = sentenceAround(text, start, end);
  const before = text.slice(text.lastIndexOf(sentence, start), start);
  // A name is the speaker's own, whatever is supposed or asked after it.
  if (kind === 'name') return !SUPPOSING.test(before);
  if (SUPPOSING.test(sentence) || QUESTION.test(sentence)) return false;
  // An unsure answer ("the 25th?") is one.
  if (asked.has(kind)) return true;
  const isQuestion = sentence.trimEnd().endsWith('?') || YES_OR_NO.test(sentence);
  return !isQuestion || REQUEST.test(sentence);
}

/** A full stop ends a sentence only before a capital: "at 7 p.m. please" goes on. */
function sentenceAround(text: string, start: number, end: number): string {
  const from = [...text.slice(0, start).matchAll(/[?!]+\s+|\.\s+(?=\p{Lu})|\n/gu)].at(-1);
  const rest = /[?!]+(?=\s|$)|\.(?=\s+\p{Lu})|\n/u.exec(text.slice(end));
  const begin = from === undefined ? 0 : from.index + from[0].length;
  return text.slice(begin, rest === null ? text.length : end + rest.index + rest[0].length);
}
