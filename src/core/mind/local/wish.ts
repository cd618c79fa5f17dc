import type { ActionSpec } from '../../domain/action.js';
import { plain, says } from '../../domain/plain-line.js';
import { sentenceTexts } from '../../domain/sentences.js';
import { termsOf, wordsOf } from '../../domain/text-terms.js';
import { LINE_CHARS_MAX } from './on-record.js';

/** Terms of a description and its title that a wish must share where no phrase and no whole title is in it. */
const SHARED_TERMS_MIN = 2;

/** Telling words beside those of a phrase, up to which a line without a verb is still a request: "refund for the lamp". */
const FRAGMENT_EXTRA_MAX = 3;

/** Words between a "not" and what it denies: "do not want to cancel". */
const NOT_WITHIN = 3;

/** Asks that something be done. */
const WISHES = new RegExp(
  [
    '\\b(?:want|wish|need|would like|decided) to\\b',
    '\\b(?:can|could|would|will|cant|couldnt) (?:you|u|ya|someone|somebody|we)\\b',
    '\\b(?:please|pls|plz|kindly|gimme|wanna|help me|let me|lets|go ahead|time to)\\b',
    '\\b(?:i|we|id|wed)(?: would| d)?(?: really| also| just| now| still)* (?:want|need|like|wish|prefer|require|demand|request|have to|must)\\b',
    '\\b(?:im|i am|were|we are)(?: now| here)* (?:looking|asking|trying|calling|writing|hoping)\\b',
    '\\b(?:give|get|send|make|do|start|book|file|open|issue) (?:me|us|my|our|a|an|the|it|that)\\b',
  ].join('|'),
);

/** Asks how things are, or whether they can be; nothing is to be done yet. */
const INFORMATION = new RegExp(
  [
    '\\b(?:how|why|whether|wonder|wondering|curious|explain|does|policy|policies)\\b',
    '\\bwhat (?:happens|if|is|are|does|do|would|will|about|s|kind|sort)\\b|\\bwhats\\b',
    '\\b(?:is (?:it|there)|are there|possible to|am i (?:able|allowed|entitled)|do (?:i|we|you|they))\\b',
    '\\b(?:did|have|has|had) (?:you|they|it|somebody|someone|anybody|anyone)\\b|\\b(?:thanks|thank you) for\\b',
    '\\b(?:you|they|he|she|agent|colleague)(?: have| had| has)? (?:said|told|promised)\\b',
    '\\b(?:when|which|who|where) (?:can|could|do|does|should|will|would|is|are)\\b',
    '\\b(?:tell|show|teach|inform) (?:me|us) (?:how|about|what|if|whether|when|more)\\b',
    '\\b(?:want|like|need|wanted|trying) to (?:know|understand|ask|learn|find out|hear|see (?:if|how|whether))\\b',
    '\\b(?:if|in case|suppose|imagine|before|after|once) (?:i|we|you|they|somebody|someone)\\b',
  ].join('|'),
);

/** The same in a form that politeness turns into a wish: "can I please have a refund". */
const WHETHER_ONE_MAY =
  /\b(?:can|could|may|might|should|shall|must) (?:i|we|one|customers|people)\b/;
const PLEASE = /\b(?:please|pls|plz|kindly)\b/;

/** Tells of something; a sentence without these and without a question may be a bare request. */
const TELLING =
  /\b(?:is|are|was|were|has|have|had|hasnt|havent|isnt|wasnt|did|didnt|does|doesnt|got|came|said|says|told|went|arrived|received|never|will|thanks for|thank you for|already)\b/;

const DENIALS = new Set(
  'not no never dont didnt wont wouldnt doesnt without instead cannot cant isnt shouldnt undo undoing reverse stop prevent avoid'.split(
    ' ',
  ),
);

const ASKING_FIRST =
  /^(?:where|wheres|when|what|whats|which|who|has|have|did|do|does|is|are|how|any)\b/;

const OPENINGS =
  /^(?:(?:hi|hello|hey|there|ok|okay|yes|so|then|now|just|also|and|well|again|good (?:morning|day|evening)) )+/;

/** A second verb behind an "and" goes on with the first: "can I return this and get a refund". */
const CLAUSE_ENDS =
  /[,;:–—]|\b(?:but|so|because|then)\b|\band (?=(?:i|we|you|please|can|could|would|then|now|also)\b)/i;

/** What one sentence asks for. */
interface Found {
  readonly spec: ActionSpec;
  /** Words that told it. */
  readonly weight: number;
  /** How far into the lines it stands. */
  readonly at: number;
}

/** The action that the lines ask to have done; null when they ask for none, or only about one. */
export function wantedAction(
  lines: readonly string[],
  offered: readonly ActionSpec[],
): ActionSpec | null {
  const sentences = lines.flatMap((line) => sentenceTexts(spelt(line.slice(0, LINE_CHARS_MAX))));
  const found = sentences.flatMap((sentence, at) =>
    offered.flatMap((spec) => wishIn(sentence, at, spec) ?? []),
  );
  const [best, second] = found.sort((one, other) => other.weight - one.weight || one.at - other.at);
  if (best === undefined) return null;
  const isTied =
    second !== undefined &&
    second.spec !== best.spec &&
    second.weight === best.weight &&
    second.at === best.at;
  return isTied ? null : best.spec;
}

