import { excerptOf } from './excerpt.js';
import type { Message } from './message.js';
import { type ValueKind, valuesIn } from './telling-values.js';

/**
 * What may become of a text once it is older than the window.
 *
 * | class | what it is |
 * |---|---|
 * | `must-retain` | preferences, decisions, commitments by us, corrections, identifiers, dates, amounts |
 * | `may-summarise` | anything else that says something |
 * | `may-discard` | thanks, greetings, filler |
 */
export type Retention = 'must-retain' | 'may-summarise' | 'may-discard';

/** A filler is short; whoever writes more than this has said something. */
const FILLER_WORDS_MAX = 12;
const FILLER_CHARS_MAX = 400;

const FILLER_WORDS = new Set(
  `a again ah all alright am and anything appreciate are assist assistance awesome be bye can care cheers come comes
  cool could course day else enjoy evening everything excellent fine for forward glad good goodbye got great ha haha
  happy have hello help here hey hi hmm how i if im is it just later lot lovely luck may me moment morning most much
  my need nice no nope not noted now of oh ok okay one perfect please pleasure problem question questions really
  right see so sounds super sure take talk thank thanks that thats the then there think this to today too up very
  wait was we welcome well will wonderful would write yeah yep yes you your youre`.split(/\s+/),
);

/** Values that are kept word for word. A name alone is not: it comes with what is said about it. */
const TELLING: readonly ValueKind[] = ['time', 'date', 'amount', 'number', 'identifier', 'contact'];

const MARKS: readonly RegExp[] = [
  // Preferences.
  /\b(?:i|we)(?:['’]d| would| really| always| usually| do(?:n['’]t| not)){0,4} (?:prefer|like|love|hate|rather|need|want)\b/i,
  /\b(?:prefer(?:s|red|ence)?|favou?rite|allergic|vegan|vegetarian|instead of|rather than|as long as|only if)\b/i,
  // Decisions.
  /\b(?:i|we)(?:['’]ll| will)? (?:take|choose|chose|go with|decided?|agreed?|accept|confirm|cancel)\b/i,
  /\b(?:let['’]?s (?:do|go with|book|take)|book it|go ahead|cancel (?:it|that|my|the))\b/i,
  // Corrections.
  /\b(?:actually|i meant|i mean|not that|correction|sorry,? (?:it|that|i)|wrong|change (?:it|that|my|the)|changed my mind|on second thought)\b/i,
  /\b(?:my|the) (?:name|address|number|account|order|email|e-mail|phone|pin|code|room|booking)\b[^?]{0,24}\b(?:is|was|:)/i,
];

/** What somebody of ours promised or did: the customer will come back to it. */
const COMMITMENTS =
  /\b(?:i|we)(?:['’]ll| will|['’]ve| have)\b|\b(?:booked|confirmed|scheduled|refunded|cancelled|canceled|shipped|submitted|reserved|approved|failed|unable)\b/i;

/** Words that agree or refuse, and what our side asks when it only wants to know whether to stop. */
const AGREEMENT = /\b(?:yes|yeah|yep|sure|ok|okay|fine|right|no|nope|please|perfect|great)\b/i;
const CLOSING = /\b(?:anything|something) (?:else|more)\b|\bcan i (?:help|do)\b|\bmay i help\b/i;

/** Sentences of one message's excerpt that are looked at; more are a list of something. */
const SENTENCES_MAX = 300;

/** Characters of a sentence that are looked at. */
const SENTENCE_CHARS_MAX = 1_000;

/**
 * The class of a message: that of its weightiest sentence. `isOurs`: a bot or an agent said it, so its promises bind us.
 * `before`: what the other side said just before; a bare "yes" to a question decides something.
 */
export function retentionOf(text: string, isOurs: boolean, before = ''): Retention {
  if (isFiller(text)) return isDecision(text, before) ? 'must-retain' : 'may-discard';
  return sentencesIn(text).some((sentence) => mustRetain(sentence, isOurs))
    ? 'must-retain'
    : 'may-summarise';
}

/** Whether `retentionOf` a text is `may-discard`, without a look at what it says if it is not. */
export function mayDiscard(text: string, before = ''): boolean {
  return isFiller(text) && !isDecision(text, before);
}

/**
 * The talk without notices of ours, greetings and thanks, and without what the bot says to these unless it binds us: how
 * it introduced itself, and when the last talk was, says nothing of this one.
 */
export function withoutPleasantries<Said extends Pick<Message, 'author' | 'text'>>(
  talk: readonly Said[],
): Said[] {
  /** Whether what the customers said since our side last spoke asked for nothing. */
  let wasIdle = false;
  return talk.filter(({ author, text }, at) => {
    const before = talk[at - 1];
    if (author.kind === 'system') return false;
    if (author.kind !== 'customer') return author.kind !== 'bot' || !wasIdle || binds(text);
    const isIdle = mayDiscard(text, before?.text);
    wasIdle = isIdle && (wasIdle || before?.author.kind !== 'customer');
    return !isIdle;
  });
}

/** Whether something of it promises what we will do, or says what we did. */
export function binds(text: string): boolean {
  return sentencesIn(text).some((one) => !isAsking(one) && COMMITMENTS.test(one));
}

function sentencesIn(text: string): string[] {
  const sentences = excerptOf(text).split(/(?<=[.!?])\s+|\n+/, SENTENCES_MAX);
  return sentences.map((sentence) => sentence.slice(0, SENTENCE_CHARS_MAX));
}

function mustRetain(sentence: string, isOurs: boolean): boolean {
  if (isAsking(sentence) && isOurs) return false;
  if (MARKS.some((mark) => mark.test(sentence))) return true;
  if (isOurs && COMMITMENTS.test(sentence)) return true;
  return !isAsking(sentence) && isTelling(sentence);
}

function isDecision(text: string, before: string): boolean {
  return isAsking(before) && !CLOSING.test(before) && AGREEMENT.test(text);
}

/** Thanks, greetings and the like: every word of it could be left out. */
function isFiller(text: string): boolean {
  const said = text.trim();
  if (said.length > FILLER_CHARS_MAX) return false;
  const words =
    said
      .toLowerCase()
      .replaceAll(/['’]/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length <= FILLER_WORDS_MAX && words.every((word) => FILLER_WORDS.has(word));
}

function isTelling(text: string): boolean {
  const values = valuesIn(text);
  return TELLING.some((kind) => values.has(kind));
}

function isAsking(text: string): boolean {
  return text.trimEnd().endsWith('?');
}
