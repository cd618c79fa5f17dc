import type { Message } from '../domain/message.js';
import { plain } from '../domain/plain-line.js';
import type { Route } from '../domain/turn.js';
import type { Guess } from '../ports/classifier.js';
import { asksWhatWasSaid } from './asks-what-was-said.js';
import { complains } from './complaint.js';
import { type Frustration, frustrationIn, routeByFrustration } from './frustration.js';
import { isHarsh } from './harsh-words.js';
import { isOnlySmallTalk, mayAnswer } from './only-small-talk.js';
import { type RoutePhrases, routeByGuess, routeByPress, routeByRule } from './route.js';
import type { RoutingSettings } from './routing-settings.js';
import { asks, asksToStartOver } from './wish-to-start-over.js';

/** What a turn's type is decided from, before a model is asked. */
export interface RouteParts {
  /** The customer's new lines; never empty. */
  readonly lines: readonly Message[];
  /** Earlier talk, oldest first, with presses and changes of owner among it. */
  readonly window: readonly Message[];
  /** The stars given along with these lines; null without. */
  readonly rating: number | null;
  /** Whose talk it is: of several speakers only they may put it aside. */
  readonly customerId: string;
  /** Names of the agents who have spoken here. */
  readonly agents: readonly string[];
  /** The frustration the turn before ended with; 0 at the beginning of an episode and after a handoff. */
  readonly carried: number;
  readonly phrases: RoutePhrases;
  readonly routing: Pick<RoutingSettings, 'classifier' | 'frustrationMax'>;
}

export interface AtHand {
  /** Null: the mind is asked. */
  readonly route: Route | null;
  readonly guess: Guess;
  /** Its score is carried to the next turn, unless this one hands off. */
  readonly frustration: Frustration;
}

/**
 * Decides a turn's type without a model, the first of these that decides: a pressed button, a wish for a person, "start
 * over" or small talk, frustration, a tenant's pattern, a question for what an agent said, the classifier where it is
 * sure.
 */
export function routeAtHand(parts: RouteParts): AtHand {
  const { lines, phrases, routing } = parts;
  const guess = routing.classifier.guess(lines.map(({ text }) => text));
  const frustration = frustrationIn({ ...parts, guess });
  const ruled = routeByPress(lines) ?? routeByRule({ lines }, phrases, () => startsOver(parts));
  const isSettled = ruled?.escalation === 'user_request' || ruled?.type === 'greeting';
  const route =
    (isSettled ? ruled : null) ??
    routeByFrustration(frustration, routing.frustrationMax) ??
    ruled ??
    routeByAgents(parts) ??
    withReason(routeByGuess(mayDecide(guess, parts) ? guess : null), lines);
  return { route, guess, frustration };
}

/** What was said last, if it was not the customer. */
function saidBefore(window: readonly Message[]): string | null {
  const last = window.findLast(({ kind }) => kind === 'text');
  return last === undefined || last.author.kind === 'customer' ? null : last.text;
}

function startsOver({ lines, window, customerId, phrases }: RouteParts): boolean {
  const last = lines.at(-1);
  if (last === undefined || last.author.id !== customerId) return false;
  return asksToStartOver(last.text, saidBefore(window), phrases.language);
}

/** What people said is on record and in no article, so an answer from articles would never be found. */
function routeByAgents({ lines, agents }: RouteParts): Route | null {
  if (!lines.some(({ text }) => asksWhatWasSaid(text, agents))) return null;
  return { type: 'account_issue', reason: 'By rule: asks what an agent said.', confidence: 0.9 };
}

/**
 * The classifier sees the new lines alone. In the middle of a talk they may go on with it ("It should go to 12 Mill
 * Lane"), so nobody is told there on its word that something is out of scope. Thanks with a wish are a wish, and a "yes"
 * to a question is its answer.
 */
function mayDecide({ type }: Guess, { lines, window }: RouteParts): boolean {
  if (type === 'unsupported') return !window.some(({ author }) => author.kind === 'bot');
  if (type !== 'greeting') return true;
  const isAnswer = asks(saidBefore(window) ?? '') && lines.every(({ text }) => mayAnswer(text));
  return !isAnswer && lines.every(({ text }) => isOnlySmallTalk(text));
}

/** A classifier says that a person should look, not why. */
function withReason(route: Route | null, lines: readonly Message[]): Route | null {
  if (route?.type !== 'escalation_candidate') return route;
  const said = lines.map(({ text }) => plain(text));
  const isAngry = said.some((line) => complains(line) || isHarsh(line));
  return { ...route, escalation: isAngry ? 'frustrated_user' : 'user_request' };
}
