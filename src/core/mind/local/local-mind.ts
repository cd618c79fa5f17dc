import { extractiveSummary } from '../../domain/extractive-summary.js';
import { sentencesOf } from '../../domain/sentences.js';
import { termsOf } from '../../domain/text-terms.js';
import { say } from '../../domain/texts.js';
import { estimateTokens } from '../../domain/token-estimate.js';
import type { Route } from '../../domain/turn.js';
import type {
  Answer,
  Context,
  Filled,
  FillRequest,
  Mind,
  SummaryRequest,
  TokenMeter,
} from '../../ports/mind.js';
import { asksAboutPerson, coveredByAgent, fromAgents } from './agent-words.js';
import { escalation, type Sought } from './escalation.js';
import { fillFrom } from './fill.js';
import {
  COVERAGE_MIN,
  citationOf,
  type Finding,
  isEnough,
  LIKENESS_MIN,
  type Nearest,
  nearestPassage,
  titleOf,
} from './finding.js';
import { greeting } from './greeting.js';
import { statesOnlyFacts } from './only-facts.js';
import { fromCustomers } from './own-words.js';
import {
  QUESTIONS_MAX,
  type Question,
  questionsOf,
  statementQuestions,
  wholeQuestion,
} from './questions.js';
import { commonTone } from './small-talk.js';
import { TermWeights, type Vocabulary } from './term-weights.js';

/** Words none of which any article has, before a message is called off-topic; one alone may be a new product. */
const UNKNOWN_WORDS_MIN = 2;

/** Having all the words of a question is not yet understanding it. */
const CONFIDENCE_MAX = 0.95;

/**
 * Answers without a key or a network: it quotes the articles and what was said in this conversation, and says nothing
 * of its own. The same context gives the same answer.
 */
export class LocalMind implements Mind {
  readonly name = 'local';
  /** Nobody counts for it, so the estimate is all there is. */
  readonly meter: TokenMeter = {
    estimate: (text) => estimateTokens(text),
    count: async () => null,
  };
  readonly #vocabulary: Vocabulary;

  constructor({ vocabulary }: { readonly vocabulary: Vocabulary }) {
    this.#vocabulary = vocabulary;
  }

  async route(context: Context, signal: AbortSignal): Promise<Route> {
    signal.throwIfAborted();
    const terms = new Set(context.lines.flatMap(({ text }) => termsOf(text)));
    const weights = this.#weightsFor(context);
    const isOffTopic =
      terms.size >= UNKNOWN_WORDS_MIN &&
      context.passages.length === 0 &&
      ![...terms].some((term) => weights.isKnown(weights.known(term))) &&
      !questionsOf(context, weights).some(
        (question) =>
          asksAboutPerson(question, context) ||
          fromCustomers(question, context, weights) !== null ||
          [...weights.likenesses(question.text).values()].some((one) => one >= LIKENESS_MIN),
      );
    return isOffTopic
      ? { type: 'unsupported', reason: 'No word of it is in any article.', confidence: 0.6 }
      : { type: 'info_question', reason: 'No rule applied.', confidence: 0.5 };
  }

  async greet(context: Context, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    return politeReply(context) ?? greeting(context);
  }

  async answer(
    context: Context,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const answer = this.#answerOf(context);
    if (answer.kind === 'answered') await tell(answer.text, signal, onText);
    return answer;
  }

  async fill(request: FillRequest, signal: AbortSignal): Promise<Filled> {
    signal.throwIfAborted();
    return fillFrom(request);
  }

  /** Quoting is all it can do, and the record quotes already. */
  async brief(): Promise<null> {
    return null;
  }

  async summarise(
    { previous, lines }: SummaryRequest,
    signal: AbortSignal,
  ): Promise<string | null> {
    signal.throwIfAborted();
    return extractiveSummary(previous, lines);
  }

  #weightsFor(context: Context): TermWeights {
    return new TermWeights(this.#vocabulary, context.tenant.id);
  }

