import { termsOf, wordsOf } from '../../domain/text-terms.js';
import { say, type Wording } from '../../domain/texts.js';
import { dayInWords } from '../../domain/time-in-words.js';
import type { Context, Line } from '../../ports/mind.js';
import type { Finding } from './finding.js';
import { ASKED_CONFIDENCE, LINE_CHARS_MAX, linesBy, quotedFrom } from './on-record.js';
import type { Question } from './questions.js';
import { toneOf } from './small-talk.js';
import type { TermWeights } from './term-weights.js';

/** Different terms of an agent's line that tells something; beyond these longer is not better. */
const TELLING_TERMS = 5;

/** What that is worth beside the words of the question. */
const SUBSTANCE_BONUS = 0.1;

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const SAID = list(
  'said told agreed decided promised mentioned offered explained discussed suggested arranged wrote advised',
);
/** These ask for what was said only after "did": "Do you offer …" asks something else. */
const SAY = list(
  'say tell agree decide promise mention offer explain discuss suggest arrange write advise',
);
const PERSONS = list(
  'agent colleague person human he she they you your we support representative rep team staff somebody someone',
);
const CASES = list('case ticket issue complaint problem request matter conversation talk chat');
const TURNS = list(
  'happened happen status outcome result update resolved solved closed decided done progress news end ended',
);
const CUES = new Set(
  [...SAID, ...SAY, ...PERSONS, ...CASES, ...TURNS].flatMap((word) => termsOf(word)),
);

type Stretch = Context['stretches'][number];

/** Whether the customer asks what a person said, agreed, or made of the case. */
export function asksAboutPerson(question: Question, context: Context): boolean {
  const asked = wordsOf(question.text);
  const has = (words: ReadonlySet<string>): boolean => asked.some((word) => words.has(word));
  // "I told you my lamp is broken" tells, and does not ask.
  if (asked.some((word, at) => SAID.has(word) && asked[at - 1] === 'i')) return false;
  const isNaming = isAnyAgentNamed(question, context);
  const isSaid = has(SAID) || (asked.includes('did') && has(SAY));
  const isPassive = asked.includes('was') && has(SAID);
  if (isPassive || (isSaid && (has(PERSONS) || isNaming))) return true;
  return has(TURNS) && (has(CASES) || isNaming);
}

/** An answer from what agents said and did in this conversation; null when there is none to be had. */
export function fromAgents(
  question: Question,
  context: Context,
  weights: TermWeights,
): Finding | null {
  const line = bestLine(question, context, weights);
  const stretch = lastStretch(question, context);
  if (line === null && stretch === null) return null;
  const { wording } = context;
  const quotes = line === null ? [] : [saidIn(line, question, weights, wording)];
  const acts = stretch === null ? [] : [doneIn(stretch, wording)];
  return {
    text: [...quotes, ...acts].map(({ text }) => text).join(' '),
    citations: [...quotes, ...acts]
      .filter(({ agent }, at, all) => all.findIndex((one) => one.agent === agent) === at)
      .map(({ agent, quote }) => ({ title: say('bot.talk-with', wording, { agent }), quote })),
    confidence: ASKED_CONFIDENCE,
    why: 'The customer asked what a person said or did; answered from what is on record.',
  };
}

/** An answer from an agent's words to a question that does not ask for them; null unless one line covers it. */
export function coveredByAgent(
  question: Question,
  context: Context,
  weights: TermWeights,
  coverageMin: number,
): Finding | null {
  const line = bestLine(question, context, weights);
  if (line === null || question.terms.size < 2 || line.text.trimEnd().endsWith('?')) return null;
  const coverage = weights.shareOf(question.terms, termSetOf(line));
  if (coverage < coverageMin) return null;
  const { wording } = context;
  const { text, agent, quote } = saidIn(line, question, weights, wording);
  return {
    text,
    citations: [{ title: say('bot.talk-with', wording, { agent }), quote }],
    confidence: Math.min(ASKED_CONFIDENCE, coverage),
    why: "An agent's earlier words in this conversation cover the question.",
  };
}

/** What agents said or promised, newest first; only the one the customer names, if there is one. */
function agentLines(question: Question, context: Context): Line[] {
  const said = linesBy('agent', context);
  const lines = [...said, ...promises(context, said)].sort((one, other) => other.atMs - one.atMs);
  const named = lines.filter(({ author }) => isNamed(author.name, question));
  return named.length > 0 ? named : lines;
}

/** Promises outlive the lines in which they were made. */
function promises({ stretches }: Context, said: readonly Line[]): Line[] {
  return stretches.flatMap(({ agent, promises: words, atMs }) =>
    words
      .filter((text) => !said.some((line) => line.text.includes(text)))
      .map((text) => ({ author: { kind: 'agent', id: agent, name: agent } as const, text, atMs })),
  );
}

function lastStretch(question: Question, context: Context): Stretch | null {
  const named = context.stretches.filter(({ agent }) => isNamed(agent, question));
  return (named.length > 0 ? named : context.stretches).at(-1) ?? null;
}

function isNamed(name: string, question: Question): boolean {
  const asked = new Set(wordsOf(question.text));
  return wordsOf(name).some((word) => word.length > 2 && asked.has(word));
}

function isAnyAgentNamed(question: Question, context: Context): boolean {
  return (
    context.stretches.some(({ agent }) => isNamed(agent, question)) ||
    linesBy('agent', context).some(({ author }) => isNamed(author.name, question))
  );
}

/** The newest of the lines that fit best; pleasantries only when there is nothing else. */
function bestLine(question: Question, context: Context, weights: TermWeights): Line | null {
  const lines = agentLines(question, context);
  const telling = lines.filter(({ text }) => toneOf(text) === null);
  const names = new Set(lines.flatMap(({ author }) => termsOf(author.name)));
  const subject = new Set(
    [...question.terms].filter((term) => !CUES.has(term) && !names.has(term)),
  );
  let best: { line: Line; fit: number } | null = null;
  for (const line of telling.length > 0 ? telling : lines) {
    const fit = weights.shareOf(subject, termSetOf(line)) + substance(line);
    if (best === null || fit > best.fit) best = { line, fit };
  }
  return best?.line ?? null;
}

/** "One moment, let me check" and counter-questions are said on the way; what came of it takes more words. */
function substance(line: Line): number {
  if (line.text.trimEnd().endsWith('?')) return 0;
  const names = new Set(termsOf(line.author.name));
  const count = [...termSetOf(line)].filter((term) => !names.has(term)).length;
  return SUBSTANCE_BONUS * Math.min(1, count / TELLING_TERMS);
}

function termSetOf({ text }: Line): ReadonlySet<string> {
  return new Set(termsOf(text.slice(0, LINE_CHARS_MAX)));
}

interface OnRecord {
  readonly agent: string;
  readonly text: string;
  readonly quote: string;
}

function saidIn(line: Line, question: Question, weights: TermWeights, wording: Wording): OnRecord {
  const quote = quotedFrom(line.text, question, weights);
  const agent = line.author.name;
  const day = dayInWords(line.atMs, wording.language);
  return { agent, quote, text: say('bot.told', wording, { agent, day, words: quote }) };
}

/** The stretch's note is not told: it may be among colleagues only. */
function doneIn({ agent, outcome, atMs }: Stretch, wording: Wording): OnRecord {
  const text = say(`bot.${outcome}`, wording, { agent, day: dayInWords(atMs, wording.language) });
  return { agent, text, quote: text };
}
