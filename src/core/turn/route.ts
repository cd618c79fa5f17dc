import { isPersonPressed } from '../domain/feedback.js';
import type { Message } from '../domain/message.js';
import type { Route } from '../domain/turn.js';
import type { Context } from '../ports/mind.js';
import { asksForPerson, asksToReach } from './wish-for-person.js';

/** A tenant's own phrases beside the shipped ones; compared without case and punctuation. */
export interface RoutePhrases {
  readonly person: readonly string[];
  readonly greeting: readonly string[];
}

/** Characters of a line the rules look at: a wish is said early, and the rules stay cheap whatever comes in. */
const RULE_CHARS_MAX = 600;

/** A greeting is short; a long line that begins with "hello" has something to say. */
const GREETING_WORDS_MAX = 6;

const GREETINGS =
  /^(?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|hi there|hello there|hey there)(?: (?:all|everyone|team|there|bot|folks|again))?$/;

/** Thanks, agreement and goodbyes: small talk that asks for nothing. */
const SMALL_TALK =
  /^(?:(?:ok|okay|great|perfect|super|cool|nice|alright|got it|understood|yes|no|wonderful|awesome|good|fine|oh)\s)*(?:thanks|thank you|thx|ty|cheers|bye|goodbye|see you|have a (?:nice|good|great) (?:day|evening|one|weekend)|ok|okay|great|perfect|cool|got it|understood|that (?:helps|helped|was all|is all|s all)|no thanks|nothing else|all good)(?: (?:so much|very much|a lot|you|again|everyone|for (?:the|your) (?:help|answer|info|information|support)|that (?:helps|helped|is helpful|was helpful|was all|is all|s all)|bye|goodbye))*$/;

/** Lower case, apostrophes gone, other marks as spaces: what the rules and a tenant's phrases are compared in. */
export function plain(text: string): string {
  return text
    .slice(0, RULE_CHARS_MAX)
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

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
 * The rules, which come first: an explicit wish for a person, greetings and small talk, ways to reach people. Null: no
 * rule decided.
 * A wish in any of the turn's lines counts; a greeting only if nothing else was said.
 */
export function routeByRule(context: Context, phrases: RoutePhrases): Route | null {
  const lines = context.lines.map((line) => plain(line.text));
  if (lines.some((line) => wantsPerson(line, phrases.person))) {
    return {
      type: 'escalation_candidate',
      escalation: 'user_request',
      reason: 'By rule: the customer asks for a person.',
      confidence: 1,
    };
  }
  if (lines.every((line) => isSmall(line, phrases.greeting))) {
    return { type: 'greeting', reason: 'By rule: greeting or small talk.', confidence: 1 };
  }
  if (lines.some(asksToReach)) {
    // Where an article holds the number it is the answer; where none does, the question ends at a person anyway.
    return { type: 'info_question', reason: 'By rule: asks how to reach people.', confidence: 0.9 };
  }
  return null;
}

function wantsPerson(line: string, phrases: readonly string[]): boolean {
  return asksForPerson(line) || phrases.some((one) => says(line, one));
}

function isSmall(line: string, phrases: readonly string[]): boolean {
  // Only marks and pictures: a thumb up asks for nothing.
  if (line === '') return true;
  if (phrases.some((one) => line === plain(one))) return true;
  if (line.split(' ').length > GREETING_WORDS_MAX + 6) return false;
  if (SMALL_TALK.test(line)) return true;
  return line.split(' ').length <= GREETING_WORDS_MAX && GREETINGS.test(line);
}

function says(line: string, phrase: string): boolean {
  return ` ${line} `.includes(` ${plain(phrase)} `);
}
