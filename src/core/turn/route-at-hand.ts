import type { Message } from '../domain/message.js';
import { plain } from '../domain/plain-line.js';
import type { Route } from '../domain/turn.js';
import type { Guess } from '../ports/classifier.js';
import { complains } from './complaint.js';
import { type Frustration, frustrationIn, routeByFrustration } from './frustration.js';
import { isHarsh } from './harsh-words.js';
import { type RoutePhrases, routeByGuess, routeByPress, routeByRule } from './route.js';
import type { RoutingSettings } from './routing-settings.js';

/** What a turn's type is decided from, before a model is asked. */
export interface RouteParts {
  /** The customer's new lines; never empty. */
  readonly lines: readonly Message[];
  /** Earlier talk, oldest first, with presses and changes of owner among it. */
  readonly window: readonly Message[];
  /** The stars given along with these lines; null without. */
  readonly rating: number | null;
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
 * over" or small talk, frustration, a tenant's pattern, the classifier where it is sure.
 */
export function routeAtHand(parts: RouteParts): AtHand {
  const { lines, phrases, routing } = parts;
  const guess = routing.classifier.guess(lines.map(({ text }) => text));
  const frustration = frustrationIn({ ...parts, guess });
  const ruled = routeByPress(lines) ?? routeByRule({ lines }, phrases);
  const isSettled = ruled?.escalation === 'user_request' || ruled?.type === 'greeting';
  const route =
    (isSettled ? ruled : null) ??
    routeByFrustration(frustration, routing.frustrationMax) ??
    ruled ??
    withReason(routeByGuess(mayDecide(guess, parts) ? guess : null), lines);
  return { route, guess, frustration };
}

/**
 * The classifier sees the new lines alone. In the middle of a talk they may go on with it ("It should go to 12 Mill
 * Lane"), so nobody is told there on its word that something is out of scope; and thanks with a question are a question.
 */
function mayDecide({ type }: Guess, { lines, window }: RouteParts): boolean {
  if (type === 'unsupported') return !window.some(({ author }) => author.kind === 'bot');
  return type !== 'greeting' || !lines.some(({ text }) => text.includes('?'));
}

/** A classifier says that a person should look, not why. */
function withReason(route: Route | null, lines: readonly Message[]): Route | null {
  if (route?.type !== 'escalation_candidate') return route;
  const said = lines.map(({ text }) => plain(text));
  const isAngry = said.some((line) => complains(line) || isHarsh(line));
  return { ...route, escalation: isAngry ? 'frustrated_user' : 'user_request' };
}
