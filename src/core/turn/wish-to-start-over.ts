import { plain } from '../domain/plain-line.js';
import type { Language } from '../domain/texts.js';
import { WISHES } from './wishes-in-languages.js';

/**
 * Nothing but the wish to begin anew, in words that mean the talk: a bare "reset" or "start again" is about a router, a
 * game, an order, and so are all of them inside a longer line.
 */
const START_OVER =
  /^(?:(?:please|pls|ok|okay|sorry|lets|let us|can we|could we|can i|i want to|i would like to|id like to) )*(?:start (?:it |all )*(?:over(?: again)?|afresh|anew|fresh|(?:again )?from scratch)|begin (?:afresh|anew|(?:again )?from scratch)|start (?:a )?new (?:conversation|chat)|(?:start|begin) (?:the |this |our )?(?:conversation|chat) (?:over|again|afresh|anew|from scratch)|(?:reset|restart|clear) (?:the |this |our )?(?:conversation|chat)|(?:a )?new (?:conversation|chat)|forget (?:everything|all (?:of )?(?:this|that)))(?: please| pls| now)*$/;

const NAMES_TALK = /\b(?:conversation|chat)\b/;

/** The last sentence asks something, other than whether anything else is wanted. */
const QUESTION = /[^.!?。！？\n]*[?？]\s*$/;
const OFFER =
  /\b(?:help|assist|anything else|something else|helfen|behilflich|sonst noch|vous aider|autre chose|ayudar(?:le|te)?|algo más|ajudar|mais alguma coisa)\b|ご用件|お手伝い|ほかに|他に/i;

/**
 * Whether a line asks to put the talk aside. `before`: what was said last by whoever answers here, null if the customer
 * spoke last. In answer to a question "from scratch" may be the answer, so there the talk itself has to be named.
 */
export function asksToStartOver(
  line: string,
  before: string | null,
  language: Language = 'en',
): boolean {
  const said = plain(line);
  const english = { startOver: START_OVER, talk: NAMES_TALK };
  const known = language === 'en' ? [english] : [english, WISHES[language]];
  return known.some(
    ({ startOver, talk }) => startOver.test(said) && (talk.test(said) || !asks(before ?? '')),
  );
}

/** Whether a text ends in a question that waits for an answer; "How can I help you?" waits for a matter. */
export function asks(text: string): boolean {
  const question = QUESTION.exec(text.trimEnd())?.[0] ?? '';
  return question !== '' && !OFFER.test(question);
}