  #answerOf(context: Context): Answer {
    const reply = politeReply(context);
    if (reply !== null) return politely(reply);
    if (statesOnlyFacts(context)) return noted(context);
    const weights = this.#weightsFor(context);
    const asked = questionsOf(context, weights);
    for (const questions of readings(asked, context, weights)) {
      const sought = questions.map((question) => seek(question, context, weights));
      if (sought.length > 0 && sought.every(({ finding }) => finding !== null)) {
        return answered(sought);
      }
    }
    const sought = asked.map((question) => seek(question, context, weights));
    return escalation(sought, weights, context.wording);
  }
}

/** The reply to lines of small talk; null when one of them needs an answer. */
function politeReply(context: Context): string | null {
  const tone = commonTone(context.lines.map(({ text }) => text));
  if (tone === null) return null;
  return tone === 'hello' ? greeting(context) : say(`bot.${tone}`, context.wording);
}

/**
 * The ways to read the lines, the most likely first: as their questions, line by line, as one. Several questions
 * are never read as one, or an answer to the first would pass for an answer to the second; too many go to a person.
 */
function* readings(
  asked: readonly Question[],
  context: Context,
  weights: TermWeights,
): Generator<readonly Question[]> {
  if (asked.length <= QUESTIONS_MAX) yield asked;
  if (asked.length > 1) return;
  if (context.lines.length > 1) {
    const lines = statementQuestions(context, weights);
    if (lines.length <= QUESTIONS_MAX) yield lines;
  }
  yield [wholeQuestion(context, weights)];
}

function seek(question: Question, context: Context, weights: TermWeights): Sought {
  const nearest = nearestPassage(question, context.passages, weights);
  const ownWords = fromCustomers(question, context, weights);
  if (ownWords !== null) return { question, nearest, finding: ownWords };
  if (asksAboutPerson(question, context)) {
    const finding = fromAgents(question, context, weights);
    if (finding !== null) return { question, nearest, finding };
  }
  const isAnswered = nearest !== null && isEnough(question, nearest, weights);
  // What a person said about this case goes before what an article says about all, when it fits as well.
  const enough = isAnswered ? Math.max(nearest.coverage, nearest.likeness) : COVERAGE_MIN;
  const finding = coveredByAgent(question, context, weights, Math.max(enough, COVERAGE_MIN));
  if (finding !== null) return { question, nearest, finding };
  return { question, nearest, finding: isAnswered ? fromPassage(nearest) : null };
}

function fromPassage(nearest: Nearest): Finding {
  const { coverage, likeness, quote } = nearest;
  const fit = coverage * (0.8 + 0.2 * quote.share);
  const title = titleOf(nearest.passage);
  return {
    text: quote.text,
    citations: [citationOf(nearest)],
    confidence: CONFIDENCE_MAX * Math.max(fit, likeness),
    why:
      likeness > fit
        ? `It is asked like a question that "${title}" lists.`
        : `"${title}" has ${Math.round(100 * coverage)} % of the question's telling words.`,
  };
}

function politely(text: string): Answer {
  return { kind: 'answered', text, citations: [], confidence: 1, why: 'Small talk, no question.' };
}

function noted({ wording }: Context): Answer {
  const text = say('bot.noted', wording);
  return { kind: 'answered', text, citations: [], confidence: 1, why: 'Only facts were stated.' };
}

/** Two questions that one quote answers are answered once. */
function answered(sought: readonly Sought[]): Answer {
  const findings = sought.flatMap(({ finding }) => (finding === null ? [] : [finding]));
  const distinct = findings.filter(
    ({ text }, at) => findings.findIndex((other) => other.text === text) === at,
  );
  return {
    kind: 'answered',
    text: distinct.map(({ text }) => text).join('\n\n'),
    citations: distinct.flatMap(({ citations }) => citations),
    confidence: Math.round(100 * Math.min(...distinct.map(({ confidence }) => confidence))) / 100,
    why: distinct.map(({ why }) => why).join(' '),
  };
}

/** Shows the text sentence by sentence; whoever listens may abort in between. */
async function tell(
  text: string,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<void> {
  for (const { end } of sentencesOf(text)) {
    onText(text.slice(0, end));
    await Promise.resolve();
    signal.throwIfAborted();
  }
}
