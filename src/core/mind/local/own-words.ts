import { sentenceTexts } from '../../domain/sentences.js';
import { termsOf, wordsOf } from '../../domain/text-terms.js';
import { say } from '../../domain/texts.js';
import { dayInWords } from '../../domain/time-in-words.js';
import type { Context, LearntFact, Line } from '../../ports/mind.js';
import type { Finding } from './finding.js';
import {
  ASKED_CONFIDENCE,
  fromSummary,
  LINE_CHARS_MAX,
  linesBy,
  quotedFrom,
  summaryLines,
} from './on-record.js';
import type { Question } from './questions.js';
import { toneOf } from './small-talk.js';
import type { TermWeights } from './term-weights.js';

/** Facts told at once: somebody who named three orders may mean each. */
const FACTS_MAX = 3;

/** Lines of the summary told to somebody who asks what the talk was about. */
const SUMMARY_LINES_MAX = 3;

/** Share of a question's telling words that a line must have, where no kind of fact is asked for. */
const SUBJECT_SHARE_MIN = 0.5;

/** "What did I say", "which number I gave", "do you remember my": it asks for the record, not for a rule. */
const RECALLS = new RegExp(
  [
    ' (?:what|which)(?: \\w+){0,3} did i VERB ',
    ' (?:when|where|who|how much|how many(?: \\w+)?) did i VERB ',
    ' (?:what|which(?: \\w+){1,3}) i (?:said|told|gave|mentioned|wrote) ',
    ' (?:remember|recall|remind me of) (?:my|what i) ',
    ' (?:what|which|when|where|who) (?:was|were) my ',
  ]
    .join('|')
    .replaceAll('VERB', '(?:say|tell|give|mention|write|ask|send|name|order|book|want)'),
);

/** The same of somebody else who is named. */
const RECALLS_NAMED =
  / did \w+ (?:say|tell|give|mention|write|ask|want|order|book) | (?:said|told|wrote|mentioned) /;

/** Present tense asks for the record only where the thing has one value and no article can know it. */
const HOLDS =
  /(?:^| )(?:what|which) (?:is |are )?my (?:\w+ ){1,3}$| do you (?:still |already )?(?:know|have) my (?:\w+ ){1,3}$/;

/**
 * What kinds of facts a question asks for (core/domain/fact.ts), by its words; the first that applies. `isMine`: also in
 * present tense.
 */
const KINDS: readonly {
  readonly asks: RegExp;
  readonly kinds: readonly string[];
  readonly isMine: boolean;
}[] = [
  { asks: / (?:phone|telephone|mobile|cell) /, kinds: ['phone'], isMine: true },
  { asks: / (?:email|mail) /, kinds: ['email'], isMine: true },
  { asks: / name /, kinds: ['name'], isMine: true },
  { asks: / how many (?:people|persons|guests|of us) /, kinds: ['people'], isMine: false },
  { asks: / (?:number|reference|id) /, kinds: ['reference'], isMine: true },
  { asks: / (?:how much|amount|budget) /, kinds: ['amount'], isMine: false },
  { asks: / (?:when|date|day|time) /, kinds: ['date', 'time'], isMine: false },
];

/** "What did we talk about?" */
const ASKS_SUMMARY =
  / what (?:did|have|were|was) (?:we|i|you) (?:\w+ )?(?:talk|talked|talking|chat|chatted|discuss|discussed|discussing|speak|spoken) | our (?:last|earlier|previous) (?:talk|chat|conversation) | what was (?:it|this|that) about /;

const CUES = new Set(
  termsOf('say said tell told give gave mention mentioned write wrote remember remind recall name'),
);

/** Something on record that may be the answer. `line` is null where nobody's own words are known. */
interface Candidate {
  readonly text: string;
  readonly line: Line | null;
}

/**
 * An answer from what customers said in this conversation, quoted with who and when; null when it is not asked for or
 * not on record. It is told as said and never as so: nobody has checked it.
 */
export function fromCustomers(
  question: Question,
  context: Context,
  weights: TermWeights,
): Finding | null {
  const asked = ` ${wordsOf(question.text).join(' ')} `;
  if (context.facts.some(({ value }) => question.text.includes(value))) return null;
  const isNamed = RECALLS_NAMED.test(asked) && namedIn(question, context).length > 0;
  const isRecalling = isNamed || RECALLS.test(asked);
  if (isRecalling || HOLDS.test(asked)) {
    const finding = fromFacts(question, asked, isRecalling, context, weights);
    if (finding !== null) return finding;
  }
  if (isRecalling) return fromLines(question, context, weights);
  return ASKS_SUMMARY.test(asked) ? whatItWasAbout(context) : null;
}

