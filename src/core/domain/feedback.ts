import { type Card, type Choice, type Chosen, choicesCard, choicesOf } from './card.js';
import type { Message } from './message.js';
import { say, type Wording } from './texts.js';

/** What is offered below an answer of the bot. */
const HELPFUL = 'feedback-helpful';
const NOT_HELPFUL = 'feedback-not-helpful';
const PERSON = 'feedback-person';

/** Whether an answer helped, as the last one who pressed said it; kept with the turn that gave the answer. */
export interface Feedback {
  readonly isHelpful: boolean;
  /** The message it is about. */
  readonly messageId: string;
  /** Id of the customer who pressed. */
  readonly by: string;
  /** Number of the press: of two the later one counts, whichever is filed first. */
  readonly seq: number;
  readonly atMs: number;
}

/** Goes with an answer. Whoever was not helped is offered a person. */
export function feedbackCard(wording: Wording): Card {
  return choicesCard('feedback', 'feedback', [
    { id: HELPFUL, label: say('feedback.helpful', wording) },
    { id: NOT_HELPFUL, label: say('feedback.not-helpful', wording) },
    { ...personChoice(wording), after: NOT_HELPFUL },
  ]);
}

/** The button for a person. */
export function personChoice(wording: Wording): Choice {
  return { id: PERSON, label: say('feedback.person', wording) };
}

/** Whether this is said about an answer. The wish for a person, offered beside it, is said to us like any other words. */
export function isFeedback(choiceId: string): boolean {
  return choiceId === HELPFUL || choiceId === NOT_HELPFUL;
}

/** A wish for a person by a button, whatever that is called in a tenant's own words. */
export function isPersonPressed({ chosen }: { readonly chosen?: Chosen }): boolean {
  return chosen?.choiceId === PERSON;
}

/** What a press says about an answer; null if that one never asked. */
export function feedbackOn(answer: Message, press: Message): Feedback | null {
  const { chosen, author, seq, atMs } = press;
  if (chosen?.messageId !== answer.id || !isFeedback(chosen.choiceId)) return null;
  if (!choicesOf(answer.card).some(({ id }) => id === chosen.choiceId)) return null;
  const isHelpful = chosen.choiceId === HELPFUL;
  return { isHelpful, messageId: answer.id, by: author.id, seq, atMs };
}
