import { isPersonPressed } from '../domain/feedback.js';
import type { Message } from '../domain/message.js';
import { plain, says } from '../domain/plain-line.js';
import type { Language } from '../domain/texts.js';
import type { Route, TurnType } from '../domain/turn.js';
import type { Guess } from '../ports/classifier.js';
import type { Context } from '../ports/mind.js';
import { asksForPerson, asksToReach } from './wish-for-person.js';
import { asksToStartOver } from './wish-to-start-over.js';
import { WISHES } from './wishes-in-languages.js';

/** A tenant's own phrases beside the shipped ones; compared without case and punctuation. */
export interface RoutePhrases {
  /** Whose shipped phrases count beside the English ones. */
  readonly language: Language;
  readonly person: readonly string[];
  readonly greeting: readonly string[];
  /** Phrases that decide the turn type wherever a line has them; the first that is found counts. */
  readonly patterns: readonly { readonly pattern: string; readonly type: TurnType }[];
}

/** The reason of a route that the local classifier decided. */
export const BY_CLASSIFIER = 'By the local classifier.';

/** A greeting is short; a long line that begins with "hello" has something to say. */
const GREETING_WORDS_MAX = 6;

/** More than any greeting has, in whatever language; Japanese has no words to count. */
const GREETING_CHARS_MAX = 200;

const GREETINGS =
  /^(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|hi there|hello there|hey there)(?: (?:all|everyone|team|there|bot|folks|again))?$/;

/** Thanks, agreement and goodbyes: small talk that asks for nothing. */
const SMALL_TALK =
  /^(?:(?:ok|okay|great|perfect|super|cool|nice|alright|got it|understood|yes|no|wonderful|awesome|good|fine|oh)\s)*(?:thanks|thank you|thx|ty|cheers|bye|goodbye|see you|have a (?:nice|good|great) (?:day|evening|one|weekend)|ok|okay|great|perfect|cool|got it|understood|that (?:helps|helped|was all|is all|s all)|no thanks|nothing else|all good)(?: (?:so much|very much|a lot|you|again|everyone|for (?:the|your) (?:help|answer|info|information|support)|that (?:helps|helped|is helpful|was helpful|was all|is all|s all)|bye|goodbye))*$/;

/** A button that asks for a person means that whatever is written on it. Null: none was pressed. */
export function routeByPress(lines: readonly Message[]): Route | null {
  if (!lines.some(isPersonPressed)) return null;
  return {
    type: 'escalation_candidate',
    escalation: 'user_request',
    reason: 'By rule: the customer pressed the button for a person.',
    confidence: 1,
  };
}

/**
 * The rules, which come first; of the turn's lines those they look at:
 *
 * | rule | lines |
 * |---|---|
 * | an explicit wish for a person | any |
 * | "start over" | the last one, alone |
 * | a tenant's pattern | any |
 * | greetings and small talk | all |
 * | ways to reach people | any |
 *
 * Null: no rule decided. `startsOver`: whether that line may put the talk aside, for whoever knows the talk.
 */
export function routeByRule(
  said: Pick<Context, 'lines'>,
  phrases: RoutePhrases,
  startsOver: (line: string) => boolean = (line) => asksToStartOver(line, null, phrases.language),
): Route | null {
  const lines = said.lines.map((line) => plain(line.text));
  if (said.lines.some(({ text }) => wantsPerson(text, phrases))) {
    return {
      type: 'escalation_candidate',
      escalation: 'user_request',
      reason: 'By rule: the customer asks for a person.',
      confidence: 1,
    };
  }
  if (startsOver(said.lines.at(-1)?.text ?? '')) {
    const reason = 'By rule: the customer starts over.';
    return { type: 'greeting', command: 'start-over', reason, confidence: 1 };
  }
  const byPattern = routeByPattern(lines, phrases.patterns);
  if (byPattern !== null) return byPattern;
  if (lines.every((line) => isSmall(line, phrases))) {
    return { type: 'greeting', reason: 'By rule: greeting or small talk.', confidence: 1 };
  }
  if (said.lines.some(({ text }) => asksToReach(text))) {
    // Where an article holds the number it is the answer; where none does, the question ends at a person anyway.
    return { type: 'info_question', reason: 'By rule: asks how to reach people.', confidence: 0.9 };
  }
  return null;
}

/** What a tenant says about some words. Where they go to a person, that is the tenant's policy, not a wish. */
function routeByPattern(
  lines: readonly string[],
  patterns: RoutePhrases['patterns'],
): Route | null {
  const met = patternIn(lines, patterns);
  if (met === null) return null;
  const escalation =
    met.type === 'escalation_candidate' ? ({ escalation: 'policy_risk' } as const) : {};
  const reason = `By the tenant's pattern "${met.pattern}".`;
  return { type: met.type, ...escalation, reason, confidence: 1 };
}

/** The first of the tenant's patterns that plain lines have; null if they have none. */
export function patternIn(
  lines: readonly string[],
  patterns: RoutePhrases['patterns'],
): RoutePhrases['patterns'][number] | null {
  return patterns.find(({ pattern }) => lines.some((line) => says(line, pattern))) ?? null;
}

/** A classifier's word is taken where it is sure; null where somebody else should decide. */
export function routeByGuess(guess: Guess | null): Route | null {
  if (guess === null || !guess.isSure) return null;
  const { type, confidence } = guess;
  return { type, reason: BY_CLASSIFIER, confidence };
}

function wantsPerson(text: string, { person, language }: RoutePhrases): boolean {
  return asksForPerson(text, language) || person.some((one) => says(plain(text), one));
}

function isSmall(line: string, { greeting, language }: RoutePhrases): boolean {
  // Only marks and pictures: a thumb up asks for nothing.
  if (line === '') return true;
  if (greeting.some((one) => line === plain(one))) return true;
  if (line.length > GREETING_CHARS_MAX) return false;
  if (language !== 'en' && WISHES[language].greeting.test(line)) return true;
  if (line.split(' ').length > GREETING_WORDS_MAX + 6) return false;
  if (SMALL_TALK.test(line)) return true;
  return line.split(' ').length <= GREETING_WORDS_MAX && GREETINGS.test(line);
}