/** "Wheres my parcel", as it is often typed. */
function spelt(line: string): string {
  return line.replace(/\b(where|what|how|who|when)s\b/gi, '$1 is');
}

function wishIn(sentence: string, at: number, spec: ActionSpec): Found | null {
  const said = new Set(termsOf(sentence));
  const phrases = spec.phrases.filter((phrase) => isIn(phrase, said) && asksFor(phrase, sentence));
  const weight = Math.max(0, ...phrases.map((phrase) => new Set(termsOf(phrase)).size));
  if (weight > 0) return { spec, weight: weight + 1, at: at + placeOf(phrases[0] ?? '', sentence) };
  const { title, description } = spec;
  if (!isPlainWish(title, sentence)) return null;
  if (isIn(title, said)) return { spec, weight: new Set(termsOf(title)).size, at };
  const titled = termsOf(title).filter((term) => said.has(term));
  const shared = new Set([...titled, ...termsOf(description).filter((term) => said.has(term))]);
  const isShared = titled.length > 0 && shared.size >= SHARED_TERMS_MIN;
  return isShared ? { spec, weight: 1, at } : null;
}

/** Whether all telling words of a phrase are among the terms, in whatever form. */
function isIn(phrase: string, said: ReadonlySet<string>): boolean {
  const terms = termsOf(phrase);
  return terms.length > 0 && terms.every((term) => said.has(term));
}

/** A phrase that is itself a question is asked for by asking it; any other by a request. */
function asksFor(phrase: string, sentence: string): boolean {
  const line = plain(sentence);
  const [asking] = ASKING_FIRST.exec(plain(phrase)) ?? [];
  if (asking !== undefined && ` ${line} `.includes(asking.replace(/s$/, ''))) {
    return !isDenied(phrase, line) && !/\b(?:if|suppose|imagine) (?:i|we)\b/.test(line);
  }
  return (
    isPlainWish(phrase, sentence) ||
    isBareRequest(phrase, sentence) ||
    isWordForWord(phrase, sentence)
  );
}

function isPlainWish(phrase: string, sentence: string): boolean {
  const { clause, upTo } = clauseOf(phrase, sentence);
  return WISHES.test(upTo) && !isInformation(clause) && !isDenied(phrase, plain(sentence));
}

/** "Cancel order 4711", "refund for my lamp": no verb but its own, and nothing told. */
function isBareRequest(phrase: string, sentence: string): boolean {
  const line = plain(sentence);
  if (isInformation(line) || isDenied(phrase, line) || isPast(phrase, line)) return false;
  const terms = new Set(termsOf(phrase));
  const opened = line.replace(OPENINGS, '');
  const [first = ''] = wordsOf(opened);
  if (termsOf(first).some((term) => terms.has(term))) return !TELLING.test(opened.slice(0, 40));
  const extra = [...new Set(termsOf(line))].filter((term) => !terms.has(term));
  return extra.length <= FRAGMENT_EXTRA_MAX && !TELLING.test(line);
}

/** What the config says people ask with is a request, however little it looks like one: "I moved house". */
function isWordForWord(phrase: string, sentence: string): boolean {
  const line = plain(sentence);
  const isPhrase = phrase.includes(' ') && says(line, phrase);
  return isPhrase && !isInformation(clauseOf(phrase, sentence).clause) && !isDenied(phrase, line);
}

function isInformation(line: string): boolean {
  return INFORMATION.test(line) || (WHETHER_ONE_MAY.test(line) && !PLEASE.test(line));
}

/** Whether a "not" stands right before the first of the phrase's words. */
function isDenied(phrase: string, line: string): boolean {
  const words = line.split(' ');
  const first = indexOfPhrase(phrase, words);
  return words.slice(Math.max(0, first - NOT_WITHIN), first).some((word) => DENIALS.has(word));
}

/** "I cancelled my order": the phrase's verb, but in the past. */
function isPast(phrase: string, line: string): boolean {
  const own = new Set(wordsOf(phrase));
  const terms = new Set(termsOf(phrase));
  return line
    .split(' ')
    .some((word) => word.endsWith('ed') && !own.has(word) && terms.has(termsOf(word)[0] ?? ''));
}

/** The part of a sentence, between marks and joining words, that has the first of the phrase's words; and all up to it. */
function clauseOf(phrase: string, sentence: string): { clause: string; upTo: string } {
  const clauses = sentence.split(CLAUSE_ENDS).map(plain);
  const at = clauses.findIndex((one) => indexOfPhrase(phrase, one.split(' ')) >= 0);
  const whole = plain(sentence);
  const clause = clauses[at] ?? whole;
  return { clause, upTo: at < 0 ? whole : clauses.slice(0, at + 1).join(' ') };
}

function placeOf(phrase: string, sentence: string): number {
  const words = plain(sentence).split(' ');
  return Math.max(0, indexOfPhrase(phrase, words)) / (words.length + 1);
}

/** Where the first telling word of a phrase stands; -1 if it was told in other words. */
function indexOfPhrase(phrase: string, words: readonly string[]): number {
  const [first] = termsOf(phrase);
  return words.findIndex((word) => first !== undefined && termsOf(word)[0] === first);
}