function fromFacts(
  question: Question,
  asked: string,
  isRecalling: boolean,
  context: Context,
  weights: TermWeights,
): Finding | null {
  const meant = KINDS.find(({ asks }) => asks.test(asked));
  if (meant === undefined || !(isRecalling || meant.isMine)) return null;
  const facts = context.facts.filter(({ kind }) => meant.kinds.includes(kind));
  if (facts.length === 0) return null;
  const isOfFact = ({ text }: Candidate) => facts.some(({ value }) => text.includes(value));
  const best = bestOf(candidates(question, context).filter(isOfFact), question, weights);
  // A line that shares no word with the question may name another thing of the kind; then all there are are told.
  if (best !== null && (facts.length === 1 || best.share > 0)) {
    return told(best.candidate, question, context, weights);
  }
  return bareFacts(facts.slice(-FACTS_MAX), context);
}

/** Who said it is not known any more, so nobody is named. */
function bareFacts(facts: readonly LearntFact[], context: Context): Finding {
  const { wording } = context;
  const texts = facts.map(({ value, atMs }) =>
    say('bot.was-said', wording, { day: dayInWords(atMs, wording.language), words: value }),
  );
  return finding(texts, facts.map(({ value }) => value).join(', '), context);
}

function fromLines(question: Question, context: Context, weights: TermWeights): Finding | null {
  const best = bestOf(candidates(question, context), question, weights);
  if (best === null || best.share < SUBJECT_SHARE_MIN) return null;
  return told(best.candidate, question, context, weights);
}

function whatItWasAbout(context: Context): Finding | null {
  const words = summaryLines(context.summary).slice(0, SUMMARY_LINES_MAX).join(' ');
  return words === ''
    ? null
    : finding([say('bot.on-record', context.wording, { words })], words, context);
}

/** The newest of those that fit best. */
function bestOf(
  all: readonly Candidate[],
  question: Question,
  weights: TermWeights,
): { readonly candidate: Candidate; readonly share: number } | null {
  const names = new Set(all.flatMap(({ line }) => termsOf(line?.author.name ?? '')));
  const subject = new Set(
    [...question.terms].filter((term) => !CUES.has(term) && !names.has(term)),
  );
  let best: { candidate: Candidate; share: number } | null = null;
  for (const candidate of all) {
    const terms = new Set(termsOf(candidate.text.slice(0, LINE_CHARS_MAX)));
    const share = weights.shareOf(subject, terms);
    if (best === null || share > best.share) best = { candidate, share };
  }
  return best;
}

/** Lines of whom the question names, else of whoever asks, newest first; then the summary's. */
function candidates(question: Question, context: Context): Candidate[] {
  const named = namedIn(question, context);
  const asker = context.lines.at(-1)?.author.id;
  const own = () => customerLines(context).filter(({ author }) => author.id === asker);
  return [
    ...(named.length > 0 ? named : own()).map((line) => ({ text: line.text, line })),
    ...summaryLines(context.summary).map((text) => ({ text, line: null })),
  ];
}

/** What customers told; what they only asked is no answer. */
function customerLines(context: Context): Line[] {
  return linesBy('customer', context).filter(
    ({ text }) =>
      toneOf(text) === null && sentenceTexts(text).some((sentence) => !sentence.endsWith('?')),
  );
}

function namedIn(question: Question, context: Context): Line[] {
  const asked = new Set(wordsOf(question.text));
  return customerLines(context).filter(({ author }) =>
    wordsOf(author.name).some((word) => word.length > 2 && asked.has(word)),
  );
}

function told(
  candidate: Candidate,
  question: Question,
  context: Context,
  weights: TermWeights,
): Finding {
  const words = quotedFrom(candidate.text, question, weights);
  return finding([textOf(candidate, words, context)], words, context);
}

function textOf({ line }: Candidate, words: string, context: Context): string {
  const { wording } = context;
  if (line === null) return fromSummary(words, context);
  const day = dayInWords(line.atMs, wording.language);
  const isAsker = line.author.id === context.lines.at(-1)?.author.id;
  return isAsker
    ? say('bot.you-wrote', wording, { day, words })
    : say('bot.they-wrote', wording, { name: line.author.name, day, words });
}

function finding(texts: readonly string[], quote: string, { wording }: Context): Finding {
  return {
    text: texts.join(' '),
    citations: [{ title: say('bot.said-before', wording), quote }],
    confidence: ASKED_CONFIDENCE,
    why: 'The customer asked what was said before; answered from what is on record, unchecked.',
  };
}
