import { excerptOf } from '../domain/excerpt.js';
import { type Message, withRevisions } from '../domain/message.js';
import { withoutSecrets } from '../domain/secrets.js';
import { sentenceTexts } from '../domain/sentences.js';
import { type ValueKind, valuesIn } from '../domain/telling-values.js';

/** Promises of one stretch. More than this nobody keeps track of. */
const PROMISES_MAX = 5;

/** Characters of one of them. */
const LINE_CHARS_MAX = 200;

/** Characters of a sentence that are looked at. */
const SENTENCE_CHARS_MAX = 1_000;

/** Who binds themselves, or us, to something. */
const BINDING =
  /\b(?:i|we)(?:['’]ll| will| won['’]t| shall| promise| guarantee|(?:['’]m| am|['’]re| are) going to)\b|\byou(?:['’]ll| will| won['’]t)\b/i;

/** What is said of the matter itself: it will come, it is on us, it is approved. */
const SETTLED =
  /\b(?:will|won['’]t) (?:be|not|come|arrive|leave|go|call|get|reach|send|deliver|pick|collect|cost)\b|\b(?:approved|booked|scheduled|arranged|reserved|waived|refunded|credited|free of charge|at no cost|on us)\b/i;

/** With a day or a time beside it this is a date that was given. */
const COMING =
  /\b(?:comes?|arrives?|leaves?|calls?|delivers?|ships?|due|ready|expect(?:ed)?|deadline|latest)\b/i;
const WHEN: readonly ValueKind[] = ['date', 'time'];

/** Said on the way to an answer: it is over when the stretch is. A day, a time or an amount makes a promise of it. */
const ON_THE_WAY =
  /\b(?:i|we)(?:['’]ll| will)(?: just| quickly| now| also){0,4} (?:check|look|have a (?:quick )?look|take a (?:quick )?look|see|be (?:right|with you|happy|glad|back)|ask|find out|need|do (?:that|so|my best)|let you know)\b|\byou(?:['’]ll| will) (?:need|have) to\b|\bwill do\b/i;
const WEIGHTY: readonly ValueKind[] = ['date', 'time', 'amount'];

/** What holds only if something else does is an offer. */
const SUPPOSED = /^\W{0,20}(?:if|should|unless|in case|suppose)\b/i;

/**
 * What an agent promised, word for word and in the order it was said: at most five sentences of 200 characters; of more,
 * those with a day, a time or an amount, then the newest. Questions and what is only said on the way ("I'll check") are
 * none. `messages`: what was said meanwhile, by whomever; edits and deletions among them are applied. English forms.
 */
export function promisesIn(messages: readonly Message[]): string[] {
  const said = withRevisions(messages).filter(isAgents);
  const found = said.flatMap(({ text }) => sentenceTexts(excerptOf(text))).flatMap(promiseOf);
  const promises = [...new Map(found.map((promise) => [promise.line, promise])).values()];
  return weightiest(promises, PROMISES_MAX).map(({ line }) => line);
}

interface Promised {
  readonly line: string;
  readonly isWeighty: boolean;
}

function promiseOf(whole: string): readonly Promised[] {
  const sentence = whole.slice(0, SENTENCE_CHARS_MAX);
  if (sentence.endsWith('?') || SUPPOSED.test(sentence)) return [];
  const values = valuesIn(sentence);
  const isWeighty = WEIGHTY.some((kind) => values.has(kind));
  const promise = [{ line: clipped(withoutSecrets(sentence)), isWeighty }];
  if (ON_THE_WAY.test(sentence) && !isWeighty) return [];
  if (BINDING.test(sentence) || SETTLED.test(sentence)) return promise;
  return COMING.test(sentence) && WHEN.some((kind) => values.has(kind)) ? promise : [];
}

function weightiest(promises: readonly Promised[], count: number): Promised[] {
  const newestFirst = [...promises].reverse();
  const ranked = [
    ...newestFirst.filter(({ isWeighty }) => isWeighty),
    ...newestFirst.filter(({ isWeighty }) => !isWeighty),
  ];
  const kept = new Set(ranked.slice(0, count));
  return promises.filter((one) => kept.has(one));
}

function isAgents({ kind, author }: Message): boolean {
  return kind === 'text' && author.kind === 'agent';
}

function clipped(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > LINE_CHARS_MAX ? `${line.slice(0, LINE_CHARS_MAX - 1).trimEnd()}…` : line;
}
